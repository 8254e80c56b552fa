import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from './expect.ts'
import { take } from './hands.ts'
import type { Stage } from './stage.ts'

const path = fileURLToPath(new URL('../docs/desk.png', import.meta.url))
const mostBytes = 300_000

/** The picture of the README: the bench with a matter in hand, from the running program and its story. */
export async function picture({ at, desk }: Stage): Promise<void> {
  await at('2026-11-23T09:30:00+08:00')
  const wang = await desk('wang')
  await take(wang, '测试郑')
  await expect(wang.getByRole('complementary', { name: /事项卡/ })).toContainText('申请材料')
  await wang.mouse.move(0, 0)
  await wang.screenshot({ path })
  const { size } = statSync(path)
  if (size > mostBytes) throw new Error(`${path}: ${size} bytes, at most ${mostBytes}`)
  process.stdout.write(`docs/desk.png: ${size} bytes\n`)
}
