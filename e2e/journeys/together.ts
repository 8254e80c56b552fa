import { expect } from '../expect.ts'
import { contact, isIn, menu, move, row, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

const person = '测试同'

/** Two at their desks at the same time; and the pages that anyone at a desk may look at. */
export async function* together({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const head = await desk('head')

  await step('what one does, the other sees without asking again', async () => {
    await contact(wang, '反映培训补贴迟发', person)
    let reloads = 0
    head.on('domcontentloaded', () => reloads++)
    await head.getByRole('navigation').getByRole('link', { name: '工作台' }).click()
    await expect(row(head, person)).toHaveCount(0)
    await move(wang, '报告负责人', { 报告原因: '责任不明确', 情况说明: '涉及两个部门（测试数据）' })
    await expect(row(head, person)).toBeVisible()
    await take(head, person)
    await move(head, '批示后交回承办人', { 批示意见: '由综合窗口牵头答复' })
    await isIn(wang, '办理中')
    expect(reloads).toBe(0)
  })

  await step('every clause, how it is kept, and today’s evidence', async () => {
    await menu(wang, '台账', '条款落实')
    await expect(wang.getByRole('rowheader', { name: '2.1', exact: true })).toBeVisible()
    expect(await wang.getByRole('rowheader').count()).toBeGreaterThan(60)
    await expect(wang.getByText(/今日办理/).first()).toBeVisible()
    await see(wang, 'clauses')
    await wang
      .getByText(/由检查落实/)
      .first()
      .click()
    await expect(wang.getByRole('rowheader', { name: '2.1', exact: true })).toBeHidden()
    await expect(wang.getByRole('rowheader').first()).toBeVisible()
  })

  await step('the services with their cards, the search, and the keys', async () => {
    await menu(wang, '办理', '事项目录')
    await expect(wang.getByText('就业困难人员认定').first()).toBeVisible()
    await see(wang, 'services')
    await wang.keyboard.press('/')
    await expect(wang.getByRole('textbox', { name: '查找' })).toBeFocused()
    await wang.keyboard.type(person)
    await expect(wang.getByRole('main').getByRole('link').filter({ hasText: person }).first()).toBeVisible()
    await see(wang, 'search')
    await menu(wang, '值岗', '休假与AB角')
    await expect(wang.getByRole('heading', { name: '现在各岗位由谁办理' })).toBeVisible()
    await see(wang, 'office')
    await wang.getByRole('heading', { level: 1 }).click()
    await wang.keyboard.press('?')
    await expect(wang.getByRole('dialog', { name: '按键' })).toBeVisible()
    await see(wang, 'keys')
    await wang.keyboard.press('Escape')
  })
}
