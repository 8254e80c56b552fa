import type { DelayExplanation, SittingReceipt } from '#core/sheet.ts'
import { heading, text } from './blocks.ts'
import type { Block } from './paper.ts'

/** 超期说明告知书: the lateness, its reason, what is done about it and by when, without excuse (7.5). */
export function delayExplanation(data: DelayExplanation): readonly Block[] {
  const { applicant, service, approvedBy } = data
  return [
    {
      is: 'facts',
      rows: [
        ['申请人', applicant.name, '联系电话', applicant.phone ?? '—'],
        ...(applicant.idMasked ? [['证件号码', applicant.idMasked]] : []),
        ...(applicant.agent ? [['代理人', applicant.agent]] : []),
        ...(applicant.address ? [['地址', applicant.address]] : []),
        ['办理事项', service.code ? `${service.name}（${service.code}）` : service.name],
        ['申请日期', data.appliedAt, '办件编号', data.caseNumber ?? '—'],
        ['计时起点', data.acceptedAt, '新的预计办结日期', data.expected ?? '已办结'],
      ],
    },
    { is: 'greeting', text: `${applicant.name}：` },
    text(`您申请办理的“${service.name}”没有在规定期限内办理，给您带来不便，我单位深表歉意。现将有关情况说明如下。`),
    heading('一、超期情况'),
    { is: 'points', items: data.lateness },
    heading('二、超期原因'),
    text(`${data.reason}。${data.words}`),
    heading('三、正在采取的措施'),
    text(data.expected ? `${data.doing}。预计于${data.expected}前办结。`.replace('。。', '。') : data.doing),
    heading('四、审核情况'),
    text(`${approvedBy.title}${approvedBy.name}于${approvedBy.at}审核同意。本说明同时在办理进度查询页公布。`),
    text(`依据：${data.basis.join('、')}。对超期不满意的，可拨打页脚所列监督电话，或到窗口、网上投诉。`),
    { is: 'seal' },
  ]
}

/** 一站式受理回执: all that one person asked for in one sitting, on one paper (6.4, 10.1.2). */
export function sittingReceipt(data: SittingReceipt): readonly Block[] {
  const { applicant, cases, received, missing } = data
  return [
    {
      is: 'facts',
      rows: [
        ['服务对象', applicant.name, '联系电话', applicant.phone ?? '—'],
        ...(applicant.idMasked ? [['证件号码', applicant.idMasked]] : []),
        ...(applicant.agent ? [['代理人', applicant.agent]] : []),
        ...(applicant.address ? [['地址', applicant.address]] : []),
        ['到访日期', data.receivedAt, '一次办理', `${cases.length}项`],
      ],
    },
    { is: 'greeting', text: `${applicant.name}：` },
    text('您在本窗口一次提出下列事项，我单位一并接收和审查。相同的信息和材料只收一次。'),
    heading('一、办理的事项'),
    {
      is: 'table',
      titles: ['序号', '事项', '办件编号', '现在的情况', '办结日期', '查询码'],
      widths: [0, 3, 3.6, 2, 2.6, 2.2],
      rows: cases.map((row, i) => [`${i + 1}`, row.service, row.number, row.state, row.promisedAt, row.code]),
    },
    heading('二、收到的材料'),
    received.length > 0
      ? {
          is: 'table',
          titles: ['序号', '材料名称', '份数', '形式', '用于'],
          widths: [0, 4, 1.2, 2, 4],
          rows: received.map((row, i) => [`${i + 1}`, row.name, `${row.copies}`, row.form, row.services.join('、')]),
        }
      : text('没有需要留存的材料。'),
    ...(missing.length > 0
      ? [
          heading('三、还需补正的材料'),
          {
            is: 'table' as const,
            titles: ['序号', '材料名称', '问题', '用于'],
            widths: [0, 4, 4, 4],
            rows: missing.map((row, i) => [`${i + 1}`, row.name, row.fault, row.services.join('、')]),
          },
        ]
      : []),
    heading(missing.length > 0 ? '四、查询方式' : '三、查询方式'),
    text(data.followUp),
    { is: 'seal' },
  ]
}
