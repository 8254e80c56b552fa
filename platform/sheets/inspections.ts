import type { InspectionRecord, RectificationNotice, SamplingRecord } from '#core/sheet.ts'
import type { Block } from './paper.ts'

const dated = '　　　年　　月　　日'

/** 检查记录表: what was looked at, by which clause, how it turned out, and how the score came about (rules 3, 4, 10). */
export function inspectionRecord(data: InspectionRecord): readonly Block[] {
  const { lines, people, windows, inspectors, company } = data
  return [
    {
      is: 'facts',
      rows: [
        ['检查编号', data.inspectionNumber, '检查时间', data.inspectedAt],
        ['被检查单位', data.office, '检查方式', data.mode],
        ['检查内容', data.template, '检查人', inspectors.join('、')],
        ...(company ? [['同行人员', company]] : []),
        ...(people.length > 0 ? [['被检查人员', people.join('、')]] : []),
        ...(windows.length > 0 ? [['被检查窗口', windows.join('、')]] : []),
      ],
    },
    { is: 'heading', text: '一、检查结果' },
    {
      is: 'table',
      titles: ['条款', '对象', '检查项目', '权重', '结果', '测量值和说明'],
      widths: [1.4, 1.6, 5, 1, 1.3, 3.4],
      rows: lines.map((line) => [line.clause, line.about, line.words, line.weight, line.result, line.note || '—']),
    },
    { is: 'heading', text: '二、得分' },
    { is: 'text', text: `${data.score}。${data.failed}。不适用的项目不计分。` },
    ...(data.remark
      ? ([
          { is: 'heading', text: '三、检查小结' },
          { is: 'text', text: data.remark },
        ] satisfies Block[])
      : []),
    {
      is: 'signs',
      rows: [
        ['检查人', '', '日期', dated],
        ['被检查单位', '□确认　□有异议（另附）', '日期', dated],
      ],
    },
  ]
}

/** 抽查记录: by what it can be drawn again, and each that was drawn with what was found (6.6). */
export function samplingRecord(data: SamplingRecord): readonly Block[] {
  return [
    {
      is: 'facts',
      rows: [
        ['抽查编号', data.samplingNumber, '完成时间', data.reviewedAt],
        ['抽查单位', data.office, '抽查方式', data.way],
        ['抽查内容', data.source, '抽查时段', data.period],
        ['公布日期', data.announcedOn, '总体', data.population],
        ['抽取办法', data.rule],
        ['总体摘要', data.digest],
        ['种子', data.seed],
        ['种子来源', data.seedSaid],
        ['复查人', data.reviewers.join('、')],
      ],
    },
    { is: 'heading', text: '一、抽中的事项' },
    {
      is: 'table',
      titles: ['序号', '编号', '杂凑值前16位', '复查结果'],
      widths: [0, 3, 2.6, 6],
      rows: data.rows.map(({ no, number, key, found }) => [no, number, key.slice(0, 16), found]),
    },
    { is: 'heading', text: '二、结果' },
    { is: 'text', text: `${data.outcome}。` },
    ...(data.remark ? ([{ is: 'text', text: data.remark }] satisfies Block[]) : []),
    {
      is: 'text',
      text: '按总体清单、种子和公布的办法，任何人都能重新抽出同样的名单；总体清单可以在系统中导出核对。',
    },
    {
      is: 'signs',
      rows: [
        ['复查人', '', '日期', dated],
        ['被抽查单位', '', '日期', dated],
      ],
    },
  ]
}

/** 整改通知书: each failed item with its clause and what was found; who puts it right, and by when. */
export function rectification(data: RectificationNotice): readonly Block[] {
  return [
    { is: 'greeting', text: `${data.office}：` },
    {
      is: 'text',
      text: `经${data.inspectedAt}检查（编号${data.inspectionNumber}），下列项目不符合服务规范，现${data.round > 1 ? `第${data.round}次` : ''}通知你单位整改。`,
    },
    {
      is: 'table',
      titles: ['序号', '条款', '对象', '项目', '检查情况'],
      widths: [0, 1.5, 1.8, 5, 4],
      rows: data.failures.map((row, i) => [`${i + 1}`, row.clause, row.about, row.words, row.found]),
    },
    {
      is: 'facts',
      rows: [
        ['整改责任岗位', data.post, '整改期限', `${data.dueAt}前`],
        ['整改要求', data.demand],
      ],
    },
    { is: 'text', text: '整改完成后，请在系统中报告整改情况并附照片，由检查人复查；复查不合格的，再次整改。' },
    { is: 'seal' },
    {
      is: 'signs',
      rows: [
        ['检查人', '', '下达日期', data.orderedAt],
        ['签收人', '', '签收日期', dated],
      ],
    },
  ]
}
