import { addDays, type Day, isDay } from '#core/day.ts'
import { type Tenths, tenthsOf } from '#core/sums/marks.ts'
import { type Fen, fen } from '#core/sums/money.ts'

/** The two services whose applicants are taught. */
export const services = { JY14: '职业培训', JY15: '创业培训' } as const
export type Code = keyof typeof services
export const isCode = (text: string): text is Code => Object.hasOwn(services, text)

export const states = {
  draft: '草稿',
  waiting: '待批准',
  approved: '已批准开班',
  closed: '已结班',
  cancelled: '已取消',
} as const
export type State = keyof typeof states

/** How far a class is as people see it: an approved one by the day. */
export const stages = {
  draft: '草稿',
  waiting: '待批准',
  coming: '招生中',
  running: '开班中',
  after: '课程已完，待结班',
  closed: '已结班',
  cancelled: '已取消',
} as const
export type Stage = keyof typeof stages

type Dated = { readonly state: State; readonly from_day: Day; readonly until_day: Day }

export function stageOf({ state, from_day, until_day }: Dated, today: Day): Stage {
  if (state !== 'approved') return state
  if (today < from_day) return 'coming'
  return today <= until_day ? 'running' : 'after'
}

export const seatStates = { in: '在册', waiting: '候补', withdrawn: '已退班', gone: '已撤出' } as const
export type SeatState = keyof typeof seatStates

/** Who was there. Late is there; leave and absence are not, whatever the reason. */
export const marks = {
  present: { label: '到', counts: true },
  late: { label: '迟到', counts: true },
  leave: { label: '请假', counts: false },
  absent: { label: '缺勤', counts: false },
} as const satisfies Record<string, { readonly label: string; readonly counts: boolean }>
export type Mark = keyof typeof marks

export const results = { qualified: '合格', failed: '不合格' } as const
export type Result = keyof typeof results

/** Who is paid the subsidy: the institution, or the trainee who paid first. */
export const payees = { provider: '培训机构', person: '学员本人' } as const
export type Payee = keyof typeof payees

export const listStates = {
  made: '待复核',
  checked: '待批准',
  approved: '已批准，列入拨付',
  handed: '已交拨付（改为批次拨付以前）',
  returned: '已退回',
} as const
export type ListState = keyof typeof listStates

/** What a class is measured by, as it stood when it was approved: later figures don't change it. */
export type Terms = {
  /** Percent of the hours that must be attended before the test. */
  readonly attendance: number
  readonly theory: number
  readonly practice: number
  /** Subsidised classes of one person in a year; null: not limited. */
  readonly timesAYear: number | null
  /** For how many days after a class day anybody may still enter it. */
  readonly pastDays: number
  readonly testDays: number
  readonly paperDays: number
  readonly subsidyDays: number
}

/** What the same place in two classes is: an occupation at a level, or a brand. */
export function subjectKey(service: Code, subject: string, level: string): string {
  const plain = subject.normalize('NFKC').replaceAll(/\s+/g, '').toLowerCase()
  return `${service}:${plain}:${level}`
}

export type PlanDay = { readonly day: Day; readonly hours: number; readonly topic: string }
const most = 120
const line = /^(\d{4}-\d{2}-\d{2})[\s,，、]+(\d{1,2})[\s,，、]+(\S.*)$/

/** The plan of a class as it is typed, a line a day: `2026-12-01 6 安全知识`; or what is wrong with it, by line. */
export function planOf(text: string): { readonly days: readonly PlanDay[] } | { readonly faults: readonly string[] } {
  const lines = text
    .normalize('NFC')
    .split('\n')
    .map((one) => one.trim())
  const seen = new Set<string>()
  const faults: string[] = []
  const days = lines.flatMap((one, i): PlanDay[] => {
    if (one === '') return []
    const [, on = '', count = '', topic = ''] = line.exec(one) ?? []
    const hours = Number(count)
    const wrong = faultOf(on, hours, topic, seen)
    if (wrong) faults.push(`第${i + 1}行${wrong}`)
    seen.add(on)
    return wrong || !isDay(on) ? [] : [{ day: on, hours, topic: topic.trim() }]
  })
  if (faults.length > 0) return { faults: faults.slice(0, 10) }
  if (days.length === 0) return { faults: ['至少写一天，每天一行：日期 学时 内容'] }
  if (days.length > most) return { faults: [`最多${most}天`] }
  return { days: days.toSorted((a, b) => (a.day < b.day ? -1 : 1)) }
}

function faultOf(on: string, hours: number, topic: string, seen: ReadonlySet<string>): string | null {
  if (on === '') return '看不懂，请写“日期 学时 内容”，如“2026-12-01 6 安全知识”'
  if (!isDay(on)) return `没有${on}这一天`
  if (seen.has(on)) return `${on}写了两次`
  if (hours < 1 || hours > 12) return '的学时应在1到12之间'
  return [...topic].length > 60 ? '的内容最多60个字' : null
}

export const planText = (days: readonly PlanDay[]): string =>
  days.map(({ day, hours, topic }) => `${day} ${hours} ${topic}`).join('\n')

type Held = { readonly day: Day; readonly hours: number }

