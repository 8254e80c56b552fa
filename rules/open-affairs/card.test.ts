import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse, stringify } from 'yaml'
import { type Answer, testServer } from '#apps/server/testing.ts'
import type { Service } from '#core/service/format.ts'
import { CatalogueError, catalogueOf, loadCatalogue, servicesFolder } from '#matter/catalogue.ts'

const index = readFileSync(join(servicesFolder, 'catalogue.yaml'), 'utf8')
const ready = loadCatalogue()
  .list()
  .filter((one) => one.ready)
  .map(({ code }) => code)

/** A service file with one value of it changed, or taken out; then published, or what is said against it. */
function publish(code: string, path: readonly string[], value?: unknown): readonly string[] {
  const file = `${code}.yaml`
  const service = parse(readFileSync(join(servicesFolder, file), 'utf8')) as Record<string, unknown>
  const last = path.at(-1)
  if (last !== undefined) {
    let inner = service
    for (const step of path.slice(0, -1)) inner = inner[step] as Record<string, unknown>
    assert.ok(last in inner, `${file} has no ${path.join('.')}`)
    if (value === undefined) delete inner[last]
    else inner[last] = value
  }
  // A figure that it shares is checked against the service that has it.
  const settings = (service['settings'] ?? []) as readonly { readonly of?: string }[]
  const owners = [...new Set(settings.flatMap(({ of = [] }) => of))].map((of) => `${of}.yaml`)
  try {
    catalogueOf([
      { file: 'catalogue.yaml', text: index },
      { file, text: stringify(service) },
      ...owners.map((owner) => ({ file: owner, text: readFileSync(join(servicesFolder, owner), 'utf8') })),
    ])
    return []
  } catch (error) {
    assert.ok(error instanceof CatalogueError)
    return error.problems.map(({ says }) => says)
  }
}

test('没有政策依据的事项不能公布；依据写不出名称的也不能 (1.1)', () => {
  for (const code of ready) {
    assert.deepEqual(publish(code, []), [], code)
    assert.deepEqual(publish(code, ['basis'], []), ['列表不能为空'], code)
    assert.match(publish(code, ['basis']).join(), /缺少 basis/, code)
    assert.match(publish(code, ['basis', '0', 'title'], ' ').join(), /title/, code)
    assert.match(publish(code, ['conditions', '0', 'basis'], 'rumour').join(), /没有这条依据：rumour（第1\.1条）/, code)
  }
})

/** The eight by hand, in the words of the regulation, and what a file without it lacks. */
const eight: readonly (readonly [open: string, path: readonly string[], empty: unknown])[] = [
  ['项目', ['name'], ' '],
  ['程序', ['steps'], []],
  ['材料', ['materials'], [{}]],
  ['收费', ['opens', 'fee'], { says: ' ', source: '测试', confidence: 'U' }],
  ['时限', ['limits', 'promised'], { amount: 0, unit: 'workingDays', source: '测试', confidence: 'U' }],
  ['依据', ['basis'], []],
  ['许可', ['opens', 'licence'], { says: '', source: '测试', confidence: 'U' }],
  ['承办人员', ['opens', 'handler'], { post: 'employment', says: ' ' }],
]

test('办事八项，少了哪一项、空着哪一项，都不能公布 (6.2)', () => {
  assert.equal(eight.length, 8)
  for (const [open, path, empty] of eight) {
    const [missing = ''] = publish('JY02', path)
    assert.ok(missing.startsWith(`缺少 ${path.at(-1)}`), `${open}: ${missing}`)
    assert.equal(publish('JY02', path, empty).length > 0, true, `published with an empty ${open}`)
  }
})

type Card = Answer<
  Pick<Service, 'standards' | 'conditions' | 'basis'> & {
    readonly opens: readonly { readonly label: string; readonly says: readonly string[] }[]
  }
>

test('谁都看得到每项服务的依据、流程、要求和标准，取自正在运行的那一版 (1.2.j)', async () => {
  const { call } = await testServer('service-card')
  for (const code of ready) {
    const card = await call<Card>(null, 'GET', `/api/services/${code}`)
    const { service } = loadCatalogue().get(code)!
    assert.equal(card.status, 200)
    const opened = (label: string) => card.opens.find((one) => one.label === label)?.says ?? []
    assert.equal(opened('政策依据').length, service.basis.length, code)
    assert.ok(opened('办理程序').length > 0, code)
    assert.deepEqual(
      card.conditions.map(({ label }) => label),
      service.conditions.map(({ label }) => label),
    )
    assert.ok(card.standards.length > 0, code)
    assert.deepEqual(card.standards, service.standards)
  }
})
