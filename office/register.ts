import type { FastifyReply, FastifyRequest } from 'fastify'
import { instant, iso } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { isHeadOf, isSuperiorOf, nameOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { byOf, type OfficeNeeds } from '#office/caller.ts'
import type { Chore, ChoreSource } from '#office/chore.ts'
import { current } from '#office/current.ts'
import { enter, type LedgerLine } from '#office/ledger.ts'
import { type Leaving, type PersonalBook, sendPersonal } from '#office/personal.ts'
import { notSeen, notYours } from '#office/refusals.ts'
import { type By, type OfficeSnapshot, type Organization, sees } from '#office/snapshot.ts'
import { audit } from '#platform/auth/audit.ts'
import { scopeOf } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { changeOnce } from '#platform/http/once.ts'
import { sendBook } from '#platform/sheets/book.ts'
import type { ExcelSheet } from '#platform/sheets/excel.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** Who stands before a register, of which office it is, and whether they lead that office or one above it. */
export type Stand = By & { readonly office: OfficeSnapshot; readonly org: Organization; readonly leads: boolean }

/** Where this person stands towards an office (their own unless named), or the refusal of a stranger. */
export function standOf(office: OfficeSnapshot, by: By, asked: string | undefined): Stand | Refusal {
  const id = (asked ?? officeOf(office.roster, by.staff, by.at)) as OfficeId | null
  const org = id && office.organizations.get(id)
  if (!org) return notSeen(asked ? '没有这个单位' : '您目前不属于任何单位')
  if (!sees(office, by.staff, org.id, by.at)) return notSeen('没有这个单位')
  const leads = isHeadOf(office.roster, by.staff, org.id, by.at) || isSuperiorOf(office.roster, by.staff, org.id, by.at)
  return { ...by, office, org, leads }
}

/** What a register keeps is the head's to order; `what` completes the sentence. */
export function onlyHead(stand: Stand, clause: ClauseId, what: string): Refusal | null {
  return stand.leads ? null : notYours(clause, `${what}由${stand.org.name}负责人办理`)
}

/** A line of the ledger with what stands about it already. */
export function entered(
  tx: Tx,
  { tenant, org, at, staff }: Stand,
  line: Pick<LedgerLine, 'register' | 'entry' | 'clause' | 'act' | 'says' | 'what'>,
): void {
  enter(tx, { tenant, path: org.path, at, staff, ...line })
}

/** A person as pages show them; null for nobody. */
export function someone(office: OfficeSnapshot, staff: string | null) {
  return staff === null ? null : { id: staff, name: nameOf(office.roster, staff as StaffId) }
}

/** A text to be found anywhere: what would be a wildcard is a plain sign. */
export function like(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}

/** What was typed over a list, each of its words by itself: `ilike all`; null where nothing was typed. */
export function likeWords(typed: string | null | undefined): readonly string[] | null {
  const words = typed?.trim().split(/\s+/u).filter(Boolean) ?? []
  return words.length > 0 ? words.map(like) : null
}

/** A database time as pages take it. */
export function timed(date: Date | null): string | null {
  return date && iso(instant(date.getTime()))
}

/** Everybody of an office, for a form's choice of a person: the roster's, and none who has left. */
export function peopleOf({ office, org, at }: Pick<Stand, 'office' | 'org' | 'at'>) {
  return [...office.roster.staff.values()]
    .filter((p) => p.active && !p.administrator && officeOf(office.roster, p.id, at) === org.id)
    .map(({ id, name, number }) => ({ id, name, number }))
}

type Gaps = (tx: Tx, stand: Stand) => Promise<readonly Chore[]>

/** A register's gaps as chores: to the head of each office; another office than the head's own is named, in one line. */
export function headsWatch(gapsOf: Gaps, to: string): ChoreSource {
  return async (tx, { tenant, office, staff, at }) => {
    const own = officeOf(office.roster, staff, at)
    const led = [...office.organizations.keys()].filter((id) => isHeadOf(office.roster, staff, id, at))
    const found = await Promise.all(
      led.map(async (id) => {
        const stand = standOf(office, { tenant, staff, at }, id)
        if (isRefusal(stand)) return []
        const told = await gapsOf(tx, stand)
        const [first] = told
        if (!first) return []
        if (id === own) return told.map(({ clause, says }) => ({ clause, says, to }))
        return [{ clause: first.clause, says: `${stand.org.name}：${told.map(({ says }) => says).join('；')}`, to }]
      }),
    )
    return found.flat()
  }
}

type Choices = Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>
type FormSchema = { readonly properties: object }

/** The schema of a change as the desk draws it: fields that name a person, a post or a window become choices. */
export function formOf(schema: FormSchema, choices: Choices = {}) {
  const properties = Object.entries(schema.properties).map(([name, field]) => {
    const given = choices[name]
    if (!given) return [name, field]
    return [name, { ...field, oneOf: given.map((one) => ({ const: one.id, title: one.name })) }]
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}

type Work<T> = (tx: Tx, stand: Stand) => Promise<T | Refusal>
type Persons<Row> = ExcelSheet<Row> &
  Pick<PersonalBook<Row>, 'open' | 'name'> &
  Partial<Pick<PersonalBook<Row>, 'what' | 'says'>>
type Print = { readonly print: () => Promise<Uint8Array>; readonly name: string; readonly says: string }

/** The doors of a register: each request stands at one office, sees no further than its path, and changes once per key. */
export function registerDoors({ db, now }: OfficeNeeds) {
  const standing = async (tx: Tx, by: By, asked: string | undefined) =>
    standOf(await current(tx, by.tenant, by.at), by, asked)
  const seen = (request: FastifyRequest) => scopeOf(request.session!.who)

  const read = async <T>(request: FastifyRequest, reply: FastifyReply, asked: string | undefined, work: Work<T>) => {
    const by = byOf(request, now())
    const view = await db.read(seen(request), async (tx) => {
      const stand = await standing(tx, by, asked)
      return isRefusal(stand) ? stand : work(tx, stand)
    })
    return isRefusal(view) ? reply.refuse(view) : view
  }
  const change = <T>(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: string | undefined,
    work: Work<T>,
    status = 200,
  ) => {
    const by = byOf(request, now())
    return changeOnce(db, by.at, request, reply, async (tx) => {
      const stand = await standing(tx, by, asked)
      if (isRefusal(stand)) return stand
      const body = await work(tx, stand)
      return isRefusal(body) ? body : { status, body }
    })
  }
  const spreadsheet = <Row>(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: string | undefined,
    work: Work<ExcelSheet<Row>>,
  ) =>
    sendBook({ db, now }, request, reply, async (tx, _who, at) => {
      const stand = await standing(tx, byOf(request, at), asked)
      if (isRefusal(stand)) return stand
      const made = await work(tx, stand)
      if (isRefusal(made)) return made
      const { id: about, name, short } = stand.org
      const says = `导出${name}的${made.sheet}`
      return { ...made, what: 'register-export', about, says, name: `${short}${made.sheet}` }
    })
  /** The same of persons: covered, or whole with a reason for whoever leads all in sight. */
  const persons = <Row>(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: string | undefined,
    why: Leaving & { readonly clause: ClauseId },
    work: Work<Persons<Row>>,
  ) =>
    sendPersonal({ db, now }, request, reply, why, async (tx, _who, at) => {
      const stand = await standing(tx, byOf(request, at), asked)
      if (isRefusal(stand)) return stand
      const made = await work(tx, stand)
      if (isRefusal(made)) return made
      const { id: about, name, short } = stand.org
      const says = (rows: number, how: string) => `导出${name}的${made.sheet} ${rows} 条（${how}）`
      return { what: 'register-export', about, says, name: `${short}${made.sheet}`, ...made }
    })
  /** What is printed leaves the house too: written to the audit, in the transaction that reads it. */
  const pdf = async (request: FastifyRequest, reply: FastifyReply, asked: string | undefined, work: Work<Print>) => {
    const by = byOf(request, now())
    const print = await db.transaction(seen(request), async (tx) => {
      const stand = await standing(tx, by, asked)
      if (isRefusal(stand)) return stand
      const made = await work(tx, stand)
      if (isRefusal(made)) return made
      const line = { tenantId: by.tenant, at: by.at, staffId: by.staff, what: 'register-print', about: stand.org.id }
      await audit(tx, { ...line, succeeded: true, says: made.says })
      return made
    })
    if (isRefusal(print)) return reply.refuse(print)
    const place = `inline; filename*=UTF-8''${encodeURIComponent(`${print.name}.pdf`)}`
    const bytes = Buffer.from(await print.print())
    return reply.type('application/pdf').header('content-disposition', place).send(bytes)
  }
  return { read, change, spreadsheet, persons, pdf }
}
