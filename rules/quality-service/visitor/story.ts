import { type Day, day, dayOf, type Instant, instant } from '#core/day.ts'
import type { Process } from '#core/process.ts'
import { unitLabels } from '#core/service/format.ts'
import type { SheetKind } from '#core/sheet.ts'
import { sheetsOf } from '#matter/sheet.ts'
import { type Held, readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { Tx } from '#platform/db/db.ts'
import type { CaseFacts, Gap } from '#rules/told-once/contract.ts'

/** What a visitor reads of their own case beside how far it is: what was asked of them, put off, or refused, and why. */
export type Story = {
  /** The newest one-time notice, with everything that it asks for (8.1). `waits`: it can be answered now. */
  readonly notice: { readonly on: Day; readonly gaps: readonly Gap[]; readonly waits: boolean } | null
  /** What lengthened it: old day, by how much, and why (7.5). */
  readonly extension: { readonly reason: string; readonly by: string; readonly before: string } | null
  /** Why it came to nothing, and where one can be heard (8.4). */
  readonly refused: { readonly says: string; readonly remedies: readonly string[] } | null
  /** The member of staff who filled it in for them (代办). */
  readonly helper: string | null
  readonly mayWithdraw: boolean
  /** Days that the visitor may want to keep in mind. */
  readonly days: readonly { readonly on: Day; readonly says: string }[]
}

/** Null for what is no case: of that the state says all. */
export async function storyOf(
  { processes, catalogue }: Pick<World, 'processes' | 'catalogue'>,
  tx: Tx,
  tenant: string,
  id: string,
  at: Instant,
): Promise<Story | null> {
  const [held, office] = await Promise.all([readMatter(tx, tenant, id), current(tx, tenant, at)])
  const process = held && processes.of(held.matter.kind, held.matter.service)
  if (!held || !process || held.matter.kind !== 'case') return null
  const { matter } = held
  const facts = matter.facts as CaseFacts
  const helper = facts.helper ? (office.roster.staff.get(facts.helper as never)?.name ?? null) : null
  const remedies = catalogue.get(matter.service?.code ?? '')?.service.remedies ?? []
  const isRefused = matter.state === 'refused' || matter.state === 'denied'
  return {
    ...{ notice: noticeOf(held, at), extension: extensionOf(held), helper, days: daysOf(held, process) },
    refused: isRefused ? { says: facts.outcome ?? '', remedies: remedies.map(({ text }) => text) } : null,
    mayWithdraw: process.moves['withdraw']?.from.includes(matter.state) === true,
  }
}

function noticeOf({ matter }: Held, at: Instant): Story['notice'] {
  const last = (matter.facts as CaseFacts).notices?.at(-1)
  if (!last) return null
  const { dueAt = null } = matter.clocks.find(({ name, is }) => name === 'supplement' && is === 'running') ?? {}
  const waits = matter.state === 'supplementing' && dueAt !== null && at <= dueAt
  return { on: dayOf(instant(last.at)), gaps: last.gaps, waits }
}

function extensionOf({ matter }: Held): Story['extension'] {
  const granted = (matter.facts as CaseFacts).extensions?.findLast(({ state }) => state === 'granted')
  if (!granted) return null
  const unit = matter.clocks.find(({ name }) => name === 'limit')?.limit.unit ?? 'workingDays'
  return { reason: granted.reason, by: `${granted.amount}${unitLabels[unit]}`, before: granted.dueBefore }
}

const kept: Readonly<Record<string, string>> = {
  supplement: '补齐材料的最后一天',
  limit: '承诺办结的日期',
  answer: '承诺答复的日期',
  review: '审查完并告知的日期',
  notice: '公示结束',
}

function daysOf({ matter }: Held, { title }: Process): Story['days'] {
  return matter.clocks.flatMap(({ name, is, dueAt }) =>
    is === 'running' && dueAt !== null && kept[name]
      ? [{ on: day(dayOf(dueAt)), says: `${title}：${kept[name]}` }]
      : [],
  )
}

/** The papers that are the visitor's own; the others stay in the house or speak of other people. */
const own: readonly SheetKind[] = [
  'one-time-notice',
  'acceptance',
  'refusal',
  'denial',
  'extension-notice',
  'delay-explanation',
  'result',
  'petition-notice',
  'petition-reply',
]

/** The paper of a proved matter by its code; null: it has none, or it isn't the visitor's. */
export async function ownPaper(tx: Tx, tenant: string, matter: string, code: string): Promise<string | null> {
  const found = (await tx.all(sheetsOf, [tenant, matter])).find((one) => one.code === code)
  return found && own.includes(found.kind) ? found.id : null
}
