import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { addedTo, type Beside, readBeside, wholeBeside, withRecords } from '#matter/beside.ts'
import { changing, whoOf } from '#matter/once.ts'
import { openMatter } from '#matter/open.ts'
import { maySee, pageOf } from '#matter/page.ts'
import { columnOf, reveal, uncovered } from '#matter/seal.ts'
import { readMatter } from '#matter/store.ts'
import { visitorCode } from '#matter/visitor.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { scopeOf, type Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'

const OfMatter = Type.Object({ id: Type.String({ format: 'uuid' }) })
const OfMove = Type.Object({ id: Type.String({ format: 'uuid' }), move: Type.String({ maxLength: 60 }) })
const Fields = Type.Record(Type.String(), Type.Unknown())
const Open = Type.Object(
  { kind: Type.String({ title: '事项种类', maxLength: 40 }), input: Fields },
  { additionalProperties: false },
)
const Version = Type.Integer({ title: '事项版本', minimum: 1 })
const Move = Type.Intersect([Type.Object({ version: Version }), Fields])
const Reveal = Type.Object(
  {
    version: Type.Optional(Version),
    field: Type.String({ title: '查看项', minLength: 1, maxLength: 100, pattern: '\\S' }),
    reason: Type.String({ title: '查看理由', minLength: 2, maxLength: 100, pattern: '\\S\\s*\\S' }),
  },
  { additionalProperties: false },
)

/** Every matter of every rule opens and changes here; the process tables are the access list. */
export const matterRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const byProcess = { allow: 'by-process' } as const
  const actor = (who: Who) => ({ ...who, actor: who.staffId })

  app.post('/api/matters', { config: byProcess, schema: { summary: '登记事项', body: Open } }, (request, reply) => {
    const who = whoOf(request)
    const at = world.now()
    const { kind, input } = request.body
    return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
      const opened = await openMatter(world, tx, { tenant: who.tenantId, staff: who.staffId, kind, input, at }, gate)
      if (isRefusal(opened)) return opened
      const body = {
        ...(await pageFor(tx, opened, await besideOf(tx, who.tenantId, opened), who, at)),
        visitorCode: visitorCode(world.keys, opened.held.matter.id),
        ...(opened.hint && { hint: opened.hint }),
      }
      return { status: 201, body, after: () => touch(world, who, opened) }
    })
  })

  app.get(
    '/api/matters/:id',
    { config: { allow: 'staff' }, schema: { summary: '一件事项', params: OfMatter } },
    async (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      const page = await world.db.read(scopeOf(who), async (tx) => {
        const [held, office, beside] = await Promise.all([
          readMatter(tx, who.tenantId, request.params.id),
          current(tx, who.tenantId, at),
          readBeside(tx, who.tenantId, request.params.id, at),
        ])
        const process = held && world.processes.of(held.matter.kind, held.matter.service)
        const looker = { staff: who.staffId, at }
        if (!process || !maySee(held, process, office, looker)) return null
        const whole = await wholeBeside(tx, who.tenantId, held.matter, beside)
        const all = await withRecords(tx, who.tenantId, process, held.matter, whole)
        return pageOf(held, process, office, looker, all)
      })
      return page ?? reply.refuse(unseen)
    },
  )

  app.post(
    '/api/matters/:id/moves/:move',
    { config: byProcess, schema: { summary: '办理一步', params: OfMove, body: Move } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      const { id, move } = request.params
      const { version, ...rest } = request.body
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        const ask = {
          tenant: who.tenantId,
          by: { staff: who.staffId },
          matter: id,
          move,
          version,
          input: inputOf(rest),
          at,
        }
        const moving = advance(world, tx, ask, gate)
        // Sent behind the lock, in its flight: what lies beside the matter is as it was before this move.
        const reading = readBeside(tx, who.tenantId, id, at)
        // When the move fails the reading does too, and nobody asks for it any more.
        reading.catch(() => {})
        const moved = await moving
        if (isRefusal(moved)) return moved
        const beside = moved.before ? await wholeBeside(tx, who.tenantId, moved.before, await reading) : await reading
        const body = await pageFor(tx, moved, addedTo(beside, moved), who, at)
        return { status: 200, body, after: () => touch(world, who, moved) }
      })
    },
  )

  app.post(
    '/api/matters/:id/reveal',
    { config: byProcess, schema: { summary: '查看个人信息（留痕）', params: OfMatter, body: Reveal } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      const { field, reason, version = null } = request.body
      const { id } = request.params
      return changing(world.db, actor(who), at, request, reply, async (tx, gate) => {
        const ask = {
          tenant: who.tenantId,
          by: { staff: who.staffId },
          matter: id,
          move: 'reveal',
          version,
          input: { field, reason },
          at,
        }
        const moved = await advance(world, tx, ask, gate)
        if (isRefusal(moved)) return moved
        const isCovered = moved.process.sensitive?.includes(columnOf(field))
        const open = isCovered ? uncovered(moved.after.facts, field) : null
        const value = open ?? (await reveal(tx, world.keys, { tenant: who.tenantId, matter: id, field }))
        if (value === null)
          return {
            refused: 'bad-input',
            clause: null,
            says: '这件事项没有这一项',
            problems: [{ at: '/field', says: '没有这一项' }],
          }
        const seen = { field, version: moved.held.matter.version }
        // A number in the open is never stored, not even as an answer to repeat.
        return {
          status: 200,
          body: { ...seen, value },
          kept: { ...seen, value: null },
          after: () => touch(world, who, moved),
        }
      })
    },
  )
}

/** `{version, ...input}` or `{version, input}`: both say the same. */
function inputOf(rest: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { input, ...others } = rest
  const nested =
    typeof input === 'object' && input !== null && !Array.isArray(input) && Object.keys(others).length === 0
  return nested ? (input as Readonly<Record<string, unknown>>) : rest
}

const unseen: Refusal = { refused: 'not-seen', clause: null, says: '没有找到这件事项，或者它不在您可以查看的范围内' }

/** What a person may read: their organization and those below it. */
export { scopeOf }

async function pageFor(tx: Tx, moved: Moved, beside: Beside, { staffId, tenantId }: Who, at: Instant) {
  const { held, process, office } = moved
  const whole = await withRecords(tx, tenantId, process, held.matter, beside)
  return pageOf(held, process, office, { staff: staffId, at }, whole)
}

/** Of a matter just opened nothing has to be read, unless it goes on from an earlier one. */
async function besideOf(tx: Tx, tenant: string, opened: Moved): Promise<Beside> {
  const goesOn = typeof opened.after.facts['contact'] === 'string'
  const links = goesOn ? (await readBeside(tx, tenant, opened.after.id, opened.line.at)).links : []
  return addedTo({ custody: [], journal: [], sheets: [], links }, opened)
}

function touch(world: World, { tenantId }: Who, { held, posts }: Moved): void {
  world.touched({ tenant: tenantId, path: held.path, matter: held.matter.id, version: held.matter.version, posts })
}
