import Type, { type Static } from 'typebox'
import { addDays, type Day, dayOf, daysBetween, isDay, spoken, spokenAt } from '#core/day.ts'
import { form } from '#core/field.ts'
import type { Matter } from '#core/matter.ts'
import type { Condition, Fork, Setting } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { Paper } from '#core/sheet.ts'
import { Answers, results } from './contract.ts'
import {
  type Announcement,
  type Cancelling,
  type Drawing,
  type Finding,
  favours,
  type Item,
  leads,
  mostDrawn,
  type Question,
  questionsOf,
  type SamplingFacts,
  Settling,
  sources,
  strata,
  ways,
} from './drawn.ts'

type Sampling = Matter<SamplingFacts>

export const answerKey = (question: string, item: string): string => `${question}@${item}`

/** How many are drawn from so many. */
export function sizeOf({ measure, amount }: Pick<Announcement, 'measure' | 'amount'>, population: number): number {
  const wished = measure === 'percent' ? Math.ceil((population * amount) / 100) : amount
  return Math.min(wished, population, mostDrawn)
}

/** Whether an announcement can stand: its days, its share, and what it is weighted by (6.6). */
export function announceable(input: Announcement, { at }: Setting): readonly Problem[] {
  const { from, until, measure, amount, favour, times, source, state, population } = input
  const found: Problem[] = []
  const say = (field: string, says: string) => found.push({ at: `/${field}`, says })
  if (!isDay(from) || !isDay(until)) return [{ at: isDay(from) ? '/until' : '/from', says: '没有这一天' }]
  if (until > dayOf(at)) say('until', '只能抽到今天为止的，公布以后总体不再变')
  if (from > until) say('until', '截止日期不能早于开始日期')
  else if (daysBetween(from, until) > 366) say('until', '一次最多抽一年之内的')
  if (measure === 'percent' && amount > 100) say('amount', '不能超过100%')
  if (favour !== 'none' && times === undefined) say('times', '请写明给几倍机会，公布出来')
  if (favour === 'none' && times !== undefined) say('times', '机会均等的不填倍数')
  if (source === 'matter' && state === 'open') say('state', '办结的事项没有在办的')
  if (!population) say('population', '请在随机抽查页面公布，由系统冻结总体')
  return found
}

export function announced(input: Announcement, { at }: Setting): SamplingFacts {
  const { office: _office, population = { count: 0, hash: '' }, ...plan } = input
  const today = dayOf(at)
  return {
    ...plan,
    ...{ population, size: sizeOf(input, population.count), announcedOn: today, seedDay: addDays(today, 1) },
    ...{ items: [], answers: {}, settled: [] },
  }
}

/** What a draw is called in lists. */
export function titled({ source, way, from, until, size }: SamplingFacts): string {
  return `抽查${sources[source]}${size}件（${ways[way]}，${spoken(from as Day)}至${spoken(until as Day)}）`
}

export function announceSaid(facts: SamplingFacts): string {
  const { population, seedDay, favour, times, strata: layers } = facts
  const weight = favour === 'none' ? favours.none : `${favours[favour]}（${times}倍）`
  return `公布抽查方案：${titled(facts)}，总体${population.count}件，总体摘要${population.hash}，${strata[layers]}，${weight}；种子用${spoken(seedDay as Day)}的每日根`
}

/** The seed is of a day that must be over first. */
export const seedDayOver: Condition<SamplingFacts> = {
  clause: '6.6',
  says: '种子那一天还没有过完',
  explain: ({ facts }) => {
    const seeds = facts.seedDay as Day
    return `种子是${spoken(seeds)}全天记录的每日根，${spoken(addDays(seeds, 1))}零时十分以后才能抽取`
  },
  holds: ({ facts }, { at }) => dayOf((at - 600_000) as typeof at) > facts.seedDay,
}

export function drawable({ facts }: Sampling, { items }: Drawing): readonly Problem[] {
  const isWhole = items.length === facts.size && new Set(items.map(({ id }) => id)).size === items.length
  return isWhole ? [] : [{ at: '/items', says: `应抽${facts.size}件，不重复` }]
}

export function drawn(facts: SamplingFacts, { seed, items }: Drawing, { at }: Setting): SamplingFacts {
  return { ...facts, seed, items, drawnAt: at }
}

