import { randomUUIDv7 } from 'node:crypto'
import { workingDaysAfter } from '#core/calendar.ts'
import { type Day, dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { numberOf } from '#office/number.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { wrongIn } from './check.ts'
import { type PublicationAsk, topics } from './contract.ts'
import { mayJudge, reviewerOf, writes } from './people.ts'
import {
  addPublication,
  type Content,
  clause,
  keepVersion,
  lockPublication,
  type Row,
  savePublication,
} from './store.ts'

/** Who does it, and the codes of the services that an item may point at. */
export type Desk = { readonly stand: Stand; readonly services: readonly string[] }

type Done = Promise<Row | Refusal>

/** A new item as a draft: nobody outside the office sees it. */
export async function write(tx: Tx, { stand, services }: Desk, ask: PublicationAsk): Done {
  if (!writes(stand)) return notYours(clause, `信息由${stand.org.name}的工作人员起草`)
  const content = contentOf(ask)
  const wrong = wrongIn(stand.org, services, content, dayOf(stand.at))
  if (wrong) return wrong
  const { id: office, path } = stand.org
  const row = await addPublication(
    tx,
    stand.tenant,
    { ...content, id: randomUUIDv7(), path, office },
    stand.staff,
    stand.at,
  )
  tell(tx, stand, row, 'write', `起草${named(row)}`)
  return row
}

/** Other words or days. What the public reads stays as it is until the head approves the new version. */
export async function edit(tx: Tx, desk: Desk, id: string, ask: PublicationAsk): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state === 'waiting') return notMet(clause, '正在等待审核，先撤回再修改')
  const content = contentOf(ask)
  const wrong = wrongIn(stand.org, desk.services, content, dayOf(stand.at)) ?? laterThanLive(row, content, stand)
  if (wrong) return wrong
  const fresh = row.state === 'published'
  const done = await savePublication(tx, stand.tenant, {
    ...{ ...row, ...content, state: 'draft', version: fresh ? row.version + 1 : row.version },
    authors: [...new Set([...(fresh ? [] : row.authors), stand.staff])],
    changed_at: new Date(stand.at),
  })
  tell(tx, stand, done, 'edit', `修改${named(done)}${fresh ? '，重新审核通过前仍公开原稿' : ''}`)
  return done
}

/** Puts the text to the head, as it stands: it is kept as a version, and the days that it waits are counted. */
export async function submit(tx: Tx, desk: Desk, id: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'draft') return notMet(clause, '只有草稿可以提交审核')
  const wrong = wrongIn(stand.org, desk.services, row, dayOf(stand.at))
  if (wrong) return wrong
  const authors = [...new Set([...row.authors, stand.staff])]
  const reviewer = reviewerOf(stand.office, row.office, authors, stand.at)
  if (!reviewer) return notMet(clause, '没有可以审核的负责人：自己写的不能自己审，请由其他工作人员起草并提交')
  const amount = numberOf(stand.office, stand.org.id, 'disclosure.publish')
  const due_day = workingDaysAfter(stand.office.calendar(stand.org.id), dayOf(stand.at), amount).day
  const done = await savePublication(tx, stand.tenant, {
    ...{ ...row, state: 'waiting', authors, due_day, returned: null },
    ...{ submitted_at: new Date(stand.at), changed_at: new Date(stand.at) },
  })
  keepVersion(tx, stand.tenant, done, stand.staff, stand.at)
  tell(tx, stand, done, 'submit', `提交${named(done)}审核（第${done.version}版），应在${spoken(due_day)}前审核`)
  return done
}

/** Back to the writer's desk, by the writer. */
export async function recall(tx: Tx, desk: Desk, id: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'waiting') return notMet(clause, '只有等待审核的可以撤回')
  if (!row.authors.includes(stand.staff)) return notYours(clause, '由起草、修改或提交的人撤回；负责人可以退回')
  const done = await savePublication(tx, stand.tenant, draftOf(row, stand, null))
  tell(tx, stand, done, 'recall', `撤回${named(done)}，改后再提交`)
  return done
}

/** The head lets out the version that they read; it is public from its first day on, or from now. */
export async function approve(tx: Tx, desk: Desk, id: string, version: number): Done {
  const found = await judged(tx, desk, id, version)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const today = dayOf(stand.at)
  const wrong = wrongIn(stand.org, desk.services, row, today)
  if (wrong) return wrong
  const live_from = firstDay(row, today)
  const done = await savePublication(tx, stand.tenant, {
    ...{ ...row, state: 'published', due_day: null, changed_at: new Date(stand.at) },
    ...{ live: row.version, live_topic: row.topic, live_from, live_until: row.until_day },
  })
  const until = row.until_day ? `，公开到${spoken(row.until_day)}` : ''
  tell(tx, stand, done, 'approve', `批准${named(done)}（第${row.version}版），${spoken(live_from)}起公开${until}`)
  return done
}

