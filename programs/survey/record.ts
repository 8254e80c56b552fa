import { randomUUIDv7 } from 'node:crypto'
import { setImmediate as yielded } from 'node:timers/promises'
import { spoken } from '#core/day.ts'
import { canonical } from '#core/journal.ts'
import { tidyCredit } from '#core/numbers.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { enterAll, type LedgerLine } from '#office/ledger.ts'
import { badInput, notYours } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { type EntryAsk, kinds, outcomes } from './contract.ts'
import { answersOf, type Needs, peopleOf, rowOf, there, wrongDay, wrongWords } from './entry.ts'
import type { Share } from './policy.ts'
import { areaName, isAreaOf, openSeat, reachesArea, type Seat } from './seat.ts'
import { addEntries, addMembers, type Entry, entrySent, type Member, twinsOf } from './shelf.ts'
import { clause, sharesOf } from './store.ts'

type Done = Promise<Entry | Refusal>

/** Takes in one household or enterprise (JY04). */
export async function record(needs: Needs, tx: Tx, at: Stand, round: string, ask: EntryAsk): Done {
  const place = await placeAt(tx, at, round)
  if (isRefusal(place)) return place
  const [made] = await recordAll(needs, tx, place, [ask])
  if (!made) throw new RangeError('nothing came of an entry')
  return made
}

/** A round that takes entries, held open, and who was given what of it. */
export type Place = { readonly seat: Seat; readonly shares: readonly Share[] }

export async function placeAt(tx: Tx, at: Stand, round: string): Promise<Place | Refusal> {
  const [seat, shares] = await Promise.all([openSeat(tx, at, round), sharesOf(tx, at.tenant, round)])
  return isRefusal(seat) ? seat : { seat, shares }
}

/** So many are judged before others get their turn. */
const breath = 20

/**
 * Takes in households or enterprises, each judged by itself and all written together; one that is refused keeps no other out. The
 * same sent twice is there once, whatever key it came under; another with the same number or at the same address is refused.
 * Whether it came before is looked up only where it can't be written: the keys of the table tell, and no plan of a query.
 */
export async function recordAll(
  needs: Needs,
  tx: Tx,
  { seat, shares }: Place,
  asks: readonly EntryAsk[],
): Promise<readonly (Entry | Refusal)[]> {
  const { stand, round } = seat
  const all: Judged[] = []
  for (const ask of asks) {
    all.push(judgedOne(needs, seat, shares, ask))
    if (all.length % breath === 0) await yielded()
  }
  const good = all.flatMap(({ made }) => (isRefusal(made) ? [] : [made]))
  const rows = good.map(({ row }) => row)
  const written = await addEntries(tx, stand.tenant, rows, stand.at)
  const fresh = good.filter(({ row }) => written.has(row.id))
  addMembers(tx, stand.tenant, fresh)
  const lines = fresh.map(({ row }) => lineOf(stand, row))
  enterAll(tx, stand.tenant, lines)
  return Promise.all(
    all.map(async ({ made, sent, digest }) => {
      if (!isRefusal(made)) return written.has(made.row.id) ? made.row : twin(tx, stand, made.row)
      const before = await entrySent(tx, stand.tenant, sent)
      return before ? again(before, digest, round.id) : made
    }),
  )
}

type Fresh = { readonly row: Entry; readonly people: readonly Member[] }
type Judged = { readonly sent: string; readonly digest: string; readonly made: Fresh | Refusal }

/** As it would be written, or why it can't be; nothing is read for it and nothing written. */
function judgedOne(needs: Needs, seat: Seat, shares: readonly Share[], ask: EntryAsk): Judged {
  const { stand, round } = seat
  const [sent, digest, number] = [ask.entry, needs.keys.blind('text', canonical(ask)), tidyNumber(ask)]
  const told = wrongPlace(seat, ask, shares) ?? answersOf(needs, seat, { ...ask, number })
  if (isRefusal(told)) return { sent, digest, made: told }
  const id = randomUUIDv7()
  const row: Entry = {
    ...rowOf(needs, seat, { ...ask, number }, told, id),
    ...{ org_path: pathOf(stand, ask.area), area: ask.area, kind: ask.kind, number, staff: stand.staff, version: 1 },
    ...{ id, round: round.id, sent_as: sent, digest, entered_at: new Date(stand.at) },
    ...{ check_state: null, drawn_at: null, checked_by: null, checked_at: null, check_note: null },
  }
  return { sent, digest, made: { row, people: peopleOf(needs, seat, told, id, []) } }
}

/** The first line in the history of an entry, which lies where the entry does. */
function lineOf({ tenant, at, staff }: Stand, row: Entry): LedgerLine {
  const { id: entry, org_path: path, surveyed_on, outcome, reason, version } = row
  const says = `${spoken(surveyed_on)}${outcomes[outcome]}${reason ? `：${reason}` : ''}`
  const what = { outcome, version }
  return { tenant, path, at, staff, register: 'survey-entry', entry, clause, act: 'record', says, what }
}

/** The same came again: it stands. Something else under its name is somebody's mistake. */
function again(before: Entry, digest: string, round: string): Entry | Refusal {
  if (before.digest === digest && before.round === round) return before
  return { refused: 'stale', clause, says: '这条记录已经收到过，内容和这次不同；要改，请在已收的记录上更正' }
}

async function twin(tx: Tx, stand: Stand, row: Entry): Done {
  const sent = await entrySent(tx, stand.tenant, row.sent_as)
  if (sent) return again(sent, row.digest, row.round)
  const [other] = await twinsOf(tx, stand.tenant, row)
  return other ? there(other, other.number === row.number ? '/number' : '/address') : unseenTwin
}

/** What stands in an area that this person doesn't see. */
const unseenTwin = badInput(clause, '/number', '本轮已经收过这个编号或住址，在别的社区；请向本轮负责人核对')

function wrongPlace(seat: Seat, ask: EntryAsk, shares: readonly Share[]): Refusal | null {
  const { stand, round } = seat
  if (!isAreaOf(stand, ask.area, round.office)) return badInput(clause, '/area', '这个社区不在本轮范围内')
  if (!reachesArea(stand, ask.area)) return notYours(clause, '只能登记本单位和下级社区的调查表')
  const given = shares.some((one) => one.area === ask.area && one.kind === ask.kind && one.staff === stand.staff)
  if (!given && !seat.leads)
    return notYours(clause, `${areaName(stand, ask.area)}的${kinds[ask.kind]}调查没有分给您，请向负责人领取名额`)
  return wrongDay(seat, ask.surveyedOn) ?? wrongWords(ask)
}

function tidyNumber({ kind, number }: Pick<EntryAsk, 'kind' | 'number'>): string {
  return kind === 'enterprise' ? tidyCredit(number) : number.trim().normalize('NFKC').toUpperCase()
}

function pathOf({ office }: Stand, area: string): string {
  const path = office.organizations.get(area as OfficeId)?.path
  if (path === undefined) throw new RangeError('an area of no office')
  return path
}
