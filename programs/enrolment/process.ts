import { spoken } from '#core/day.ts'
import { form, longText, post } from '#core/field.ts'
import { alone, notOffered, offered, together } from '#core/hands.ts'
import type { Matter } from '#core/matter.ts'
import type { ClockStep, Move, Process, Setting, State } from '#core/process.ts'
import { goesOn, overtakenBy } from '#core/service/enrolling.ts'
import { settingKey } from '#core/service/figure.ts'
import type { Service, ServiceEnrolment, ServiceVersion } from '#core/service/format.ts'
import { views } from '#rules/commitments/policy.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import {
  followAnew,
  goingOn,
  labelsOf,
  limitsOf,
  mainClock,
  silenceAnew,
  standing,
  termAnew,
  yearlyAnew,
} from './clocks.ts'
import { type EnrolmentFacts, enrolmentKind } from './contract.ts'
import {
  Amending,
  againForm,
  Confirming,
  type Contacting,
  contactForm,
  Ending,
  type Exiting,
  exitForm,
  joinForm,
  Keeping,
  memberShape,
  Overtaking,
  openingForm,
  Refusing,
  Renewing,
  resultWords,
  reviewForm,
  Touching,
  Withdrawing,
  ways,
} from './forms.ts'
import { againFaults, overtaken, touched, touchSays } from './noting.ts'
import { exitPaper } from './papers.ts'
import {
  again,
  amended,
  amendFaults,
  byAnother,
  contacted,
  contactFaults,
  ended,
  endedByCase,
  endFaults,
  enrolled,
  exitFaults,
  found,
  keptOn,
  memberChanged,
  memberJoined,
  onFaults,
  proposed,
  renamedSays,
  renewed,
  reviewed,
  suggested,
} from './policy.ts'

type Row = Move<string, EnrolmentFacts>
type Rows = Readonly<Record<string, Row>>
type Enrolled = Matter<EnrolmentFacts>

/** Whether time ever proposes an exit: else there is no state in which somebody looks into it. */
const suggests = ({ silence, term }: ServiceEnrolment): boolean => Boolean(silence || term)
const inHand = (enrolment: ServiceEnrolment) => (suggests(enrolment) ? ['kept', 'suggested'] : ['kept'])
const openStates = (enrolment: ServiceEnrolment) => [...inHand(enrolment), 'leaving']
const all: ClockStep = { clock: '*', do: 'stop' }
const holder: Row['by'] = ['holder', 'deputy', 'partner']

/** 在册: the register that a service's result opens, made from its file and nothing else; null where the file asks for none. */
export function enrolmentProcess({ service }: ServiceVersion): Process<string, EnrolmentFacts> | null {
  const { enrolment } = service
  if (!enrolment) return null
  return {
    kind: enrolmentKind,
    title: enrolment.title,
    letter: 'D',
    states: statesOf(enrolment),
    clocks: labelsOf(enrolment),
    limits: limitsOf(service, enrolment),
    figures: Object.fromEntries(
      (service.settings ?? []).map((setting) => [settingKey(service.code, setting), setting]),
    ),
    sensitive: sensitiveIn(service, enrolment),
    opening: {
      label: '列入在册',
      to: 'kept',
      by: ['time'],
      cites: ['1.3'],
      input: openingForm(service),
      keeps: enrolled(service, enrolment),
      clocks: [
        ...followAnew(enrolment).filter((step) => step.do === 'start'),
        ...silenceAnew(enrolment),
        ...yearlyAnew(enrolment),
        ...termAnew(enrolment),
      ],
      title: ({ name }) => `${name}：${enrolment.title}`,
      says: ({ originNumber, name }) => `${name}由${originNumber}的办理结果列入${enrolment.title}`,
    },
    moves: {
      ...keeping(service, enrolment),
      ...leaving(service, enrolment),
      ...timely(enrolment),
      ...aside(service),
    },
  }
}

function statesOf(enrolment: ServiceEnrolment): Record<string, State> {
  return {
    kept: { label: '在册', owner: 'holder', clock: mainClock(enrolment), rests: true },
    ...(suggests(enrolment) && { suggested: { label: '建议退出待核实', owner: 'holder' as const, clock: 'verify' } }),
    leaving: { label: '退出待确认', owner: 'turn', clock: 'confirm' },
    left: { label: '已退出', closed: true },
  }
}

