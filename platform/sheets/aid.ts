import type { AidExit, AidPlan, LoanReferral } from '#core/sheet.ts'
import { heading, numbered, points, text } from './blocks.ts'
import type { Block } from './paper.ts'

type Aided = Pick<AidPlan, 'applicant' | 'aidNumber' | 'registeredAt' | 'target' | 'handler'>

function facts(
  { applicant, aidNumber, registeredAt, target, handler }: Aided,
  more: readonly (readonly string[])[] = [],
): Block {
  return {
    is: 'facts',
    rows: [
      ['援助对象', applicant.name, '联系电话', applicant.phone ?? '—'],
      ['公民身份号码', applicant.idMasked ?? '—', '援助编号', aidNumber],
      ['常住地址', applicant.address ?? '—'],
      ['对象类型', target],
      ['列入援助', registeredAt, '责任人', handler.name],
      ...more,
    ],
  }
}

/** 就业援助计划: what is done by when, and by whom; both sign, each keeps a copy (JY06). */
export function aidPlan(data: AidPlan): readonly Block[] {
  return numbered([
    facts(data, [['需要的援助', data.needs.join('、')]]),
    text(
      `${data.metAt}与您当面商定，由${data.handler.name}担任您的就业援助责任人，按下面的计划提供援助（第${data.version}次计划）；更换责任人、调整计划会事先告诉您。`,
    ),
    ...(data.why ? [text(`这次调整的原因：${data.why}`)] : []),
    heading('援助措施'),
    {
      is: 'table',
      titles: ['序号', '方式', '做什么', '最晚日期'],
      widths: [0, 2.4, 7, 3.2],
      rows: data.measures.map(({ type, what, by }, i) => [`${i + 1}`, type, what, by]),
    },
    heading('约定'),
    points([
      ...(data.next ? [`下次：${data.next}。`] : []),
      ...(data.employBy ? [`力争在${data.employBy}前帮助家庭中至少一人就业。`] : []),
      '每月评估一次计划，援助记录您可以随时查阅；有正当理由不接受某项援助的，不影响继续援助。',
      '就业后请告诉责任人；以后失业了可以重新申请。',
    ]),
    {
      is: 'signs',
      rows: [
        ['本人签名', '', '日期', '　　　年　　月　　日'],
        ['责任人签名', '', '日期', '　　　年　　月　　日'],
      ],
    },
    { is: 'seal' },
  ])
}

/** 终止就业援助告知书: why, and the ways to be heard (8.4). */
export function aidExit(data: AidExit): readonly Block[] {
  return numbered([
    facts(data),
    { is: 'greeting', text: `${data.applicant.name}：` },
    text('经核实并由负责人确认，对您的就业援助到此终止。现将理由和救济途径告知如下。'),
    heading('终止的理由'),
    text(`${data.reason}。${data.found}`),
    heading('确认意见'),
    text(`${data.opinion}（确认人：${data.confirmedBy}；告知方式：${data.told}）`),
    heading('救济途径'),
    points(data.remedies.map(({ way, to, within }) => (to && within ? `${way}：可以在${within}，向${to}提出。` : way))),
    { is: 'seal' },
  ])
}

/** 创业担保贷款推荐函: what was checked here, and what is left to those who decide (JY09). */
export function loanReferral(data: LoanReferral): readonly Block[] {
  const { applicant } = data
  return numbered([
    {
      is: 'facts',
      rows: [
        ['借款人', applicant.name, '联系电话', applicant.phone ?? '—'],
        ['公民身份号码', applicant.idMasked ?? '—', '推荐编号', data.loanNumber],
        ['申请主体', data.borrower, '资格审核编号', data.caseNumber ?? '—'],
        ['经营实体', data.business],
        ...(applicant.address ? [['住址', applicant.address]] : []),
      ],
    },
    { is: 'greeting', text: `${data.to}：` },
    text(
      `${applicant.name}申请创业担保贷款，经我单位审核，符合规定的借款人条件。经本人同意，现连同申请材料转送你单位，推荐担保。`,
    ),
    heading('推荐内容'),
    points([
      `推荐贷款金额不超过${data.amount}，期限不超过${data.months}个月。`,
      `贷款用途：${data.usage}。`,
      `额度依据：${data.ceiling}。`,
    ]),
    heading('请予答复'),
    text(
      `是否担保由你单位审核决定。请在${data.replyBy}前将审核结果（同意的写明金额，不同意的写明理由）告知我单位，我单位负责告知本人。`,
    ),
    heading('依据'),
    points(data.basis),
    { is: 'seal' },
  ])
}
