import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { byOf } from '#office/caller.ts'
import { current } from '#office/current.ts'
import { OfEntry } from '#office/entries.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import { audit } from '#platform/auth/audit.ts'
import { scopeOf } from '#platform/auth/who.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { mostBytes } from '#platform/files/image.ts'
import { scanned } from '#platform/files/scan.ts'
import { heldOpening, ours } from './change.ts'
import { concernedIn } from './concerned.ts'
import { keepScan, openScan } from './scans.ts'
import type { PaperRow } from './store.ts'
import { paperView } from './view.ts'

const OfScan = Type.Object({ scan: Type.String({ title: '扫描件', format: 'uuid' }) })

const paperOf = sql<PaperRow>(
  'box.paper-of-scan',
  `select id, office, opening, nth, scan, kind, level, items, words, number, matter_id, member, entered_by, entered_at, state, tries, checked_by, checked_at, complaint
   from box_paper where tenant_id = $1 and opening = $2 and scan = $3`,
)

/** Scans of the papers in the box: brought by whoever enters, seen by those who may read the paper, each look written down. */
export const scanRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const { db, keys, now } = world
  await app.register(multipart, {
    limits: { fileSize: mostBytes, files: 1, fields: 2, parts: 3 },
    throwFileSizeLimit: false,
  })

  app.post(
    '/api/opinion-box/:id/scans',
    {
      // A scan that is sent twice is entered once: the paper names one of them.
      config: { allow: 'staff', key: 'none' },
      bodyLimit: mostBytes + 65_536,
      schema: { summary: '上传一张纸的扫描件（图片或PDF）', consumes: ['multipart/form-data'], params: OfEntry },
    },
    async (request, reply) => {
      const by = byOf(request, now())
      const bytes = await uploaded(request)
      const scan = isRefusal(bytes) ? bytes : await scanned(bytes)
      if (isRefusal(scan)) return reply.refuse(scan)
      const kept = await db.transaction(scopeOf(request.session!.who), async (tx) => {
        const at = standOf(await current(tx, by.tenant, by.at), by, undefined)
        const found = isRefusal(at) ? at : await heldOpening(tx, at, request.params.id)
        if (isRefusal(found)) return found
        const { row, stand } = found
        if (!ours(stand, by.staff, by.at)) return notYours('10.5.1', '扫描件由本单位工作人员上传')
        if (row.state !== 'agreed') return notMet('10.5.1', '这次开箱还没有两人确认，确认以后才能录入')
        const id = keepScan(tx, keys, by.tenant, {
          opening: row.id,
          path: stand.org.path,
          scan,
          by: by.staff,
          at: by.at,
        })
        return { id, type: scan.type, bytes: scan.bytes.byteLength }
      })
      return isRefusal(kept) ? reply.refuse(kept) : reply.code(201).send(kept)
    },
  )

  app.get(
    '/api/opinion-scans/:scan',
    { config: { allow: 'staff' }, schema: { summary: '查看意见箱纸张的扫描件', params: OfScan } },
    async (request, reply) => {
      const by = byOf(request, now())
      const { scan } = request.params
      const found = await db.transaction(scopeOf(request.session!.who), async (tx) => {
        const stand = standOf(await current(tx, by.tenant, by.at), by, undefined)
        return isRefusal(stand) ? stand : seen(world, tx, stand, scan)
      })
      if (isRefusal(found)) return reply.refuse(found)
      return reply
        .type(found.type)
        .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(found.bytes)
    },
  )
}

async function seen({ keys }: Pick<World, 'keys'>, tx: Tx, at: Stand, scan: string) {
  const file = await openScan(tx, keys, at.tenant, scan)
  if (!file) return unseenScan
  const row = await tx.maybe(paperOf, [at.tenant, file.opening, scan])
  const stand = row ? standOf(at.office, at, row.office) : at
  if (isRefusal(stand)) return stand
  const concerned = row?.matter_id && (await concernedIn(tx, at.tenant, [row.matter_id])).get(row.matter_id)
  // Not entered yet: for whoever brought it.
  const mayLook = row ? paperView(stand, row, concerned || undefined).scan === scan : file.by === at.staff
  if (!mayLook) return unseenScan
  await audit(tx, {
    ...{ tenantId: at.tenant, at: at.at, staffId: at.staff, what: 'box-scan', about: row?.id ?? scan, succeeded: true },
    says: row ? `查看意见箱纸张扫描件（第${row.nth}张）` : '查看刚上传的意见箱纸张扫描件',
  })
  return file
}

async function uploaded(request: FastifyRequest): Promise<Buffer | Refusal> {
  if (!request.isMultipart()) return noFile
  const part = await request.file()
  if (!part) return noFile
  const bytes = await part.toBuffer()
  if (part.file.truncated) return badInput('10.5.1', '/file', '扫描件不能超过8兆字节')
  return bytes.byteLength > 0 ? bytes : noFile
}

const noFile = badInput('10.5.1', '/file', '请选择这张纸的扫描件')
const unseenScan = notSeen('没有这份扫描件，或者它不给您查看')