/** The head sends it back with what is to be put right. */
export async function sendBack(tx: Tx, desk: Desk, id: string, version: number, reason: string): Done {
  const found = await judged(tx, desk, id, version)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const done = await savePublication(tx, stand.tenant, draftOf(row, stand, reason.trim()))
  tell(tx, stand, done, 'return', `退回${named(done)}（第${row.version}版）：${reason.trim()}`)
  return done
}

/** Takes what is public, or was to be, off the page before its last day. It stays in the archive. */
export async function takeDown(tx: Tx, desk: Desk, id: string, reason: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!stand.leads) return notYours(clause, `提前撤下由${stand.org.name}负责人办理`)
  if (row.live === null) return notMet(clause, '还没有发布，不需要撤下')
  if (row.live_until !== null && row.live_until < dayOf(stand.at)) return notMet(clause, '已经到期撤下')
  const done = await savePublication(tx, stand.tenant, {
    ...{ ...row, state: 'withdrawn', due_day: null, changed_at: new Date(stand.at) },
    ...{ withdrawn_at: new Date(stand.at), withdrawn_reason: reason.trim() },
  })
  tell(tx, stand, done, 'withdraw', `提前撤下${named(done)}：${reason.trim()}`)
  return done
}

async function held(tx: Tx, { stand: at }: Desk, id: string): Promise<{ row: Row; stand: Stand } | Refusal> {
  const row = await lockPublication(tx, at.tenant, id)
  if (!row) return notSeen('没有这条信息，或者它不属于您可以查看的单位')
  const stand = standOf(at.office, at, row.office)
  if (isRefusal(stand)) return stand
  if (!writes(stand)) return notYours(clause, `这条信息由${stand.org.name}的工作人员办理`)
  return row.state === 'withdrawn' ? notMet(clause, '已经撤下存档，不能再改；需要时另写一条') : { row, stand }
}

async function judged(tx: Tx, desk: Desk, id: string, version: number) {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'waiting') return notMet(clause, '这条信息没有在等待审核')
  if (!stand.leads) return notYours(clause, `信息由${stand.org.name}负责人或上级审核`)
  if (!mayJudge(stand, row)) return notYours(clause, '自己起草、修改或提交的，不能自己审核，由上级负责人审核')
  if (row.version !== version) return badInput(clause, '/version', '内容已经改过，请重新看过再审核')
  return found
}

function draftOf(row: Row, { at }: Stand, returned: string | null): Row {
  const version = row.version + 1
  return { ...row, state: 'draft', version, due_day: null, submitted_at: null, returned, changed_at: new Date(at) }
}

/** The day from which it is public: never before today, but what was public all along keeps its day. */
function firstDay({ live_from, live_until, from_day }: Row, today: Day): Day {
  if (live_from !== null && live_from <= today && (live_until === null || live_until >= today)) return live_from
  return from_day > today ? from_day : today
}

/** What is public now cannot be followed by words for a later day: one of the two would be missing meanwhile. */
function laterThanLive(row: Row, { from_day }: Content, { at }: Stand): Refusal | null {
  const today = dayOf(at)
  const isPublic =
    row.live_from !== null && row.live_from <= today && (row.live_until === null || row.live_until >= today)
  return isPublic && from_day > today ? badInput(clause, '/from', '正在公开的改不到以后，以后的内容请另写一条') : null
}

function contentOf(ask: PublicationAsk): Content {
  const body = ask.text
    .split(/\r\n|\r|\n/)
    .map(line)
    .filter((text) => text !== '')
    .join('\n')
  return {
    ...{ topic: ask.topic, title: line(ask.title), body, source: line(ask.source ?? '') },
    ...{ phone: line(ask.phone ?? ''), service: ask.service ?? null },
    ...{ from_day: ask.from as Day, until_day: (ask.until ?? null) as Day | null },
  }
}

/** One line of text without the signs that neither a page nor a feed can carry. */
function line(text: string): string {
  return text.replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ').trim()
}

function named({ topic, title }: Row): string {
  return `${topics[topic].label}“${title}”`
}

function tell(tx: Tx, stand: Stand, row: Row, act: string, says: string): void {
  const { version, topic, title, state } = row
  entered(tx, stand, {
    register: 'publication',
    entry: row.id,
    clause,
    act,
    says,
    what: { version, topic, title, state },
  })
}
