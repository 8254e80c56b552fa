import { contactOf, type Issuer, type Leaf, type LeafBlock } from './leaf.ts'

/** What stands in the record of one opening of the box; what was written on the papers does not. */
export type BoxRecord = {
  readonly number: string
  readonly openedAt: string
  readonly papers: string
  readonly seal: string
  readonly note: string
  readonly first: readonly [name: string, at: string]
  /** `at` null: the second has not signed in the system yet. */
  readonly second: readonly [name: string, at: string | null]
  readonly rows: readonly (readonly [nth: string, state: string, entered: string, checked: string])[]
}

const label = (text: string) => ({ is: 'label' as const, text })

/** 意见箱开箱记录: two names, what was found, what became of each paper (10.5.1). Without `record`: to be filled in by hand. */
export function boxLeaf(issuer: Issuer, record: BoxRecord | null): Leaf {
  const { name, mark } = issuer
  const timed = '　　　年　月　日　时　分'
  const wide = (title: string, text: string, tall = 8) => [label(title), { span: 3, tall, text }]
  const pair = (a: string, b: string, c: string, d: string) => [label(a), { text: b }, label(c), { text: d }]
  const rows = record ? record.rows : Array.from({ length: 12 }, (_, i) => [`${i + 1}`, '', '', ''] as const)
  const found: LeafBlock = {
    is: 'grid',
    rows: [
      pair('开箱时间', record?.openedAt ?? timed, '箱内纸张数', record?.papers ?? '　　　　张'),
      record
        ? pair('封条', record.seal, '记录时间', record.first[1])
        : [label('封条'), { span: 3, choices: ['封条完好', '封条有破损', '没有封条，只有锁'] }],
      wide('其他情况', record?.note ?? '', 12),
    ],
  }
  return {
    ...{ title: '意见箱开箱记录', office: name, mark, contact: contactOf(issuer), foot: '服务规范 10.5.1' },
    number: `编号：${record?.number ?? '　　　　　　　　　　　'}`,
    blocks: [
      {
        is: 'text',
        text: '意见箱由两人同时在场开启，当场清点。每张纸由一人对照原件录入、另一人核对；与纸上评价有关的人不录入、不核对。',
      },
      found,
      { is: 'heading', text: '纸张办理情况' },
      rows.length > 0
        ? {
            is: 'table',
            titles: ['序号', record ? '结果' : '评价表或意见', '录入人', '核对人'],
            widths: [0, 4, 3, 3],
            rows: rows.map((row) => [...row]),
            tall: 7,
          }
        : { is: 'text', text: record?.papers === '0张' ? '箱内没有纸张。' : '还没有录入。' },
      {
        is: 'signs',
        rows: [
          ['开箱人一', record?.first[0] ?? '', '签名', ''],
          ['开箱人二', record?.second[0] ?? '', '签名', ''],
          ['系统确认', record ? (record.second[1] ?? '还没有确认') : '', '日期', '　　年　　月　　日'],
        ],
      },
    ],
  }
}
