import { dayOf, type Instant, instant, iso, spoken } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import type { SheetKind } from '#core/sheet.ts'
import type { Change } from '#matter/effect.ts'
import { blanks, type Event, type Occasion, occasions } from './contract.ts'

/** What happened to a matter as others may hear it: looks at numbers and ratings change no state and are nobody else's business. */
export function eventOf({ before, after, process }: Pick<Change, 'before' | 'after' | 'process'>): readonly Event[] {
  if (before === null) return ['opened']
  const lateBefore = new Set(before.clocks.filter(isLate).map(({ name }) => name))
  const late = after.clocks.some((clock) => isLate(clock) && !lateBefore.has(clock.name))
  const isClosed = (state: string) => process.states[state]?.closed === true
  if (isClosed(after.state) && !isClosed(before.state)) return late ? ['late', 'closed'] : ['closed']
  if (late) return ['late']
  return before.state === after.state ? [] : ['changed']
}

const isLate = ({ lateSince }: Matter['clocks'][number]): boolean => lateSince !== null

/** When the visitor is told of a paper that has just been made for them; null: of this they aren't. */
export function occasionOf(paper: SheetKind | null): Occasion | null {
  const found = Object.entries(occasions).find(([, occasion]) => occasion.paper === paper)
  return found ? (found[0] as Occasion) : null
}

/** The course of a matter for another program, as signed and sent: numbers, states and days, nothing of a person. */
export function bodyOf(event: Event, { after, process, office, at }: Change): string {
  const { number, kind, service, state, version, openedAt, closedAt } = after
  const place = office.organizations.get(after.office)
  return JSON.stringify({
    type: `matter.${event}`,
    timestamp: iso(at),
    data: {
      ...{ number, kind, kindLabel: process.title, service: service?.code ?? null },
      ...{ state, stateLabel: process.states[state]?.label ?? state, version },
      office: { code: place?.code ?? '', name: place?.name ?? '' },
      ...{ openedAt: iso(openedAt), closedAt: closedAt && iso(closedAt) },
      dueAt: dueOf(after, process),
    },
  })
}

/** The nearest time by which the office owes something; null where nothing runs. */
function dueOf({ clocks }: Matter, process: Process): string | null {
  const due = clocks.flatMap(({ name, is, dueAt }) =>
    is === 'running' && dueAt !== null && process.clocks[name]?.of !== 'visitor' ? [dueAt] : [],
  )
  return due.length > 0 ? iso(instant(Math.min(...due))) : null
}

export type Links = { readonly track: string; readonly rate: string }

/** A text message to the visitor: the office's own words or the usual ones, with their blanks filled. */
export function textOf(occasion: Occasion, own: string | undefined, { after, process, office }: Change, links: Links) {
  const { dueAt = null } = after.clocks.find(({ name, is }) => name === 'limit' && is !== 'stopped') ?? {}
  const filled: Readonly<Record<(typeof blanks)[number], string>> = {
    事项: process.title,
    编号: after.number,
    单位: office.organizations.get(after.office)?.name ?? '',
    承诺日期: dueAt === null ? '承诺的日期' : spoken(dayOf(dueAt)),
    查询地址: links.track,
    评价地址: links.rate,
  }
  const text = own?.trim() || occasions[occasion].text
  return blanks.reduce((words, blank) => words.replaceAll(`{${blank}}`, filled[blank]), text)
}

type Told = ReturnType<typeof parsed>
function parsed(body: string) {
  return JSON.parse(body) as {
    readonly type: string
    readonly data: {
      readonly number: string
      readonly kindLabel: string
      readonly stateLabel: string
      readonly office: { readonly name: string }
      readonly dueAt: string | null
    }
  }
}

const happened: Readonly<Record<string, string>> = {
  'matter.opened': '已登记',
  'matter.changed': '有新的进展',
  'matter.late': '已经超期',
  'matter.closed': '已办结',
}

/** The same course as a letter to the staff. */
export function letterOf(body: string, address: string): { readonly subject: string; readonly text: string } {
  const { type, data }: Told = parsed(body)
  if (type === 'test') return { subject: '【首问】测试邮件', text: '收到这封邮件，说明邮件外发已经可用。请不要回复。' }
  const due = data.dueAt ? `，应于${spoken(dayOf(instant(Date.parse(data.dueAt))))}前办理` : ''
  return {
    subject: `【首问】${data.kindLabel}${data.number}${happened[type] ?? '有新的进展'}`,
    text: [
      `${data.office.name}的${data.kindLabel}${data.number}${happened[type] ?? '有新的进展'}：${data.stateLabel}${due}。`,
      `请登录工作台办理：${address}/desk/`,
      '',
      '本邮件由系统发出，请不要回复；邮件里没有个人信息，也请不要在回信里写。',
    ].join('\n'),
  }
}

/** Between nine in the evening and eight in the morning nobody's telephone is woken: it waits until eight, Chinese time. */
export function awake(at: Instant): Instant {
  const hour = 3_600_000
  const local = (at + 8 * hour) % (24 * hour)
  if (local < 8 * hour) return instant(at - local + 8 * hour)
  return local >= 21 * hour ? instant(at - local + 32 * hour) : at
}
