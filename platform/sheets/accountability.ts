import type { Accountability } from '#core/sheet.ts'
import type { Block } from './paper.ts'

const numerals = ['一', '二', '三', '四', '五', '六', '七']

/** 责任追究决定书: the facts with their evidence, the person's word, the decision and the way to object (2.4). */
export function accountability(data: Accountability): readonly Block[] {
  const { earlier, appeal, because, correctBy } = data
  const parts: readonly (readonly [string, readonly Block[]])[] = [
    [
      '查明的事实',
      [
        { is: 'text', text: data.found },
        { is: 'text', text: data.duty },
      ],
    ],
    ['证据', [{ is: 'points', items: data.evidence }]],
    ...(earlier.length > 0 ? ([['一年内已有', [{ is: 'points', items: earlier }]]] as const) : []),
    [
      '当事人的陈述和申辩',
      [data.heard.length > 0 ? { is: 'points', items: data.heard } : { is: 'text', text: '没有陈述。' }],
    ],
    ...(appeal ? ([['申诉理由', [{ is: 'text', text: appeal }]]] as const) : []),
    [
      '处理决定',
      [
        { is: 'text', text: `依据${data.basis}，决定：${data.decides}` },
        ...(because ? ([{ is: 'text', text: because }] as const) : []),
        ...(correctBy ? ([{ is: 'text', text: `请在${correctBy}前改正，并报告改正情况。` }] as const) : []),
      ],
    ],
    [
      '申诉',
      [
        {
          is: 'points',
          items: data.remedies.map(({ way, within, to }) =>
            within && to ? `${way}：可以在${within}，向${to}提出。` : way,
          ),
        },
      ],
    ],
  ]
  return [
    {
      is: 'facts',
      rows: [
        ['编号', data.caseNumber, '当事人', data.person],
        ['情形', data.breach],
        ['作出决定', `${data.decidedBy.name}（${data.decidedBy.title}）`, '时间', data.decidedBy.at],
      ],
    },
    ...parts.flatMap(([title, blocks], i): Block[] => [
      { is: 'heading', text: `${numerals[i] ?? i + 1}、${title}` },
      ...blocks,
    ]),
    { is: 'seal' },
    { is: 'signs', rows: [['当事人签收', '', '日期', '　　　年　　月　　日']] },
  ]
}