/** What the form covers stays covered on the card. */
function sensitiveIn({ form: fields }: Service, { category, members }: ServiceEnrolment): readonly string[] {
  const columns = fields.find(({ name }) => name === members)?.columns ?? []
  return [
    ...(fields.find(({ name }) => name === category)?.sensitive ? ['category'] : []),
    ...columns.flatMap(({ name, sensitive }) => (sensitive ? [`members.${name}`] : [])),
  ]
}

const sayOf = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code

/** What is done for those in the register: contacts, reviews, changes. */
// biome-ignore format: the table is read by columns
function keeping(service: Service, enrolment: ServiceEnrolment): Rows {
  const { contact, review, term, members } = enrolment
  const results = resultWords(enrolment)
  const called = (_m: unknown, i: Contacting) => `${contact?.label}：${sayOf(results, i.result)}。${i.says}`
  const back = [{ clock: 'verify', do: 'stop' }, ...goingOn(enrolment)] as const
  const inTouch = [...followAnew(enrolment), ...silenceAnew(enrolment)]
  return {
    ...(contact && {
      contact: { label: `登记${contact.label}`, from: ['kept'], by: holder, cites: ['7.4', '1.3'], input: contactForm(enrolment, false), checks: contactFaults(service, enrolment), keeps: contacted, clocks: inTouch, ...(contact.every && { main: true }), says: called },
    }),
    ...(contact && suggests(enrolment) && {
      found:   { label: '已联系上，继续在册', from: ['suggested'], to: 'kept', by: holder, cites: ['7.4', '1.3'], input: contactForm(enrolment, true), checks: contactFaults(service, enrolment), keeps: found, clocks: [...back, ...inTouch], main: true, says: called },
    }),
    ...(review && {
      review: { label: `${review.label}：继续在册`, from: ['kept'], by: holder, cites: ['7.4', '1.3'], input: reviewForm(enrolment), checks: onFaults, keeps: reviewed, clocks: [{ clock: 'yearly', do: 'lapse' }, ...yearlyAnew(enrolment)], ...(!contact?.every && { main: true }), says: (_m, i: { says: string }) => `${review.label}：符合条件，继续在册。${i.says}` },
    }),
    ...(term && {
      renew: { label: '核实后续期', from: ['kept', 'suggested'], to: 'kept', by: holder, cites: ['7.4', '1.3'], input: Renewing, keeps: renewed(service, enrolment), clocks: [...back, ...termAnew(enrolment)], main: true, says: (_m, i: { says: string }) => `核实后续期：${i.says}` },
    }),
    ...(members && {
      member: { label: '登记成员变动', from: inHand(enrolment), by: holder, cites: ['1.3'], shape: memberShape(service, enrolment), checks: onFaults, keeps: memberChanged, says: (m: Enrolled, i: { who: string; says: string }) => `成员变动：${m.facts.members?.[Number(i.who)]?.name ?? ''}，${i.says}` },
      'add-members': { label: '增加成员', from: inHand(enrolment), by: holder, cites: ['1.3'], input: joinForm(service, enrolment), keeps: memberJoined, says: (_m, i: { says: string }) => `增加成员：${i.says}` },
    }),
    amend: { label: '变更住址或电话', from: inHand(enrolment), by: holder, cites: ['1.3', '6.3'], input: Amending, checks: amendFaults, keeps: amended, says: (_m, i: { says: string }) => `变更住址或电话：${i.says}` },
  }
}

