import { dayOf } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { fen, inYuan } from '#core/sums/money.ts'
import { spokenSpan } from '#core/sums/month.ts'
import { type Stand, someone, standOf, timed } from '#office/register.ts'
import { mask } from '#platform/crypto/personal.ts'
import { stateSays, works } from './batch.ts'
import type { Batch, Listed } from './batches.ts'
import type { Claim } from './claims.ts'
import { claimStates, monthStates, payableKinds, payableStates, recoveryStates, rowStates } from './contract.ts'
import { compiled, isStopped } from './hands.ts'
import type { PayableRow } from './payables.ts'
import { insurances, ledgerFrom, spanOf, type Taken } from './policy.ts'
import type { Recovery } from './recoveries.ts'

const nameOf = ({ office }: Stand, id: string) => office.organizations.get(id as OfficeId)?.name ?? ''
const monthsSays = (from: string | null, to: string | null) => {
  const span = spanOf(from, to)
  return span ? spokenSpan(span) : null
}

/** Whether whoever looks leads the office of this entry, or works there. */
function partOf(at: Stand, office: string) {
  const stand = standOf(at.office, at, office as OfficeId)
  return isRefusal(stand)
    ? { seen: false, leads: false, works: false }
    : { seen: true, leads: stand.leads, works: works(stand) }
}

/** A name for who may see the case, masked for who only learns that there is one. */
const shown = ({ seen }: { readonly seen: boolean }, name: string) => (seen ? name : mask('name', name))

/** A sum as lists show it: no number in the open. */
export function payableView(at: Stand, row: PayableRow) {
  const mine = partOf(at, row.office)
  const open = row.state === 'returned' || row.state === 'waiting'
  const may = {
    account: mine.seen && row.unit === null && (row.state === 'returned' || row.state === 'waiting'),
    recover: mine.leads && row.state === 'paid' && row.recovered < row.fen,
    unit: mine.leads && row.unit !== null && open,
    withdraw: mine.leads && open,
  }
  return {
    ...{ id: row.id, kind: row.kind, kindLabel: payableKinds[row.kind].label, matter: row.matter, number: row.number },
    ...{ name: row.unit ? row.name : shown(mine, row.name), idNumber: row.id_masked, account: row.account_masked },
    ...{ unit: row.unit !== null, subject: row.subject, lacks: open && row.account_blind === null },
    ...{ batch: ['batched', 'paid', 'returned'].includes(row.state) ? row.batch : null, batchNumber: row.batch_number },
    ...{ months: monthsSays(row.from_month, row.to_month), count: row.count, unitWord: payableKinds[row.kind].unit },
    ...{ amount: inYuan(fen(row.fen)), recovered: inYuan(fen(row.recovered)), state: row.state },
    ...{ stateLabel: payableStates[row.state], approvedOn: row.approved_on, note: row.note, due: row.due_day },
    late: row.due_day !== null && row.due_day < dayOf(at.at),
    office: { id: row.office, name: nameOf(at, row.office) },
    offers: Object.entries(may).flatMap(([act, is]) => (is ? [act] : [])),
  }
}

/** A batch in a list, with what whoever looks can do with it. */
export function batchView(at: Stand, b: Batch) {
  return {
    ...{ id: b.id, number: b.number, kind: b.kind, kindLabel: payableKinds[b.kind].label, state: b.state },
    ...{ stateLabel: stateSays(b), count: b.count, amount: inYuan(fen(b.fen)), hash: b.hash },
    ...{ until: b.until_day, due: b.due_day, late: isOpen(b) && b.due_day < dayOf(at.at), returned: b.returned },
    ...{ owner: someone(at.office, b.owner), madeBy: someone(at.office, b.made_by), madeAt: timed(b.made_at) },
    ...{
      frozenAt: timed(b.frozen_at),
      approvedBy: someone(at.office, b.approved_by),
      approvedAt: timed(b.approved_at),
    },
    office: { id: b.office, name: nameOf(at, b.office) },
    offers: offersOf(at, b),
  }
}

export const isOpen = ({ state }: Batch): boolean => state === 'open' || state === 'frozen' || state === 'approved'

function offersOf(at: Stand, b: Batch): readonly string[] {
  const { leads, works: may } = partOf(at, b.office)
  if (!may) return []
  const judges = leads && !b.checkers.includes(at.staff)
  const pays = b.approved_by !== at.staff
  const hand = b.owner === at.staff || leads ? ['hand'] : []
  if (b.state === 'open') return ['freeze', 'gather', 'strike', ...hand, 'dissolve']
  if (b.state === 'frozen')
    return [
      ...(compiled(b, at.staff) ? ['strike'] : ['check', 'strike', ...(judges ? ['approve'] : []), 'send-back']),
      ...hand,
    ]
  if (b.state === 'approved') return [...(pays ? ['pay'] : []), 'strike', 'return', ...hand]
  return b.state === 'settled' ? ['return'] : []
}

