import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type Day, dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { historyOf, OfOffice, staff } from '#office/entries.ts'
import { linesOf } from '#office/ledger.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import { entered, formOf, headsWatch, onlyHead, registerDoors, type Stand, someone, timed } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { unprintable } from '#platform/sheets/fonts.ts'
import { printPlan, printSigns } from '#platform/sheets/signs.ts'
import { beginsTooEarly, faultsOf, gapsOf, zoneAt } from './check.ts'
import { areaUses, signKinds, type Venue, type VenueAsk, VenueBody, zoneKinds } from './contract.ts'
import { planOf } from './plan.ts'
import { addVenue, newestVenue, type Row, venueOn, venueVersion, venueVersions } from './store.ts'

const uuid = Type.String({ format: 'uuid' })
const OfVenue = Type.Object({
  office: Type.Optional(uuid),
  version: Type.Optional(Type.Integer({ title: '版本', minimum: 1, maximum: 1_000_000 })),
})
const OfSigns = Type.Object({
  office: Type.Optional(uuid),
  which: Type.Optional(Type.String({ title: '标识', pattern: '^\\d{1,3}(,\\d{1,3})*$', maxLength: 500 })),
})

/** The hall of an office: its areas, zones, windows and signs, dated; drawn, printed, and what it lacks (10.1.3, 10.4.5). */
export const venueRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const doors = registerDoors(world)
  registerChores(headsWatch(venueGaps, '/venue'))

  app.get(
    '/api/venue',
    { config: staff, schema: { summary: '场地：面积、功能区、窗口和标识', querystring: OfVenue } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) => shown(tx, stand, request.query.version)),
  )
  app.post(
    '/api/venue',
    {
      config: staff,
      schema: { summary: '登记场地新情况', querystring: OfOffice, body: VenueBody },
    },
    (request, reply) =>
      doors.change(
        request,
        reply,
        request.query.office,
        async (tx, stand) => {
          const made = await record(tx, stand, request.body)
          return isRefusal(made) ? made : shown(tx, stand, made.version)
        },
        201,
      ),
  )
  app.get(
    '/api/venue/plan.svg',
    { config: staff, schema: { summary: '大厅平面图', querystring: OfVenue } },
    async (request, reply) => {
      const drawn = await doors.read(request, reply, request.query.office, async (tx, stand) => {
        const row = await rowFor(tx, stand, request.query.version)
        return row ? { svg: draw(stand, row.data) } : notSeen('还没有登记场地')
      })
      if (!('svg' in drawn)) return drawn
      // An image and nothing else: whatever stands in it is not run.
      const sealed = {
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        'cache-control': 'private, no-store',
      }
      return reply.type('image/svg+xml').headers(sealed).send(drawn.svg)
    },
  )
  app.get(
    '/api/venue/plan.pdf',
    { config: staff, schema: { summary: '印制大厅平面图', querystring: OfVenue } },
    (request, reply) =>
      doors.pdf(request, reply, request.query.office, async (tx, stand) => {
        const row = await rowFor(tx, stand, request.query.version)
        if (!row) return notMet('10.1.3', '还没有登记场地')
        return unprintableIn(row.data) ?? plan(stand, row, world.mark)
      }),
  )
  app.get(
    '/api/venue/signs.pdf',
    { config: staff, schema: { summary: '印制标识', querystring: OfSigns } },
    (request, reply) =>
      doors.pdf(request, reply, request.query.office, async (tx, stand) => {
        const row = await rowFor(tx, stand, undefined)
        if (!row) return notMet('10.4.5', '还没有登记场地和标识')
        const chosen = request.query.which?.split(',').map(Number)
        const signs = row.data.signs.filter((_, i) => !chosen || chosen.includes(i))
        if (signs.length === 0) return notMet('10.4.5', '没有可印的标识')
        const pages = { org: stand.org.name, day: dayOf(stand.at), mark: world.mark, signs }
        const says = `印制标识${signs.length}张`
        return unprintableIn(row.data) ?? { print: () => printSigns(pages), name: `${stand.org.short}标识`, says }
      }),
  )
}

/** A new version: the one before stays as it was, so that one can look back (10.1.3). */
export async function record(tx: Tx, stand: Stand, ask: VenueAsk): Promise<Row | Refusal> {
  const refused = onlyHead(stand, '10.1.3', '场地登记') ?? faultsOf(stand, ask) ?? unprintableIn(ask)
  if (refused) return refused
  const held = await venueOn(tx, stand.tenant, stand.org.id, dayOf(stand.at))
  const early = beginsTooEarly(ask, held?.from_day ?? null)
  if (early) return early
  const { from, ...data } = ask
  const version = ((await newestVenue(tx, stand.tenant, stand.org.id))?.version ?? 0) + 1
  const fresh = { office: stand.org.id, path: stand.org.path, version, from: from as Day, data }
  const made = await addVenue(tx, stand.tenant, fresh, stand.staff, stand.at)
  if (!made) return { refused: 'stale', clause: '10.1.3', says: '场地刚刚被别人改过，请看过新的情况再改' }
  const what = { version, from, zones: data.zones.length, signs: data.signs.length }
  const says = `登记场地第${version}版，${spoken(from as Day)}起：功能区${data.zones.length}个、窗口${data.windows.length}个、标识${data.signs.length}个`
  entered(tx, stand, { register: 'venue', entry: stand.org.id, clause: '10.1.3', act: 'record', says, what })
  return made
}

