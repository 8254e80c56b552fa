import { endOf, isWorkingDay, workingDaysAfter } from '#core/calendar.ts'
import { dayOf, type Instant, instant, iso, spokenAt } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId, type StaffId } from '#core/roster.ts'
import { issuePaper } from '#matter/sheet.ts'
import type { World } from '#matter/world.ts'
import type { Chore, Watch } from '#office/chore.ts'
import { deciderOf } from '#office/cover.ts'
import { enter, type KeptLine, linesOf } from '#office/ledger.ts'
import { numberOf } from '#office/number.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Brief } from './brief.ts'

export type HandbackRow = {
  readonly absence: string
  readonly staff: StaffId
  readonly office: OfficeId
  readonly from_at: Date
  readonly until_at: Date
  readonly brief: Brief
  readonly sheet: string | null
  readonly made_at: Date
  readonly acknowledged_at: Date | null
  readonly says: string | null
}

const columns = 'absence, staff, office, from_at, until_at, brief, sheet, made_at, acknowledged_at, says'
const list = sql<HandbackRow>(
  'handback.list',
  `select ${columns} from handback
   where tenant_id = $1 and (staff = $3 or (office = $2 and ($4::bool or brief->'by' ? $3::text)))
   order by acknowledged_at is not null, made_at desc limit 50`,
)
const one = sql<HandbackRow>(
  'handback.one',
  `select ${columns} from handback where tenant_id = $1 and absence = $2 for update`,
)
const acknowledge = sql(
  'handback.acknowledge',
  `update handback set acknowledged_at = $3, says = $4 where tenant_id = $1 and absence = $2`,
)
const unsigned = sql<HandbackRow>(
  'handback.unsigned',
  `select ${columns} from handback where tenant_id = $1 and staff = any($2::uuid[]) and acknowledged_at is null order by made_at limit 200`,
)

/** A brief that comes shortly before closing is signed on the next day: nobody is late for a paper they could hardly read. */
const readingTime = 30 * 60_000

/** By when A signs: the close of the day on which the brief came, or of so many working days later as the office says (5.1.c). */
export function signBy(office: OfficeSnapshot, { office: place, made_at }: Pick<HandbackRow, 'office' | 'made_at'>) {
  const calendar = office.calendar(place)
  const made = made_at.getTime()
  const on = dayOf(instant(made))
  const isInTime = isWorkingDay(calendar, on) && made <= endOf(calendar, on) - readingTime
  const days = numberOf(office, place, 'handback.sign') + (isInTime ? 0 : 1)
  return endOf(calendar, days === 0 ? on : workingDaysAfter(calendar, on, days).day)
}

/** Somebody's own briefs and those they wrote by acting in this office, or all of the office; unsigned ones first. */
export const handbacksOf = (tx: Tx, { tenant, staff }: By, place: OfficeId, all: boolean) =>
  tx.all(list, [tenant, place, staff, all])

type Found = { readonly row: HandbackRow; readonly path: string }

async function openOne(tx: Tx, office: OfficeSnapshot, by: By, absence: string): Promise<Found | Refusal> {
  const row = await tx.maybe(one, [by.tenant, absence])
  const path = row && office.organizations.get(row.office)?.path
  if (!row || !path) return { refused: 'not-seen', clause: '5.1.c', says: '没有这份交接单' }
  if (row.acknowledged_at) return { refused: 'not-from-here', clause: '5.1.c', says: '已经确认过' }
  return { row, path }
}

/** B says what the list doesn't: what A has to know, which papers come back (5.1.c). */
export async function explain(
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  { absence, says }: { readonly absence: string; readonly says: string },
): Promise<Refusal | null> {
  const found = await openOne(tx, office, by, absence)
  if ('refused' in found) return found
  if (!found.row.brief.by?.includes(by.staff))
    return { refused: 'not-yours', clause: '5.1.c', says: '应由代行的人说明' }
  enter(tx, {
    ...{ tenant: by.tenant, path: found.path, register: 'handback', entry: absence, at: by.at, staff: by.staff },
    ...{ clause: '5.1.c', act: 'handback.explain', what: {}, says },
  })
  return null
}

export type Signing = {
  readonly absence: string
  readonly papers: keyof typeof paperWords | null
  readonly says: string
}

