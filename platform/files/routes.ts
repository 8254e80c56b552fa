import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Instant } from '#core/day.ts'
import { liesIn } from '#core/path.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Who } from '#platform/auth/who.ts'
import { type Db, sql, type Tx } from '#platform/db/db.ts'
import { cleaned, imageTypes, mostBytes } from '#platform/files/image.ts'
import { keepCleaned, readFile } from '#platform/files/store.ts'

const OfFile = Type.Object({ id: Type.String({ format: 'uuid' }) })
const OfOffice = Type.Object({ office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })) })

const pathOf = sql<{ readonly path: string }>(
  'file.office',
  `select path::text as path from organization_place where tenant_id = $1 and org = $2 order by valid_from desc limit 1`,
)

/**
 * Pictures in and out. No Idempotency-Key: the same picture for the same office is the same entry however often it is sent.
 * It belongs to one's own office, or to one below it that `office` names, and is seen by whoever may see that office.
 */
export const fileRoutes: FastifyPluginAsyncTypebox<{ readonly db: Db; readonly now: () => Instant }> = async (
  app,
  { db, now },
) => {
  await app.register(multipart, {
    limits: { fileSize: mostBytes, files: 1, fields: 4, parts: 5 },
    throwFileSizeLimit: false,
  })

  app.post(
    '/api/files',
    {
      config: { allow: 'staff', key: 'none' },
      bodyLimit: mostBytes + 65_536,
      schema: { summary: '上传照片（去除位置等附加信息）', consumes: ['multipart/form-data'], querystring: OfOffice },
    },
    async (request, reply) => {
      const who = whoOf(request)
      const bytes = await uploaded(request)
      if (isRefusal(bytes)) return reply.refuse(bytes)
      const image = await cleaned(bytes)
      if (isRefusal(image)) return reply.refuse(image)
      const scope = { tenant: who.tenantId, paths: [who.orgPath] }
      const kept = await db.transaction(scope, async (tx) => {
        const path = await placeOf(tx, who, request.query.office)
        if (path === null) return notBelow
        return keepCleaned(tx, { tenant: who.tenantId, path, at: now(), by: who.staffId }, image)
      })
      return isRefusal(kept) ? reply.refuse(kept) : reply.code(201).send(kept)
    },
  )

  app.get(
    '/api/files/:id',
    { config: { allow: 'staff' }, schema: { summary: '查看照片', params: OfFile } },
    async (request, reply) => {
      const who = whoOf(request)
      const scope = { tenant: who.tenantId, paths: [who.orgPath] }
      const file = await db.read(scope, (tx) => readFile(tx, who.tenantId, request.params.id))
      if (!file) return reply.refuse(notSeen)
      return reply
        .type(imageTypes[file.type])
        .header('cache-control', 'private, max-age=3600')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('etag', `"${file.digest}"`)
        .send(file.bytes)
    },
  )
}

function whoOf(request: FastifyRequest): Who {
  const who = request.session?.who
  if (!who) throw new TypeError('a route of files that lets in callers without a session')
  return who
}

/** The bytes of the one file of the request. What stands in its name is not looked at. */
async function uploaded(request: FastifyRequest): Promise<Buffer | Refusal> {
  if (!request.isMultipart()) return noFile
  const part = await request.file()
  if (!part) return noFile
  const bytes = await part.toBuffer()
  if (part.file.truncated) return tooLarge
  return bytes.byteLength > 0 ? bytes : noFile
}

async function placeOf(tx: Tx, { tenantId, orgPath }: Who, office: string | undefined): Promise<string | null> {
  if (office === undefined) return orgPath
  const path = (await tx.maybe(pathOf, [tenantId, office]))?.path
  return path !== undefined && liesIn(path, orgPath) ? path : null
}

const wrong = (says: string): Refusal => ({
  refused: 'bad-input',
  clause: null,
  says,
  problems: [{ at: '/file', says }],
})
const noFile = wrong('请选择一张照片')
const tooLarge = wrong('照片不能超过8兆字节')
const notBelow: Refusal = {
  refused: 'bad-input',
  clause: null,
  says: '没有这个单位，或者不是本单位和下级单位',
  problems: [{ at: '/office', says: '没有这个单位，或者不是本单位和下级单位' }],
}
const notSeen: Refusal = { refused: 'not-seen', clause: null, says: '没有找到这张照片，或者它不在您可以查看的范围内' }
