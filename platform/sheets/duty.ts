import type { LeaveHandover, SchemeTable } from '#core/sheet.ts'
import type { Block } from './paper.ts'

/** AB角公示表: who is A and who is B of each post, for the wall (clause 5.5). */
export function scheme(data: SchemeTable): readonly Block[] {
  return [
    {
      is: 'facts',
      rows: [['名单生效', data.from, '确认日期', data.confirmedAt]],
    },
    {
      is: 'table',
      titles: ['序号', '岗位', '岗位职责', 'A角（主办）', 'B角（代行）'],
      widths: [0, 2.6, 6, 3, 3],
      rows: data.rows.map((row, i) => [`${i + 1}`, row.post, row.duties || '—', row.a, row.b]),
    },
    {
      is: 'text',
      text: 'A角不在岗时，由B角即时代行，不因人员不在岗而拖延；A角、B角都不在岗时，由单位负责人安排人员办理。',
    },
    { is: 'seal' },
  ]
}

/** 离岗交接单: what the leaver hands over before the leave, signed for by who acts meanwhile (clause 5.1). */
export function leaveHandover(data: LeaveHandover): readonly Block[] {
  return [
    {
      is: 'facts',
      rows: [
        ['离岗人', data.leaver, '离岗原因', data.why],
        ['离岗开始', data.from, '离岗结束', data.until],
        ['交接时间', data.handedAt, '批准人', data.approvedBy],
      ],
    },
    { is: 'heading', text: '一、移交的在办事项' },
    data.matters.length > 0
      ? {
          is: 'table',
          titles: ['序号', '编号', '事项', '当前状态', '到期日'],
          widths: [0, 3.5, 5, 2.4, 3],
          rows: data.matters.map((m, i) => [`${i + 1}`, m.number, m.title, m.state, m.dueAt]),
        }
      : { is: 'text', text: '没有在办事项。' },
    { is: 'heading', text: '二、移交的资料、印章和钥匙' },
    data.things.length > 0
      ? {
          is: 'table',
          titles: ['序号', '名称', '数量', '说明'],
          widths: [0, 4, 1.4, 5],
          rows: data.things.map((thing, i) => [`${i + 1}`, thing.name, thing.count ?? '—', thing.note ?? '—']),
        }
      : { is: 'text', text: '没有需要移交的资料、印章和钥匙。' },
    { is: 'heading', text: '三、交代的要点' },
    { is: 'text', text: data.brief },
    {
      is: 'table',
      titles: ['岗位', '接手人', '接手时间', '意见'],
      widths: [3, 3, 4, 5],
      rows: data.receipts.map((row) => [row.post, row.staff, row.at, row.says || '—']),
    },
    {
      is: 'signs',
      rows: [
        ['离岗人（移交）', '', '接手人（签收）', ''],
        ['单位负责人', '', '日期', '　　　年　　月　　日'],
      ],
    },
  ]
}
