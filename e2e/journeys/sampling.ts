import { expect } from '../expect.ts'
import { fill, form, isIn, offer, send } from '../hands.ts'
import type { Stage } from '../stage.ts'

/** A spot check by lot: announced, drawn by the root of a day, drawn again to see, reviewed, and a finding put on its way. */
export async function* sampling({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const head = await desk('head')

  await step('the head looks how many there are, and announces', async () => {
    await head.goto('/desk/samplings?tab=new')
    await fill(form(head, '公布抽查方案'), {
      抽什么: '办结的事项',
      自哪天: '20261110',
      至哪天: '20261120',
      抽查缘由和重点: '月度抽查（测试数据）',
    })
    await head.getByRole('button', { name: /看看总体有多少/ }).click()
    await expect(head.getByRole('status').filter({ hasText: '总体' })).toContainText(/抽 \d+ 件/)
    await head.mouse.move(0, 0)
    await see(head, 'sampling-announce')
    await head.getByRole('button', { name: '公布，冻结总体' }).click()
    await isIn(head, '已公布待抽取')
  })

  await step('the seed is not there yet: nothing is drawn, and the page says until when', async () => {
    await head.getByRole('button', { name: '抽取', exact: true }).click()
    await expect(head.getByRole('alert').first()).toContainText('零时十分以后才能抽取')
    await see(head, 'sampling-announced')
  })

  await step('one that was announced last week is drawn, and drawn again: the same', async () => {
    await head.goto('/desk/samplings')
    await expect(head.getByRole('row').filter({ hasText: '已公布待抽取' }).last()).toBeVisible()
    await see(head, 'samplings')
    await head.getByRole('row').filter({ hasText: '已公布待抽取' }).last().getByRole('link').click()
    await head.getByRole('button', { name: '抽取', exact: true }).click()
    await isIn(head, '已抽取复查中')
    await head.getByRole('button', { name: '重新抽一遍核对' }).click()
    const verdict = head.getByRole('status', { name: '核对结果' })
    await expect(verdict).toContainText('✓ 总体一致')
    await expect(verdict).toContainText('✓ 种子一致')
    await expect(verdict).toContainText('✓ 名单一致')
  })

  await step('each is reviewed; what is wrong needs a note', async () => {
    const chips = head.getByRole('navigation', { name: '抽中的' }).getByRole('button')
    const count = await chips.count()
    for (let n = 0; n < count; n += 1) {
      await chips.nth(n).click()
      if (n === 0) {
        const line = head.getByRole('listitem', { name: /登记内容完整/ })
        await line.getByRole('radio').nth(1).check()
        await line.getByRole('textbox').fill('来人单位没有登记（测试数据）')
        await line.getByRole('textbox').blur()
        await expect(head.getByRole('listitem', { name: /登记内容完整/ })).toHaveAttribute('data-result', 'fail')
      }
      await head.getByRole('button', { name: '其余都符合' }).click()
      await expect(chips.nth(n)).not.toContainText('余')
    }
    await see(head, 'sampling-reviewing')
    await offer(head, '完成复查').click()
    await fill(form(head, '完成复查'), { 抽查小结: '登记还要更细（测试数据）' })
    await send(head, '完成复查')
    await isIn(head, '查出问题待处理')
  })

  await step('the finding becomes a task; then the check is closed, its record on paper', async () => {
    await head.getByRole('button', { name: '处理', exact: true }).click()
    const over = head.getByRole('dialog')
    await fill(over, { 怎样处理: '转交办任务', 处理意见: '补登来人单位（测试数据）' })
    await fill(over, { 承办岗位: '综合窗口一' })
    await see(head, 'sampling-settle')
    await over.getByRole('button', { name: /处理/ }).last().click()
    await expect(head.getByRole('main')).toContainText('转交办任务')
    await offer(head, '办结抽查').click()
    await send(head, '办结抽查')
    await isIn(head, '已办结')
    await expect(head.getByRole('tab', { name: '文书 1' })).toBeVisible()
    await see(head, 'sampling-done')
  })
}
