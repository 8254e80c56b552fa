import type { Page } from '@playwright/test'
import { expect } from '../expect.ts'
import { unemployed } from '../forms.ts'
import { fill, isIn, menu, offer, pick, record, review, send } from '../hands.ts'
import { api, type Stage } from '../stage.ts'

/** From the first word to the rating: contact, case, review, result at once, rated by the visitor and by nobody else. */
export async function* mainJob({ desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  await see(wang, 'desk-empty-hands')
  let number = ''
  let screen: Page

  await step('first contact by keyboard, at most 12 keys besides the text', async () => {
    const keys = keysOf(wang)
    await keys.press('n')
    await expect(wang.getByRole('dialog', { name: '首问登记' }).getByLabel('拟办事项')).toBeVisible()
    await see(wang, 'contact-form')
    await keys.press('1', '3')
    await keys.text('想办理失业登记（测试数据）')
    await keys.press('Tab')
    await keys.text('测试甲')
    await keys.press('Tab', 'Tab')
    await keys.text('13800000000')
    await keys.press('Control+Enter')
    await isIn(wang, '首问接待中')
    await expect(wang.getByRole('status').filter({ hasText: '王一为首问责任人' })).toBeVisible()
    expect(keys.pressed(), 'keys besides the text').toBeLessThanOrEqual(12)
  })
  await see(wang, 'contact-in-hand')

  await step('the contact becomes a case and carries the name over', async () => {
    await wang.getByRole('link', { name: '选择事项，带上已登记的内容' }).click()
    await pick(wang, 'JY01')
    await expect(wang.getByLabel('姓名')).toHaveValue('测试甲')
    await see(wang, 'case-form')
    await fill(wang.getByRole('main'), unemployed)
    await wang.keyboard.press('Control+Enter')
    await isIn(wang, '审查材料')
    await expect(wang.getByRole('heading', { level: 1 })).toContainText('测试甲')
  })

  await step('too early: finishing is closed and says why, by clause', async () => {
    await expect(offer(wang, '即时办结')).toHaveAttribute('aria-disabled', 'true')
    await offer(wang, '即时办结').focus()
    await expect(wang.getByRole('tooltip').filter({ hasText: '8.2' })).toBeVisible()
    await wang.keyboard.press('t')
    await expect(wang.getByRole('tooltip').filter({ hasText: '8.2' })).toBeHidden()
  })

  await step('reviewed line by line by keyboard, done at once, result on paper', async () => {
    await review(wang)
    await offer(wang, '即时办结').click()
    await see(wang, 'case-finishing')
    await send(wang, '即时办结')
    await isIn(wang, '已办结')
    const sheets = await record(wang, '文书')
    await expect(sheets).toContainText('失业登记凭证')
    const url = await sheets.getByRole('link', { name: '打开 PDF' }).getAttribute('href')
    const paper = await api(wang).get(url ?? '')
    expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf'])
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')
    number = (await wang.getByRole('main').locator('.head-line .digits').textContent())?.trim() ?? ''
  })
  await see(wang, 'case-done')

  await step('the screen at the window is paired by a code that works once', async () => {
    screen = await sit({ viewport: { width: 1024, height: 768 } })
    await menu(wang, '值岗', '屏幕和评价器')
    await wang.getByRole('button', { name: /^1号窗口.*生成配对码/ }).click()
    const code = wang.getByRole('status').filter({ hasText: '1号窗口配对码' }).locator('b')
    await expect(code).toHaveText(/^\d{6}$/)
    await see(wang, 'evaluator-code')
    await screen.goto('/hall/evaluator')
    await see(screen, 'evaluator-pairing')
    await screen.getByLabel('6位配对码').fill((await code.textContent()) ?? '')
    await screen.getByRole('button', { name: '接入' }).click()
    await expect(screen.getByRole('heading', { name: '请您评价刚才的服务' })).toBeVisible()
    await expect(screen.getByText(/失业登记/)).toBeVisible()
  })
  await see(screen!, 'evaluator-asks')

  await step('the visitor rates, once; nothing was chosen beforehand', async () => {
    await expect(screen.getByRole('radio', { checked: true })).toHaveCount(0)
    await screen.getByText('非常满意', { exact: true }).click()
    await see(screen, 'evaluator-chosen')
    await screen.getByRole('button', { name: '提交评价' }).click()
    await expect(screen.getByRole('heading', { name: '谢谢您的评价' })).toBeVisible()
  })
  await see(screen!, 'evaluator-thanks')

  await step('the matter shows the rating; a second one is impossible', async () => {
    await wang.goBack()
    await expect(await record(wang, '经过')).toContainText('服务对象已作评价')
    // The window learns that it was rated, not how: whoever rates is protected.
    await expect(wang.getByRole('main')).not.toContainText('非常满意')
    await expect(offer(wang, '评价')).toHaveCount(0)
    await expect(screen.getByRole('heading', { name: /窗口/ })).toBeVisible({ timeout: 12_000 })
    await screen.reload()
    await expect(screen.getByRole('heading', { name: /窗口/ })).toBeVisible()
    expect(number).toMatch(/\d{4}-\d+$/)
  })
  await see(screen!, 'evaluator-idle')
}

/** Counts the keys that are not part of the text. */
function keysOf(page: Page) {
  let count = 0
  return {
    async press(...keys: string[]): Promise<void> {
      for (const key of keys) {
        await page.keyboard.press(key)
        count++
      }
    },
    text: (words: string) => page.keyboard.type(words),
    pressed: () => count,
  }
}
