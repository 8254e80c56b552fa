import type {
  Acceptance,
  Denial,
  ExtensionNotice,
  OneTimeNotice,
  PublicNotice,
  Reason,
  Received,
  RefusalSheet,
  Remedy,
  ResultSheet,
  ServiceName,
} from '#core/sheet.ts'
import { heading, numbered, points, text } from './blocks.ts'
import type { Block } from './paper.ts'

const seal: Block = { is: 'seal' }

type Asked = OneTimeNotice | Acceptance | RefusalSheet | Denial | ExtensionNotice | ResultSheet

/** Who asked for what, when: the first grid on each sheet to an applicant. */
function facts(data: Asked, ...more: readonly (readonly string[])[]): Block {
  const { applicant, service, initiated } = data
  const dated = initiated ? '登记日期' : '申请日期'
  return {
    is: 'facts',
    rows: [
      [initiated ? '服务对象' : '申请人', applicant.name, '联系电话', applicant.phone ?? '—'],
      ...(applicant.idMasked ? [['证件号码', applicant.idMasked]] : []),
      ...(applicant.creditCode ? [['统一社会信用代码', applicant.creditCode]] : []),
      ...(applicant.agent ? [['代理人', applicant.agent]] : []),
      ...(applicant.address ? [['地址', applicant.address]] : []),
      ['办理事项', named(service)],
      data.caseNumber ? [dated, data.appliedAt, '办件编号', data.caseNumber] : [dated, data.appliedAt],
      ...more,
    ],
  }
}

const named = ({ name, code }: ServiceName): string => (code ? `${name}（${code}）` : name)

/** What a letter is about, and who wished it: nobody is told that they applied when the office came to them. */
function asked({ service, initiated }: Asked): string {
  return `${initiated ? '我单位为您办理' : '您申请办理'}的“${service.name}”`
}

function receivedTable(rows: readonly Received[]): Block {
  return {
    is: 'table',
    titles: ['序号', '材料名称', '份数', '页数', '形式'],
    widths: [0, 6, 1.3, 1.3, 3],
    rows: rows.map((row, i) => [`${i + 1}`, row.name, `${row.copies}`, row.pages ? `${row.pages}` : '—', row.form]),
  }
}

function reasonTable(title: string, rows: readonly Reason[]): Block {
  return {
    is: 'table',
    titles: ['序号', title, '依据'],
    widths: [0, 5, 4],
    rows: rows.map((row, i) => [`${i + 1}`, row.says, row.basis]),
  }
}

function remedies(rows: readonly Remedy[]): Block {
  return points(rows.map(remedySays))
}

function remedySays({ way, to, within }: Remedy): string {
  return to && within ? `${way}：可以在${within}，向${to}提出。` : way
}

/** 一次性告知书: everything that is missing, in one go (8.1). */
export function notice(data: OneTimeNotice): readonly Block[] {
  const { unmet = [] } = data
  return numbered([
    facts(data),
    { is: 'greeting', text: `${data.applicant.name}：` },
    text(
      `${asked(data)}，我单位已当面审查。现将需要补正的全部内容一次告知如下，请对照准备；` +
        '除情况发生变化外，我单位不再要求补充本告知书以外的材料。',
    ),
    data.gaps.length > 0 && heading('需要补正的材料'),
    data.gaps.length > 0 && {
      is: 'table',
      titles: ['序号', '材料名称', '存在问题', '补正要求', '依据'],
      widths: [0, 3, 2.4, 4, 3],
      rows: data.gaps.map((gap, i) => [
        `${i + 1}`,
        gap.name,
        gap.fault,
        gap.sample ? `${gap.requirement}\n样本：${gap.sample}` : gap.requirement,
        gap.basis,
      ]),
    },
    unmet.length > 0 && heading('尚不符合的条件'),
    unmet.length > 0 && reasonTable('情况说明', unmet),
    heading('补正期限'),
    text(`请于${data.supplementBy}前补正。${data.otherwise}`),
    heading('办理程序和时限'),
    points(data.procedure),
    text(`办理时限：${data.limit}。等待补正的时间不计入办理时限。`),
    heading('政策法规依据'),
    points(data.basis),
    data.received.length > 0 && heading('已收到的材料'),
    data.received.length > 0 && receivedTable(data.received),
    seal,
  ])
}

/** 受理通知书: what was taken in, and the date promised (8.3). */
export function acceptance(data: Acceptance): readonly Block[] {
  return numbered([
    facts(
      data,
      ['受理日期', data.acceptedAt, '受理人', data.handler.name],
      ['办理时限', data.limit, '承诺办结日期', data.promisedAt],
    ),
    { is: 'greeting', text: `${data.applicant.name}：` },
    text(
      `${asked(data)}，材料齐全、符合要求，我单位决定予以受理。办理时限为${data.limit}，` +
        `将于${data.promisedAt}前办结并告知结果。`,
    ),
    data.provisional !== undefined && text(`说明：${data.provisional}`),
    heading('收到的材料'),
    receivedTable(data.materials),
    heading('受理依据'),
    points(data.basis),
    heading('查询方式'),
    text(data.followUp),
    seal,
  ])
}

