import type { Locator } from '@playwright/test'
import { expect } from '../expect.ts'
import { contact, isIn, move, offer, offers, record, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

const person = '测试转'
const given = {
  接收岗位: '复核岗',
  转交原因: '属其他岗位职责',
  姓名: person,
  联系电话: '13800000021',
  交接说明: '需要复核岗答复',
}

/** A contact handed over, sent back twice, and then decided by the head: responsibility is never nobody's (2.3.2, 2.4.3). */
export async function* handOver({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const zhao = await desk('zhao')
  const head = await desk('head')

  await step('handed over: offered is not yet taken, the first one stays responsible', async () => {
    await contact(wang, '询问认定复核的进度', person)
    await offer(wang, '转交').click()
    await see(wang, 'hand-over-form')
    await wang.keyboard.press('Escape')
    await move(wang, '转交', given)
    await isIn(wang, '已转交待接收')
    await expect(wang.getByRole('main')).toContainText('首问责任人')
    await expect(await record(wang, '责任链')).toContainText('王一')
  })

  await step('what is closed says why, to the eye and to a screen reader, by keyboard alone', async () => {
    const closed = offers(wang).getByRole('button').and(wang.locator('[aria-disabled=true]')).first()
    await wang.getByRole('heading', { level: 1 }).focus()
    for (let tabs = 0; tabs < 15 && !(await isFocused(closed)); tabs++) await wang.keyboard.press('Tab')
    await expect(closed).toBeFocused()
    await expect(closed).toHaveAccessibleDescription(/暂不能办：.+依据 [\d.a-z]+/)
    await expect(wang.getByRole('tooltip').filter({ hasText: '暂不能办' })).toBeVisible()
    await see(wang, 'refusal-tooltip')
    await wang.keyboard.press('t')
  })

  await step('the receiver sends it back, with a reason, and it is offered again', async () => {
    await take(zhao, person)
    await see(zhao, 'offered-to-me')
    await move(zhao, '退回', { 退回理由: '应由受理窗口先查询进度' })
    await isIn(wang, '首问接待中')
    await move(wang, '转交', given)
    await isIn(wang, '已转交待接收')
  })

  await step('sent back a second time: the head decides', async () => {
    await take(zhao, person)
    await move(zhao, '退回', { 退回理由: '查询进度不需要复核' })
    await isIn(wang, '责任待定')
    await take(head, person)
    await see(head, 'head-decides')
    await move(head, '指定承办', { 指定承办岗位: '复核岗', 处理意见: '由复核岗答复' })
    await isIn(head, '已接收待联系')
    await take(zhao, person)
    await expect(zhao.getByRole('main')).toContainText('赵三')
    const trail = await record(zhao, '经过')
    await expect(trail).toContainText('应由受理窗口先查询进度')
    await expect(trail).toContainText('由复核岗答复')
  })
  await see(zhao, 'appointed')
}

/** Has the keyboard arrived here? */
async function isFocused(place: Locator): Promise<boolean> {
  return (await place.and(place.page().locator(':focus')).count()) > 0
}