/** Hours attended of the hours held so far: of the days that were entered, and of no others. */
export function attended(held: readonly Held[], of: (day: Day) => Mark | undefined) {
  const entered = held.filter(({ day }) => of(day) !== undefined)
  const there = entered.filter(({ day }) => marks[of(day)!].counts)
  const sum = (days: readonly Held[]) => days.reduce((all, { hours }) => all + hours, 0)
  return { there: sum(there), held: sum(entered) }
}
export type Share = ReturnType<typeof attended>

/** Compared whole, without rounding: 79.9 is not 80. Nothing held is nothing attended. */
export function reaches({ there, held }: Share, percent: number): boolean {
  return held > 0 && there * 100 >= percent * held
}

/** The share in whole percent, rounded down, so that a shown 80 is one; null before anything was held. */
export function percentOf({ there, held }: Share): number | null {
  return held > 0 ? Math.floor((there * 100) / held) : null
}

export type Marks = {
  readonly theory: Tenths | null
  readonly practice: Tenths | null
  readonly theory_again: Tenths | null
  readonly practice_again: Tenths | null
}

/** 合格 or 不合格 by the marks that count; null: not sat yet, or failed once and may sit again. */
export function resultOf(m: Marks, { theory, practice }: Pick<Terms, 'theory' | 'practice'>): Result | null {
  if (m.theory === null || m.practice === null) return null
  const [first, second] = [m.theory_again ?? m.theory, m.practice_again ?? m.practice]
  if (first >= tenthsOf(theory) && second >= tenthsOf(practice)) return 'qualified'
  return m.theory_again === null && m.practice_again === null ? null : 'failed'
}

/** Which parts of the first test were not passed: a resit is of these only, and what was passed stands. */
export function failedParts(m: Marks, { theory, practice }: Pick<Terms, 'theory' | 'practice'>) {
  return {
    theory: m.theory !== null && m.theory < tenthsOf(theory),
    practice: m.practice !== null && m.practice < tenthsOf(practice),
  }
}

/** The first test was sat and not passed, and the one resit is still open. */
export function mayResit(m: Marks, terms: Pick<Terms, 'theory' | 'practice'>): boolean {
  return m.theory !== null && m.theory_again === null && m.practice_again === null && resultOf(m, terms) === null
}

export type Taken = {
  readonly subject_key: string
  readonly from_day: Day
  readonly until_day: Day
  readonly state: 'in' | 'qualified' | 'failed' | 'gone'
}
type Wish = Pick<Taken, 'subject_key' | 'from_day' | 'until_day'>

/** Why somebody may not be on a roll beside what they have had; null when they may. What they left counts for nothing. */
export function barOf(had: readonly Taken[], wish: Wish, timesAYear: number | null): string | null {
  const living = had.filter(({ state }) => state !== 'gone')
  if (living.some((one) => one.subject_key === wish.subject_key && one.state !== 'failed'))
    return '已参加过同一工种（课程）同一等级的补贴培训'
  const clash = living.find((one) => one.from_day <= wish.until_day && wish.from_day <= one.until_day)
  if (clash) return `${clash.from_day}至${clash.until_day}已在另一个班，时间重叠`
  const year = wish.from_day.slice(0, 4)
  const times = living.filter(({ from_day }) => from_day.startsWith(year)).length
  if (timesAYear !== null && times >= timesAYear) return `${year}年已参加${times}次补贴培训，每年最多${timesAYear}次`
  return null
}

/** What the list of a class comes to: one standard for each who qualified. */
export function totalOf(standard: Fen, people: number): Fen {
  return fen(standard * people)
}

export const nexts = {
  decide: '批准开班',
  start: '开班',
  attendance: '登记出勤',
  test: '登记考核成绩',
  paper: '制发合格证',
  subsidy: '造补贴名册',
  close: '结班',
  tell: '通知学员',
} as const
export type Next = { readonly what: keyof typeof nexts; readonly day: Day }

export type Progress = {
  readonly state: State
  readonly from: Day
  readonly until: Day
  readonly ended: Day | null
  readonly terms: Terms | null
  readonly daysEntered: number
  /** The first day of the plan whose attendance nobody has entered. */
  readonly open: Day | null
  readonly untested: number
  readonly unpapered: number
  readonly unpaid: number
  readonly untold: number
}

/** What a class waits for next and by when; null when it waits for nobody. */
export function nextOf(p: Progress): Next | null {
  if (p.untold > 0) return { what: 'tell', day: p.ended ?? p.until }
  if (p.state === 'waiting') return { what: 'decide', day: addDays(p.from, -1) }
  if (p.state !== 'approved' || !p.terms) return null
  if (p.daysEntered === 0) return { what: 'start', day: p.from }
  if (p.open) return { what: 'attendance', day: p.open }
  if (p.untested > 0) return { what: 'test', day: addDays(p.until, p.terms.testDays) }
  if (p.unpapered > 0) return { what: 'paper', day: addDays(p.until, p.terms.paperDays) }
  const last = addDays(p.until, p.terms.subsidyDays)
  return p.unpaid > 0 ? { what: 'subsidy', day: last } : { what: 'close', day: last }
}
