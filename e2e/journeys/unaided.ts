import type { Locator, Page } from '@playwright/test'
import { expect } from '../expect.ts'
import { overflow, picture, type Stage } from '../stage.ts'
import { figures } from './looks.ts'

/** What a jobless person answers at home; who applies differs. */
const answers = (idNumber: string, mobile: string): readonly (readonly [string, string])[] => [
  ...([['姓名', '测试自己'] as const, ['公民身份号码', idNumber] as const, ['手机号码', mobile] as const] as const),
  ...([['常住地址', '示例街道测试路9号'] as const, ['所在社区', '示例社区'] as const] as const),
]
const yesNo = [
  ['是否已有劳动关系', '否'],
  ['是否领照经营', '否'],
  ['是否有就业要求', '是'],
  ['已知道认定前要公示', '是'],
] as const
/** From the front page to the receipt with no hand to lend: by keys alone, and in large type with the norm's figures on every page (1.3). */
export async function* unaided({ see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const keys = await sit()
  keys.on('filechooser', (chooser) => void chooser.setFiles(picture))
  await step('by keyboard alone: from the front page to the form', async () => {
    await keys.goto('/')
    await goInto(keys, keys.getByRole('main').getByRole('link', { name: /网上申请/ }))
    await goInto(keys, keys.getByRole('main').getByRole('link', { name: /就业困难人员认定/ }))
    await pick(keys, keys.getByRole('radio', { name: /示例街道人力资源和社会保障所/ }))
    await goInto(keys, keys.getByRole('button', { name: '开始填写' }))
    await expect(keys.getByRole('heading', { level: 1, name: '申请就业困难人员认定' })).toBeVisible()
  })
  await step('by keyboard alone: filled in, a picture chosen, checked, sent, with a receipt', async () => {
    const main = keys.getByRole('main')
    for (const [label, value] of answers('220203197512311033', '13900000078')) {
      await reach(keys, main.getByLabel(label, { exact: true }))
      await keys.keyboard.type(value)
    }
    // The packed browser speaks English in its own parts: month, day, year.
    await reach(keys, main.getByLabel('失业登记日期'))
    await keys.keyboard.type('01052026')
    await expect(main.getByLabel('失业登记日期')).toHaveValue('2026-01-05')
    await pick(
      keys,
      main.getByRole('checkbox', { name: '大龄失业人员' }).or(main.getByRole('radio', { name: '大龄失业人员' })),
    )
    await reach(keys, main.getByLabel(/本人月均收入/))
    await keys.keyboard.type('0')
    for (const [question, answer] of yesNo)
      await pick(
        keys,
        main.getByRole('group', { name: new RegExp(question) }).getByRole('radio', { name: answer, exact: true }),
      )
    await goInto(keys, main.getByRole('button', { name: '下一步：材料' }))
    await reach(keys, main.getByLabel(/选照片或PDF：居民身份证/))
    await keys.keyboard.press('Enter')
    await expect(main.getByLabel(/选照片或PDF：居民身份证/)).toHaveValue(/照片/)
    await goInto(keys, main.getByRole('button', { name: '上传居民身份证' }))
    await expect(main.getByRole('link', { name: '居民身份证第1张' })).toBeVisible()
    await goInto(keys, main.getByRole('link', { name: '下一步：核对' }))
    await pick(keys, main.getByRole('checkbox', { name: /内容属实/ }))
    await goInto(keys, main.getByRole('button', { name: '提交申请' }))
    await expect(main.getByRole('heading', { name: '已经提交' })).toBeVisible()
  })
  await see(keys, 'unaided-keys-done')

  const reader = await sit({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const main = reader.getByRole('main')
  const press = (name: string) => main.getByRole('button', { name, exact: true }).first().click()
  await step('in large type: from the front page to the form', async () => {
    await reader.goto('/')
    await reader.getByRole('link', { name: '大字版' }).click()
    await large(reader)
    await main.getByRole('link', { name: /网上申请/ }).click()
    await large(reader)
    await main.getByRole('link', { name: /就业困难人员认定/ }).click()
    await large(reader)
    await main.getByRole('radio', { name: /示例街道人力资源和社会保障所/ }).check()
    await press('开始填写')
    await large(reader)
  })
  await step('in large type: what is wrong is said, then filled in', async () => {
    await press('下一步：材料')
    await expect(reader.getByRole('alert')).toContainText('请填写手机号码')
    await large(reader)
    for (const [label, value] of answers('22020319751231105X', '13900000079'))
      await main.getByLabel(label, { exact: true }).fill(value)
    await main.getByLabel('失业登记日期').fill('2026-01-05')
    await main.getByText('大龄失业人员', { exact: true }).click()
    await main.getByLabel(/本人月均收入/).fill('0')
    for (const [question, answer] of yesNo)
      await main
        .getByRole('group', { name: new RegExp(question) })
        .getByText(answer, { exact: true })
        .click()
  })
  await see(reader, 'unaided-large-form')
  let number = ''
  let code = ''
  await step('in large type: a picture, checked, sent, with a receipt', async () => {
    await press('下一步：材料')
    await large(reader)
    await main.getByLabel(/选照片或PDF：居民身份证/).setInputFiles(picture)
    await press('上传居民身份证')
    await main.getByRole('link', { name: '下一步：核对' }).click()
    await large(reader)
    await main.getByText('内容属实').click()
    await press('提交申请')
    await expect(main.getByRole('heading', { name: '已经提交' })).toBeVisible()
    await large(reader)
    const said = await main.getByLabel('编号和查询码').innerText()
    number = /\S+-B-\d{4}-\d{6}/.exec(said)?.[0] ?? ''
    code = /查询码\s*([0-9A-Z]{8})/.exec(said)?.[1] ?? ''
  })
  await see(reader, 'unaided-large-receipt')
  await step('in large type: followed by number and code', async () => {
    await reader.goto('/track')
    await large(reader)
    await main.getByLabel('编号', { exact: true }).fill(number)
    await main.getByLabel('查询码').fill(code)
    await press('查询')
    await expect(main).toContainText('审查材料')
    await large(reader)
  })
  await see(reader, 'unaided-large-track')
}

/** Still in large type, nothing to be pushed sideways, and nothing that falls short of the norm's figures. */
async function large(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveClass(/large/)
  expect(await overflow(page)).toEqual([])
  expect(await figures(page), page.url()).toEqual({ small: [], tight: [], narrow: [] })
}

/** Goes there by Tab as who has no mouse does; where the focus is has to be seen. */
async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let tabs = 0; tabs < 150; tabs += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((one) => one.matches(':focus'))) return shows(target)
  }
  throw new Error(`not reached by Tab: ${target}`)
}