export const ofOwnOffice: Condition<SamplingFacts> = {
  clause: '6.6',
  says: '上级公布的抽查由上级指定复查人',
  hides: true,
  holds: ({ custody }, { hold }) => hold(custody.holder.post) !== null,
}

export function postExists(field: 'to' | 'with') {
  return (_matter: Sampling, input: { readonly to?: string; readonly with?: string }, { hold }: Setting) =>
    hold(String(input[field])) ? [] : [{ at: `/${field}`, says: '没有这个岗位，或者岗位上没有人' }]
}

/** Of whoever could not be reached nothing else is asked. */
function asked({ facts }: Pick<Sampling, 'facts'>, item: string): readonly Question[] {
  const questions = questionsOf(facts)
  const unreached = questions.find(({ tells, id }) => tells && facts.answers[answerKey(id, item)]?.result === 'fail')
  return unreached ? [unreached] : questions
}

/** What is still to be answered, by question and item; with why an answer does not do yet. */
export function wanting(matter: Pick<Sampling, 'facts'>) {
  return matter.facts.items.flatMap((item) =>
    asked(matter, item.id).flatMap((question) => {
      const kept = matter.facts.answers[answerKey(question.id, item.id)]
      const says = !kept
        ? '还没有查'
        : kept.result !== 'pass' && !kept.note
          ? `选“${results[kept.result]}”须写说明`
          : null
      return says ? [{ item, question, says }] : []
    }),
  )
}

/** The lines of the checklist as the form's rows. */
export function answersOf({ facts }: Sampling) {
  const rows = facts.items.flatMap(({ id: of, number }) =>
    questionsOf(facts).map(({ id, words }) => ({ id, of, label: `${number}：${words}` })),
  )
  return form({ answers: { ...Answers.properties.answers, 'x-rows': rows } })
}

export function answerable({ facts }: Sampling, { answers }: Answers): readonly Problem[] {
  const items = new Set(facts.items.map(({ id }) => id))
  const questions = new Set(questionsOf(facts).map(({ id }) => id))
  return answers.flatMap(({ item, of = '', result, value, photos }, i): Problem[] => {
    if (!questions.has(item) || !items.has(of)) return [{ at: `/answers/${i}/item`, says: '这次抽查没有这一项' }]
    if (value || photos) return [{ at: `/answers/${i}/value`, says: '这里只选结果、写说明' }]
    return result && result !== 'clear' ? [] : [{ at: `/answers/${i}/result`, says: '请选择符合、不符合或不适用' }]
  })
}

/** The last word on a line counts, with who said it. */
export function answered(facts: SamplingFacts, { answers }: Answers, { actor, at }: Setting): SamplingFacts {
  const kept = { ...facts.answers }
  for (const { item, of = '', result, note } of answers) {
    if (result && result !== 'clear')
      kept[answerKey(item, of)] = { result, ...(note?.trim() && { note: note.trim() }), by: actor?.staff ?? '', at }
  }
  return { ...facts, answers: kept }
}

export const everythingReviewed: Condition<SamplingFacts> = {
  clause: '6.6',
  says: '还有抽中的没有查完',
  explain: (matter) => {
    const open = wanting(matter)
    const [first] = open
    return first ? `还有${open.length}项没有填好，如${first.item.number}“${first.question.words}”：${first.says}` : ''
  },
  holds: (matter) => wanting(matter).length === 0,
}

/** What the drawn did not stand: found from the answers and from nothing else. */
export function findingsOf(facts: SamplingFacts): readonly Finding[] {
  return facts.items.flatMap((item) =>
    asked({ facts }, item.id).flatMap((question): Finding[] => {
      const key = answerKey(question.id, item.id)
      const kept = facts.answers[key]
      return kept?.result === 'fail' && !question.tells ? [{ key, question, item, note: kept.note ?? '' }] : []
    }),
  )
}

export const openFindings = (facts: SamplingFacts): readonly Finding[] =>
  findingsOf(facts).filter(({ key }) => !facts.settled.some(({ finding }) => finding === key))

export const somethingFound: Fork<string, SamplingFacts>['when'] = {
  says: '查出了问题',
  holds: ({ facts }) => findingsOf(facts).length > 0,
}

