import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomBytes } from 'node:crypto'
import { type Keyring, readKeyring } from '#platform/crypto/keyring.ts'
import { type FoundKind, normalize } from '#platform/crypto/personal.ts'

/** Where a personal value belongs. Bound into the seal: moved elsewhere, it does not open. */
export type Field = { readonly tenant: string; readonly matter: string; readonly field: string }

/** The seal is broken: changed, moved to another place, or made with a key that is not on the ring. */
export class SealBroken extends Error {
  constructor(why: string, cause?: unknown) {
    super(`seal broken: ${why}`, cause === undefined ? undefined : { cause })
    this.name = 'SealBroken'
  }
}

export type Keys = {
  /** Encrypts under the current key: `1.<key id>.<base64url>`. The same value never looks the same twice. */
  readonly seal: (field: Field, plaintext: string) => string
  /** The plain value. Throws `SealBroken`. Journal each use: opening is seeing (个人信息保护法 28). */
  readonly open: (field: Field, sealed: string) => string
  /** A keyed fingerprint of a normalised value, to find it by; the same in every tenant and under every key. */
  readonly blind: (kind: FoundKind, value: string) => string
}

const format = '1'
const ivBytes = 12
const tagBytes = 16

/** The keys of a data folder; made at first use. A key that another process has added since is read when it is met. */
export function openKeys(folder: string): Keys {
  let ring = readKeyring(folder)
  const keyOf = (id: string): KeyObject => {
    if (!ring.keys.has(id)) ring = readKeyring(folder)
    const key = ring.keys.get(id)
    if (!key) throw new SealBroken(`no key ${id}`)
    return key
  }
  return {
    seal: (field, plaintext) => seal(ring, field, plaintext),
    open: (field, sealed) => unseal(keyOf, field, sealed),
    blind: (kind, value) =>
      createHmac('sm3', ring.blind)
        .update(`${kind}\0${normalize(kind, value)}`)
        .digest('base64url'),
  }
}

function seal(ring: Keyring, field: Field, plaintext: string): string {
  const key = ring.keys.get(ring.current)
  if (!key) throw new SealBroken(`no key ${ring.current}`)
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', keyOfMatter(key, field), iv)
  cipher.setAAD(placeOf(field))
  const sealed = Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${format}.${ring.current}.${sealed.toString('base64url')}`
}

function unseal(keyOf: (id: string) => KeyObject, field: Field, sealed: string): string {
  const [version, id = '', body = ''] = sealed.split('.')
  const bytes = Buffer.from(body, 'base64url')
  if (version !== format || bytes.length < ivBytes + tagBytes) throw new SealBroken('not a sealed value')
  const key = keyOfMatter(keyOf(id), field)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
  decipher.setAAD(placeOf(field)).setAuthTag(bytes.subarray(-tagBytes))
  try {
    return decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch (error) {
    throw new SealBroken('changed or moved', error)
  }
}

/** A key of its own for each matter: random nonces then never come near their limit, however many matters there are. */
function keyOfMatter(key: KeyObject, { tenant, matter }: Field): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([tenant, matter]))
    .digest()
}

function placeOf({ tenant, matter, field }: Field): Buffer {
  return Buffer.from(JSON.stringify([tenant, matter, field]))
}
