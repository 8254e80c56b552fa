import { isRefusal, type Refusal } from '#core/refusal.ts'
import { newId } from '#matter/id.ts'
import type { World } from '#matter/world.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { rate, spellings } from '#rules/quality-service/visitor/claim.ts'
import { rateable } from '#rules/quality-service/visitor/rateable.ts'
import { ticketIn } from '#rules/quality-service/visitor/ticket.ts'
import { heldOpening, ours } from './change.ts'
import { concernedIn } from './concerned.ts'
import {
  differences,
  itemsOf,
  type PaperAsk,
  type PaperState,
  type Plain,
  paperStates,
  type Written,
} from './contract.ts'
import { scanOf } from './scans.ts'
import {
  addPaper,
  enterAgain,
  lockedPaper,
  markDiffering,
  type PaperRow,
  papersIn,
  type Reading,
  settlePaper,
} from './store.ts'

const clause = '10.5.1'
const mostWords = 150

const byNumber = sql<{ readonly id: string }>(
  'box.by-number',
  `select id from matter where tenant_id = $1 and number = any ($2::text[]) and office = $3
     and kind in ('case', 'contact', 'petition', 'complaint') order by number limit 1`,
)

const byTicket = sql<{ readonly id: string }>(
  'box.by-ticket',
  `select matter_id as id from queue_ticket
   where tenant_id = $1 and office = $2 and day = $3 and origin = $4 and seq = $5 and matter_id is not null`,
)

/** Enters the next paper of an opening that two have agreed to, as it is written, from its scan. */
export async function enter(tx: Tx, at: Stand, opening: string, ask: PaperAsk): Promise<PaperRow | Refusal> {
  const found = await heldOpening(tx, at, opening)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!ours(stand, at.staff, at.at)) return notYours(clause, '纸质评价由本单位工作人员录入')
  if (row.state !== 'agreed') return notMet(clause, '这次开箱还没有两人确认，确认以后才能录入')
  const [before, scan] = await Promise.all([papersIn(tx, at.tenant, [opening]), scanOf(tx, at.tenant, ask.scan)])
  if (before.length >= row.papers) return notMet(clause, `这次开箱登记的是${row.papers}张，已经全部录入`)
  if (scan?.opening !== opening || scan.made_by !== at.staff) return badInput(clause, '/scan', '先上传这张纸的扫描件')
  if (before.some((one) => one.scan === ask.scan)) return badInput(clause, '/scan', '这个扫描件已经录过一张')
  const reading = await readingOf(tx, stand, ask)
  if (isRefusal(reading)) return reading
  const made = await addPaper(tx, at.tenant, {
    ...{ id: newId(at.at), path: stand.org.path, office: stand.org.id, opening, nth: before.length + 1 },
    ...{ scan: ask.scan, by: at.staff, at: at.at, ...reading },
  })
  tell(tx, stand, made, 'enter', `录入${row.number}第${made.nth}张`)
  return made
}

/** What was entered, put right by whoever entered it, until somebody else has checked it. */
export async function correct(tx: Tx, at: Stand, id: string, ask: Written): Promise<PaperRow | Refusal> {
  const found = await heldPaper(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.entered_by !== at.staff) return notYours(clause, '由录入的人改正')
  const reading = await readingOf(tx, stand, ask)
  if (isRefusal(reading)) return reading
  const done = await enterAgain(tx, at.tenant, id, reading, at.at)
  tell(tx, stand, done, 'correct', `改正第${done.nth}张的录入`)
  return done
}

export type Checked = PaperRow & { readonly hint: string | null }

/**
 * Another reads the same scan: where both agree the paper counts, in this transaction; where they don't it is set aside until
 * they do. A rating that is tied to a visit goes through the visitor's own move, the only one there is (10.5.1).
 */
export async function check(world: World, tx: Tx, at: Stand, id: string, ask: Written): Promise<Checked | Refusal> {
  const found = await heldPaper(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.entered_by === at.staff) return notYours(clause, '录入的人不能核对自己录的，由另一个人核对')
  const reading = await readingOf(tx, stand, ask)
  if (isRefusal(reading)) return reading
  const differing = [...differences(writtenIn(row), { ...ask, items: ask.kind === 'rating' ? itemsOf(ask) : [] })]
  if (differing.length === 0 && reading.matter_id !== row.matter_id) differing.push('写明的日期')
  if (differing.length > 0) {
    const set = await markDiffering(tx, at.tenant, id)
    const says = `第${row.nth}张两人录的不一致：${differing.join('、')}`
    tell(tx, stand, set, 'differs', says)
    return { ...set, hint: `${says}。没有计入；请一起对照扫描件，录错的人改正后再核对` }
  }
  const state = await stateOf(world, tx, at.tenant, row)
  if (isRefusal(state)) return state
  const done = await settlePaper(tx, at.tenant, id, state, at.staff, at.at)
  if (state === 'counted') {
    const { level, items, words, matter_id: matter } = done
    const said = {
      matter: matter!,
      level: level!,
      items,
      ...(words && { words }),
      channel: 'paper',
      paper: id,
    } as const
    const moved = await rate(world, tx, at, said, at.at)
    if (isRefusal(moved)) return moved
  }
  tell(tx, stand, done, 'check', `核对第${done.nth}张，两人一致：${paperStates[state]}`)
  return { ...done, hint: paperStates[state] }
}

