import type { Locator, Page } from '@playwright/test'
import sharp from 'sharp'
import { expect } from '../expect.ts'
import { fill, form, isIn, offer, send } from '../hands.ts'
import type { Stage } from '../stage.ts'

const tablet = { width: 1024, height: 768 }
const upright = { width: 768, height: 1024 }
/** Fingers need so much room. */
const fingerPx = 44

/** An inspection on a tablet: at once, item by item, through a lost network, put right with a photo, re-checked. */
export async function* inspection({ desk, see, sit, step, address }: Stage): AsyncGenerator<string, void, void> {
  const picture = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await photo() }
  const inspector = await sit({ viewport: tablet })
  await signIn(inspector, 'district')
  let at = ''

  await step('a spot check is planned and begun with a few taps', async () => {
    await inspector.goto('/desk/inspections')
    await inspector.getByRole('button', { name: '安排检查' }).click()
    await inspector.getByRole('button', { name: '开始抽查' }).click()
    await expect(inspector.getByText('“被检查单位”为必填项').first()).toBeVisible()
    await expect(inspector.getByText('“检查内容”为必填项').first()).toBeVisible()
    await inspector.getByLabel('被检查单位').selectOption({ label: '示例街道人力资源和社会保障所' })
    await inspector.getByLabel('窗口环境检查').check()
    await inspector.getByRole('group', { name: '被检查窗口' }).getByLabel(/2号/).check()
    await inspector.getByRole('group', { name: '被检查窗口' }).getByLabel(/1号/).check()
    await roomForFingers(inspector)
    await see(inspector, 'inspection-plan')
    await inspector.getByRole('button', { name: '开始抽查' }).click()
    await isIn(inspector, '检查中')
    at = inspector.url()
  })

  await step('one begun by mistake is called off, with its reason', async () => {
    await inspector.goto('/desk/inspections?tab=new')
    await inspector.getByLabel('被检查单位').selectOption({ label: '示例街道人力资源和社会保障所' })
    await inspector.getByLabel('全面检查').check()
    await inspector.getByRole('button', { name: '开始抽查' }).click()
    await expect(inspector.getByText(/至少选择一个被检查窗口或者一名被检查人员/).first()).toBeVisible()
    await inspector.getByLabel('场所设施检查').check()
    await inspector.getByRole('button', { name: '开始抽查' }).click()
    await isIn(inspector, '检查中')
    await pick(line(inspector, '照明布局合理'), '不符合')
    await expect(line(inspector, '照明布局合理').getByLabel(/说明/)).toHaveAttribute('placeholder', /必填/)
    await offer(inspector, '撤销检查').click()
    await fill(form(inspector, '撤销检查'), { 撤销原因: '点错了（测试数据）' })
    await send(inspector, '撤销检查')
    await isIn(inspector, '已撤销')
    await expect(inspector.getByRole('main')).toContainText('不计入得分统计')
    await inspector.goto(at)
  })

  await step(
    'large answers, numbers judged by their bounds: exactly one sixth passes, 10.5 centimetres do not',
    async () => {
      await inspector
        .getByRole('navigation', { name: '检查对象' })
        .getByRole('button', { name: /综合窗口二/ })
        .click()
      await fillNumber(line(inspector, '台面上规定物品'), '0')
      const share = line(inspector, '文件占台面多少')
      await share.getByLabel(/文件面积/).fill('5')
      await share.getByLabel(/台面面积/).fill('0')
      await expect(share.getByRole('alert')).toContainText('应大于0')
      await expect(saved(inspector)).toContainText('1 项没有填好，还没有保存')
      await share.getByLabel(/文件面积/).fill('-3')
      await expect(share.getByRole('alert')).toContainText('不能小于0')
      await share.getByLabel(/文件面积/).fill('0.4')
      await share.getByLabel(/台面面积/).fill('2.4')
      await expect(share.getByRole('alert')).toHaveCount(0)
      await expect(share).toContainText('符合')
      await expect(share).not.toContainText('不符合（')
      const stack = line(inspector, '文件叠放最高处')
      await fillNumber(stack, '10.5')
      await expect(stack).toContainText('不符合（不超过10厘米）')
      await stack.getByLabel(/说明/).fill('旧材料没有入柜（测试数据）')
      await stack.locator('input[type=file]').setInputFiles(picture)
      await expect(stack.getByRole('img')).toBeVisible()
      await expect(saved(inspector)).toContainText('已保存')
      await expect(stack.getByRole('img')).toHaveAttribute('src', /^\/api\/files\//)
    },
  )
  await roomForFingers(inspector)
  await see(inspector, 'inspection-doing')

  await step('a file that is no picture is refused in words, and what was answered stays', async () => {
    const stack = line(inspector, '文件叠放最高处')
    const fake = { name: 'fake.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture at all') }
    await stack.locator('input[type=file]').setInputFiles(fake)
    await expect(stack.getByRole('alert')).toContainText('JPEG')
    await expect(stack.getByRole('img')).toHaveCount(1)
  })

  await step(
    'the network is lost: what is tapped stays on the tablet and goes up later, also after a reload',
    async () => {
      await inspector.context().setOffline(true)
      for (const words of ['办公家具', '窗口外座椅', '座牌']) await pick(line(inspector, words), '符合')
      await line(inspector, '座牌').locator('input[type=file]').setInputFiles(picture)
      await expect(line(inspector, '座牌').getByRole('img')).toHaveAttribute('src', /^blob:/)
      await expect(saved(inspector)).toContainText('网络断开，已存在本机')
      await see(inspector, 'inspection-away')
      await inspector.context().setOffline(false)
      await inspector.reload()
      await expect(saved(inspector)).toContainText('已保存')
      await inspector
        .getByRole('navigation', { name: '检查对象' })
        .getByRole('button', { name: /综合窗口二/ })
        .click()
      await expect(
        line(inspector, '座牌')
          .getByRole('radio', { name: /^✓ 符合|符合/ })
          .first(),
      ).toBeChecked()
      await expect(line(inspector, '座牌').getByRole('img')).toHaveAttribute('src', /^\/api\/files\//)
      await expect(inspector.getByRole('button', { name: /综合窗口二/ }).first()).toContainText('已填完')
    },
  )

  await step('upright, the next window; not applicable needs a reason', async () => {
    await inspector.setViewportSize(upright)
    await inspector
      .getByRole('navigation', { name: '检查对象' })
      .getByRole('button', { name: /综合窗口一/ })
      .click()
    await fillNumber(line(inspector, '台面上规定物品'), '0')
    await line(inspector, '文件占台面多少')
      .getByLabel(/文件面积/)
      .fill('1')
    await line(inspector, '文件占台面多少')
      .getByLabel(/台面面积/)
      .fill('6')
    await fillNumber(line(inspector, '文件叠放最高处'), '10')
    for (const words of ['办公家具', '座牌']) await pick(line(inspector, words), '符合')
    await pick(line(inspector, '窗口外座椅'), '不适用')
    await inspector
      .getByRole('button', { name: /综合窗口二/ })
      .first()
      .click()
    await inspector.getByRole('button', { name: /还有 1 项/ }).click()
    await expect(line(inspector, '窗口外座椅').getByLabel(/说明/)).toBeFocused()
    await line(inspector, '窗口外座椅').getByLabel(/说明/).fill('正在维修（测试数据）')
    await expect(saved(inspector)).toContainText('各项都已填完')
    await expect(saved(inspector)).toContainText('已保存')
    await roomForFingers(inspector)
    await see(inspector, 'inspection-upright')
  })

  await step('finished: the score with its reckoning, the record on paper', async () => {
    await inspector.locator('.inspect-foot').getByRole('button', { name: '完成检查' }).click()
    await fill(form(inspector, '完成检查'), { 检查小结: '总体整齐（测试数据）' })
    await send(inspector, '完成检查')
    await isIn(inspector, '待被检查单位确认')
    await expect(inspector.getByRole('main')).toContainText(/分 = 合格项权重\d+ ÷ 适用项权重\d+ × 100/)
    await expect(inspector.getByRole('tabpanel').first()).toContainText('检查记录表')
    await see(inspector, 'inspection-finished')
  })

  const head = await desk('head')
  await step('the inspected office confirms; the inspector cannot do it for them', async () => {
    await expect(offer(inspector, '确认检查结果')).toHaveAttribute('aria-disabled', 'true')
    await head.goto(at)
    await offer(head, '确认检查结果').click()
    await send(head, '确认检查结果')
    await isIn(head, '待下达整改通知')
  })

  await step('a rectification is ordered, reported with a photo, and re-checked', async () => {
    await inspector.reload()
    await offer(inspector, '下达整改通知').click()
    await fill(form(inspector, '下达整改通知'), { 整改责任岗位: '综合窗口二', 整改要求: '清理台面（测试数据）' })
    await form(inspector, '下达整改通知').getByLabel('整改期限').fill('3')
    await send(inspector, '下达整改通知')
    await isIn(inspector, '整改中')
    const li = await desk('li')
    await li.goto(at)
    await offer(li, '报告整改情况').click()
    await fill(form(li, '报告整改情况'), { 整改情况: '已清理（测试数据）' })
    await form(li, '报告整改情况').locator('input[type=file]').setInputFiles(picture)
    await expect(form(li, '报告整改情况').getByRole('img')).toBeVisible()
    await see(li, 'inspection-report')
    await send(li, '报告整改情况')
    await isIn(li, '待复查')
    await inspector.reload()
    await offer(inspector, '复查合格').click()
    await fill(form(inspector, '复查合格'), { 复查情况: '已整改到位（测试数据）' })
    await send(inspector, '复查合格')
    await isIn(inspector, '整改合格')
    await see(inspector, 'inspection-rectified')
  })

  await step('the register and the figures show it', async () => {
    await head.goto(`${address}/desk/inspections`)
    await expect(head.getByRole('row', { name: /窗口环境检查/ }).first()).toContainText('整改合格')
    await see(head, 'inspection-register')
    await head.getByText('得分统计').click()
    await expect(head.getByRole('main')).toContainText('文件叠放最高处多高')
    await see(head, 'inspection-figures')
    await head.getByText('检查项目', { exact: true }).click()
    await expect(head.getByRole('heading', { name: '人员' })).toBeVisible()
    await expect(head.getByRole('main')).toContainText('本单位还没有发布自己的版本')
    await see(head, 'inspection-items')
  })

  await step('a calendar says its months and days of the week in Chinese', async () => {
    await head.goto(`${address}/desk/conduct`)
    await head.locator('.ant-picker input').first().click()
    const calendar = head.locator('.ant-picker-dropdown').first()
    await expect(calendar).toContainText(/\d{4}年\s*\d{1,2}月/)
    await expect(calendar.locator('thead')).toHaveText(/^一\s*二\s*三\s*四\s*五\s*六\s*日$/)
  })
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.goto('/desk/')
  await page.getByLabel('用户名').fill(username)
  await page.getByRole('textbox', { name: '密码' }).fill('shouwen-demo')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('button', { name: '退出' })).toBeVisible()
}

