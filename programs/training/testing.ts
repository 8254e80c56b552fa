import assert from 'node:assert/strict'
import { reviewOf } from '#apps/server/forms.ts'
import type { Page, testServer } from '#apps/server/testing.ts'
import { formOf } from '#house/forms.ts'

type Server = Awaited<ReturnType<typeof testServer>>

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An artificial citizen number with a sound check digit; the same `n` is the same person. 测试数据. */
export function testNumber(n: number): string {
  const first = `22020219900101${String(n).padStart(3, '0')}`
  const sum = [...first].reduce((all, digit, i) => all + Number(digit) * (weights[i] ?? 0), 0)
  return first + '10X98765432'[sum % 11]
}

type Wish = { readonly code: 'JY14' | 'JY15'; readonly name: string; readonly n: number; readonly form?: object }

/** Applications for training on their way to the notice, as the counter and the reviewer take them. */
export async function apply(server: Server, wishes: readonly Wish[]): Promise<readonly Page[]> {
  const pages: Page[] = []
  for (const { code, name, n, form } of wishes) {
    const filled = { ...formOf(code), name, idNumber: testNumber(n), ...form }
    let page = done(await server.open('wang', 'case', { service: code, form: filled }))
    page = done(await server.move('wang', page, 'check', reviewOf(page)))
    for (const label of ['受理', '初审通过']) page = await press(server, 'wang', page, label)
    pages.push(await press(server, 'zhao', page, '复核通过'))
  }
  return pages
}

/** After the notice: approved above, and the result handed out. */
export async function grant(server: Server, pages: readonly Page[]): Promise<void> {
  for (const before of pages) {
    const over = await press(server, 'wang', before, '公示期满')
    const approved = await press(server, 'district', over, '核准同意')
    await press(server, 'wang', approved, '办结并发放结果')
  }
}

async function press(server: Server, who: string, before: Page, label: string): Promise<Page> {
  const page = done(await server.look(who, before))
  const offer = page.offers.find((one) => one.label === label)
  assert.ok(offer, `${who} sees no ${label}: ${page.offers.map((one) => one.label).join(' ')}`)
  const { properties = {} } = offer.input as { readonly properties?: object }
  return done(await server.move(who, page, offer.move, 'opinion' in properties ? { opinion: '符合（测试数据）' } : {}))
}

function done(page: Page): Page {
  assert.ok(page.status < 300, JSON.stringify(page).slice(0, 600))
  return page
}