async function stateOf(world: World, tx: Tx, tenant: string, row: PaperRow): Promise<PaperState | Refusal> {
  if (row.kind === 'words') return 'kept'
  if (row.matter_id === null) return 'untied'
  const visit = await rateable(world, tx, tenant, row.matter_id)
  if (visit?.is === 'given') return 'double'
  return visit?.is === 'open' ? 'counted' : notMet(clause, '纸上写的这件事还没有办完，办完以后再核对计入')
}

type HeldPaper = { readonly row: PaperRow; readonly stand: Stand }

/** A paper that waits for its second reading, for somebody of its office whom it doesn't concern. */
async function heldPaper(tx: Tx, at: Stand, id: string): Promise<HeldPaper | Refusal> {
  const row = await lockedPaper(tx, at.tenant, id)
  if (!row) return unseenPaper
  const stand = standOf(at.office, at, row.office)
  if (isRefusal(stand)) return stand
  if (!ours(stand, at.staff, at.at)) return notYours(clause, '纸质评价由本单位工作人员录入、核对')
  const refused = await concerns(tx, stand, row.matter_id, row.member)
  if (refused) return refused
  return row.state === 'entered' || row.state === 'differs'
    ? { row, stand }
    : notMet(clause, '这张已经核对完，不能再改')
}

async function readingOf(tx: Tx, stand: Stand, ask: Written): Promise<Reading | Refusal> {
  const { kind, member = null } = ask
  const words = ask.words?.trim() || null
  const number = ask.number?.trim() || null
  const isRating = kind === 'rating'
  const items = isRating ? itemsOf(ask) : []
  if (isRating && ask.level === undefined)
    return badInput(clause, '/level', '照纸上勾的选；没有勾等级的，按“意见、投诉”录入')
  if (isRating && words && [...words].length > mostWords)
    return badInput(clause, '/words', `评价表的话录到${mostWords}字为止，全文以扫描件为准`)
  if (!isRating && !words) return badInput(clause, '/words', '照纸上写的录入')
  const ticket = number ? ticketIn(number) : null
  if (ticket && !ask.on) return badInput(clause, '/on', '写的是排队号，要有办事那天的日期才能对应')
  const found = number ? await tiedTo(tx, stand, number, ask.on) : null
  if (number && !found) return badInput(clause, '/number', '本单位没有这个编号，请对照扫描件；看不清的空着，单独统计')
  if (member && !ours(stand, member, stand.at)) return badInput(clause, '/member', '写明的工作人员不是本单位人员')
  const refused = await concerns(tx, stand, found?.id ?? null, member)
  if (refused) return refused
  return { kind, level: isRating ? ask.level! : null, items, words, number, matter_id: found?.id ?? null, member }
}

/** The matter of a number on a paper: of the matter itself, or of the queue on its day. */
function tiedTo(tx: Tx, { tenant, org }: Stand, number: string, on: string | undefined) {
  const ticket = ticketIn(number)
  if (!ticket) return tx.maybe(byNumber, [tenant, spellings(number), org.id])
  return tx.maybe(byTicket, [tenant, org.id, on, ticket.origin, ticket.seq])
}

/** Never by the staff whom it concerns: who served, decided or answers for the visit, or is named on the paper (10.5.1). */
export async function concerns(
  tx: Tx,
  { tenant, staff }: Pick<Stand, 'tenant' | 'staff'>,
  matter: string | null,
  member: string | null,
): Promise<Refusal | null> {
  if (member === staff) return isAboutYou
  if (matter === null) return null
  return (await concernedIn(tx, tenant, [matter])).get(matter)?.has(staff) ? isAboutYou : null
}

const writtenIn = ({ kind, level, items, words, number, member }: PaperRow): Plain => ({
  ...{ kind, items, level: level ?? undefined, words: words ?? undefined },
  ...{ number: number ?? undefined, member: member ?? undefined },
})

/** The ledger tells who did what, and nothing of what was written. */
export function tell(tx: Tx, stand: Stand, row: PaperRow, act: string, says: string): void {
  entered(tx, stand, {
    register: 'box',
    entry: row.opening,
    clause,
    act,
    says,
    what: { paper: row.id, nth: row.nth, state: row.state },
  })
}

export const unseenPaper = notSeen('没有这张纸，或者它不属于您可以查看的单位')
const isAboutYou = notYours(clause, '这张评价与您有关，由别人录入、核对')
