import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { buildApp } from '#apps/server/app.ts'
import { processesOf } from '#apps/server/processes.ts'
import { instant, parseInstant } from '#core/day.ts'
import { type Catalogue, loadCatalogue } from '#matter/catalogue.ts'
import { visitorCode } from '#matter/visitor.ts'
import { accountsOf } from '#office/account.ts'
import { demoPath, demoStaff, demoTenant, seedOffice } from '#office/seed.ts'
import type { Username } from '#office/story.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { testDatabase } from '#platform/db/testing.ts'
import type { HttpParts } from '#platform/http/app.ts'
import { makeCopies } from '#platform/http/copies.ts'

export type Answer = { readonly status: number; readonly body: Body; readonly text: string; readonly cookie: string }
/** A test reads answers as a script would. */
type Body = ReturnType<typeof JSON.parse>

export const place = { tenant: demoTenant, path: demoPath('cs') }

/** The whole server over a real database with the demonstration's office, its clock in hand. 测试数据. */
export async function testHall(name: string, http: Partial<HttpParts> = {}, catalogue: Catalogue = loadCatalogue()) {
  const { db, owner } = await testDatabase(name)
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-hall-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  let at = parseInstant('2026-11-23T09:00:00+08:00')
  const now = () => at
  await seedOffice(db, { passwordHash: 'x', at })
  const ground = { db, now, processes: processesOf(catalogue), catalogue, keys: openKeys(folder) }
  const silent = { info() {}, warn() {}, error: (event: string, fields: unknown) => console.error(event, fields) }
  const { app, world, sessions } = await buildApp({
    world: { ...ground, address: 'http://hall.test', mark: '测试数据' },
    log: silent,
    demo: null,
    place,
    http,
    // Tests write past the program, of which copies don't hear.
    copies: makeCopies({ most: 0 }),
  })
  after(() => app.close())

  /** A fresh session each time: tests let hours pass. */
  async function cookieOf(username: Username): Promise<string> {
    const who = await accountsOf(db).findStaff(demoTenant, demoStaff(username), at)
    return `shouwen=${(await sessions.open(who!)).token}`
  }
  type Extra = { readonly payload?: unknown; readonly headers?: Record<string, string>; readonly address?: string }
  async function send(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    { payload, headers, address }: Extra = {},
  ): Promise<Answer> {
    const answer = await app.inject({
      ...{ method, url, headers: { 'idempotency-key': randomUUID(), ...headers } },
      ...(payload !== undefined && { payload: payload as object }),
      ...(address && { remoteAddress: address }),
    })
    const isJson = String(answer.headers['content-type']).includes('json')
    const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
    return { status: answer.statusCode, body: isJson ? JSON.parse(answer.body) : null, text: answer.body, cookie }
  }
  const as = async (username: Username, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: unknown) =>
    send(method, url, { payload, headers: { cookie: await cookieOf(username) } })

  /** A form as a browser posts it. */
  const post = (url: string, fields: Record<string, string> | string, headers: Record<string, string> = {}) =>
    send('POST', url, {
      payload: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'http://localhost:3000',
        host: 'localhost:3000',
        ...headers,
      },
    })

  /** A person comes in, is answered by this clerk, and the contact is closed. */
  async function served(clerk: Username, channel = 'visit') {
    const opened = await as(clerk, 'POST', '/api/matters', {
      kind: 'contact',
      input: { channel, inquiry: 'consult', matter: '问失业登记' },
    })
    if (opened.status !== 201) throw new Error(opened.text)
    const { id, number } = opened.body.matter as { id: string; number: string }
    const closed = await as(clerk, 'POST', `/api/matters/${id}/moves/answer`, { version: 1, result: '已说明' })
    if (closed.status !== 200) throw new Error(closed.text)
    return { id, number, code: visitorCode(world.keys, id), version: closed.body.matter.version as number }
  }

  /** Everything in order: reviewed row by row as the form asks, then this move (accept, finish). */
  async function decided(clerk: Username, page: Body, move: string): Promise<Body> {
    const { id, version } = page.matter
    const { properties } = page.offers.find((offer: Body) => offer.move === 'check').input
    const rows = (name: string, result: string) =>
      properties[name]['x-rows'].filter((row: Body) => !row.machine).map((row: Body) => ({ id: row.id, result }))
    const review = { version, materials: rows('materials', 'ok'), conditions: rows('conditions', 'yes') }
    const checked = await as(clerk, 'POST', `/api/matters/${id}/moves/check`, review)
    if (checked.status !== 200) throw new Error(checked.text)
    const done = await as(clerk, 'POST', `/api/matters/${id}/moves/${move}`, { version: version + 1 })
    if (done.status !== 200) throw new Error(done.text)
    return done.body
  }

  /** An evaluator paired with a window by this clerk; its cookie. */
  async function paired(clerk: Username, window: number): Promise<{ cookie: string; id: string }> {
    const pairing = await as(clerk, 'POST', '/api/hall/pairings', { window })
    const made = await send('POST', '/api/hall/pair', {
      payload: { code: pairing.body.code },
      address: `10.0.0.${window}`,
    })
    if (made.status !== 201) throw new Error(made.text)
    return { cookie: made.cookie, id: made.body.id }
  }
  const pass = (minutes: number) => {
    at = instant(at + minutes * 60_000)
  }
  return { app, db, owner, world, send, cookieOf, as, post, served, decided, paired, pass, now }
}
