import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { type Instant, instant, parseInstant } from '#core/day.ts'
import type { MatterPage } from '#core/view.ts'
import { type Catalogue, loadCatalogue } from '#matter/catalogue.ts'
import { demoPath, demoTenant, seedOffice } from '#office/seed.ts'
import { hashPassword } from '#platform/auth/password.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { makeCopies } from '#platform/http/copies.ts'
import { log } from '#platform/log.ts'
import { buildApp } from './app.ts'
import { processesOf } from './processes.ts'

export type Answer<Body = Readonly<Record<string, unknown>>> = Body & { readonly status: number }
export type Page = Answer<MatterPage & { readonly visitorCode?: string }>
export type Refused = Answer<{
  readonly code: string
  readonly clause: string | null
  readonly says: string
  readonly problems: readonly { readonly at: string; readonly says: string }[]
}>

const password = 'shouwen-demo'

/** The whole server on its own database and the demonstration office, with a clock that the test moves. */
export async function testServer(
  name: string,
  start = '2026-11-23T09:30:00+08:00',
  catalogue: Catalogue = loadCatalogue(),
) {
  const { db, owner } = await testDatabase(name)
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-keys-'))
  let at = parseInstant(start)
  const now = (): Instant => at
  await seedOffice(db, { passwordHash: await hashPassword(password), at })
  const keys = openKeys(folder)
  const quiet = { info() {}, warn() {}, error: log.error }
  const ground = {
    db,
    now,
    catalogue,
    processes: processesOf(catalogue),
    keys,
    address: 'http://127.0.0.1:3000',
    mark: '测试数据',
  }
  const { app, world } = await buildApp({
    world: ground,
    log: quiet,
    demo: null,
    place: { tenant: demoTenant, path: demoPath('cs') },
    http: { limits: generous },
    // Tests write past the program, of which copies don't hear.
    copies: makeCopies({ most: 0 }),
  })
  after(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const cookies = new Map<string, string>()
  const signIn = async (username: string): Promise<string> => {
    const known = cookies.get(username)
    if (known) return known
    const reply = await app.inject({ method: 'POST', url: '/api/session', payload: { username, password } })
    const cookie = String(reply.headers['set-cookie']).split(';')[0]!
    cookies.set(username, cookie)
    return cookie
  }
  /** One request as a person; the key is new unless given. */
  const call = async <Body>(
    username: string | null,
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload?: object,
    key: string = randomUUID(),
  ): Promise<Answer<Body>> => {
    const cookie = username ? { cookie: await signIn(username) } : {}
    const changes = method === 'GET' ? {} : { 'idempotency-key': key }
    const reply = await app.inject({ method, url, headers: { ...cookie, ...changes }, ...(payload && { payload }) })
    const body: unknown = reply.headers['content-type']?.toString().includes('json')
      ? reply.json()
      : { text: reply.body }
    return { ...(body as Body), status: reply.statusCode }
  }
  return {
    app,
    db,
    owner,
    world,
    now,
    call,
    signIn,
    /** Lets time pass. */
    pass: (minutes: number) => {
      at = instant(at + minutes * 60_000)
    },
    setClock: (text: string) => {
      at = parseInstant(text)
      cookies.clear()
    },
    open: (who: string, kind: string, input: object) => call<Page>(who, 'POST', '/api/matters', { kind, input }),
    move: (who: string, { matter }: MatterPage, move: string, input: object = {}) =>
      call<Page>(who, 'POST', `/api/matters/${matter.id}/moves/${move}`, { version: matter.version, ...input }),
    refused: (who: string, { matter }: MatterPage, move: string, input: object = {}) =>
      call<Refused>(who, 'POST', `/api/matters/${matter.id}/moves/${move}`, { version: matter.version, ...input }),
    look: (who: string, { matter }: MatterPage) => call<Page>(who, 'GET', `/api/matters/${matter.id}`),
  }
}

/** Tests make many requests at once from one address. */
const generous = { address: 1_000_000, session: 1_000_000, signIn: 1_000_000 }
