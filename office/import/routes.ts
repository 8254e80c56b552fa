import { createHash, randomUUIDv7 } from 'node:crypto'
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type Instant, instant } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { current } from '#office/current.ts'
import { asItStands } from '#office/import/broken.ts'
import type { ImportColumn, ImportKind } from '#office/import/kind.ts'
import { reportOf } from '#office/import/report.ts'
import { type ImportNeeds, type Runner, readAndCheck, takeIn } from '#office/import/run.ts'
import {
  addJob,
  emptyJob,
  findJob,
  fullJobs,
  type Job,
  jobsOf,
  lockJob,
  problemsOf,
  sameJob,
  saveJob,
} from '#office/import/store.ts'
import { templateBook } from '#office/import/template.ts'
import { jobView } from '#office/import/view.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import { registerDoors, type Stand, someone, standOf } from '#office/register.ts'
import { scopeOf, type Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { sendBook } from '#platform/sheets/book.ts'
import { attached, xlsxType } from '#platform/sheets/excel.ts'

const staff = { allow: ['staff', { administrator: 'system' }] } as const
const uuid = Type.String({ format: 'uuid' })
const OfJob = Type.Object({ id: uuid })
const OfKind = Type.Object({ kind: Type.String({ maxLength: 40 }) })
const OfTarget = Type.Object({ target: Type.Optional(Type.String({ title: '导入到', format: 'uuid' })) })
const RunBody = Type.Object(
  { mode: choice('导入方式', { all: '全部通过才导入', good: '只导入没有问题的' }) },
  { additionalProperties: false },
)
const NoneBody = Type.Object({}, { additionalProperties: false })

const mostBytes = 20 * 1024 * 1024
/** So long the rows of a table stay after it is done, for its report; then they are taken away. */
const keptMs = 7 * 86_400_000

/** Excel tables taken in: a template, a dry run that changes nothing, then all or the good ones, with a report (1.3). */
export const importRoutes: FastifyPluginAsyncTypebox<
  ImportNeeds & { readonly failed?: (error: unknown) => void }
> = async (app, parts) => {
  const { failed, ...needs } = parts
  await app.register(multipart, {
    limits: { fileSize: mostBytes, files: 1, fields: 4, parts: 5 },
    throwFileSizeLimit: false,
  })
  const doors = registerDoors(needs)
  const alive = new Set<Promise<void>>()
  let stopping = false
  app.addHook('onClose', async () => {
    stopping = true
    await Promise.all(alive)
  })
  const start = (who: Who, kind: ImportKind, work: (runner: Runner) => Promise<void>): void => {
    const going = work({ needs, who, kind, stopping: () => stopping, ...(failed && { failed }) })
    alive.add(going)
    void going.finally(() => alive.delete(going))
  }

  app.get('/api/imports', { config: staff, schema: { summary: '可以导入的表和最近的导入' } }, (request, reply) =>
    doors.read(request, reply, undefined, (tx, stand) => listOf(needs, tx, stand)),
  )
  app.get(
    '/api/imports/template/:kind',
    { config: staff, schema: { summary: '下载导入模板', params: OfKind, querystring: OfTarget } },
    (request, reply) => template(needs, request, reply, request.params.kind, request.query.target ?? null),
  )
  app.post(
    '/api/imports/upload/:kind',
    {
      config: { ...staff, key: 'none' },
      bodyLimit: mostBytes + 65_536,
      schema: {
        summary: '上传要导入的表，先试一遍',
        consumes: ['multipart/form-data'],
        params: OfKind,
        querystring: OfTarget,
      },
    },
    async (request, reply) => {
      const made = await upload(needs, request, request.params.kind, request.query.target ?? null)
      if (isRefusal(made)) return reply.refuse(made)
      const { job, kind, columns, bytes, who, fresh } = made
      if (fresh) start(who, kind, (runner) => readAndCheck(runner, job, bytes, columns))
      return reply.code(202).send(jobView(needs, job, needs.now(), []))
    },
  )
  app.get(
    '/api/imports/:id',
    { config: staff, schema: { summary: '一次导入的进度和问题', params: OfJob } },
    (request, reply) =>
      doors.read(request, reply, undefined, async (tx, stand) => {
        const job = await own(stand, await findJob(tx, stand.tenant, request.params.id))
        if (isRefusal(job)) return job
        const [columns, problems] = await Promise.all([
          columnsOf(needs, tx, stand, job),
          problemsOf(tx, stand.tenant, job.id),
        ])
        return jobView(needs, job, needs.now(), problems, columns)
      }),
  )
  app.post(
    '/api/imports/:id/run',
    { config: staff, schema: { summary: '开始导入', params: OfJob, body: RunBody } },
    async (request, reply) => {
      const { mode } = request.body
      let job: Job | null = null
      const sent = await doors.change(request, reply, undefined, async (tx, stand) => {
        const set = await begun(needs, tx, stand, request.params.id, mode)
        if (isRefusal(set)) return set
        job = set
        return jobView(needs, set, needs.now(), [])
      })
      const set = job as Job | null
      const kind = set && needs.kinds.get(set.kind)
      if (set && kind) start(request.session!.who, kind, (runner) => takeIn(runner, set))
      return sent
    },
  )
  app.post(
    '/api/imports/:id/cancel',
    { config: staff, schema: { summary: '取消导入', params: OfJob, body: NoneBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, (tx, stand) => cancelled(needs, tx, stand, request.params.id)),
  )
  app.get(
    '/api/imports/:id/report',
    { config: staff, schema: { summary: '下载导入结果，标出问题', params: OfJob } },
    (request, reply) =>
      sendBook(needs, request, reply, async (tx, who, at) => reportOf(needs, tx, who, at, request.params.id)),
  )
}

async function listOf(needs: ImportNeeds, tx: Tx, stand: Stand) {
  const jobs = await jobsOf(tx, stand.tenant, stand.org.id, stand.staff)
  const kinds = await Promise.all(
    [...needs.kinds.values()].map(async (kind) => {
      const targets = (await kind.targets?.(tx, stand)) ?? null
      const may = targets ? targets.length > 0 : (await kind.may(tx, stand, null)) === null
      return may ? [{ word: kind.word, title: kind.title, clause: kind.clause, most: kind.most, targets }] : []
    }),
  )
  return {
    kinds: kinds.flat(),
    jobs: jobs.map((job) => ({ ...jobView(needs, job, stand.at, []), madeBy: someone(stand.office, job.made_by) })),
  }
}

type Seat = { readonly kind: ImportKind; readonly stand: Stand; readonly columns: readonly ImportColumn[] }

async function seatOf(
  { kinds }: ImportNeeds,
  tx: Tx,
  stand: Stand,
  word: string,
  target: string | null,
): Promise<Seat | Refusal> {
  const kind = kinds.get(word)
  if (!kind) return notSeen('没有这一类可以导入的表')
  if (kind.targets && target === null) return badInput(kind.clause, '/target', '请选择导入到哪里')
  const refused = await kind.may(tx, stand, target)
  return refused ?? { kind, stand, columns: await kind.columns(tx, stand, target) }
}

async function template(
  needs: ImportNeeds,
  request: FastifyRequest,
  reply: FastifyReply,
  word: string,
  target: string | null,
) {
  const who = request.session!.who
  const seat = await needs.db.read(scopeOf(who), async (tx) => seatFor(needs, tx, who, needs.now(), word, target))
  if (isRefusal(seat)) return reply.refuse(seat)
  const book = await templateBook(seat.kind.title, seat.columns)
  return reply
    .type(xlsxType)
    .header('content-disposition', attached(`${seat.kind.title}导入模板.xlsx`))
    .send(book)
}

async function seatFor(
  needs: ImportNeeds,
  tx: Tx,
  who: Who,
  at: Instant,
  word: string,
  target: string | null,
): Promise<Seat | Refusal> {
  const by = { tenant: who.tenantId, staff: who.staffId as Stand['staff'], at }
  const stand = standOf(await current(tx, by.tenant, at), by, undefined)
  return isRefusal(stand) ? stand : seatOf(needs, tx, stand, word, target)
}

async function upload(needs: ImportNeeds, request: FastifyRequest, word: string, target: string | null) {
  const who = request.session!.who
  const at = needs.now()
  const file = await fileIn(request)
  if (isRefusal(file)) return file
  const { bytes, name } = file
  const digest = createHash('sha256').update(bytes).update(`\n${word} ${target}`).digest('base64url')
  const made = await needs.db.transaction(scopeOf(who), async (tx) => {
    const seat = await seatFor(needs, tx, who, at, word, target)
    if (isRefusal(seat)) return seat
    const { stand, kind, columns } = seat
    for (const { id } of await fullJobs(tx, stand.tenant, instant(at - keptMs))) emptyJob(tx, stand.tenant, id)
    const before = await sameJob(tx, stand.tenant, stand.org.id, stand.staff, digest)
    if (before) return { job: before, kind, columns, fresh: false }
    const place = { id: randomUUIDv7(), org_path: stand.org.path, office: stand.org.id, kind: word, target }
    const job = await addJob(tx, stand.tenant, { ...place, file: name, digest, made_by: stand.staff }, at)
    return { job, kind, columns, fresh: true }
  })
  return isRefusal(made) ? made : { ...made, bytes, who }
}

async function fileIn(request: FastifyRequest): Promise<{ readonly bytes: Buffer; readonly name: string } | Refusal> {
  const wrong = (says: string) => badInput(null, '/file', says)
  if (!request.isMultipart()) return wrong('请选择一个Excel文件（.xlsx）')
  const part = await request.file()
  if (!part) return wrong('请选择一个Excel文件（.xlsx）')
  const bytes = await part.toBuffer()
  if (part.file.truncated) return wrong('文件不能超过20兆字节，请分成几个文件')
  if (!/\.xlsx$/i.test(part.filename)) return wrong('只收.xlsx文件；其他格式请另存为.xlsx')
  if (bytes.length < 100 || bytes.readUInt16BE(0) !== 0x504b) return wrong('文件不是Excel工作簿（.xlsx），或者已损坏')
  return { bytes, name: part.filename.replaceAll(/\p{Cc}/gu, '').slice(-100) }
}

/** One's own only: what others have read of their tables is theirs. */
async function own(stand: Stand, job: Job | null): Promise<Job | Refusal> {
  return job && job.made_by === stand.staff ? job : notSeen('没有这次导入')
}

async function columnsOf(
  { kinds }: ImportNeeds,
  tx: Tx,
  stand: Stand,
  { kind: word, target }: Job,
): Promise<readonly ImportColumn[]> {
  const kind = kinds.get(word)
  return kind && (await kind.may(tx, stand, target)) === null ? kind.columns(tx, stand, target) : []
}

async function begun(
  { kinds, now }: ImportNeeds,
  tx: Tx,
  stand: Stand,
  id: string,
  mode: 'all' | 'good',
): Promise<Job | Refusal> {
  const kept = await own(stand, await lockJob(tx, stand.tenant, id))
  if (isRefusal(kept)) return kept
  const at = now()
  const job = asItStands(kept, at)
  const clause = kinds.get(job.kind)?.clause ?? '1.3'
  if (job.state !== 'checked') return notMet(clause, job.state === 'done' ? '已经导入过了' : '要先试一遍才能导入')
  if (mode === 'all' && job.bad > 0) return notMet(clause, `还有${job.bad}项有问题，改好再上传，或者只导入没有问题的`)
  if (mode === 'all' && job.done > 0) return notMet(clause, `已经导入了${job.done}项，只能接着导入其余的`)
  if (job.bad === job.units) return notMet(clause, '没有可以导入的行')
  const next: Job = { ...job, state: 'running', mode, says: null, beat_at: new Date(at) }
  saveJob(tx, stand.tenant, next, at)
  return next
}

async function cancelled(needs: ImportNeeds, tx: Tx, stand: Stand, id: string) {
  const job = await own(stand, await lockJob(tx, stand.tenant, id))
  if (isRefusal(job)) return job
  const clause = needs.kinds.get(job.kind)?.clause ?? '1.3'
  if (job.ended_at) return notMet(clause, '已经结束，不能取消')
  const says = job.mode !== 'all' && job.done > 0 ? `已取消，取消前导入了${job.done}项` : '已取消，一行也没有导入'
  const at = needs.now()
  const next: Job = { ...job, state: 'cancelled', says, ended_at: new Date(at) }
  saveJob(tx, stand.tenant, next, at)
  return jobView(needs, next, at, [])
}
