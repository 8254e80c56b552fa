import type { WarningNotice, WarningReply } from '#core/sheet.ts'
import type { Block } from './paper.ts'

const dated = '　　　年　　月　　日'

/** 监督通知书: what the record shows, what is to be put right, by when to answer in writing; what came of the rounds before (6.6). */
export function warningNotice(data: WarningNotice): readonly Block[] {
  const { noticeNumber, colour, round, office, ground, basis, found, facts, todo, replyBy, signedBy, earlier } = data
  return [
    { is: 'greeting', text: `${office}：` },
    { is: 'text', text: `根据${basis}，现${round > 1 ? `第${round}次` : ''}向你单位发出${colour}。` },
    {
      is: 'facts',
      rows: [
        ['通知编号', noticeNumber, '种类', colour],
        ['事由', ground, '回复期限', replyBy],
        ['签发人', `${signedBy.name}（${signedBy.title}）`, '签发时间', signedBy.at],
      ],
    },
    { is: 'heading', text: '一、存在的问题' },
    { is: 'text', text: found },
    ...(facts.length > 0 ? ([{ is: 'points', items: facts }] as const) : []),
    { is: 'heading', text: '二、整改要求' },
    { is: 'text', text: todo },
    ...(earlier.length > 0
      ? ([
          { is: 'heading', text: '三、此前的通知' },
          {
            is: 'table',
            titles: ['次序', '要求', '回复和整改', '审核意见'],
            widths: [1.2, 4, 5, 4],
            rows: earlier.map(({ number, todo: asked, answer, judged }) => [number, asked, answer, judged]),
          },
        ] as const)
      : []),
    {
      is: 'text',
      text: `请你单位负责人在${replyBy}前书面回复原因、处理情况和整改措施。逾期不回复的，${colour.startsWith('红') ? '' : '转为红牌督促，并'}逐级上报。`,
    },
    { is: 'seal' },
    {
      is: 'signs',
      rows: [['签收人', '', '签收日期', dated]],
    },
  ]
}

/** 监督通知书回复: why, what was done, what is put right and by when (6.6). */
export function warningReply(data: WarningReply): readonly Block[] {
  const { noticeNumber, colour, to, office, ground, todo, replyBy, result, corrections, answeredAt, late, signedBy } =
    data
  return [
    { is: 'greeting', text: `${to}：` },
    { is: 'text', text: `你单位${colour}（${noticeNumber}）收悉，现将整改情况书面回复如下。` },
    {
      is: 'facts',
      rows: [
        ['回复单位', office, '事由', ground],
        ['整改要求', todo],
        ['回复期限', replyBy, '回复日期', `${answeredAt}${late ? '（逾期）' : ''}`],
        ['回复人', `${signedBy.name}（${signedBy.title}）`, '回复时间', signedBy.at],
      ],
    },
    { is: 'heading', text: '一、原因和处理情况' },
    { is: 'text', text: result },
    { is: 'heading', text: '二、整改措施和完成时间' },
    { is: 'text', text: corrections },
    { is: 'seal' },
    {
      is: 'signs',
      rows: [
        ['单位负责人', '', '日期', dated],
        ['上级审核', '□合格　□不合格', '审核人', ''],
      ],
    },
  ]
}
