import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/**
 * A secret kept in the data folder, outside the database (0600), made at first use. Several servers of one database
 * share the `secret` folder.
 */
export function secretOf(folder: string, name: string): string {
  return keepSecret(folder, name, () => randomBytes(32).toString('base64url'))
}

/** Reads a secret file, or writes what `make` answers; of two that race, both read the first. */
export function keepSecret(folder: string, name: string, make: () => string): string {
  const path = join(folder, 'secret', name)
  if (!existsSync(path)) {
    mkdirSync(join(folder, 'secret'), { recursive: true, mode: 0o700 })
    const fresh = `${path}.${randomBytes(4).toString('hex')}`
    writeThrough(fresh, make())
    try {
      linkSync(fresh, path)
    } catch (error) {
      if (!existsSync(path)) throw error
    } finally {
      rmSync(fresh, { force: true })
    }
  }
  return readFileSync(path, 'utf8').trim()
}

/** Writes a file of mode 0600 and waits until the disk has it. */
export function writeThrough(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
