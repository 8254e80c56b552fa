#!/usr/bin/env node
// Plain JavaScript on purpose: whatever Node the system has reads this, and hands over to the one that npm brought.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
const isOld = Number(process.versions.node.split('.')[0]) < 26

if (isOld && existsSync(own)) {
  const ended = spawnSync(own, [fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), { stdio: 'inherit' })
  process.exit(ended.status === null ? 1 : ended.status)
}
await import('./check-node.js')
await import('#apps/cli/main.ts')
