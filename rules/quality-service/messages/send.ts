import { type Instant, instant } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import { places } from '#matter/jobs.ts'
import { reveal } from '#matter/seal.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import type { Scope } from '#platform/db/db.ts'
import { defineJob, type Job } from '#platform/jobs/worker.ts'
import { mail } from '#platform/messages/mail.ts'
import { post, type Sent } from '#platform/messages/post.ts'
import { nobody } from '#rules/quality-service/visitor/claim.ts'
import { letterOf } from './compose.ts'
import {
  type Outcome,
  purgeMessages,
  type ReceiverRow,
  receiversBy,
  settleMessage,
  type Taken,
  takeDue,
} from './store.ts'

const minute = 60_000
/** How long after each failure the next try comes, in minutes; after the last it is given up and shown. */
const pauses = [1, 5, 30, 120, 300, 600, 1440] as const
const atOnce = 200
const keptDays = 90

/** Longer than all tries of one take together: what a node took before it fell over goes out again, with the same id. */
const leaseMs = 30 * minute

/** Sent when somebody presses the button for it: nothing but that it is one. */
export const test = 'test'

export type Ground = Pick<World, 'db' | 'now' | 'keys' | 'address'>

/** Each minute what is due; each night what is long done goes. */
export function messageJobs(world: World): readonly Job[] {
  const run = async (): Promise<void> => {
    for (const { scope } of await places(world)) await sendDue(world, scope)
  }
  const tidy = async (): Promise<void> => {
    const before = instant(world.now() - keptDays * 24 * 60 * minute)
    for (const { scope } of await places(world))
      await world.db.transaction(scope, async (tx) => purgeMessages(tx, scope.tenant, before))
  }
  return [
    defineJob({ name: 'messages', every: { minutes: 1 }, run }),
    defineJob({ name: 'messages-tidy', every: { daily: '03:20' }, run: tidy }),
  ]
}

/**
 * Sends what is due, outside of every transaction. Receivers are served side by side, so that a slow one holds up nobody else,
 * and each in order; after a failure the rest of its messages wait for the next run. Answers how many arrived.
 */
export async function sendDue(world: Ground, scope: Scope): Promise<number> {
  const at = world.now()
  const { tenant } = scope
  const [due, receivers] = await world.db.transaction(scope, async (tx) => {
    const rows = await takeDue(tx, tenant, at, instant(at + leaseMs), atOnce)
    const named = [...new Set(rows.map(({ receiver }) => receiver))]
    return [rows, named.length > 0 ? await receiversBy(tx, tenant, named) : []] as const
  })
  const byReceiver = Map.groupBy(due, ({ receiver }) => receiver)
  const sent = await Promise.all(
    [...byReceiver].map(([id, messages]) =>
      serve(
        world,
        scope,
        receivers.find((one) => one.id === id),
        messages,
      ),
    ),
  )
  return sent.reduce((sum, count) => sum + count, 0)
}

async function serve(world: Ground, scope: Scope, receiver: ReceiverRow | undefined, messages: readonly Taken[]) {
  let arrived = 0
  let isBroken = false
  for (const message of messages.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const outcome = isBroken ? untried(message, world.now()) : await tryOne(world, scope, receiver, message)
    if (outcome.state === 'sent') arrived += 1
    if (outcome.state !== 'sent' && outcome.state !== 'withheld') isBroken = true
    await world.db.transaction(scope, async (tx) => settleMessage(tx, scope.tenant, message.id, outcome))
  }
  return arrived
}

/** Another of the same receiver has just failed: this one was not tried, and comes with the next run. */
const untried = ({ tries }: Taken, at: Instant): Outcome => ({
  ...{ state: 'waiting', next: instant(at + minute), done: null, says: '前一条没有送达，稍后再发' },
  tries: tries - 1,
})

async function tryOne(
  world: Ground,
  scope: Scope,
  receiver: ReceiverRow | undefined,
  message: Taken,
): Promise<Outcome> {
  const ended = (state: Outcome['state'], says: string): Outcome => {
    const at = world.now()
    return { state, next: at, done: at, says, tries: message.tries }
  }
  if (!receiver || !(receiver.is_on || message.event === test)) return ended('withheld', '接收方已停用')
  const isText = receiver.way === 'sms' && message.event !== test
  const phone = isText ? await phoneOf(world, scope, message.matter_id ?? nobody) : null
  if (isText && phone === null) return ended('withheld', '没有留下手机号码')
  const { ok, says } = await deliver(world, scope.tenant, receiver, message, phone)
  if (ok) return ended('sent', says)
  const pause = pauses[message.tries - 1]
  if (pause === undefined) return ended('given-up', says)
  return { state: 'waiting', next: instant(world.now() + pause * minute), done: null, says, tries: message.tries }
}

function deliver(
  world: Ground,
  tenant: string,
  { id, way, address, secret, config }: ReceiverRow,
  message: Taken,
  phone: string | null,
): Promise<Sent> {
  const key = secret === null ? null : openSecret(world.keys, tenant, id, secret)
  if (way === 'mail') {
    const { from = '', to = [], user } = config
    const account = user && key !== null ? { user, password: key } : null
    return mail(address, account, { id: message.id, from, to, ...letterOf(message.body, world.address) })
  }
  const body = phone === null ? message.body : JSON.stringify({ type: 'sms', data: { to: phone, text: message.body } })
  const timestamp = Math.floor(world.now() / 1000)
  return post(address, key ?? '', { id: message.id, timestamp, body })
}

const where = (tenant: string, receiver: string) => ({ tenant, matter: receiver, field: 'secret' })
export const sealSecret = (keys: Pick<Keys, 'seal'>, tenant: string, receiver: string, plain: string): string =>
  keys.seal(where(tenant, receiver), plain)
const openSecret = (keys: Pick<Keys, 'open'>, tenant: string, receiver: string, sealed: string): string =>
  keys.open(where(tenant, receiver), sealed)

/** The telephone that the visitor left with the matter, in the open for this one use; null: none, or no mobile one. */
async function phoneOf({ db, keys }: Ground, scope: Scope, matter: string): Promise<string | null> {
  const { tenant } = scope
  const found = await db.read(scope, async (tx) => {
    const held = await readMatter(tx, tenant, matter)
    const field = held && phoneField(held.matter)
    return field ? reveal(tx, keys, { tenant, matter, field }) : null
  })
  return found && /^1[3-9]\d{9}$/.test(found) ? found : null
}

function phoneField({ facts }: Matter): string | null {
  const form = (facts['form'] ?? {}) as Matter['facts']
  const found = [form['mobile'], form['phone'], facts['mobile'], facts['phone']].find(isSealed)
  return found?.sealed ?? null
}
