import type { HandbackBrief, Handler, HandoverSlip } from '#core/sheet.ts'
import type { Block } from './paper.ts'

const dated = '　　　年　　月　　日'

function named(person: Handler): string {
  return person.staffNo ? `${person.name}（工号${person.staffNo}）` : person.name
}

const paperWords = {
  returned: '有关资料已随件交还，A角已当面收回。',
  none: '没有需要交还的资料、印章和权限。',
} as const
const paperMarks = { returned: '已交还', none: '没有需要交还的' } as const

/** 代行交接单: B tells what was done, hands back, A confirms (clause 5). */
export function handback(data: HandbackBrief): readonly Block[] {
  const { things = [], papers, signed } = data
  return [
    {
      is: 'facts',
      rows: [
        ['岗位', data.post, '离岗原因', data.why],
        ['A角（主办）', named(data.a), 'B角（代行）', named(data.b)],
        ['代行开始', data.from, '代行结束', data.until],
        ...(data.approvedBy ? [['批准人', data.approvedBy]] : []),
      ],
    },
    { is: 'heading', text: '一、代行期间的办件' },
    data.matters.length > 0
      ? {
          is: 'table',
          titles: ['序号', '办件编号', '事项', '当前状态', '到期日', '代行经过'],
          widths: [0, 3.5, 2.7, 1.9, 3, 3.9],
          rows: data.matters.map((m, i) => [`${i + 1}`, m.number, m.title, m.state, m.dueAt, m.done]),
        }
      : { is: 'text', text: '代行期间没有办件。' },
    { is: 'heading', text: '二、移交的资料、印章和权限' },
    things.length > 0
      ? {
          is: 'table',
          titles: ['序号', '名称', '数量', '说明'],
          widths: [0, 4, 1.4, 5],
          rows: things.map((thing, i) => [`${i + 1}`, thing.name, thing.count ?? '—', thing.note ?? '—']),
        }
      : { is: 'text', text: papers ? paperWords[papers] : '交接时未写明，请双方当面清点后在下面勾选。' },
    { is: 'heading', text: '三、代行情况说明' },
    { is: 'text', text: data.account },
    {
      is: 'signs',
      rows: [
        ['B角（交出人）', '', '日期', dated],
        ['A角（接收人）', signed ? named(data.a) : '', signed ? '签收时间' : '返岗日期', signed ?? dated],
        ['资料交还确认', papers ? paperMarks[papers] : '□已交还　□待补交', '单位负责人', ''],
      ],
    },
  ]
}

/** 首问移交单: who was asked first stays named, who takes over signs (clauses 2.2–2.3). */
export function handover(data: HandoverSlip): readonly Block[] {
  const { visitor, to, opinion, materials } = data
  return [
    {
      is: 'facts',
      rows: [
        ['登记号', data.contactNumber, '接待时间', data.receivedAt],
        ['来访方式', data.channel, '类别', data.category],
        ['服务对象', visitor.name, '联系电话', visitor.phone ?? '—'],
        ...(visitor.unit ? [['所在单位', visitor.unit]] : []),
        ['拟办事项', data.subject],
        ['首问责任人', named(data.first), '移交时间', data.handedAt],
        ['移交至', [to.office, to.post, to.person].filter(Boolean).join(' ')],
        ['移交原因', data.why],
        ['签收时限', data.acceptBy, '首次联系时限', data.contactBy],
        ...(data.answerBy ? [['答复时限', data.answerBy]] : []),
      ],
    },
    { is: 'heading', text: '随附材料' },
    materials.length > 0
      ? {
          is: 'table',
          titles: ['序号', '材料名称', '份数'],
          widths: [0, 8, 1.6],
          rows: materials.map((row, i) => [`${i + 1}`, row.name, `${row.copies}`]),
        }
      : { is: 'text', text: '没有随附材料。' },
    ...(opinion
      ? ([
          { is: 'heading', text: '单位负责人意见' },
          { is: 'text', text: `${opinion.says}(${opinion.by},${opinion.at})` },
        ] satisfies Block[])
      : []),
    {
      is: 'text',
      text: '承接人签收后，办理责任转由承接人承担；首问责任人仍负责跟踪，直至服务对象得到答复。',
    },
    {
      is: 'signs',
      rows: [
        ['首问责任人', '', '移交时间', '　年　月　日　时　分'],
        ['承接人签收', '', '签收时间', '　年　月　日　时　分'],
        ['承接意见', '□接收　□退回', '首次联系时间', '　年　月　日　时　分'],
      ],
    },
  ]
}
