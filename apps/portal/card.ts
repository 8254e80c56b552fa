import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { pictureOf } from '#platform/sheets/picture.ts'
import { renderPicture } from '#platform/sheets/render.ts'
import { issuerAt } from '#rules/open-affairs/forms/issuer.ts'
import { inTurn, keeping } from '#rules/open-affairs/forms/kept.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

/** What is shown of a page where its address is passed on (og:image): drawn here, from our own fonts, asked of no other host. */

export const cardSize = { width: 1200, height: 630 } as const
const name = '首问 · 公共就业服务'
/** Another drawing is another address. */
const drawing = createHash('sha256')
  .update(readFileSync(new URL('../../platform/sheets/card.typ', import.meta.url)))
  .digest('base64url')
  .slice(0, 6)

type Card = { readonly title: string; readonly office: string }

/**
 * The address of a page's picture. Signed: who could have any words drawn here would have our name under theirs. `title` is
 * never what somebody searched for.
 */
export function cardMaker({ keys, address }: RatingNeeds['world']) {
  const signOf = ({ title, office }: Card) => keys.blind('text', `card:${drawing}:${office}:${title}`).slice(0, 16)
  const urlOf = (card: Card) => `${address}/card.png?${new URLSearchParams({ ...card, sign: signOf(card) })}`
  return { signOf, urlOf }
}

export function cardPictures(app: FastifyInstance, { world, place }: RatingNeeds): void {
  const { signOf, urlOf } = cardMaker(world)
  app.decorate('cardOf', urlOf)
  const kept = keeping(200)
  const turn = inTurn()
  app.get('/card.png', { config: { allow: 'anyone' }, schema: { hide: true } }, async (request, reply) => {
    const asked = { title: one(request.query, 'title', 300), office: one(request.query, 'office', 40) }
    // An address of an older drawing, or a changed one, still leads to a picture: of the office, without a title.
    const isOurs = one(request.query, 'sign') === signOf(asked)
    const { title, office } = isOurs ? asked : { title: '', office: '' }
    const given = await issuerAt(world, place, office || undefined, world.now())
    const words = { name, title: title || (given?.org.name ?? name), office: title ? (given?.org.name ?? '') : '' }
    const data = { ...words, mark: world.mark ?? null }
    const bytes = await kept(JSON.stringify(data), () =>
      turn(async () => pictureOf(await renderPicture({ template: 'card', data }), cardSize)),
    )
    return reply
      .type('image/png')
      .headers({ 'cache-control': 'public, max-age=86400', 'cross-origin-resource-policy': 'cross-origin' })
      .send(bytes)
  })
}
