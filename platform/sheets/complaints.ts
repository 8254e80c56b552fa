import type { ComplaintRegister, SupervisionOrder, SupervisionReply } from '#core/sheet.ts'
import type { Block } from './paper.ts'

const dated = '　　　年　　月　　日'

type Facts = Extract<Block, { is: 'facts' }>['rows']

function facts({ applicant, ...data }: ComplaintRegister | SupervisionOrder | SupervisionReply): Facts {
  return [
    ['编号', data.complaintNumber, '投诉时间', data.receivedAt],
    ['投诉人', applicant.name, '电话', applicant.phone ?? '—'],
    ['投诉方式', data.channel, '投诉类别', data.cause],
    ...(applicant.address ? [['联系地址', applicant.address]] : []),
    ['投诉对象', data.against],
  ]
}

/** 投诉登记表: whom and what, what was heard, the way it takes (10.5.4). */
export function complaintRegister(data: ComplaintRegister): readonly Block[] {
  const { wish, heard, route, opinion } = data
  return [
    { is: 'facts', rows: facts(data) },
    { is: 'heading', text: '一、投诉事项' },
    { is: 'text', text: data.matter },
    ...(wish ? ([{ is: 'text', text: `诉求：${wish}` }] as const) : []),
    { is: 'heading', text: '二、向投诉人了解的情况' },
    heard.length > 0 ? { is: 'points', items: heard } : { is: 'text', text: '匿名投诉，没有联系方式。' },
    { is: 'heading', text: `三、受理：${route}` },
    { is: 'text', text: opinion },
    { is: 'signs', rows: [['受理人', '', '日期', dated]] },
    { is: 'heading', text: '四、处理和答复（办结后填写）' },
    {
      is: 'signs',
      rows: [
        ['证据、附件', '', '办理期限', dated],
        ['处理过程', '', '处理结果', ''],
        ['答复方式', '□当面　□电话　□书面', '答复时间', dated],
        ['投诉人意见', '□满意　□不满意\n□撤回', '归档日期', dated],
      ],
    },
  ]
}

/** 投诉督办表: what is demanded by when, what came of the rounds before, and room for the written reply (10.5.5). */
export function supervisionOrder(data: SupervisionOrder): readonly Block[] {
  const { orderNumber, round, office, opinion, replyBy, signedBy, earlier } = data
  return [
    {
      is: 'facts',
      rows: [
        ['督办编号', orderNumber, '次数', `第${round}次`],
        ['被投诉单位', office, '回复期限', replyBy],
        ...facts(data),
        ['签发人', `${signedBy.name}（${signedBy.title}）`, '签发时间', signedBy.at],
      ],
    },
    { is: 'heading', text: '一、投诉摘要' },
    { is: 'text', text: data.matter },
    { is: 'heading', text: '二、督办意见' },
    { is: 'text', text: opinion },
    ...(earlier.length > 0
      ? ([
          { is: 'heading', text: '三、此前的督办' },
          {
            is: 'table',
            titles: ['督办编号', '督办意见', '回报和整改', '审核意见'],
            widths: [3, 4, 5, 4],
            rows: earlier.map(({ number, opinion: asked, report, judged }) => [number, asked, report, judged]),
          },
        ] as const)
      : []),
    { is: 'seal' },
    {
      is: 'signs',
      rows: [
        ['窗口处理结果', '', '整改情况', ''],
        ['回报人', '', '书面回复日期', dated],
        ['上级审核', '□合格　□不合格', '投诉人意见', '□满意　□不满意'],
      ],
    },
  ]
}

/** 督办回复: what was found and done, what the complainant was told, what was put right; in writing to who ordered it (10.5.5.b). */
export function supervisionReply(data: SupervisionReply): readonly Block[] {
  const { orderNumber, round, to, office, opinion, replyBy, told, result, corrections, answeredAt, late, signedBy } =
    data
  return [
    { is: 'greeting', text: `${to}：` },
    { is: 'text', text: `你单位第${round}次督办（${orderNumber}）收悉，现将办理情况书面回复如下。` },
    {
      is: 'facts',
      rows: [
        ['回复单位', office, '督办编号', orderNumber],
        ...facts(data),
        ['督办意见', opinion],
        ['回复期限', replyBy, '回复日期', `${answeredAt}${late ? '（逾期）' : ''}`],
        ['回复人', `${signedBy.name}（${signedBy.title}）`, '回复时间', signedBy.at],
      ],
    },
    { is: 'heading', text: '一、投诉摘要' },
    { is: 'text', text: data.matter },
    { is: 'heading', text: '二、答复投诉人' },
    { is: 'text', text: told },
    { is: 'heading', text: '三、处理结果' },
    { is: 'text', text: result },
    { is: 'heading', text: '四、整改情况' },
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
