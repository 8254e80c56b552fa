import type { FastifyRequest } from 'fastify'
import type { Chosen } from '#apps/portal/faces.ts'
import { all, one, several } from '#apps/portal/form.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { itemCodes, type Said } from '#rules/quality-service/contract.ts'
import { byStaff, type RatingNeeds } from '#rules/quality-service/routes.ts'
import { type Rating, rate, scopeOf, told } from '#rules/quality-service/visitor/claim.ts'

/** What a form says of the visit, or what is wrong with it: the same for every page on which one rates. */
export function saidIn({ body, session, unfit }: FastifyRequest): Said | Refusal {
  if (session) return byStaff
  const [first] = unfit ?? []
  if (first)
    return { refused: 'bad-input', clause: '10.5.1', says: `${names[first.at] ?? ''}${first.says}`, problems: unfit! }
  const level = Number(one(body, 'level'))
  if (!Number.isInteger(level) || level < 1 || level > 5) return noLevel
  const words = one(body, 'words', 2_000).replaceAll('\r\n', '\n')
  if ([...words].length > 150) return tooLong
  // Boxes ticked under a level that was then changed are hidden on the page and not meant.
  const items = [...new Set(several(body, 'items'))].filter(
    (code) => itemCodes.includes(code) && code.startsWith(String(level)),
  )
  return { level, items, words: words.slice(0, 150) }
}

/** Rates in a transaction of its own, and tells those who watch. */
export async function rated({ world, place }: RatingNeeds, rating: Rating, at: Instant): Promise<Refusal | null> {
  const moved = await world.db.transaction(scopeOf(place), (tx) => rate(world, tx, place, rating, at))
  if (isRefusal(moved)) return moved
  told(world, place.tenant, moved)
  return null
}

/** Whether a telephone asks: the national platform counts telephones and computers apart. */
export function isOnPhone({ headers }: FastifyRequest): boolean {
  return headers['sec-ch-ua-mobile'] === '?1' || /Mobi|Android|iPhone|HarmonyOS/i.test(headers['user-agent'] ?? '')
}

/** What was chosen and typed, shown again when something of it was refused. */
export const chosenIn = (body: unknown): Chosen => ({
  level: Number(one(body, 'level')),
  items: several(body, 'items'),
  words: one(body, 'words', all),
})

export function problemsOf(refusal: Refusal | null, at: string): Html | false {
  const own = (refusal?.problems ?? []).filter((problem) => problem.at === at)
  return own.length > 0 && html`<p class="wrong">${own.map(({ says }) => says).join('；')}</p>`
}

const names: Readonly<Record<string, string>> = { '/words': '意见建议', '/number': '编号', '/code': '查询码' }

const noLevel: Refusal = { refused: 'bad-input', clause: '10.5.1', says: '请先选择一个满意程度' }
const tooLong: Refusal = {
  refused: 'bad-input',
  clause: '10.5.1',
  says: '意见建议最多150个字，请缩短后再提交',
  problems: [{ at: '/words', says: '最多150个字' }],
}
