import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, test } from 'node:test'
import { type BadgeCard, printBadges, qrOf } from './badges.ts'
import { printList } from './list.ts'
import { closePress } from './render.ts'
import { printPlan, printSigns } from './signs.ts'
import { outside, pagesIn } from './testing.ts'
import { printTicket } from './tickets.ts'

after(closePress)

const card: BadgeCard = {
  ...{ office: '示例街道人力资源和社会保障所', name: '王一', post: '综合窗口一', number: 'SLJD-X0001' },
  ...{ until: '2029年10月26日', url: 'http://127.0.0.1:3000/badge/ABCDEFGHJKMNPQRS', window: null, photo: null },
  roles: [],
  rateUrl: null,
  supervisionPhone: '000-00000110',
}
const head = { kind: 'badge', house: '测试市就业服务局', day: '2026-11-23', mark: '测试数据' } as const
const many = (count: number, more: Partial<BadgeCard> = {}) =>
  Array.from({ length: count }, () => ({ ...card, ...more }))

/** The words in reading order, where the tool is at hand; null elsewhere. Pages end in a form feed. */
function pagesOf(pdf: Uint8Array): string[] | null {
  const run = spawnSync('pdftotext', ['-', '-'], { input: pdf })
  if (run.error) return null
  const pages = run.stdout.toString('utf8').split('\f')
  return pages.slice(0, -1).map((page) => page.replaceAll(/\s/g, ''))
}

test('ten badges or three plates to a page, each with all that it must say', async () => {
  for (const [kind, each] of [['badge', 10] as const, ['plate', 3] as const]) {
    const pages = pagesOf(await printBadges({ ...head, kind, cards: many(each + 1) }))
    if (!pages) continue
    assert.equal(pages.length, 2)
    for (const word of [
      card.office,
      card.name,
      card.post,
      card.number,
      '有效期至2029年10月26日',
      `监督电话${card.supervisionPhone}`,
    ])
      assert.equal(pages[0]?.split(word).length, each + 1, word)
    assert.ok(pages[1]?.includes(card.number))
  }
})

test('long names and rare characters stand whole; a character without a glyph is refused', async () => {
  const long = {
    name: '阿不都热合曼·买买提吐尔逊江·阿布都克力木',
    post: '就业困难人员认定和零就业家庭援助综合服务岗位（一）',
    office: '测试自治州示例自治县示例街道人力资源和社会保障综合服务中心（公共就业服务站）',
  }
  for (const kind of ['badge', 'plate'] as const) {
    const [page] = pagesOf(await printBadges({ ...head, kind, cards: many(1, long) })) ?? [null]
    for (const word of Object.values(long)) assert.ok(page === null || page?.includes(word), word)
  }
  assert.ok((await printBadges({ ...head, cards: many(1, { name: '䶮㙍喆𠮷𬭊' }) })).length > 0)
  await assert.rejects(printBadges({ ...head, cards: many(1, { name: '王🙂' }) }), /no glyph for 🙂/)
})

test('桌牌 says who is A and who is B of its window; one without a B has no empty line for it (5.1)', async () => {
  const both = { window: '1号综合窗口', roles: [['A角', '王一'] as const, ['B角', '李二'] as const] }
  const plates = [both, { ...both, roles: both.roles.slice(0, 1) }, { window: null, roles: [] }]
  const read = async (one: Partial<BadgeCard>) =>
    pagesOf(await printBadges({ ...head, kind: 'plate', cards: many(1, one) }))
  const [named, alone, none] = await Promise.all(plates.map(read))
  assert.ok(!named || ['A角', 'B角', '李二'].every((word) => named[0]?.includes(word)))
  assert.ok(!alone || (alone[0]?.includes('A角') && !alone[0].includes('B角')))
  assert.ok(!none || !/[AB]角/.test(none[0] ?? ''))
})

test('markup in a name is printed, never run; the same cards give the same bytes', async () => {
  const name = '#panic("x")*b*'
  const first = await printBadges({ ...head, cards: many(1, { name }) })
  assert.ok(pagesOf(first)?.[0]?.includes(name) ?? true)
  assert.ok(Buffer.from(first).equals(await printBadges({ ...head, cards: many(1, { name }) })))
})

test('signs one to a page, the plan with its windows, the list with its head on each page', async () => {
  const org = { org: card.office, day: '2026-11-23', mark: '测试数据' }
  const signs = [
    { kind: 'zone', text: '综合服务区' },
    { kind: 'guide', text: '办事请往里走', arrow: 'right' },
  ] as const
  const pages = pagesOf(await printSigns({ ...org, signs }))
  assert.ok(pages === null || (pages.length === 2 && pages[1]?.includes('办事请往里走')))
  const svg = qrOf('http://127.0.0.1')
  const plan = pagesOf(await printPlan({ ...org, from: '2026年11月23日', windows: ['1　1号综合窗口'] }, svg))
  assert.ok(plan === null || plan[0]?.includes('1号综合窗口'))
  const rows = Array.from({ length: 60 }, (_, i) => [`品名${i}`, ''])
  const list = { title: '检查卡', note: '填数量', wide: false, titles: ['品名', '　月　日'], widths: [2, 1], rows }
  const listed = pagesOf(await printList({ ...org, ...list }))
  assert.ok(listed === null || (listed.length > 1 && listed.every((page) => page.includes('品名'))))
  const second = { ...list, note: '第二张', titles: ['品名', '后一天'], rows: rows.slice(0, 2) }
  const both = pagesOf(await printList({ ...org, ...list, further: [second] }))
  assert.ok(both === null || (both.length === listed!.length + 1 && both.at(-1)?.includes('后一天')))
})

test('a queue slip is one short page of 80 mm, whatever its words; nothing runs over its edge', async () => {
  const slip = {
    ...{ org: card.office, number: 'A012', zone: '综合业务', lane: '优先', wish: '就业困难人员认定' },
    ...{ wait: '前面2人，今天还说不准要等多久', taken: '2026年11月23日 09:35', mark: '测试数据' },
    ...{ url: `http://127.0.0.1:3000/q/${'A'.repeat(43)}`, day: '2026-11-23', code: '7K2M9Q' },
  }
  const long = { ...slip, zone: '就业困难人员认定和零就业家庭援助🙂', wait: null, lane: null }
  for (const one of [slip, long]) {
    const pdf = await printTicket(one)
    assert.equal(pagesIn(pdf), 1)
    assert.deepEqual(outside(pdf, 4) ?? [], [])
    const words = pagesOf(pdf)?.[0]
    for (const word of [one.number, one.org, one.wish, one.code, '09:35'])
      assert.ok(words?.includes(word) ?? true, word)
  }
})
