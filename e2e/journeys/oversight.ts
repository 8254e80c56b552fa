import { expect } from '../expect.ts'
import { fill, isIn, move, record, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

const street = '示例街道人力资源和社会保障所'
const notice = {
  种类: '黄牌提醒',
  事由: '反复超期',
  存在的问题: '现有事项超期未办，没有向服务对象说明原因（测试数据）',
  整改要求: '逐件说明原因并办结，报整改措施（测试数据）',
  回复期限: '3',
}

/** A superior looks down the tree to a late matter, writes a yellow notice, the head answers, the answer is judged (6.6). */
export async function* oversight({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const district = await desk('district')
  const head = await desk('head')
  const tree = district.getByRole('table', { name: '监督总览' })

  await step(
    'the district sees every office below with its lamp, and finds one by the initials of its name',
    async () => {
      await district.goto('/desk/oversight')
      await expect(tree.getByRole('row')).toHaveCount(4)
      await expect(tree.getByRole('row').filter({ hasText: street })).toContainText('紧急')
      await district.getByRole('textbox', { name: '查找单位' }).fill('sljd')
      await expect(tree.getByRole('row')).toHaveCount(2)
      await district.getByRole('textbox', { name: '查找单位' }).fill('')
      await expect(tree.getByRole('row')).toHaveCount(4)
    },
  )
  await see(district, 'oversight-tree')

  await step(
    'the city sees both districts, one phase by its gauges, worst first by a column; a clerk is told no',
    async () => {
      const city = await desk('city')
      await city.goto('/desk/oversight?phase=before')
      const all = city.getByRole('table', { name: '监督总览' })
      await expect(all.getByRole('row')).toHaveCount(7)
      await all.getByRole('button', { name: '场地' }).click()
      await expect(all.getByRole('columnheader', { name: '场地' })).toHaveAttribute('aria-sort', 'descending')
      await see(city, 'oversight-city')
      const wang = await desk('wang')
      await wang.goto('/desk/oversight')
      await expect(wang.getByRole('alert')).toContainText('由单位负责人和上级负责人查看')
    },
  )

  await step('the office by its name: every gap in the words its own head reads', async () => {
    await tree.getByRole('link', { name: street, exact: true }).click()
    await expect(district.getByRole('heading', { level: 1 })).toContainText(street)
    const before = district.getByRole('table', { name: '事前' })
    await expect(before.getByRole('row').filter({ hasText: '证牌缺口' })).toContainText('9.')
    await expect(before.getByRole('listitem').first()).toBeVisible()
  })
  await see(district, 'oversight-office')

  await step('the number of late matters opens the list, the list the matter and its journal', async () => {
    const during = district.getByRole('table', { name: '事中' })
    await during.getByRole('row').filter({ hasText: '已超期' }).getByRole('link', { name: '打开清单' }).click()
    await expect(district.getByRole('heading', { level: 1 })).toContainText('限时清单')
    const row = district.getByRole('table').last().getByRole('row').filter({ hasText: '已超期' }).first()
    await row.getByRole('link').first().click()
    await expect(await record(district, '经过')).toBeVisible()
  })

  await step('a person writes the notice; until it is signed, the office knows nothing of it', async () => {
    await district.goto('/desk/oversight')
    await tree.getByRole('link', { name: street, exact: true }).click()
    await district.getByRole('button', { name: '起草监督通知书' }).click()
    const dialog = district.getByRole('dialog')
    await fill(dialog, notice)
    await see(district, 'oversight-draft')
    await district.keyboard.press('Control+Enter')
    await isIn(district, '已起草待签发')
    await head.goto('/desk/oversight?tab=warnings')
    await expect(head.getByText('没有未销号的监督通知书')).toBeVisible()
    await move(district, '签发')
    await isIn(district, '待书面回复')
    await expect(await record(district, '文书')).toContainText('监督通知书')
  })
  await see(district, 'oversight-notice')

  await step('the head sees it beside what is about to go wrong, and answers in writing', async () => {
    await head.goto('/desk/oversight')
    const own = head.getByRole('region', { name: '本单位' })
    await own.getByRole('link', { name: /上级的监督通知/ }).click()
    await expect(head.getByRole('table', { name: '监督通知书' })).toContainText('待书面回复')
    await see(head, 'oversight-warnings')
    await head.getByRole('table', { name: '监督通知书' }).getByRole('link').first().click()
    await move(head, '书面回复', {
      原因和处理情况: '代办没有及时接上，已逐件说明（测试数据）',
      整改措施和完成时间: '增加B角，本周执行（测试数据）',
    })
    await isIn(head, '已回复待审核')
  })

  await step('judged good enough by the superior, it is closed and stays on the register', async () => {
    await take(district, '黄牌提醒：反复超期')
    await move(district, '审核合格，销号', { 审核意见: '整改到位（测试数据）' })
    await isIn(district, '审核合格，已销号')
    await see(district, 'oversight-judged')
    await district.goto('/desk/oversight?tab=warnings&state=closed')
    await expect(district.getByRole('table', { name: '监督通知书' })).toContainText('已销号')
  })
}
