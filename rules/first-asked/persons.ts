import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import { citizenProblems, phoneProblems, tidyCitizen } from '#core/numbers.ts'
import { badInput } from '#core/offer.ts'
import type { Refusal } from '#core/refusal.ts'
import { whoOf } from '#matter/once.ts'
import { named } from '#matter/page.ts'
import { scopeOf } from '#matter/routes.ts'
import { serviceOf } from '#matter/rows.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { audit, lineFor } from '#platform/auth/audit.ts'
import { hidden, mask } from '#platform/crypto/personal.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Row = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly service: string | null
  readonly service_version: string | null
  readonly state: string
  readonly office: string
  readonly opened_at: Date
  readonly holder_post: string
  readonly holder_staff: string
  readonly name: string | null
  readonly matter: string | null
  readonly total: number
}

const shown = 5
/**
 * Through `matter` and its walls: of what lies in another organization there is no line, and it is not counted. What follows
 * from another matter (`origin`) is no visit.
 */
const earlier = sql<Row>(
  'persons.earlier',
  `select m.id, m.number, m.kind, m.service, m.service_version, m.state, m.office, m.opened_at, m.holder_post, m.holder_staff,
     coalesce(m.facts->>'name', m.facts->>'applicant') as name, coalesce(m.facts->>'matter', m.facts->>'serviceName') as matter,
     count(*) over () as total
   from (select distinct matter_id from secret where tenant_id = $1 and blind = any($2::text[])) s
   join matter m on m.tenant_id = $1 and m.id = s.matter_id
   where m.kind = any($3::text[]) and m.facts->>'origin' is null and ($4::uuid is null or m.id <> $4) order by m.id desc limit ${shown}`,
)

const Person = Type.Object(
  {
    number: Type.Optional(
      Type.String({ title: '联系电话或公民身份号码', minLength: 5, maxLength: 24, pattern: '\\S' }),
    ),
    matter: Type.Optional(Type.String({ title: '事项', format: 'uuid' })),
  },
  { additionalProperties: false },
)

/**
 * What one person came for before, as far as this clerk may see it: the newest five, and how many there are. A number is
 * sent in the body, looked up by its fingerprint, and the looking is on the record.
 */
export const personRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.post(
    '/api/persons/earlier',
    {
      config: { allow: 'staff', key: 'none' },
      schema: { summary: '同一人以往的来访和办件', body: Person },
    },
    async (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      const { number, matter } = request.body
      const found = await world.db.transaction(scopeOf(who), async (tx) => {
        const office = await current(tx, who.tenantId, at)
        if (matter !== undefined) {
          const held = await readMatter(tx, who.tenantId, matter)
          if (!held) return unseen
          return earlierOf(world, tx, office, {
            tenant: who.tenantId,
            blinds: blindsIn(held.matter.facts),
            but: matter,
            at,
          })
        }
        const kind = kindOf(number ?? '', at)
        if (kind === null) return unreadable
        const plain = kind === 'idNumber' ? tidyCitizen(number!) : number!.trim()
        const blinds = [world.keys.blind(kind, plain)]
        const answer = await earlierOf(world, tx, office, { tenant: who.tenantId, blinds, but: null, at })
        const says = `按${kind === 'phone' ? '电话' : '公民身份号码'} ${mask(kind, plain)} 查看同一人以往事项，共 ${answer.count} 件`
        await audit(tx, { ...lineFor(who, at), what: 'person-earlier', about: null, succeeded: true, says })
        return answer
      })
      return 'refused' in found ? reply.refuse(found) : found
    },
  )
}

function kindOf(number: string, at: Instant): 'phone' | 'idNumber' | null {
  if (number.trim() !== '' && phoneProblems(number).length === 0) return 'phone'
  return citizenProblems(number, dayOf(at)).length === 0 ? 'idNumber' : null
}

/** The fingerprints of the numbers by which a person is known; a bank card and a household's number are none of them. */
function blindsIn(facts: unknown): readonly string[] {
  if (isSealed(facts)) return /(bankCard|householdNumber)$/.test(facts.sealed) ? [] : [facts.blind]
  if (typeof facts !== 'object' || facts === null) return []
  return Object.values(facts).flatMap(blindsIn)
}

type Ask = {
  readonly tenant: string
  readonly blinds: readonly string[]
  readonly but: string | null
  readonly at: Instant
}

async function earlierOf(world: World, tx: Tx, office: OfficeSnapshot, { tenant, blinds, but, at }: Ask) {
  const open = world.processes.kinds.filter((kind) => !world.processes.of(kind, null)?.confidential)
  const rows = blinds.length === 0 ? [] : await tx.all(earlier, [tenant, blinds, open, but])
  return { count: rows[0]?.total ?? 0, rows: rows.map((row) => viewOf(world, office, row, at)) }
}

function viewOf(world: World, office: OfficeSnapshot, row: Row, at: Instant) {
  const process = world.processes.of(row.kind, serviceOf(row))
  const about = hidden(row.matter ?? '')
  return {
    id: row.id,
    number: row.number,
    kindLabel: row.kind === 'case' ? '办件' : (process?.title ?? row.kind),
    name: row.name && mask('name', row.name),
    about: about.length > 40 ? `${about.slice(0, 40)}…` : about,
    stateLabel: process?.states[row.state]?.label ?? row.state,
    closed: process?.states[row.state]?.closed === true,
    openedAt: iso(instant(row.opened_at.getTime())),
    /** Registered on this very day: it may be the same matter (2.1). */
    today: dayOf(instant(row.opened_at.getTime())) === dayOf(at),
    office: office.organizations.get(row.office as never)?.name ?? '',
    holder: named(office, row.holder_staff, row.holder_post),
  }
}

const unseen: Refusal = { refused: 'not-seen', clause: null, says: '没有找到这件事项，或者它不在您可以查看的范围内' }
const unreadable = badInput('2.1', [{ at: '/number', says: '请填写完整的联系电话或公民身份号码' }])