/** 不予受理通知书: why not, who is competent, how to be heard (8.4). */
export function refusal(data: RefusalSheet): readonly Block[] {
  const { returned = [] } = data
  return numbered([
    facts(data),
    { is: 'greeting', text: `${data.applicant.name}：` },
    text(`${asked(data)}，经审查，我单位决定不予受理。现将理由、依据和救济途径告知如下。`),
    heading('不予受理的理由和依据'),
    reasonTable('理由', data.reasons),
    data.applyTo !== undefined && heading('有权受理的单位'),
    data.applyTo !== undefined && text(`该事项请向${data.applyTo}提出。`),
    returned.length > 0 && heading('退回的材料'),
    returned.length > 0 && receivedTable(returned),
    heading('救济途径'),
    text('您对本决定有不同意见的，有下列途径：'),
    remedies(data.remedies),
    seal,
  ])
}

/** 不予认定通知书: the decision in substance. */
export function denial(data: Denial): readonly Block[] {
  const { decision = '不予认定' } = data
  return numbered([
    facts(data, ['受理日期', data.acceptedAt]),
    { is: 'greeting', text: `${data.applicant.name}：` },
    text(`${asked(data)}，我单位已审查完毕，决定${decision}。现将查明的情况、理由和救济途径告知如下。`),
    heading('查明的情况'),
    points(data.findings),
    heading(`${decision}的理由和依据`),
    reasonTable('理由', data.reasons),
    heading('救济途径'),
    text('您对本决定有不同意见的，有下列途径：'),
    remedies(data.remedies),
    seal,
  ])
}

/** 公示: what is proposed, for how long it hangs, and how to say something against it (1.5). */
export function publicNotice(data: PublicNotice): readonly Block[] {
  return numbered([
    { is: 'text', text: data.says },
    {
      is: 'facts',
      rows: [
        ['公示事项', named(data.service), '编号', data.caseNumber],
        ['公示期', `${data.from}至${data.until}`, '公示单位', data.publisher],
      ],
    },
    heading('异议反映'),
    text(data.objection),
    text('可以当面、打电话或写信反映，请写明情况、依据和联系方式；反映人的信息予以保密。监督电话见页脚。'),
    seal,
  ])
}

/** 延期办理告知书: the party is told why, and the new date (7.5). */
export function extension(data: ExtensionNotice): readonly Block[] {
  const { approvedBy, told } = data
  return numbered([
    facts(
      data,
      ['受理日期', data.acceptedAt, '原办结日期', data.dueAt],
      ['延长时间', data.extendedBy, '新办结日期', data.newDueAt],
    ),
    { is: 'greeting', text: `${data.applicant.name}：` },
    text(
      `${asked(data)}，原定于${data.dueAt}前办结。因下述原因，经批准延长${data.extendedBy}，` +
        `将于${data.newDueAt}前办结。由此给您带来不便，请予谅解。`,
    ),
    heading('延期的原因'),
    text(data.reason),
    data.taken !== undefined && heading('已经采取的措施'),
    data.taken !== undefined && text(data.taken),
    heading('批准情况'),
    text(`${approvedBy.title}${approvedBy.name}于${approvedBy.at}批准。`),
    heading('依据'),
    points(data.basis),
    told !== undefined && heading('告知情况'),
    told !== undefined && text(`${told.by}于${told.at}以${told.way}方式告知。`),
    seal,
  ])
}

/** As wide as its longest cell, in letters of which a Chinese sign is two; no column is crowded out. */
function widthOf(cells: readonly string[]): number {
  const letters = (text: string) => [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0)
  return Math.min(22, Math.max(8, ...cells.map(letters)))
}

/** 办理结果通知书. */
export function result(data: ResultSheet): readonly Block[] {
  const { facts: more = [], notes = [], list } = data
  return numbered([
    facts(data, ['受理日期', data.acceptedAt, '办结日期', data.finishedAt]),
    { is: 'greeting', text: `${data.applicant.name}：` },
    text(`${asked(data)}，已于${data.finishedAt}办结。现将结果告知如下。`),
    heading('办理结果'),
    text(data.outcome),
    more.length > 0 && { is: 'facts', rows: pairs(more) },
    list !== undefined && heading(list.title),
    list !== undefined && {
      is: 'table',
      titles: list.columns,
      widths: list.columns.map((title, n) =>
        n === 0 ? 0 : widthOf([title.slice(0, 4), ...list.rows.map((row) => row[n] ?? '')]),
      ),
      rows: list.rows,
    },
    heading('依据'),
    text(`${data.basis.join('、')}。`),
    notes.length > 0 && heading('提示'),
    notes.length > 0 && points(notes),
    seal,
  ])
}

/** Two facts to a line where both are short. */
function pairs(facts: readonly { readonly label: string; readonly value: string }[]): string[][] {
  const short = ({ label, value }: (typeof facts)[number]) => label.length <= 9 && value.length <= 16
  const rows: string[][] = []
  let open = false
  for (const fact of facts) {
    const last = rows.at(-1)
    if (open && last && short(fact)) last.push(fact.label, fact.value)
    else rows.push([fact.label, fact.value])
    open = short(fact) && rows.at(-1)?.length === 2
  }
  return rows
}
