import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { chartOf } from '#core/chart.ts'
import { dayOf, type Instant } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { ServiceVersion } from '#core/service/format.ts'
import type { World } from '#matter/world.ts'
import { blankForm, blankTitle } from '#platform/sheets/blank.ts'
import { guideLeaf } from '#platform/sheets/guide.ts'
import { type Leaf, printLeaf } from '#platform/sheets/leaf.ts'
import { pictureOf, pictureVersion } from '#platform/sheets/picture.ts'
import { renderPicture } from '#platform/sheets/render.ts'
import { isToConfirm } from '#regulation/confidence.ts'
import { figuresView } from '#rules/open-affairs/figures.ts'
import { empties } from './empty.ts'
import { type Given, hoursSays, issuerAt, type Place } from './issuer.ts'
import { inTurn, keeping } from './kept.ts'
import { groups, type Specimen, specimensNow } from './specimens.ts'

type Needs = { readonly world: World; readonly place: Place }

const strict = { additionalProperties: false } as const
const OfOffice = Type.Object({ office: Type.Optional(Type.String({ title: '单位代码', maxLength: 40 })) }, strict)
const OfService = Type.Object({ code: Type.String({ pattern: '^JY\\d{2}$' }) })
const OfName = Type.Object({ name: Type.String({ maxLength: 40 }) })
const OfKey = Type.Object({ key: Type.String({ maxLength: 40 }) })
const OfVersion = Type.Object({ v: Type.Optional(Type.String({ title: '图片版本', maxLength: 40 })) }, strict)
const open = { allow: 'anyone' } as const

const noService: Refusal = { refused: 'not-seen', clause: '1.3', says: '没有这个服务事项，或者它还在筹备' }
const noOffice: Refusal = { refused: 'not-seen', clause: '1.2.d', says: '没有这个单位，请核对单位代码' }
const noForm: Refusal = { refused: 'not-seen', clause: '2.3.1', says: '没有这种表' }

/** Blank forms, guides and specimens for everybody: printed from what runs, nothing is kept of who takes one (2.3.1, 6.2). */
export const formRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { world, place }) => {
  const kept = keeping(60)
  const pictures = keeping(120)
  const turn = inTurn()
  const specimen = (key: string) => specimensNow(world).find((one) => one.key === key)

  /** Prints a leaf of an office; the same for the same day, office and version. */
  const leafed = async (
    reply: FastifyReply,
    code: string | undefined,
    key: string,
    make: (given: Given, at: Instant) => Leaf,
  ) => {
    const at = world.now()
    const given = await issuerAt(world, place, code, at)
    if (!given) return reply.refuse(noOffice)
    const leaf = make(given, at)
    const bytes = await kept(`${key} ${dayOf(at)} ${JSON.stringify(leaf)}`, async () =>
      Buffer.from(await printLeaf(leaf, dayOf(at))),
    )
    return pdf(reply, leaf.title, bytes)
  }
  const published = (code: string): ServiceVersion | undefined => world.catalogue.get(code)

  app.get(
    '/api/services/:code/form.pdf',
    { config: open, schema: { summary: '事项的空白表', params: OfService, querystring: OfOffice } },
    async (request, reply) => {
      const version = published(request.params.code)
      if (!version) return reply.refuse(noService)
      const { office } = request.query
      return leafed(reply, office, `form ${version.digest}`, ({ issuer }) => blankForm(version.service, issuer))
    },
  )
  app.get(
    '/api/services/:code/guide.pdf',
    { config: open, schema: { summary: '事项的办事指南', params: OfService, querystring: OfOffice } },
    async (request, reply) => {
      const version = published(request.params.code)
      const found = version && world.processes.opening('case', version.code)
      if (!version || !found) return reply.refuse(noService)
      return leafed(reply, request.query.office, `guide ${version.digest}`, ({ issuer, office, org }, at) =>
        guideLeaf(version.service, issuer, {
          ...{ toConfirm: ({ confidence }) => isToConfirm(confidence), chart: chartOf(found.process) },
          ...{ figures: figuresView(office, org.id, version.service, at), hours: hoursSays(office, org, at) },
        }),
      )
    },
  )
  app.get(
    '/api/forms/:name.pdf',
    { config: open, schema: { summary: '手写登记表的空白表', params: OfName, querystring: OfOffice } },
    async (request, reply) => {
      const empty = empties.find(({ name }) => name === request.params.name)
      if (!empty) return reply.refuse(noForm)
      return leafed(reply, request.query.office, empty.name, ({ issuer }) => empty.make(issuer))
    },
  )

  app.get('/api/forms', { config: open, schema: { summary: '表格样张：每种文书和表格' } }, () => formList(world))
  app.get(
    '/api/specimens/:key.pdf',
    { config: open, schema: { summary: '一种文书的样张', params: OfKey } },
    async (request, reply) => {
      const one = specimen(request.params.key)
      if (!one) return reply.refuse(noForm)
      return pdf(
        reply,
        `样张 ${one.title}`,
        await kept(`${one.key} ${versionOf(one)}`, async () => Buffer.from(await one.pdf())),
      )
    },
  )
  app.get(
    '/api/specimens/:key.png',
    { config: open, schema: { summary: '一种文书的样张图片', params: OfKey, querystring: OfVersion } },
    async (request, reply) => {
      const one = specimen(request.params.key)
      if (!one) return reply.refuse(noForm)
      const version = versionOf(one)
      // Under its version a picture never changes; without one, or with an old one, the browser asks again each time.
      const lasting = request.query.v === version
      reply
        .header('etag', `"${version}"`)
        .header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'public, no-cache')
      if (request.headers['if-none-match'] === `"${version}"`) return reply.code(304).send()
      const bytes = await pictures(version, () => turn(async () => pictureOf(await renderPicture(one.drawn))))
      return reply.type('image/png').send(bytes)
    },
  )
}

const versions = new WeakMap<Specimen, string>()

function versionOf(one: Specimen): string {
  const version = versions.get(one) ?? pictureVersion(one.drawn)
  versions.set(one, version)
  return version
}

/** The gallery as a list: each kind of paper with the addresses of its specimen, its picture and its blank. */
export function formList(world: Pick<World, 'catalogue' | 'processes'>) {
  const all = specimensNow(world)
  return {
    groups: Object.entries(groups).map(([key, title]) => ({
      ...{ key, title },
      rows: all
        .filter(({ group }) => group === key)
        .map((one) => ({
          ...{ key: one.key, title: one.title, blank: one.blank, pdf: `/api/specimens/${one.key}.pdf` },
          picture: `/api/specimens/${one.key}.png?v=${versionOf(one)}`,
        })),
    })),
    services: world.catalogue.list().flatMap(({ code }) => {
      const service = published(world, code)
      return service ? [{ code, name: service.name, form: blankTitle(service) }] : []
    }),
  }
}

const published = ({ catalogue }: Pick<World, 'catalogue'>, code: string) => catalogue.get(code)?.service

function pdf(reply: FastifyReply, title: string, bytes: Buffer): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(`${title}.pdf`)}`)
    .header('cache-control', 'public, max-age=300')
    .send(bytes)
}