/** How somebody leaves: proposed by time or the holder, confirmed by somebody else, told to the person. */
// biome-ignore format: the table is read by columns
function leaving(service: Service, enrolment: ServiceEnrolment): Rows {
  const { exits, confirm } = enrolment
  const reasonOf = (code: string | undefined) => exits.find((one) => one.code === code)?.label ?? ''
  const decider = confirm.replace(/^post:/, '').replace(/^head$/, 'above')
  // Who recognised them lets them go: where that is the office above, the head of this one doesn't.
  const deciders: Row['by'] = confirm === 'superior' ? ['turn', 'superior'] : ['turn', 'head', 'superior']
  const toKept = { to: 'kept', turn: null, clocks: [{ clock: 'verify', do: 'stop' }, { clock: 'confirm', do: 'stop' }, ...goingOn(enrolment)] } as const
  return {
    ...(suggests(enrolment) && { keep: { label: '暂不退出', from: ['suggested'], ...toKept, by: holder, cites: ['8.4', '7.4'], input: Keeping, keeps: keptOn(({ says }: { says: string }) => says), says: (_m, i: { says: string }) => `暂不退出：${i.says}` } }),
    propose: { label: '提出退出', from: inHand(enrolment), to: 'leaving', by: holder, cites: ['8.4', '7.4'], input: exitForm(enrolment), checks: exitFaults(service, enrolment), keeps: proposed(decider), turn: ({ proposed: one }: EnrolmentFacts) => (one?.above ? 'above' : decider), clocks: [...standing(enrolment), { clock: 'verify', do: 'stop' }, { clock: 'confirm', do: 'start', limit: 'enrolment.decide' }], says: (_m, i: Exiting) => `提出退出：${reasonOf(i.reason)}。${i.says}` },
    'withdraw-exit': { label: '撤回退出', from: ['leaving'], ...toKept, by: holder, cites: ['8.4'], input: Withdrawing, keeps: keptOn(({ reason }: { reason: string }) => `撤回退出：${reason}`), says: (_m, i: { reason: string }) => `撤回退出：${i.reason}` },
    confirm: { label: '确认退出并告知本人', from: ['leaving'], to: 'left', by: deciders, cites: ['8.4', '8.1'], needs: [byAnother], input: Confirming, keeps: ended(enrolment), turn: null, clocks: [all], paper: exitPaper(service, enrolment), main: true,
               says: (m: Enrolled, i: { opinion: string; told: keyof typeof ways }) => `确认退出（${reasonOf(m.facts.proposed?.reason)}），${ways[i.told]}告知本人：${i.opinion}` },
    'refuse-exit': { label: '不同意退出', from: ['leaving'], ...toKept, by: deciders, cites: ['8.4', '8.1'], needs: [byAnother], input: Refusing, keeps: keptOn(({ reason }: { reason: string }) => `不同意退出：${reason}`), says: (_m, i: { reason: string }) => `不同意退出，继续在册：${i.reason}` },
  }
}

/** What time does: it tells and proposes, and ends nothing. */
// biome-ignore format: the table is read by columns
function timely(enrolment: ServiceEnrolment): Rows {
  const { silence, term, exits } = enrolment
  const verify: ClockStep = { clock: 'verify', do: 'start', limit: 'enrolment.verify' }
  const by: Row['by'] = ['time']
  const expired = exits.find(({ proof }) => proof === 'expired')?.code ?? ''
  return {
    ...(silence && {
      warn:    { label: '失联提示', from: ['kept'], by, cites: ['1.3'], clocks: [{ clock: 'silent', do: 'stop' }], says: ({ facts }: Enrolled) => `${spoken(facts.contacted)}以后没有联系上本人，提示承办人和负责人`, quiet: true },
      suggest: { label: '失联建议退出', from: ['kept'], to: 'suggested', by, cites: ['1.3', '7.4'], keeps: suggested(silence.reason, ({ contacted: last }) => `最后一次联系是${spoken(last)}`), clocks: [{ clock: 'lost', do: 'stop' }, ...standing(enrolment), verify], says: ({ facts }: Enrolled) => `${spoken(facts.contacted)}以后没有联系上本人，建议退出，等待承办人核实`, quiet: true },
    }),
    ...(term && {
      remind: { label: '到期提醒', from: ['kept'], by, cites: ['1.3'], clocks: [{ clock: 'remind', do: 'stop' }], says: ({ facts }: Enrolled) => `登记将于${facts.until ? spoken(facts.until) : ''}到期，提示承办人和负责人`, quiet: true },
      expire: { label: '到期建议退出', from: ['kept'], to: 'suggested', by, cites: ['1.3', '7.4'], keeps: suggested(expired, ({ until }) => `登记期限到${until ? spoken(until) : ''}`), clocks: [{ clock: 'term', do: 'stop' }, ...standing(enrolment), verify], says: () => '登记到期没有续期，建议退出，等待承办人核实', quiet: true },
    }),
    ...Object.fromEntries(
      (enrolment.overtaken?.by ?? []).map((code): [string, Row] => [overtakenBy(code), { label: '另有登记，建议退出', from: ['kept'], to: 'suggested', by, cites: ['1.3', '7.4', '8.4'], input: Overtaking, keeps: overtaken(enrolment), clocks: [...standing(enrolment), verify], says: (_m, i: { by: string }) => `本人已办理${i.by}，建议退出，等待承办人核实`, quiet: true }]),
    ),
    lapse:     reported(openStates(enrolment)),
    recompute: recomputed(openStates(enrolment)),
  }
}

