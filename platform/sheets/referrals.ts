import type { ReferralLetter } from '#core/sheet.ts'
import type { Block } from './paper.ts'

const dated = '　　　年　　月　　日'

/** 岗位推荐信: who is recommended for which work, and a foot on which the employer says what came of it. */
export function referralLetter(data: ReferralLetter): readonly Block[] {
  const { employer, seeker, job, place, pay, applyBy, feedbackBy, consent, referralNumber, issuedOn } = data
  return [
    {
      is: 'facts',
      rows: [
        ['推荐编号', referralNumber, '推荐日期', issuedOn],
        ['用人单位', employer.name, '单位电话', employer.phone],
        ['岗位', job, '薪资', pay],
        ['工作地点', place],
        ['应聘方式', applyBy],
      ],
    },
    { is: 'greeting', text: `${employer.name}：` },
    {
      is: 'text',
      text: `根据你单位发布的招聘信息，现推荐${seeker}应聘“${job}”岗位，请予接洽。推荐不收取任何费用，请不要向求职人收费、收押金或扣留证件。${consent}`,
    },
    {
      is: 'text',
      text: `请在${feedbackBy}前填写下面的回执交求职人带回，或者打电话告知结果；不录用的请说明原因，以便改进推荐。`,
    },
    { is: 'seal' },
    { is: 'heading', text: '用人单位回执' },
    {
      is: 'signs',
      rows: [
        ['面试结果', '□录用　□不录用', '到岗日期', dated],
        ['不录用原因', '', '单位经办人', ''],
        ['单位盖章', '', '日期', dated],
      ],
    },
  ]
}
