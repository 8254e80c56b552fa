import { contactOf, type Issuer, type Leaf } from './leaf.ts'

/** One post of the scheme as it stands: who is A, who is B, and what they do. */
export type SchemeRow = {
  readonly post: string
  readonly duties: string
  readonly a: string
  readonly b: string
  readonly phone: string
  readonly since: string
}

/** AB角配备表 (5.5): each post with A and B, business, phone and since when; the record that the office files. */
export function schemeLeaf(issuer: Issuer, rows: readonly SchemeRow[], confirmed: string | null): Leaf {
  return {
    ...{ title: 'AB角配备表', office: issuer.name, mark: issuer.mark, contact: contactOf(issuer), wide: true },
    number: '备案编号：　　　　　　　　　　　',
    note: confirmed ? `负责人最近确认：${confirmed}` : '负责人还没有确认',
    foot: '服务规范 5.5',
    blocks: [
      {
        is: 'table',
        titles: ['序号', '岗位', '业务范围', 'A角（主办）', 'B角（代行）', '联系电话', '生效日期'],
        widths: [0, 2.6, 6, 2.8, 2.8, 2.6, 2.6],
        rows: rows.map((row, i) => [`${i + 1}`, row.post, row.duties || '—', row.a, row.b, row.phone, row.since]),
        tall: 8,
      },
      { is: 'small', text: 'A角不在岗时由B角即时代行；都不在岗时由负责人安排。人员变动的，及时调整并重新公布。' },
      { is: 'signs', rows: [['单位负责人', '', '公布日期', '　　　年　　月　　日']] },
    ],
  }
}
