import Type from 'typebox'
import { form } from '#core/field.ts'
import type { Matter } from '#core/matter.ts'
import { defineProcess, type Setting } from '#core/process.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import {
  Again,
  Answers,
  Appointment,
  Cancelling,
  Finishing,
  type InspectionFacts,
  Joining,
  Objection,
  Order,
  Passing,
  Plan,
  Reply,
  Report,
  Rescheduling,
} from './contract.ts'
import { orderPaper, recordPaper } from './papers.ts'
import {
  answerable,
  answered,
  askedPosts,
  calledOff,
  confirmed,
  dateGood,
  dateNotMissed,
  daysAhead,
  daysOrdered,
  everythingAnswered,
  finished,
  finishSaid,
  headInspects,
  notInspected,
  notRecorded,
  notTheInspected,
  notTheInspector,
  notTheReporter,
  notYet,
  objected,
  objectionLeft,
  ofOwnOffice,
  onTheDay,
  openFindings,
  ordered,
  passed,
  plannable,
  planned,
  putRight,
  rectifiable,
  rectifier,
  replied,
  rescheduled,
  somethingFailed,
  stillOpen,
  titled,
} from './policy.ts'
import { linesOf } from './review.ts'

const open = ['planned', 'doing', 'told', 'shown', 'objected', 'ordering', 'rectifying', 'rechecking'] as const
const onward = { when: somethingFailed, leads: 'ordering', otherwise: 'passed' } as const
const settled = [
  { clock: '*', do: 'stop' },
  { clock: 'order', do: 'start', limit: 'inspection.order', into: 'ordering' },
] as const

/** The lines of this inspection as the form's rows, so that whoever fills it knows what there is to answer. */
function answersOf({ facts }: Matter<InspectionFacts>) {
  const rows = linesOf(facts).map(({ item, of }) => ({
    ...{ id: item.id, label: item.words, ...(of && { of }) },
    ...(item.kind.is === 'measured' && { unit: item.kind.unit, bound: item.kind.bound }),
  }))
  return form({ answers: { ...Answers.properties.answers, 'x-rows': rows } })
}

/** Only what is still open can be found wanting again. */
function againOf({ facts }: Matter<InspectionFacts>, { nameOf }: Setting) {
  const oneOf = openFindings(facts).map(({ key, words, subject }) => {
    const whom = subject.staff ?? subject.window
    return { const: key, title: whom ? `${nameOf(whom)}：${words}` : words }
  })
  const item = Type.Unsafe<string>({ type: 'string', oneOf })
  return form({
    ...Again.properties,
    still: Type.Array(item, { title: '仍不合格的项目', minItems: 1, 'x-widget': 'choices' }),
  })
}

