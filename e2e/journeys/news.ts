import { expect } from '../expect.ts'
import type { Stage } from '../stage.ts'

const title = '缝纫工招聘两名（测试数据）'

/** What an office publishes: written, sent back, let out by the head, read by everybody, taken down (10.3.2). */
export async function* news({ desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const head = await desk('head')
  const anyone = await sit({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  const row = (page: typeof wang) => page.getByRole('main').getByRole('row').filter({ hasText: title })

  await step('a number of a person is refused at its place in the text; what was typed stays', async () => {
    await wang.goto('/desk/publications')
    await wang.getByRole('button', { name: '起草信息' }).click()
    await wang.getByRole('dialog').getByText('政策法规').click()
    await wang.getByLabel('标题').fill(title)
    await wang.getByLabel('正文').fill('招聘两名。\n报名找张某13900000031')
    await see(wang, 'news-write')
    await wang.getByRole('button', { name: /存为草稿/ }).click()
    await expect(wang.getByRole('dialog')).toContainText('正文第2段第6字')
  })

  await step('written and put to the head', async () => {
    await wang.getByLabel('正文').fill('招聘两名。\n到窗口报名。')
    await wang.getByRole('button', { name: /存为草稿/ }).click()
    await row(wang).getByRole('button', { name: '提交审核' }).click()
    await expect(row(wang)).toContainText('待周四审核')
    await anyone.goto('/news')
    await expect(anyone.getByText(title)).toHaveCount(0)
  })
  await see(wang, 'news-list')

  await step('the head reads it whole and lets it out', async () => {
    await head.goto('/desk/publications')
    await row(head).getByRole('button', { name: '审核', exact: true }).click()
    await expect(head.getByRole('dialog')).toContainText('到窗口报名')
    await see(head, 'news-judge')
    await head.getByRole('dialog').getByRole('button', { name: '批准发布' }).click()
    await expect(row(head)).toContainText('已发布')
  })

  await step('everybody finds it from the front page, without a script', async () => {
    await anyone.goto('/')
    await anyone.getByRole('link', { name: '信息发布' }).first().click()
    await anyone.getByLabel('查找').fill('缝纫工')
    await anyone.getByRole('button', { name: '查找' }).click()
    await see(anyone, 'portal-news')
    await anyone.getByRole('link', { name: title }).click()
    await expect(anyone.getByText('到窗口报名')).toBeVisible()
  })
  await see(anyone, 'portal-news-item')

  await step('taken down before its day: gone at once, kept in the archive', async () => {
    await head.keyboard.press('Escape')
    await row(head)
      .getByRole('button', { name: `办理${title}` })
      .click()
    await head.getByRole('menuitem', { name: '提前撤下' }).click()
    await head.getByLabel('撤下原因').fill('已经招满')
    await head.getByRole('button', { name: /撤下，不能恢复/ }).click()
    await expect(row(head)).toContainText('提前撤下')
    await anyone.reload()
    await expect(anyone.getByText('没有这条信息')).toBeVisible()
  })
}