/** The rows of a batch; those whose account somebody else of it has too are told apart. */
export function rowsView(at: Stand, { state: stage }: Pick<Batch, 'state'>, rows: readonly Listed[]) {
  const kept = Map.groupBy(
    rows.filter(({ state }) => state !== 'struck'),
    ({ payee }) => payee.account_blind,
  )
  return rows.map((row) => {
    const same = kept.get(row.payee.account_blind) ?? []
    // What another account was told for gets it with the next handing in, unless it was handed in already.
    const doubt = isStopped(row) && (stage !== 'open' || row.account_state !== 'replaced')
    return { ...rowView(at, row), doubt, shares: same.some(({ payee }) => payee.person !== row.payee.person) }
  })
}

function rowView(at: Stand, row: Listed) {
  const { payee } = row
  return {
    ...{
      id: row.payable,
      number: payee.number,
      matter: payee.matter,
      kind: payee.kind,
      unit: payee.unit !== null,
      subject: payee.subject,
      name: payee.unit ? payee.name : shown(partOf(at, payee.office), payee.name),
    },
    ...{ idNumber: payee.id_masked, account: payee.account_masked, bank: mask('text', payee.bank ?? '') },
    ...{
      months: monthsSays(payee.from_month, payee.to_month),
      count: row.count,
      unitWord: payableKinds[payee.kind].unit,
    },
    ...{ amount: inYuan(fen(row.fen)), state: row.state, stateLabel: rowStates[row.state], reason: row.reason },
    ...{ checked: someone(at.office, row.checked_by), paidOn: row.paid_on, office: nameOf(at, payee.office) },
  }
}

/** One line of the ledger of persons. */
export function claimView(at: Stand, c: Claim) {
  const mine = partOf(at, c.office)
  const may = {
    correct: mine.works && (c.state === 'reserved' || (c.state === 'granted' && mine.leads)),
    remove: mine.works && c.state === 'elsewhere',
  }
  return {
    ...{
      id: c.id,
      number: c.number,
      isCase: c.kind !== 'elsewhere',
      name: shown(mine, c.name),
      idNumber: c.id_masked,
    },
    ...{ from: c.from_month, to: c.to_month, span: monthsSays(c.from_month, c.to_month), months: c.months },
    ...{ state: c.state, stateLabel: claimStates[c.state], amount: inYuan(fen(c.fen)), term: c.term },
    ...{ termSays: c.term_says, left: c.left_after, source: c.source, grantedOn: c.granted_on },
    parts: c.parts.map(({ kind, paid, asked, granted }) => ({
      ...{ kind, label: insurances[kind], paid: inYuan(paid), asked: inYuan(asked), granted: inYuan(granted) },
    })),
    office: { id: c.office, name: nameOf(at, c.office) },
    offers: Object.entries(may).flatMap(([act, is]) => (is ? [act] : [])),
  }
}

/** The months of a person across all offices, as spans: of other offices only that they are taken, and by which case. */
export function monthsView(at: Stand, months: readonly Taken[]) {
  const groups = Map.groupBy(months, ({ number, state }) => `${number} ${state}`)
  return [...groups.values()].flatMap((rows) => {
    const [{ number, office, state }] = rows as [Taken, ...Taken[]]
    return ledgerFrom(rows.map(({ month }) => month)).map((span) => ({
      ...{ number, state, stateLabel: monthStates[state as keyof typeof monthStates], from: span.from },
      ...{ span: spokenSpan(span), months: rows.filter(({ month }) => span.from <= month && month <= span.to).length },
      office: nameOf(at, office),
    }))
  })
}

export function recoveryView(at: Stand, r: Recovery) {
  const mine = partOf(at, r.office)
  const may = {
    receive: mine.seen && r.state === 'open',
    drop: mine.leads && r.state === 'open' && r.got === 0,
  }
  return {
    ...{ id: r.id, number: r.number, name: shown(mine, r.name), months: monthsSays(r.from_month, r.to_month) },
    ...{ amount: inYuan(fen(r.fen)), got: inYuan(fen(r.got)), reason: r.reason, due: r.due_day, state: r.state },
    ...{ stateLabel: recoveryStates[r.state], late: r.state === 'open' && r.due_day < dayOf(at.at) },
    ...{ madeBy: someone(at.office, r.made_by), office: { id: r.office, name: nameOf(at, r.office) } },
    offers: Object.entries(may).flatMap(([act, is]) => (is ? [act] : [])),
  }
}
