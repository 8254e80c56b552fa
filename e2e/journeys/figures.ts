import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { expect } from '../expect.ts'
import { contact, menu } from '../hands.ts'
import type { Stage } from '../stage.ts'

/** A head looks how the office does: by period, by keys, chart beside table, and takes the monthly report along (6.6). */
export async function* figures({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const head = await desk('head')
  const table = head.getByRole('region', { name: /：业务量，/ }).getByRole('table')
  const today = table.getByRole('row').filter({ hasText: '2026年11月23日' })
  const countIn = async (nth: number) => Number(await today.first().getByRole('cell').nth(nth).innerText())

  await step('what was registered just now is counted within minutes, and it is said until when', async () => {
    await contact(wang, '询问统计里的这一件', '测试统')
    await menu(head, '台账', '统计')
    await expect(head.getByRole('heading', { level: 1, name: '统计' })).toBeVisible()
    await expect(async () => {
      await head.reload()
      await expect(head.getByText(/统计到2026年11月23日/)).toBeVisible({ timeout: 3_000 })
      expect(await countIn(0)).toBeGreaterThan(0)
    }).toPass({ timeout: 260_000 })
  })
  await see(head, 'figures')

  await step('the bar of a day says what its line in the table says', async () => {
    const chart = head.getByRole('img', { name: /业务量，.*的图，数字见下表/ })
    const box = (await chart.boundingBox())!
    const rows = await table.locator('tbody tr').count()
    // The last day's bar stands at the right end.
    await head.mouse.move(box.x + box.width - box.width / rows / 1.5 - 24, box.y + box.height / 2)
    const told = chart.getByText(/收件（件）/).last()
    await expect(chart).toContainText('11月23日')
    await expect(told).toBeVisible()
    await expect(chart).toContainText(new RegExp(`收件（件）\\s*${await countIn(0)}`))
  })

  await step('another period by keys alone; what was before stands beside it', async () => {
    await head.getByRole('radio', { name: '本月' }).focus()
    await head.keyboard.press('ArrowRight')
    await expect(head.getByText('2026年10月1日至2026年10月31日').first()).toBeVisible()
    await head.keyboard.press('ArrowRight')
    await expect(head.getByText('2026年10月1日至2026年11月23日').first()).toBeVisible()
    await expect(head.getByRole('row', { name: /^上期（2026年7月1日至2026年8月23日）/ })).toBeVisible()
  })

  await step('each figure says what it means, and by which clause', async () => {
    await head.getByRole('button', { name: /^限时办结/ }).focus()
    await head.keyboard.press('Enter')
    await expect(head.getByRole('heading', { name: /^限时办结/ })).toBeVisible()
    const term = head.getByRole('button', { name: '按期办结率', exact: true })
    await term.focus()
    await expect(head.getByRole('tooltip')).toContainText('按期的件数除以有承诺期限的办结件数（6.0）')
    await head.getByText('每个数是什么意思').click()
    await expect(head.getByText('办结以后仍算超期')).toBeVisible()
  })
  await see(head, 'figures-limits')

  await step('what belongs to no post is said to be of the office', async () => {
    await head.getByRole('button', { name: /^排队等候/ }).click()
    await head.getByText('按岗位', { exact: true }).click()
    await expect(head.getByText(/排队等候按整个单位统计，不分岗位和事项/)).toBeVisible()
    await head.getByText('按日期', { exact: true }).click()
    await head.getByText('本月', { exact: true }).click()
    await head.getByRole('button', { name: /^业务量/ }).click()
    await expect(today.first()).toBeVisible()
  })

  await step('the report of this month in three forms, with the number of the page in each', async () => {
    const opened = async () => {
      const [, count] = /收件\s*(\d+)\s*件/.exec(await head.getByRole('button', { name: /^业务量/ }).innerText()) ?? []
      return count
    }
    await head.reload()
    const before = await opened()
    const report = head.getByRole('region', { name: '月报' })
    await report.getByRole('combobox', { name: '月报的月份' }).click()
    await head.locator('.ant-select-item[title="2026年11月"]').click()
    await expect(report).toContainText('2026年11月还没有结束')
    await expect(report.getByRole('button', { name: '定稿' })).toHaveCount(0)
    const docx = await taken(head, 'Word')
    const xlsx = await taken(head, 'Excel')
    const pdf = await taken(head, 'PDF')
    // What other journeys opened may have been counted meanwhile, every two minutes and no more often.
    await head.reload()
    const counts = [before, await opened()]
    const [word, excel] = [wordsOf(docx, 'word/document.xml'), wordsOf(xlsx, 'xl/worksheets/sheet2.xml')]
    expect(
      counts.some((count) => word.includes(`本月收件${count}件`)),
      `${counts}: ${word}`,
    ).toBe(true)
    expect(
      counts.some((count) => excel.includes(`收件件${count}`)),
      `${counts}: ${excel}`,
    ).toBe(true)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.length).toBeGreaterThan(20_000)
  })

  await step('a month that is over is set down once, and says so', async () => {
    const report = head.getByRole('region', { name: '月报' })
    await report.getByRole('combobox', { name: '月报的月份' }).click()
    await head.locator('.ant-select-item[title="2026年10月"]').click()
    await report.getByRole('button', { name: '定稿' }).click()
    await head.getByRole('tooltip').getByRole('button', { name: '定稿', exact: true }).click()
    await expect(report).toContainText('2026年10月月报：第1版')
  })
  await see(head, 'figures-report')

  await step('a clerk has no such page in the menu, and is told why at its address', async () => {
    await wang.goto('/desk/figures')
    await expect(wang.getByRole('alert')).toContainText('统计由单位负责人和上级查看')
  })
}

async function taken(page: Page, kind: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download') as Promise<Download>,
    page.getByRole('region', { name: '月报' }).getByRole('button', { name: kind, exact: true }).click(),
  ])
  return readFileSync(await file.path())
}

const wordsOf = (file: Buffer, part: string): string =>
  new TextDecoder().decode(unzipSync(file)[part]).replaceAll(/<[^>]+>/g, '')
