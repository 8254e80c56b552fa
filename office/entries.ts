import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static, type TObject } from 'typebox'
import { iso } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeNeeds } from '#office/caller.ts'
import { type KeptLine, linesOf } from '#office/ledger.ts'
import { registerDoors, type Stand, someone, standOf } from '#office/register.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'

type App = Parameters<FastifyPluginAsyncTypebox>[0]

/** An entry lies at an office: who sees it from elsewhere stands towards that one. */
export type Entry = { readonly id: string; readonly office: string }

/** What is the same of every register of things that an office keeps: where its entries are, how one is found and seen. */
export type EntryRegister<Row extends Entry, View extends object> = {
  /** `/api/items`: the list; `/api/items/{id}`: one. */
  readonly path: string
  /** The register's name in the ledger. */
  readonly register: string
  readonly find: (tx: Tx, tenant: string, id: string) => Promise<Row | null>
  readonly unseen: Refusal
  readonly view: (tx: Tx, stand: Stand, row: Row) => View | Promise<View>
}

const id = (title: string) => Type.String({ title, format: 'uuid' })
export const OfOffice = Type.Object({ office: Type.Optional(id('单位')) })
export const OfEntry = Type.Object({ id: id('编号') })
export const staff = { allow: 'staff' } as const

/** The routes of one register's entries: seen one by one with what was done to them, and changed once per key. */
export function entryDoors<Row extends Entry, View extends object>(
  app: App,
  world: OfficeNeeds,
  { path, register, find, unseen, view }: EntryRegister<Row, View>,
) {
  const doors = registerDoors(world)
  const shown = async (tx: Tx, at: Stand, made: Promise<Row | Refusal>) => {
    const row = await made
    if (isRefusal(row)) return row
    const stand = standOf(at.office, at, row.office)
    return isRefusal(stand) ? stand : view(tx, stand, row)
  }
  return {
    /** One entry and what was done to it; `more` sees what else belongs to it. */
    one(summary: string, more?: (tx: Tx, stand: Stand, row: Row, lines: readonly KeptLine[]) => Promise<object>) {
      app.get(`${path}/:id`, { config: staff, schema: { summary, params: OfEntry } }, (request, reply) =>
        doors.read(request, reply, undefined, async (tx, at) => {
          const row = await find(tx, at.tenant, request.params.id)
          if (!row) return unseen
          const stand = standOf(at.office, at, row.office)
          if (isRefusal(stand)) return stand
          const lines = await linesOf(tx, at.tenant, register, row.id)
          const seen = { ...(await view(tx, stand, row)), history: historyOf(at.office, lines) }
          return { ...seen, ...(await more?.(tx, stand, row, lines)) }
        }),
      )
    },
    /** A new entry at an office. */
    add<Body extends TObject>(
      summary: string,
      body: Body,
      work: (tx: Tx, stand: Stand, ask: Static<Body>) => Promise<Row | Refusal>,
    ) {
      app.post(path, { config: staff, schema: { summary, querystring: OfOffice, body } }, (request, reply) => {
        const { office } = request.query as Static<typeof OfOffice>
        const ask = request.body as Static<Body>
        return doors.change(request, reply, office, (tx, stand) => shown(tx, stand, work(tx, stand, ask)), 201)
      })
    },
    /** What is done to one entry: `word` completes its address. */
    act<Body extends TObject>(
      word: string,
      summary: string,
      body: Body,
      work: (tx: Tx, stand: Stand, id: string, ask: Static<Body>) => Promise<Row | Refusal>,
      status = 200,
    ) {
      const schema = { summary, params: OfEntry, body }
      app.post(`${path}/:id/${word}`, { config: staff, schema }, (request, reply) => {
        const { id: entry } = request.params as Static<typeof OfEntry>
        const ask = request.body as Static<Body>
        const does = (tx: Tx, stand: Stand) => shown(tx, stand, work(tx, stand, entry, ask))
        return doors.change(request, reply, undefined, does, status)
      })
    },
  }
}

/** Of a line what a history tells. */
export type Told = Pick<KeptLine, 'id' | 'at' | 'staff' | 'clause' | 'says'>

/** What was done to an entry, by whom and by which clause, the oldest first. */
export function historyOf(office: OfficeSnapshot, lines: readonly Told[]) {
  return lines.map(({ id: line, at, staff: by, clause, says }) => ({
    ...{ id: line, at: iso(at), staff: someone(office, by), clause, says },
  }))
}