/** A line of the checklist by the beginning of its words. */
function line(page: Page, words: string): Locator {
  return page.getByRole('listitem', { name: new RegExp(`^${words}`) })
}

const saved = (page: Page) => page.locator('.inspect-foot').getByRole('status')
const fillNumber = (of: Locator, value: string) => of.locator('.measure input[inputmode=decimal]').fill(value)
const pick = (of: Locator, word: string) =>
  of
    .locator('.three label')
    .filter({ hasText: new RegExp(`${word}$`) })
    .and(of.locator(`[data-is=${{ 符合: 'pass', 不符合: 'fail', 不适用: 'na' }[word]}]`))
    .click()

/** Whatever can be hit in the page is at least 44 px high and wide. */
async function roomForFingers(page: Page): Promise<void> {
  const small = await page.locator('main').evaluate((main, px) => {
    const seen = [
      ...main.querySelectorAll('button, a, select, input, textarea, [role=tab], .three label, .picks label'),
    ]
    return seen.flatMap((one) => {
      const inside = one.closest('.three label, .picks label, .na, .ant-segmented-item, .ant-select') ?? one
      const { width, height } = inside.getBoundingClientRect()
      const hidden = one.classList.contains('unseen') || width === 0
      return hidden || (width >= px - 0.5 && height >= px - 0.5)
        ? []
        : [`${one.outerHTML.slice(0, 120)} ${width}×${height}`]
    })
  }, fingerPx)
  expect(small, small.join('\n')).toEqual([])
}

/** A picture of paper on a desk that nobody took. */
function photo(): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: { r: 190, g: 170, b: 120 } } })
    .jpeg()
    .toBuffer()
}
