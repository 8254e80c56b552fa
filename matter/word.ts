import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, type StaffId } from '#core/roster.ts'
import { isLetter, type SheetData, type SheetHead, type SheetKind, titleOnFile } from '#core/sheet.ts'
import { whoOf } from '#matter/once.ts'
import { maySee } from '#matter/page.ts'
import { ownTitle } from '#matter/sheet.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { audit, lineFor } from '#platform/auth/audit.ts'
import { scopeOf } from '#platform/auth/who.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { attached } from '#platform/sheets/excel.ts'
import { docxType, wordOf } from '#platform/sheets/word.ts'

type Row = {
  readonly kind: SheetKind
  readonly title: string | null
  readonly number: string
  readonly head: SheetHead
  readonly data: SheetData[SheetKind]
  readonly matter: string | null
}

const find = sql<Row>(
  'sheet.word',
  `select kind, ${ownTitle} as title, number, head, data, matter_id as matter from sheet where tenant_id = $1 and id = $2`,
)

const notFound: Refusal = {
  ...{ refused: 'not-seen', clause: null },
  says: '没有找到这份文书，或者它不在您可以查看的范围内',
}
const noLetter: Refusal = { refused: 'not-met', clause: '8.1', says: '这种文书由系统出具，不作为可编辑的草稿导出' }

const OfSheet = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Letters as drafts in Word: masked as the sheet is, marked with the matter's number, each one on the audit. */
export const wordRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const { db, now, processes } = world
  app.get(
    '/api/sheets/:id.docx',
    { config: { allow: 'staff' }, schema: { summary: '导出文书的Word草稿', params: OfSheet } },
    async (request, reply) => {
      const who = whoOf(request)
      const at = now()
      const found = await db.transaction(scopeOf(who), async (tx: Tx) => {
        const row = await tx.maybe(find, [who.tenantId, request.params.id])
        if (!row) return notFound
        if (!isLetter(row.kind)) return noLetter
        const office = await current(tx, who.tenantId, at)
        const held = row.matter ? await readMatter(tx, who.tenantId, row.matter) : null
        const process = held && processes.of(held.matter.kind, held.matter.service)
        if (row.matter && !(held && process && maySee(held, process, office, { staff: who.staffId as StaffId, at })))
          return notFound
        const number = held?.matter.number ?? null
        const says = `导出《${titleOnFile(row)}》（${row.number}）的Word草稿${number ? `，事项${number}` : ''}`
        await audit(tx, {
          ...lineFor(who, at),
          what: 'letter-export',
          about: number ?? row.number,
          succeeded: true,
          says,
        })
        return {
          ...row,
          kind: row.kind,
          draft: { matter: number, at: spoken(dayOf(at)), by: nameOf(office.roster, who.staffId as StaffId) },
        }
      })
      if (isRefusal(found)) return reply.refuse(found)
      const { kind, data, head, draft, number } = found
      const bytes = await wordOf(kind, data as never, head, draft)
      return reply
        .type(docxType)
        .header('content-disposition', attached(`${number}（草稿）.docx`))
        .header('cache-control', 'private, no-store')
        .send(bytes)
    },
  )
}
