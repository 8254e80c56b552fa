import { expect } from '../expect.ts'
import { fill } from '../hands.ts'
import type { Stage } from '../stage.ts'

/** Model-window scores: how they come about is said beside each, the weights are set at the top, a clerk waits for the month’s end. */
export async function* scores({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const head = await desk('head')

  await step('the head reads this month’s scores with every step', async () => {
    await expect
      .poll(
        async () => {
          await head.goto('/desk/scores?month=2026-11')
          await head.getByText(/统计到|统计还没有完成/).waitFor()
          return head.getByText('统计还没有完成').count()
        },
        { timeout: 240_000, intervals: [5_000] },
      )
      .toBe(0)
    const row = head.getByRole('row').filter({ hasText: '综合窗口一' }).first()
    await expect(row).toContainText('÷')
    await row.getByRole('button', { name: '各项' }).click()
    await expect(head.getByRole('main')).toContainText('权重30')
    await expect(head.getByRole('main')).toContainText('默认值，待确认')
    await see(head, 'scores')
    await row.getByRole('button', { name: '历月' }).click()
    await expect(head.getByRole('dialog')).toContainText('还没有封存的月份')
    await head.keyboard.press('Escape')
  })

  await step('the weights are set at the top, from a month on, and must come to a hundred', async () => {
    const city = await desk('city')
    await city.goto('/desk/scores?month=2026-11')
    await city.getByRole('button', { name: '设定权重' }).click()
    const over = city.getByRole('dialog')
    await fill(over, { 自哪个月起: '202611', 按期率的权重: '40', 依据的文件: '示例市人社〔2026〕1号（测试数据）' })
    await see(city, 'scores-scheme')
    await over.getByRole('button', { name: /设定权重/ }).click()
    await expect(over).toContainText('合计应为100')
    await fill(over, { 一次告知率的权重: '10' })
    await over.getByRole('button', { name: /设定权重/ }).click()
    await expect(over).toBeHidden()
    await expect(city.getByRole('main')).toContainText('示例市人社〔2026〕1号')
    await see(city, 'scores-city')
  })

  await step('a clerk does not see a month that still goes on', async () => {
    const wang = await desk('wang')
    await wang.goto('/desk/scores?month=2026-11')
    await expect(wang.getByRole('alert')).toContainText('封存以后本单位的人员可以看')
  })
}