/** 检查: planned or at once, carried out item by item, confirmed, put right, re-checked (3.1, 4, 10.1, 10.2, 10.4). */
// biome-ignore format: the table is read by columns
export const inspection = defineProcess<InspectionFacts>()({
  kind: 'inspection',
  title: '检查',
  letter: 'J',
  states: {
    planned:    { label: '已安排待检查',       owner: 'holder', clock: 'begin' },
    doing:      { label: '检查中',             owner: 'holder', clock: 'finish' },
    told:       { label: '待被检查单位确认',   owner: 'head',   clock: 'confirm' },
    shown:      { label: '待在岗人员确认',     owner: 'window', clock: 'confirm' },
    objected:   { label: '有异议待答复',       owner: 'holder', clock: 'reply' },
    ordering:   { label: '待下达整改通知',     owner: 'holder', clock: 'order' },
    rectifying: { label: '整改中',             owner: 'turn',   clock: 'rectify' },
    rechecking: { label: '待复查',             owner: 'holder', clock: 'recheck' },
    passed:     { label: '检查合格',           closed: true },
    rectified:  { label: '整改合格',           closed: true },
    cancelled:  { label: '已撤销',             closed: true },
  },
  clocks: {
    begin:   { label: '计划检查日',   of: 'office' },
    finish:  { label: '检查完成期限', of: 'office' },
    confirm: { label: '确认期限',     of: 'office', due: 'silence' },
    reply:   { label: '异议答复期限', of: 'office' },
    order:   { label: '下达整改期限', of: 'office' },
    rectify: { label: '整改期限',     of: 'office' },
    recheck: { label: '复查期限',     of: 'office' },
  },
  opening: {
    label: '安排检查', to: 'planned', by: ['head', 'superior'], cites: ['6.6', '6.3'], input: Plan, checks: plannable, place: 'office',
    keeps: planned, title: titled, clocks: [{ clock: 'begin', do: 'start', limit: 'inspection.begin', amount: daysAhead }],
    says: (facts) => `${facts.series ? '按检查计划自动安排' : '安排'}${titled(facts)}`,
  },
  moves: {
    start:      { label: '开始检查', from: ['planned'], to: 'doing', by: ['holder', 'deputy'], cites: ['6.6'], needs: [onTheDay], main: true, clocks: [{ clock: 'begin', do: 'stop' }, { clock: 'finish', do: 'start', limit: 'inspection.finish' }] },
    assign:     { label: '指定检查人', from: ['planned'], by: ['holder', 'head'], cites: ['6.6', '6.3'], input: Appointment, needs: [ofOwnOffice], checks: notInspected('to'), custody: 'appoint',
                  says: (_m, i: { to: string }, s) => `指定${s.nameOf(i.to)}检查` },
    join:       { label: '加入协同检查岗位', from: ['planned', 'doing'], by: ['holder'], cites: ['5.2', '6.3'], input: Joining, needs: [ofOwnOffice], checks: notInspected('with'), partner: 'join',
                  says: (_m, i: { with: string }, s) => `${s.nameOf(i.with)}协同检查` },
    reschedule: { label: '改期', from: ['planned'], by: ['holder', 'superior'], cites: ['6.6'], input: Rescheduling, needs: [dateNotMissed], checks: dateGood, keeps: rescheduled, clocks: [{ clock: 'begin', do: 'start', limit: 'inspection.begin', amount: daysAhead }],
                  says: (_m, i: { date: string; reason: string }) => `改期到${i.date}：${i.reason}` },
    cancel:     { label: '撤销检查', from: ['planned', 'doing'], to: 'cancelled', by: ['holder', 'first', 'superior'], cites: ['6.6', '6.3'], input: Cancelling, needs: [notRecorded, notTheInspected], keeps: calledOff, clocks: [{ clock: '*', do: 'stop' }],
                  says: (_m, i: { reason: string }) => `撤销检查：${i.reason}` },
    record:     { label: '填写检查结果', from: ['doing'], by: ['holder', 'deputy', 'partner'], cites: ['6.6', '6.3'], input: Answers, shape: answersOf, checks: answerable, keeps: answered, quiet: true,
                  says: (_m, i: Answers) => `填写检查结果${i.answers.length}项` },
    finish:     { label: '完成检查', from: ['doing'], to: { when: headInspects, leads: 'shown', otherwise: 'told' }, by: ['holder', 'deputy'], cites: ['6.6'], input: Finishing, needs: [everythingAnswered], turn: askedPosts, keeps: finished, main: true, paper: recordPaper, says: finishSaid,
                  clocks: [{ clock: 'finish', do: 'stop' }, { clock: 'confirm', do: 'start', limit: 'inspection.confirm' }] },
    confirm:    { label: '确认检查结果', from: ['told'], to: onward, by: ['head'], cites: ['6.6', '6.3'], needs: [notTheInspector], keeps: confirmed, main: true, clocks: settled },
    agree:      { label: '确认检查结果', from: ['shown'], to: onward, by: ['window'], cites: ['6.6', '6.3'], needs: [notTheInspector], turn: null, keeps: confirmed, main: true, clocks: settled },
    object:     { label: '提出异议', from: ['told'], to: 'objected', by: ['head'], cites: ['6.6', '6.3'], input: Objection, needs: [notTheInspector, objectionLeft], keeps: objected, clocks: [{ clock: 'confirm', do: 'stop' }, { clock: 'reply', do: 'start', limit: 'inspection.reply' }],
                  says: (_m, i: { says: string }) => `提出异议：${i.says}` },
    differ:     { label: '提出异议', from: ['shown'], to: 'objected', by: ['window'], cites: ['6.6', '6.3'], input: Objection, needs: [notTheInspector, objectionLeft], turn: null, keeps: objected, clocks: [{ clock: 'confirm', do: 'stop' }, { clock: 'reply', do: 'start', limit: 'inspection.reply' }],
                  says: (_m, i: { says: string }) => `提出异议：${i.says}` },
    silence:    { label: '逾期未提出异议，按确认处理', from: ['told', 'shown'], to: onward, by: ['time'], cites: ['6.6'], turn: null, keeps: confirmed, clocks: settled, quiet: true },
    uphold:     { label: '维持检查结果', from: ['objected'], to: onward, by: ['holder', 'deputy'], cites: ['6.6'], input: Reply, turn: null, keeps: replied('upheld'), clocks: settled,
                  says: (_m, i: { says: string }) => `答复异议，维持检查结果：${i.says}` },
    correct:    { label: '采纳异议，更正', from: ['objected'], to: 'doing', by: ['holder', 'deputy'], cites: ['6.6'], input: Reply, turn: null, keeps: replied('corrected'), clocks: [{ clock: 'reply', do: 'stop' }, { clock: 'finish', do: 'start', limit: 'inspection.finish' }],
                  says: (_m, i: { says: string }) => `采纳异议：${i.says}` },
    order:      { label: '下达整改通知', from: ['ordering'], to: 'rectifying', by: ['holder', 'deputy'], cites: ['6.6', '2.4.1'], input: Order, checks: rectifiable, keeps: ordered, turn: rectifier, main: true, paper: orderPaper,
                  clocks: [{ clock: 'order', do: 'stop' }, { clock: 'rectify', do: 'start', limit: 'inspection.rectify', amount: daysOrdered }],
                  says: (_m, i: Order, s) => `下达整改通知：由${s.nameOf(i.to)}在${i.days}个工作日内整改` },
    report:     { label: '报告整改情况', from: ['rectifying'], to: 'rechecking', by: ['turn'], cites: ['6.6'], input: Report, keeps: putRight, turn: null, main: true, clocks: [{ clock: 'rectify', do: 'stop' }, { clock: 'recheck', do: 'start', limit: 'inspection.recheck' }],
                  says: (_m, i: { says: string; photos: readonly string[] }) => `报告整改情况：${i.says}（照片${i.photos.length}张）` },
    pass:       { label: '复查合格', from: ['rechecking'], to: 'rectified', by: ['holder', 'deputy'], cites: ['6.6', '6.3'], input: Passing, needs: [notTheReporter], keeps: passed, main: true, clocks: [{ clock: '*', do: 'stop' }],
                  says: (_m, i: { says: string }) => `复查合格：${i.says}` },
    again:      { label: '复查不合格，再次整改', from: ['rechecking'], to: 'rectifying', by: ['holder', 'deputy'], cites: ['6.6', '6.3'], input: Again, shape: againOf, needs: [notTheReporter], checks: stillOpen, keeps: notYet, turn: rectifier, paper: orderPaper,
                  clocks: [{ clock: 'recheck', do: 'stop' }, { clock: 'rectify', do: 'start', limit: 'inspection.rectify', amount: daysOrdered }],
                  says: (m, i: Again) => `第${m.facts.rechecks.length + 1}次复查不合格，${i.still.length}项再次整改，限${i.days}个工作日：${i.says}` },
    lapse:      reported(open),
    recompute:  recomputed(open),
  },
})
