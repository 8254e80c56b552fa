import { type Instant, parseInstant } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Asker, advance } from '#matter/advance.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import { demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import type { Username } from '#office/story.ts'

export const tenant = demoTenant
export const path = demoPath('cs')
export const scope = { tenant, paths: [path] }
export const at = parseInstant

/** A contact that asks for nothing special (测试数据). */
const contactInput = {
  channel: 'visit',
  inquiry: 'service',
  matter: '想办理失业登记',
  name: '测试甲',
  phone: '13800000000',
}

/** Opens contacts at the counter, many in one transaction; answers their ids. */
export async function openContacts(
  world: World,
  count: number,
  when: Instant,
  input: object = contactInput,
): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const some = Math.min(50, count - ids.length)
    await world.db.transaction(scope, async (tx) => {
      for (let i = 0; i < some; i += 1) {
        const opened = await openMatter(world, tx, {
          tenant,
          staff: demoStaff('wang'),
          kind: 'contact',
          input: { ...input },
          at: when,
        })
        if (isRefusal(opened)) throw new Error(opened.says)
        ids.push(opened.held.matter.id)
      }
    })
  }
  return ids
}

/** One move by a person of the demonstration, or by time. */
export async function moveOn(
  world: World,
  who: Username | 'time',
  matter: string,
  move: string,
  when: Instant,
  input: Readonly<Record<string, unknown>> = {},
) {
  const by: Asker = who === 'time' ? who : { staff: demoStaff(who) }
  const moved = await world.db.transaction(scope, (tx) =>
    advance(world, tx, { tenant, by, matter, move, version: null, input, at: when }),
  )
  if (isRefusal(moved)) throw new Error(`${move}: ${moved.says}`)
  return moved.held.matter
}