export function finished(facts: SamplingFacts, { remark }: { remark?: string }): SamplingFacts {
  return remark ? { ...facts, remark } : facts
}

export function finishSaid({ facts }: Sampling): string {
  return `复查完抽中的${facts.items.length}件，查出问题${findingsOf(facts).length}个`
}

/** Only what is still open is settled, each once. */
export function settleOf({ facts }: Sampling) {
  const oneOf = openFindings(facts).map(({ key, item, question }) => ({
    ...{ const: key, title: `${item.number}：${question.words}` },
  }))
  const finding = Type.Unsafe<string>({ type: 'string', title: '问题', oneOf, 'x-widget': 'choice' })
  return form({ ...Settling.properties, ...(oneOf.length > 0 && { finding }) })
}

export function settleable({ facts }: Sampling, { finding, lead, matter }: Settling): readonly Problem[] {
  if (!openFindings(facts).some(({ key }) => key === finding))
    return [{ at: '/finding', says: '这个问题不在待处理之列' }]
  if (lead !== 'none' && !matter) return [{ at: '/lead', says: '请在抽查页面处理，由系统转出' }]
  return lead === 'none' && matter ? [{ at: '/lead', says: '不再处理的没有转成的事项' }] : []
}

export function settled(facts: SamplingFacts, input: Settling, { actor, at }: Setting): SamplingFacts {
  return { ...facts, settled: [...facts.settled, { ...input, by: actor?.staff ?? '', at }] }
}

export function settleSaid({ facts }: Sampling, { finding, lead, says, number }: Settling): string {
  const found = findingsOf(facts).find(({ key }) => key === finding)
  const what = found ? `${found.item.number}“${found.question.words}”` : ''
  return `处理查出的问题：${what}${leads[lead]}${number ? `（${number}）` : ''}：${says}`
}

export const everythingSettled: Condition<SamplingFacts> = {
  clause: '6.6',
  says: '还有查出的问题没有处理',
  explain: ({ facts }) => `还有${openFindings(facts).length}个问题没有处理`,
  holds: ({ facts }) => openFindings(facts).length === 0,
}

export function calledOff(facts: SamplingFacts, { reason }: Static<typeof Cancelling>): SamplingFacts {
  return { ...facts, cancelled: reason }
}

const said = (item: Item, { facts }: Pick<Sampling, 'facts'>): string => {
  const lines = questionsOf(facts).flatMap(({ id, words, tells }) => {
    const kept = facts.answers[answerKey(id, item.id)]
    if (!kept || kept.result === 'pass') return []
    const what = tells ? '没有接通或者不愿回答' : `${results[kept.result]}：${words}`
    return [`${what}${kept.note ? `（${kept.note}）` : ''}`]
  })
  return lines.length === 0 ? '符合' : lines.join('；')
}

/** 抽查记录: how it was drawn, so that anybody can draw it again; each that was drawn with what was found. */
export function recordPaper(after: Sampling, _input: unknown, { at, nameOf }: Setting): Paper {
  const { facts, custody, number } = after
  const { population, seed = '', seedDay, items, favour, times } = facts
  const reviewers = [...new Set(Object.values(facts.answers).map(({ by }) => by))].map(nameOf)
  return {
    kind: 'sampling-record',
    issuer: 'actor',
    data: {
      ...{ samplingNumber: number, office: nameOf(after.office), source: sources[facts.source], way: ways[facts.way] },
      period: `${spoken(facts.from as Day)}至${spoken(facts.until as Day)}`,
      ...{ announcedOn: spoken(facts.announcedOn as Day), reviewedAt: spokenAt(at) },
      ...{ population: `${population.count}件`, digest: population.hash, seed },
      seedSaid: `${spoken(seedDay as Day)}的每日根（公布方案时还没有产生）`,
      rule: `${strata[facts.strata]}；${favour === 'none' ? favours.none : `${favours[favour]}，${times}倍`}；抽${facts.size}件`,
      reviewers,
      rows: items.map((item, i) => ({
        no: String(i + 1),
        number: item.number,
        key: item.key,
        found: said(item, after),
      })),
      outcome: `抽查${items.length}件，查出问题${findingsOf(facts).length}个`,
      ...(facts.remark && { remark: facts.remark }),
      handler: { name: nameOf(custody.holder.staff) },
    },
  }
}
