import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Refused, testServer } from '#apps/server/testing.ts'
import type { Problem } from '#core/refusal.ts'
import { misfits } from '#platform/http/schema.ts'
import { rooms } from './cites.ts'

type Schema = {
  readonly title?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean
}
type Operation = {
  readonly 'x-allow': readonly string[]
  readonly 'x-clause'?: string
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }

const server = await testServer('refusals')
const document = await server.call<Document>(null, 'GET', '/api/openapi.json')

const json = 'application/json'
const forms = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, operation]) => {
    const body = operation.requestBody?.content?.[json]?.schema
    return body ? [{ path, method, operation, body }] : []
  }),
)

/** The form of a move is the table's, with the move's own clause; a year's notice is read by its own reader. */
const readElsewhere = ['/api/matters/{id}/moves/{move}', '/api/calendar/notices']

/** Who gets past the gate, so that the form is looked at: one account for each kind of caller. */
const callers: Readonly<Record<string, string | null>> = {
  ...{ anyone: null, 'signed-in': 'wang', staff: 'wang', 'by-process': 'wang', head: 'head' },
  ...{ 'administrator:system': 'sysadmin', 'administrator:security': 'secadmin', 'administrator:audit': 'auditor' },
}

const send = ({ path, operation }: Form, body: object) => {
  const who = callers[operation['x-allow'].find((word) => word in callers) ?? ''] ?? null
  const url = path.replace('{kind}', 'contact').replace(/\{\w+\}/g, () => randomUUID())
  return server.call<Refused>(who, 'POST', url, body)
}

/** Nothing that anybody may write is an object within objects within objects. */
const nothingLikeIt = { 乱: { 写: { 的: [] } } }
/** So many words still fit a sentence. */
const fewEnough = 12
const isChoice = ({ type, enum: listed, oneOf = [], anyOf = [] }: Schema) => {
  const words = listed ?? [...oneOf, ...anyOf].filter((branch) => branch.const ?? branch.oneOf)
  return type !== 'boolean' && words.length > 0 && words.length <= fewEnough
}

/** Filled by what the process asks, and looked at by it: any object will do here. */
const isFree = ({ type, oneOf, anyOf, properties }: Schema) =>
  !oneOf && !anyOf && !properties && (!type || type === 'object')

/** Codes that a person at a desk couldn't read; 角 A and B are words. */
const code = /[A-Za-z]{2,}/

/** What is wrong with a refusal, as lines; none when somebody at a desk can act on it. */
function unreadable({ status, clause, says, problems = [] }: Refused, { path, operation }: Form): string[] {
  if (status !== 422) return [`${path}: ${status} ${says}`]
  const cited = clause === operation['x-clause'] ? [] : [`${path}: refused by ${clause}`]
  return [...cited, ...unsaid(path, problems)]
}

function unsaid(path: string, problems: readonly Problem[]): string[] {
  return problems.flatMap(({ at, says }) => [
    ...(code.test(says) ? [`${path} ${at}: ${says}`] : []),
    ...(says.startsWith('此项') ? [`${path} ${at}: has no name`] : []),
  ])
}

type Form = (typeof forms)[number]
const reached = forms.filter(({ path, operation }) => {
  const isOpen = operation['x-allow'].some((word) => word in callers)
  return isOpen && !readElsewhere.includes(path)
})

test('every form of the API names its clause', () => {
  const silent = forms.filter(({ path, operation }) => !operation['x-clause'] && !readElsewhere.includes(path))
  assert.deepEqual(
    silent.map(({ path }) => path),
    [],
  )
  assert.ok(reached.length > 60, `${reached.length} forms`)
})

test('a refusal that nobody can act on is seen: another clause, a code, a field without a name, no refusal at all', () => {
  const form = { path: '/api/due', method: 'post', operation: { 'x-allow': ['staff'], 'x-clause': '7.4' }, body: {} }
  const refused = { status: 422, code: 'bad-input', clause: '7.4', says: '填写有误' }
  const problems = [
    { at: '/scope', says: '“范围”应为下列之一：mine、office' },
    { at: '/kind', says: '此项应为文字' },
  ]
  assert.deepEqual(unreadable({ ...refused, problems: [{ at: '/scope', says: '“范围”应为文字' }] }, form), [])
  assert.equal(unreadable({ ...refused, clause: null, problems }, form).length, 3)
  assert.equal(unreadable({ ...refused, status: 200, problems: [] }, form).length, 1)
})

test('each room that has a clause has routes', () => {
  const paths = Object.keys(document.paths).map((path) => path.replace(/\{(\w+)\}/g, ':$1'))
  const empty = Object.keys(rooms).filter((room) => !paths.some((path) => path === room || path.startsWith(`${room}/`)))
  assert.deepEqual(empty, [])
})

test('a form of nonsense is refused by its clause, every field by its Chinese name', async () => {
  const faults: string[] = []
  for (const form of reached) {
    const fields = Object.entries(form.body.properties ?? {})
    const wrong = Object.fromEntries(fields.map(([field]) => [field, nothingLikeIt]))
    const refused = await send(form, fields.length > 0 ? wrong : { 多余: 1 })
    faults.push(...unreadable(refused, form))
    const named = (refused.problems ?? []).map(({ at }) => at.split('/')[1])
    for (const [field, schema] of fields)
      if (!isFree(schema) && !named.includes(field)) faults.push(`${form.path}: ${field} is not told of`)
  }
  assert.deepEqual(faults, [])
})

test('a form that only a device or a visitor may fill names every field in Chinese too', () => {
  const others = forms.filter((form) => !reached.includes(form) && !readElsewhere.includes(form.path))
  assert.ok(others.length > 0)
  const faults = others.flatMap(({ path, body }) => {
    const wrong = Object.fromEntries(Object.keys(body.properties ?? {}).map((field) => [field, nothingLikeIt]))
    return unsaid(path, misfits(body, wrong))
  })
  assert.deepEqual(faults, [])
})

test('a choice that is none is refused with the words of the choices, never their codes', async () => {
  const faults: string[] = []
  for (const form of reached) {
    const choices = Object.entries(form.body.properties ?? {}).filter(([, schema]) => isChoice(schema))
    if (choices.length === 0) continue
    const none = choices.map(([name, { type }]) => [name, type === 'integer' ? 999_999 : '没有的'])
    const refused = await send(form, Object.fromEntries(none))
    faults.push(...unreadable(refused, form))
    for (const [name, { title = '' }] of choices) {
      const told = refused.problems.find(({ at }) => at === `/${name}`)?.says ?? ''
      if (!told.startsWith(`“${title}”应为下列之一：`)) faults.push(`${form.path} ${name}: ${told}`)
    }
  }
  assert.deepEqual(faults, [])
})
