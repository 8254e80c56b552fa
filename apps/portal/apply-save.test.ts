import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testHall } from '#apps/hall/testing.ts'
import { query, typed } from '#apps/portal/testing.ts'
import { caseForms } from '#house/cases.ts'

const hall = await testHall('save')
const { post, send } = hall
const get = (url: string, cookie: string) => send('GET', url, { headers: { cookie } })

test('一个字符印不出来，只有那一项没有保存，写明是哪一项；别的都在；先保存不说还有什么没填 (1.3、8.1)', async () => {
  const { cookie } = await post('/apply/JY02', { office: 'sljd', site: '' })
  const put = (name: string, mobile: string, go: string) =>
    post('/apply/form', query([...typed({ name, mobile }), ['go', go]]), { cookie })
  assert.equal((await put('测试甲', '13800000000', 'save')).status, 303)
  const odd = await put('测试😀乙', '13800000001', 'save')
  assert.equal(odd.status, 422)
  for (const word of ['href="#name"', '这一项没有保存', '其他内容已经保存', 'value="测试😀乙"'])
    assert.ok(odd.text.includes(word), word)
  assert.ok(!odd.text.includes('请填写'), '先保存不说没填的')
  const now = await get('/apply/form', cookie)
  for (const word of ['value="测试甲"', 'value="13800000001"']) assert.ok(now.text.includes(word), word)
  const seen = /name="draft-seen" value="([^"]+)"/.exec(odd.text)?.[1] ?? ''
  const mended = await post(
    '/apply/form',
    query([...typed({ name: '测试乙', mobile: '13800000001' }), ['draft-seen', seen], ['go', 'save']]),
    { cookie },
  )
  assert.equal(mended.status, 303, '改好再存，不当作别处改过')
  assert.ok((await put('测试😀丙', '12', 'next')).text.includes('请填写'), '下一步照样逐项核对')
})

test('名单里一格印不出来，只有这一格没有保存，别的行都在 (1.3)', async () => {
  const { cookie } = await post('/apply/JY10', { office: 'sljd', site: '' })
  const { hires, ...rest } = caseForms['JY10'] as { readonly hires: readonly Record<string, unknown>[] }
  const rows = [hires[0]!, { ...hires[0]!, name: '测试😀' }, { ...hires[0]!, name: '测试丁' }]
  const odd = await post('/apply/form', query([...typed({ ...rest, hires: rows }), ['go', 'save']]), { cookie })
  assert.deepEqual([odd.status, odd.text.includes('这一项没有保存')], [422, true])
  const now = await get('/apply/form', cookie)
  assert.equal(now.text.match(/<fieldset class="row"/g)?.length, 3)
  assert.deepEqual([now.text.includes('测试😀'), now.text.includes('value="测试丁"')], [false, true])
})

test('转发“网上申请”和“投诉和意见”，图上有标题', async () => {
  for (const [url, title] of [
    ['/apply', '网上申请'],
    ['/say?office=sljd', '投诉和意见'],
  ] as const) {
    const { text } = await get(url, '')
    assert.ok(text.includes(`card.png?title=${encodeURIComponent(title)}`), text.slice(0, 1500))
  }
})
