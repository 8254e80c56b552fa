import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { keepSecret, writeThrough } from '#platform/crypto/secret.ts'

/** Keys by id, one of them current, and the key of the blind index, which never changes. */
export type Keyring = {
  readonly current: string
  readonly keys: ReadonlyMap<string, KeyObject>
  readonly blind: KeyObject
}

type Kept = { current: string; keys: { id: string; secret: string }[]; blind: string }

const fileName = 'keys.json'

/** Reads the ring from the data folder's `secret`, or makes one at first start. Throws when it is damaged. */
export function readKeyring(folder: string): Keyring {
  const first = (): string => {
    const key = freshKey([])
    return JSON.stringify({ current: key.id, keys: [key], blind: freshSecret() })
  }
  return ringOf(parse(keepSecret(folder, fileName, first)))
}

/** Adds a key and makes it current; what older keys have sealed stays readable. Answers the new id. */
export function rotateKeyring(folder: string): string {
  readKeyring(folder)
  const path = join(folder, 'secret', fileName)
  const kept = parse(readFileSync(path, 'utf8'))
  const key = freshKey(kept.keys.map(({ id }) => id))
  const fresh = `${path}.${randomBytes(4).toString('hex')}`
  writeThrough(fresh, JSON.stringify({ ...kept, current: key.id, keys: [...kept.keys, key] }))
  renameSync(fresh, path)
  chmodSync(path, 0o600)
  return key.id
}

function freshKey(taken: readonly string[]): { id: string; secret: string } {
  return { id: `k${taken.length + 1}`, secret: freshSecret() }
}

function freshSecret(): string {
  return randomBytes(32).toString('base64')
}

function parse(text: string): Kept {
  const kept: Kept = JSON.parse(text)
  const isWhole =
    Array.isArray(kept.keys) &&
    kept.keys.some(({ id }) => id === kept.current) &&
    [kept.blind, ...kept.keys.map(({ secret }) => secret)].every(
      (secret) => Buffer.from(secret, 'base64').length === 32,
    )
  if (!isWhole) throw new Error(`${fileName} is damaged`)
  return kept
}

function ringOf(kept: Kept): Keyring {
  const keyOf = (secret: string): KeyObject => createSecretKey(Buffer.from(secret, 'base64'))
  return {
    current: kept.current,
    keys: new Map(kept.keys.map(({ id, secret }) => [id, keyOf(secret)])),
    blind: keyOf(kept.blind),
  }
}
