import { workingDaysBetween, workingMinutesBetween } from '#core/calendar.ts'
import { type Clock, proofOf } from '#core/clock.ts'
import { dayOf, type Instant, instant, spokenAt } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { type Linked, linesOfMatters } from '#matter/lines.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Evidence } from './contract.ts'

/** More lines than these say nothing more; the first is always among them. */
const mostLines = 30

/** The journal of a matter as evidence: each line in words, with its place in the journal and its link. */
export async function linesAsEvidence(
  tx: Tx,
  tenant: string,
  { id, number }: Pick<Matter, 'id' | 'number'>,
  office: OfficeSnapshot,
  only: readonly number[] | null = null,
): Promise<readonly Evidence[]> {
  const lines = (await linesOfMatters(tx, tenant, [id])).get(id) ?? []
  const chosen = only === null ? worthTelling(lines) : lines.filter(({ seq }) => only.includes(seq))
  return chosen.map((line) => lineAsEvidence(line, number, office))
}

function worthTelling(lines: readonly Linked[]): readonly Linked[] {
  const told = lines.filter(({ move }) => move !== 'reveal' && move !== 'rate')
  return told.length <= mostLines ? told : [told[0]!, ...told.slice(1 - mostLines)]
}

function lineAsEvidence(line: Linked, number: string, office: OfficeSnapshot): Evidence {
  const { matter, seq, hash, at, actor, actingFor, says } = line
  const who = actor ? nameOf(office, actor) : line.as === 'visitor' ? '服务对象' : '系统'
  const stands = actingFor ? `（代${nameOf(office, actingFor)}）` : ''
  const words = `${spokenAt(at)} ${who}${stands}：${says}（${number} 第${seq}步）`
  return { says: words.slice(0, 2400), matter, number, seq, hash }
}

/** How late it became, in the office's own time: working minutes for limits in minutes, else working days. */
export function lateBy(
  clock: Clock,
  process: Process,
  office: OfficeSnapshot,
  place: Matter['office'],
  at: Instant,
): string {
  const cal = office.calendar(place)
  const missed = clock.lateSince!
  const done = clock.stoppedAt
  const until = done ?? at
  const days = workingDaysBetween(cal, dayOf(missed), dayOf(until))
  const amount =
    clock.limit.unit === 'workingMinutes'
      ? `${workingMinutesBetween(cal, missed, until)}分钟`
      : days > 0
        ? `${days}个工作日`
        : '不足1个工作日'
  const label = process.clocks[clock.name]?.label ?? clock.name
  return `${label}于${spokenAt(missed)}届满，${done ? `${spokenAt(done)}才办` : `到${spokenAt(at)}仍未办`}，超期${amount}。`
}

/** How the date follows from start, limit, pauses and calendar: the clock's own proof. */
export function proofAsEvidence(clock: Clock, office: OfficeSnapshot, { office: place, number }: Matter): Evidence {
  return { says: `期限计算：${proofOf(office.calendar(place), clock).join(' ')}`.slice(0, 2400), number }
}

type Explained = { readonly at?: number; readonly words?: string; readonly state?: string; readonly by?: string }

/** What was said about the lateness before anyone asked (7.5): it speaks for the person or against. */
export function explanationsAsEvidence({ facts, number }: Matter, office: OfficeSnapshot): readonly Evidence[] {
  const said = Array.isArray(facts['explanations']) ? (facts['explanations'] as readonly Explained[]) : []
  return said.flatMap(({ at, words, by }) =>
    words
      ? [
          {
            says: `超期说明：${at ? `${spokenAt(instant(at))} ` : ''}${by ? nameOf(office, by) : ''}：${words}`,
            number,
          },
        ]
      : [],
  )
}

const chainOf = sql<{ how: 'held' | 'offered'; post: string; staff: string; since: Date; until_at: Date | null }>(
  'account.chain',
  `select how, post, staff, since, until_at from custody where tenant_id = $1 and matter_id = $2 order by seq, how`,
)

/** Who answered from when to when, as the custody has it. */
export async function chainAsWords(tx: Tx, tenant: string, matter: string, office: OfficeSnapshot): Promise<string> {
  const rows = await tx.all(chainOf, [tenant, matter])
  const told = rows.slice(-8).map(({ how, post, staff, since, until_at }) => {
    const who = `${nameOf(office, staff)}（${nameOf(office, post)}）`
    const span = `${at(since)}至${until_at ? at(until_at) : '今'}`
    return how === 'held' ? `${span}由${who}承办` : `${span}转交${who}待接收`
  })
  return told.length > 0 ? `责任链：${told.join('；')}。` : ''
}

const at = (date: Date): string => spokenAt(instant(date.getTime()))
