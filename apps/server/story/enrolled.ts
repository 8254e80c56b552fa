import { demoTenant } from '#office/seed.ts'
import { entryOf } from '#programs/enrolment/store.ts'
import { jobless, review } from './counter.ts'
import type { Scene } from './teller.ts'

/** Two in the register of the unemployed: one heard of a while ago and soon due again, one of these days (测试数据). */
export async function enrolled(scene: Scene): Promise<void> {
  const { open, move, at, tx } = scene
  const registered = async (name: string, idNumber: string, n: number, back: number) => {
    const form = {
      ...jobless(scene, name, `139000000${n}`, `示例街道测试路${n}号`),
      idNumber,
      intention: '1',
      wantedJob: '理货员',
    }
    const opened = await open('wang', 'case', { service: 'JY01', form }, at(back, 9, 30))
    const checked = await move('wang', opened, 'check', await review(scene, opened, at(back, 9, 40)), at(back, 9, 40))
    const { id } = await move('wang', checked, 'finish', {}, at(back, 9, 45))
    return (await entryOf(tx, demoTenant, id))?.matter
  }
  const known = await registered('测试沈', '220211200002290038', 41, 19)
  const called = { way: 'phone', result: 'jobs', says: '推荐超市理货员，本人愿意去面试（测试数据）' }
  if (known) await move('wang', known, 'contact', called, at(18, 15, 20))
  await registered('测试韩', '220204198512310023', 42, 2)
}
