import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Type } from 'typebox'
import { testDatabase } from '#platform/db/testing.ts'
import { testDoor } from '#platform/http/testing.ts'

const { db } = await testDatabase('openapi')
const { app } = await testDoor(db)
after(() => app.close())

type Operation = {
  readonly responses: object
  readonly security: unknown[]
  readonly parameters?: { name: string; in: string }[]
}
type Document = {
  readonly openapi: string
  readonly paths: Record<string, Record<string, Operation & { 'x-allow': string[] }>>
}

const routes: { method: string; url: string }[] = []
app.addHook('onRoute', ({ method, url }) => {
  for (const each of [method].flat()) if (each !== 'HEAD') routes.push({ method: each, url })
})
app.put(
  '/api/things/:id',
  {
    config: { allow: ['staff', { administrator: 'system' }] },
    schema: {
      params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      body: Type.Object({ name: Type.String() }),
    },
  },
  () => ({}),
)
app.get('/api/plain', { config: { allow: 'anyone' } }, () => ({}))

test('every route is in the document, with who may call it, and every path parameter is described', async () => {
  const document: Document = (await app.inject('/api/openapi.json')).json()
  assert.match(document.openapi, /^3\.1\./)
  assert.ok(routes.length > 0)
  const all = [
    ...routes,
    ...['/healthz', '/readyz', '/metrics', '/api/openapi.json', '/api/session'].map((url) => ({ method: 'GET', url })),
  ]
  for (const { method, url } of all) {
    const path = url.replace(/:(\w+)/g, '{$1}')
    const operation = document.paths[path]?.[method.toLowerCase()]
    assert.ok(operation, `${method} ${url}`)
    assert.ok(operation['x-allow'].length > 0, path)
    assert.equal(operation.security.length > 0, !operation['x-allow'].includes('anyone'), path)
    assert.ok(Object.keys(operation.responses).length > 0, path)
    for (const [, name] of path.matchAll(/\{(\w+)\}/g))
      assert.ok(
        operation.parameters?.some((parameter) => parameter.name === name && parameter.in === 'path'),
        path,
      )
  }
  const put = document.paths['/api/things/{id}']!.put!
  assert.deepEqual(put['x-allow'], ['staff', 'administrator:system'])
  assert.ok(put.parameters?.some((parameter) => parameter.name === 'idempotency-key'))
})

test('every reference in the document leads somewhere', async () => {
  const document: object = (await app.inject('/api/openapi.json')).json()
  for (const [, pointer = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    let node: unknown = document
    for (const step of pointer.split('/')) node = (node as Record<string, unknown>)?.[step]
    assert.ok(node, String(pointer))
  }
})