async function shows(target: Locator): Promise<void> {
  const outline = await target.evaluate((one) => String(one.computedStyleMap().get('outline-style')))
  expect(outline, `${target} shows that it is focused`).not.toBe('none')
}

/** Reaches it and presses Enter; a new page is there afterwards. */
async function goInto(page: Page, target: Locator): Promise<void> {
  await reach(page, target)
  const before = await page.locator('html').elementHandle()
  await page.keyboard.press('Enter')
  await expect.poll(() => before?.isVisible().catch(() => false), 'Enter leads on').toBe(false)
}

/** A radio is one stop of its group: Tab comes to the first, arrows go on; Space ticks a box. */
async function pick(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const kind = await target.getAttribute('type')
  if (kind === 'checkbox') {
    await reach(page, target)
    await page.keyboard.press('Space')
  } else {
    const name = await target.getAttribute('name')
    const first = page.locator(`input[type=radio][name="${name}"]`)
    await reachAny(page, first)
    for (let turns = 0; turns < 20 && !(await target.evaluate((one) => one.matches(':focus'))); turns += 1)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
  }
  await expect(target).toBeChecked()
}

async function reachAny(page: Page, group: Locator): Promise<void> {
  for (let tabs = 0; tabs < 150; tabs += 1) {
    await page.keyboard.press('Tab')
    if (await group.evaluateAll((all) => all.some((one) => one.matches(':focus')))) return
  }
  throw new Error(`not reached by Tab: ${group}`)
}