/** A signs, and says whether papers came back; the paper for both is issued with what was said, and nothing that wasn't. */
export async function sign(
  world: World,
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  { absence, papers, says }: Signing,
): Promise<Refusal | null> {
  const found = await openOne(tx, office, by, absence)
  if ('refused' in found) return found
  const { row, path } = found
  if (row.staff !== by.staff) return { refused: 'not-yours', clause: '5.1.c', says: '应由返岗的A角本人确认' }
  const lent = row.brief.things?.map(({ name }) => name).join('、')
  if (lent && papers === 'none')
    return { refused: 'not-met', clause: '5.1.c', says: `离岗时移交过${lent}，请当面收回后签收` }
  const words = explanations(office, await linesOf(tx, by.tenant, 'handback', absence))
  const { by: _actors, refs: _refs, ...brief } = row.brief
  const sheet = await issuePaper(tx, world, by.tenant, {
    ...{ matter: null, seq: 0, path, at: by.at, by: by.staff, office: office.organizations.get(row.office)! },
    paper: {
      kind: 'handback-brief',
      data: {
        ...brief,
        account: [brief.account, ...words.map((word) => `${word.by}说明：${word.says}`), says && `A角意见：${says}`]
          .filter(Boolean)
          .join(' '),
        ...(papers && { papers }),
        signed: spokenAt(by.at),
      },
    },
  })
  tx.write(acknowledge, [by.tenant, absence, iso(by.at), says || null])
  enter(tx, {
    ...{ tenant: by.tenant, path, register: 'handback', entry: absence, at: by.at, staff: by.staff },
    ...{ clause: '5.1.c', act: 'handback.sign', what: { sheet: sheet.id, papers } },
    says: `${nameOf(office.roster, by.staff)}签收代行交接单${papers ? `，${paperWords[papers]}` : ''}`,
  })
  return null
}

export const paperWords = { returned: '资料已收回', none: '没有要交还的资料' } as const

/** What those who acted added in their own words. */
export function explanations({ roster }: OfficeSnapshot, lines: readonly KeptLine[]) {
  return lines
    .filter(({ act }) => act === 'handback.explain')
    .map(({ staff, says, at }) => ({ by: nameOf(roster, staff as StaffId), says, at: iso(at) }))
}

/** A is asked to sign from the first minute; from the last one on, those who acted and the head hear that it is late (5.1.c). */
export async function unsignedChores(tx: Tx, watch: Watch, led: readonly OfficeId[]): Promise<readonly Chore[]> {
  const { tenant, office, staff, at } = watch
  const rows = await tx.all(unsigned, [tenant, watchedPeople(office, staff, led)])
  const mine = rows.filter((row) => row.staff === staff)
  const late = rows.filter((row) => row.staff !== staff && at > signBy(office, row))
  const tell = (says: string, to: '/duty' | '/office'): Chore => ({ clause: '5.1.c', says, to })
  return [
    ...(mine.length > 0 ? [tell(askSays(office, mine, at), '/duty')] : []),
    ...late.flatMap((row) => {
      const name = nameOf(office.roster, row.staff)
      const by = spokenAt(signBy(office, row))
      if (row.brief.by?.includes(staff))
        return [tell(`${name}还没有签收您的代行交接，应在${by}前，请当面交清`, '/office')]
      const isHead = deciderOf(office.roster, row.staff, row.office, at) === staff
      return isHead ? [tell(`${name}的代行交接单应在${by}前签收，尚未签收`, '/office')] : []
    }),
  ]
}

function askSays(office: OfficeSnapshot, rows: readonly HandbackRow[], at: Instant): string {
  const due = Math.min(...rows.map((row) => signBy(office, row)))
  const who = [...new Set(rows.map(({ brief }) => brief.b.name))].join('、')
  const many = rows.length > 1 ? `${rows.length}份代行交接单` : '代行交接单'
  const when = at > due ? '已过签收期限' : `请在${spokenAt(instant(due))}前签收`
  return `您不在岗时${who}代您办理了事项，${many}等您确认，${when}`
}

/** Oneself, whoever shares a post with one, and who works in the offices one leads, or leads those below them. */
function watchedPeople({ roster }: OfficeSnapshot, staff: StaffId, led: readonly OfficeId[]): readonly StaffId[] {
  const below = led.flatMap((id) => roster.below.get(id) ?? [])
  const posts = [
    ...(roster.postsWith.get(staff) ?? []),
    ...led.flatMap((id) => (roster.postsIn.get(id) ?? []).map((post) => post.id)),
    ...below.flatMap((id) => roster.headPost.get(id)?.id ?? []),
  ]
  const others = posts.flatMap((post) => (roster.assignmentsOf.get(post) ?? []).map((assignment) => assignment.staff))
  return [...new Set([staff, ...others])]
}