/** Hand-over, looks at personal data, and what another case of the same person brings. */
// biome-ignore format: the table is read by columns
function aside(service: Service): Rows {
  const enrolment = service.enrolment!
  const { contact } = enrolment
  const open = openStates(enrolment)
  const fresh = [...(contact ? [...followAnew(enrolment), ...silenceAnew(enrolment)] : []), ...termAnew(enrolment)]
  const byCase = { by: ['time'], cites: ['1.3'], quiet: true } as const
  return {
    ...(goesOn(enrolment) && {
      again: { label: '本人再次办理', from: open, to: 'kept', ...byCase, input: againForm(service), checks: againFaults(enrolment), keeps: again(service, enrolment), turn: null, clocks: [{ clock: 'verify', do: 'stop' }, { clock: 'confirm', do: 'stop' }, ...goingOn(enrolment), ...fresh], says: ({ facts }: Enrolled, i: { caseNumber: string; name: string }) => `本人又来办理${service.name}（${i.caseNumber}）${renamedSays(facts.name, i.name)}，继续在册` },
    }),
    'in-touch':    { label: '本人办理其他事项', from: open, ...byCase, input: Touching, keeps: touched, clocks: silenceAnew(enrolment).map((step) => ({ ...step, into: 'kept' })), says: (_m, i: Touching) => touchSays(i) },
    'end-by-case': { label: '本人登记结束', from: open, to: 'left', ...byCase, input: Ending, checks: endFaults, keeps: endedByCase(enrolment), turn: null, clocks: [all], says: (_m, i: { caseNumber: string }) => `本人登记结束（${i.caseNumber}），退出在册` },
    join:        { label: '请协办人', from: open, by: ['holder', 'deputy', 'head'], cites: ['5.2'], needs: [alone], input: form({ with: post('协办岗位'), why: longText('协办事由') }), partner: 'join', says: (_m, i: { with: string; why: string }, s: Setting) => `请${s.nameOf(i.with)}协办：${i.why}` },
    part:        { label: '结束协办', from: open, by: ['holder', 'deputy', 'head', 'partner'], cites: ['5.2'], needs: [together], partner: 'part' },
    'hand-over': { label: '移交承办', from: open, by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b', '5.5'], needs: [notOffered], input: form({ to: post('接收岗位'), note: longText('移交说明') }), custody: 'offer', clocks: [{ clock: 'accept', do: 'start', limit: 'handover.accept' }], says: (_m, i: { to: string; note: string }, s: Setting) => `移交给${s.nameOf(i.to)}：${i.note}` },
    recall:      { label: '收回移交', from: open, by: ['holder', 'deputy', 'head'], cites: ['2.3.2.b'], needs: [offered], custody: 'recall', clocks: [{ clock: 'accept', do: 'stop' }] },
    'take-over': { label: '接收承办', from: open, by: ['receiver'], cites: ['2.3.2.b'], needs: [offered], custody: 'accept', clocks: [{ clock: 'accept', do: 'stop' }] },
    'send-back': { label: '退回移交', from: open, by: ['receiver'], cites: ['2.3.2.b', '2.4.3'], needs: [offered], input: form({ reason: longText('退回理由') }), custody: 'decline', clocks: [{ clock: 'accept', do: 'stop' }], says: (_m, i: { reason: string }) => `退回移交：${i.reason}` },
    reveal:      views([...open, 'left'], { category: '类别', ...memberLabels }),
  }
}

const memberLabels = {
  idNumber: '公民身份号码',
  members: '家庭成员',
  'members.idNumber': '家庭成员的公民身份号码',
  'members.situation': '家庭成员的状况',
}
