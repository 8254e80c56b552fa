import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import type { Look } from '#matter/door.ts'
import { whoOf } from '#matter/once.ts'
import { maySee } from '#matter/page.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { linesOf } from '#office/ledger.ts'
import { sees } from '#office/snapshot.ts'
import { audit, lineFor } from '#platform/auth/audit.ts'
import { scopeOf } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { drawable } from '#platform/sheets/fonts.ts'
import { type Leaf, printLeaf } from '#platform/sheets/leaf.ts'
import { extensionLeaf, firstAskedLeaf, issuerOf, schemeOf } from './filled.ts'

const staff = { allow: 'staff' } as const
const OfPrint = Type.Object({
  id: Type.String({ format: 'uuid' }),
  form: Type.Enum(['extension', 'first-asked']),
})
const OfOffice = Type.Object(
  { office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })) },
  { additionalProperties: false },
)

const notSeen: Refusal = { refused: 'not-seen', clause: null, says: '没有找到这件事项，或者它不在您可以查看的范围内' }
const noOffice: Refusal = { refused: 'not-seen', clause: null, says: '没有这个单位' }
const noPosts: Refusal = { refused: 'not-met', clause: '5.5', says: '本单位还没有岗位' }
const notAsked: Refusal = { refused: 'not-met', clause: '7.5', says: '这件事项没有申请过延期' }
const noContact: Refusal = { refused: 'not-met', clause: '2.1', says: '只有首问登记才有首问负责登记表' }

type Print = { readonly leaf: Leaf; readonly about: string; readonly says: string }

/** The office's own registers filled from what is on record, printed when asked for; each print is on the audit. */
export const filledRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const { db, now, processes, mark } = world
  const printing = async (
    request: FastifyRequest,
    reply: FastifyReply,
    make: (tx: Tx, look: Look) => Promise<Print | Refusal>,
  ) => {
    const who = whoOf(request)
    const at = now()
    const made = await db.transaction(scopeOf(who), async (tx) => {
      const print = await make(tx, { who, at, office: await current(tx, who.tenantId, at) })
      if (isRefusal(print)) return print
      const { about, says } = print
      await audit(tx, { ...lineFor(who, at), what: 'form-print', about, succeeded: true, says })
      return print
    })
    if (isRefusal(made)) return reply.refuse(made)
    const { drawn } = drawable(made.leaf)
    const name = `inline; filename*=UTF-8''${encodeURIComponent(`${drawn.title} ${made.about}.pdf`)}`
    const bytes = Buffer.from(await printLeaf(drawn, dayOf(at)))
    return reply
      .type('application/pdf')
      .headers({ 'content-disposition': name, 'cache-control': 'private, no-store' })
      .send(bytes)
  }

  app.get(
    '/api/matters/:id/forms/:form.pdf',
    { config: staff, schema: { summary: '按登记内容打印首问负责登记表或延期办理审批表', params: OfPrint } },
    (request, reply) =>
      printing(request, reply, async (tx, { who, at, office }) => {
        const held = await readMatter(tx, who.tenantId, request.params.id)
        const process = held && processes.of(held.matter.kind, held.matter.service)
        const org = held && office.organizations.get(held.matter.office)
        if (!held || !process || !org || !maySee(held, process, office, { staff: who.staffId as StaffId, at }))
          return notSeen
        const issuer = issuerOf(org, mark ?? null)
        const isFirst = request.params.form === 'first-asked'
        if (isFirst && held.matter.kind !== 'contact') return noContact
        const leaf = isFirst
          ? firstAskedLeaf(held, office, issuer)
          : held.matter.kind === 'case' && extensionLeaf(held, office, issuer)
        if (!leaf) return notAsked
        return { leaf, about: held.matter.number, says: `打印${leaf.title}：${held.matter.number}` }
      }),
  )
  app.get(
    '/api/office/scheme.pdf',
    { config: staff, schema: { summary: '打印AB角配备表', querystring: OfOffice } },
    (request, reply) =>
      printing(request, reply, async (tx, { who, at, office }) => {
        const id = (request.query.office ?? officeOf(office.roster, who.staffId as StaffId, at)) as OfficeId | null
        const org = id && office.organizations.get(id)
        if (!org || !sees(office, who.staffId as StaffId, org.id, at)) return noOffice
        const last = (await linesOf(tx, who.tenantId, 'scheme', org.id)).at(-1)
        const leaf = schemeOf(office, org.id, issuerOf(org, mark ?? null), last ? spoken(dayOf(last.at)) : null, at)
        return leaf ? { leaf, about: org.code, says: `打印${org.name}的AB角配备表` } : noPosts
      }),
  )
}
