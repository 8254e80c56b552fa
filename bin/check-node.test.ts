import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const script = join(import.meta.dirname, 'check-node.js')

function runOn(version: string) {
  const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`
  return spawnSync(process.execPath, ['--import', pretend, script], { encoding: 'utf8' })
}

test('our Node passes in silence', () => {
  const { status, stdout, stderr } = runOn('26.10.0')
  assert.deepEqual([status, stdout, stderr], [0, '', ''])
})

for (const version of ['12.22.0', '20.20.2', '25.9.0'])
  test(`Node ${version} is refused with what to do`, () => {
    const { status, stderr } = runOn(version)
    assert.equal(status, 2)
    assert.match(stderr, new RegExp(`^首问需要 Node 26.*${version}[\\s\\S]*npm install`))
  })

test('it is written so that an old Node can read it', () => {
  const code = readFileSync(script, 'utf8').replace(/\/\/.*/g, '')
  assert.doesNotMatch(code, /\b(const|let|import|await|class)\b|=>|`|\?\.|\?\?/)
})
