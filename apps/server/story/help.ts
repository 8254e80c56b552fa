import { dayOf } from '#core/day.ts'
import type { Scene } from './teller.ts'

const person = (name: string, idNumber: string) => ({ name, idNumber, phone: '13900000021' })
const home = { address: '测试路1号', community: '示例社区' }

/** Somebody in the helper's hands, with an appointment today, and a loan that waits for the guarantor (测试数据). */
export async function helped({ open, move, at, now, ahead, office }: Scene): Promise<void> {
  const when = at(4, 9, 40)
  const aid = await open(
    'wu',
    'aid',
    {
      ...{ ...person('测试援助甲', '220203197512311017'), ...home },
      ...{ targetType: 'difficult', recognisedOn: dayOf(when), wish: '附近的保洁或理货岗位（测试数据）' },
    },
    when,
  )
  const planned = await move(
    'wu',
    aid,
    'plan',
    {
      needs: ['guidance', 'job'],
      measures: [
        { type: 'guidance', what: '当面职业指导一次', by: ahead(1) },
        { type: 'job', what: '推荐步行30分钟以内的岗位3个', by: ahead(6) },
      ],
      ...{ agreed: true, next: dayOf(now), nextSays: '当面职业指导' },
    },
    at(3, 10, 20),
  )
  const done = { type: 'policy', means: 'call', what: '讲解社会保险补贴政策（测试数据）', result: 'done' }
  await move('wu', planned, 'record', { ...done, next: dayOf(now), nextSays: '当面职业指导' }, at(2, 15))
  const guarantor = (await office(now)).outside.find(({ name }) => name === '测试市创业担保中心')?.id
  const loan = await open(
    'wu',
    'loan',
    {
      ...{ ...person('测试借款甲', '220202199001010012'), borrower: 'person', businessName: '测试理发店' },
      ...{
        creditCode: '92220204MA0000001G',
        amount: 150_000,
        months: 24,
        usage: '装修和设备',
        loansBefore: 0,
        approval: '测审〔2026〕1号',
      },
    },
    at(3, 14),
  )
  const asked = { to: guarantor, amount: 150_000, months: 24, checked: true }
  await move('wu', loan, 'refer', asked, at(2, 10, 30))
}