async function venueGaps(tx: Tx, stand: Stand) {
  const row = await venueOn(tx, stand.tenant, stand.org.id, dayOf(stand.at))
  return gapsOf(stand, row?.data ?? null)
}

async function rowFor(tx: Tx, stand: Stand, version: number | undefined): Promise<Row | null> {
  if (version !== undefined) return venueVersion(tx, stand.tenant, stand.org.id, version)
  const held = await venueOn(tx, stand.tenant, stand.org.id, dayOf(stand.at))
  return held ?? newestVenue(tx, stand.tenant, stand.org.id)
}

async function shown(tx: Tx, stand: Stand, version: number | undefined) {
  const [row, versions, lines] = await Promise.all([
    rowFor(tx, stand, version),
    venueVersions(tx, stand.tenant, stand.org.id),
    linesOf(tx, stand.tenant, 'venue', stand.org.id),
  ])
  if (version !== undefined && !row) return notSeen('没有这一版')
  const windows = (stand.office.windows.get(stand.org.id) ?? []).map(({ number, name }) => ({ number, name }))
  return {
    office: { id: stand.org.id, name: stand.org.name },
    venue: row && { version: row.version, from: row.from_day, ...row.data, ...labelled(row.data, windows) },
    plan: row && `/api/venue/plan.svg?office=${stand.org.id}&version=${row.version}`,
    gaps: gapsOf(stand, row?.data ?? null),
    windows,
    versions: versions.map((one) => ({
      ...{
        version: one.version,
        from: one.from_day,
        madeAt: timed(one.made_at),
        madeBy: someone(stand.office, one.made_by),
      },
    })),
    history: historyOf(stand.office, lines),
    leads: stand.leads,
    suggested: row
      ? { ...row.data, signs: withComplaints(stand, row.data.signs), from: dayOf(stand.at) }
      : suggestedFor(stand),
    forms: { record: formOf(VenueBody) },
  }
}

/** The same with the words that people read beside the codes. */
function labelled(venue: Venue, windows: readonly { readonly number: number; readonly name: string }[]) {
  return {
    areas: venue.areas.map((area) => ({ ...area, useLabel: areaUses[area.use] })),
    zones: venue.zones.map((zone) => ({
      ...{ ...zone, kindLabel: zoneKinds[zone.kind] },
      windows: venue.windows
        .filter((window) => zoneAt(venue.zones, window) === zone)
        .map(({ number }) => windows.find((one) => one.number === number)?.name ?? `${number}号窗口`),
    })),
    signs: venue.signs.map((sign) => ({ ...sign, kindLabel: signKinds[sign.kind] })),
  }
}

/** What a first record begins with: the three zones side by side and a sign for each, ready to be corrected. */
function suggestedFor({ office, org, at }: Stand): VenueAsk {
  const windows = office.windows.get(org.id) ?? []
  const zones = (['information', 'guidance', 'service'] as const).map((kind, i) => ({
    ...{ kind, name: zoneKinds[kind] },
    ...{ x: 1 + i * 6, y: 1, width: 6, height: 8 },
  }))
  const signs = [
    { kind: 'site' as const, text: '公共就业服务', place: '大门' },
    { kind: 'name' as const, text: org.name.slice(0, 40), place: '大门' },
    ...zones.map(({ name }) => ({ kind: 'zone' as const, text: name, place: name })),
    ...windows.map(({ name }) => ({ kind: 'window' as const, text: name, place: name })),
    { kind: 'guide' as const, text: '办事由此进', place: '入口' },
  ].map((sign) => ({ ...sign, up: false }))
  return {
    ...{ from: dayOf(at), shared: false, columns: 18, rows: 8, areas: [], zones },
    windows: windows.slice(0, 6).map(({ number }, i) => ({ number, x: 13 + i, y: 8 })),
    signs: withComplaints({ org }, signs),
  }
}

/** A sign that says by which telephone to complain is proposed until there is one (1.2.h, 10.4.5). */
function withComplaints({ org }: Pick<Stand, 'org'>, signs: Venue['signs']): Venue['signs'] {
  if (signs.some(({ kind }) => kind === 'complaint')) return signs
  const text = `投诉监督电话${org.supervisionPhone}`.slice(0, 40)
  return [...signs, { kind: 'complaint', text, place: '大厅醒目处', up: false }]
}

function draw({ org, office }: Stand, venue: Venue): string {
  return planOf(venue, `${org.name}平面图`, office.windows.get(org.id) ?? [])
}

function plan(stand: Stand, row: Row, mark: string | null) {
  const windows = (stand.office.windows.get(stand.org.id) ?? []).map(({ number, name }) => `${number}　${name}`)
  const data = { org: stand.org.name, day: dayOf(stand.at), mark, from: spoken(row.from_day), windows }
  const svg = draw(stand, row.data)
  return {
    print: () => printPlan(data, svg),
    name: `${stand.org.short}大厅平面图`,
    says: `印制大厅平面图第${row.version}版`,
  }
}

function unprintableIn(venue: Venue | VenueAsk): Refusal | null {
  const missing = unprintable([venue.zones.map(({ name }) => name), venue.signs.map(({ text }) => text)])
  return missing.length > 0 ? badInput('10.4.5', '/signs', `“${missing.join('')}”印不出来，请改用常用字`) : null
}
