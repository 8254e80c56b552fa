import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addMonths, type Day, dayOf, type Instant, instant, iso, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { isHeadOf, nameOf, type OfficeId } from '#core/roster.ts'
import type { SheetData } from '#core/sheet.ts'
import { reading, writing } from '#matter/door.ts'
import { issuePaper } from '#matter/sheet.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { enter, linesOf } from '#office/ledger.ts'
import { type SchemeVersion, schemesOf, schemeView } from '#office/scheme.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { limits } from '#regulation/limits.ts'
import { byOf, OfPlace, placeOf } from './place.ts'

const register = 'scheme'

const confirmed = sql<{ entry: OfficeId; at: Date }>(
  'scheme.confirmed',
  `select entry, max(at) as at from ledger
   where tenant_id = $1 and register = 'scheme' and entry = any($2::uuid[]) and act = 'scheme.confirm' group by entry`,
)

/** When each of these offices confirmed its scheme last; an office that never did isn't in it. */
export async function confirmedAt(
  tx: Tx,
  tenant: string,
  offices: readonly OfficeId[],
): Promise<ReadonlyMap<OfficeId, Instant>> {
  const rows = offices.length === 0 ? [] : await tx.all(confirmed, [tenant, offices])
  return new Map(rows.map(({ entry, at }) => [entry, instant(at.getTime())]))
}

/** The day by which a scheme has to be confirmed again: six months after the last time, or after it began (5.5). */
export function reviewDue(office: OfficeSnapshot, place: OfficeId, last: Instant | null, at: Instant): Day | null {
  const began = schemesOf(office, place, at).at(-1)?.from
  const own = office.organizations.get(place)?.settings['roster.review']
  const months = typeof own === 'number' && Number.isSafeInteger(own) && own > 0 ? own : limits['roster.review'].amount
  const since = last ?? began
  return since === undefined ? null : addMonths(dayOf(since), months)
}

/** The A/B scheme: shown with all its versions, confirmed by the head, printed and public (5.5). */
export const schemeRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/office/scheme',
    { config: { allow: 'staff' }, schema: { summary: 'AB角名单、历次版本和确认记录', querystring: OfPlace } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, at, office }) => {
        const by = byOf(who, at)
        const place = placeOf(office, by, request.query.office)
        return isRefusal(place) ? place : viewOf(tx, office, by, place)
      }),
  )
  app.post(
    '/api/office/scheme/confirmation',
    { config: { allow: 'staff' }, schema: { summary: '负责人确认AB角名单，出公示表', body: OfPlace } },
    (request, reply) =>
      writing(world, request, reply, async (tx, { who, at, office }) => {
        const by = byOf(who, at)
        const place = placeOf(office, by, request.body.office)
        if (isRefusal(place)) return place
        const done = await confirm(world, tx, office, by, place)
        return isRefusal(done) ? done : { status: 201, body: await viewOf(tx, office, by, place) }
      }),
  )
}

const OfCode = Type.Object({ office: Type.String({ title: '单位代码', maxLength: 40 }) })

/** The scheme for everybody: who is A and who is B of each post (1.2.c, 5.5). */
export const publicSchemeRoutes: FastifyPluginAsyncTypebox<{
  world: World
  place: { readonly tenant: string; readonly path: string }
}> = async (app, { world, place }) => {
  app.get(
    '/api/public/scheme/:office',
    { config: { allow: 'anyone' }, schema: { summary: '某单位公示的AB角名单', params: OfCode } },
    async (request, reply) => {
      const at = world.now()
      const office = await world.db.plain((tx) => current(tx, place.tenant, at))
      const found = [...office.organizations.values()].find(({ code }) => code === request.params.office)
      const [now] = found ? schemesOf(office, found.id, at) : []
      if (!found || !now) return reply.refuse({ refused: 'not-seen', clause: null, says: '没有这个单位' })
      const { rows, from } = schemeView(now)
      const name = (seat: SchemeVersion['rows'][number]['A']) => seat && { name: seat.name, number: seat.number }
      return {
        office: { code: found.code, name: found.name, supervisionPhone: found.supervisionPhone },
        from,
        posts: rows.map(({ post, duties, A, B }) => ({ post: post.name, duties, A: name(A), B: name(B) })),
      }
    },
  )
}

async function viewOf(tx: Tx, office: OfficeSnapshot, by: By, place: OfficeId) {
  const lines = await linesOf(tx, by.tenant, register, place)
  const last = lines.at(-1)
  const due = reviewDue(office, place, last?.at ?? null, by.at)
  return {
    office: { id: place, name: office.organizations.get(place)?.name ?? '' },
    versions: schemesOf(office, place, by.at).map(schemeView),
    mayConfirm: isHeadOf(office.roster, by.staff, place, by.at),
    dueBy: due,
    isDue: due !== null && dayOf(by.at) >= due,
    confirmations: lines
      .map(({ at, says, staff, what }) => ({
        ...{ at: iso(at), says, by: staff && nameOf(office.roster, staff as never) },
        url: typeof what['sheet'] === 'string' ? `/api/sheets/${what['sheet']}.pdf` : null,
      }))
      .toReversed(),
  }
}

/** The head's word that the scheme still holds: a line in the register and the table for the wall. */
/** The head's word on the list as it stands, with the paper that is put up (5.5). */
export async function confirm(
  world: World,
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  place: OfficeId,
): Promise<Refusal | null> {
  if (!isHeadOf(office.roster, by.staff, place, by.at))
    return { refused: 'not-yours', clause: '5.5', says: 'AB角名单由单位负责人确认' }
  const [now] = schemesOf(office, place, by.at)
  const organization = office.organizations.get(place)
  const open = now?.rows.filter(({ A, B }) => A === null || B === null) ?? []
  if (!now || !organization) return { refused: 'not-met', clause: '5.5', says: '本单位还没有岗位' }
  if (open.length > 0) {
    const says = `${open.map(({ post }) => post.name).join('、')}的AB角不齐，补齐后再确认`
    return { refused: 'not-met', clause: '5.5', says }
  }
  const head = nameOf(office.roster, by.staff)
  const sheet = await issuePaper(tx, world, by.tenant, {
    ...{ matter: null, seq: 0, path: organization.path, at: by.at, by: by.staff, office: organization },
    paper: { kind: 'ab-scheme', data: paperData(now, head, spoken(dayOf(by.at))) },
  })
  enter(tx, {
    ...{ tenant: by.tenant, path: organization.path, register, entry: place, at: by.at, staff: by.staff },
    ...{ clause: '5.5', act: 'scheme.confirm', what: { sheet: sheet.id, from: iso(now.from) } },
    says: `${head}确认AB角名单，共${now.rows.length}个岗位`,
  })
  return null
}

function paperData({ from, rows }: SchemeVersion, head: string, day: string): SheetData['ab-scheme'] {
  const seat = (one: SchemeVersion['rows'][number]['A']) => (one ? `${one.name}（${one.number}）` : '空缺')
  return {
    from: spoken(dayOf(from)),
    confirmedAt: day,
    rows: rows.map(({ post, duties, A, B }) => ({ post: post.name, duties, a: seat(A), b: seat(B) })),
    handler: { name: head },
  }
}
