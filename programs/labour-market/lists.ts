import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type TProperties } from 'typebox'
import { dayOf } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { opening, type Shown } from '#matter/opening.ts'
import { rowsAfter } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { staff } from '#office/entries.ts'
import { type Leaving, leaving } from '#office/personal.ts'
import { formOf, registerDoors, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ExcelSheet } from '#platform/sheets/excel.ts'
import { soonOf } from './book.ts'
import { clause, keeps } from './change.ts'
import { referralColumns, seekerColumns, vacancyColumns } from './columns.ts'
import {
  FeedbackBody,
  kinds,
  PublishBody,
  ReasonBody,
  ShareBody,
  seekerStages,
  VacancyBody,
  vacancyStages,
  WishBody,
} from './contract.ts'
import { referral } from './process.ts'
import { referralPage } from './referrals.ts'
import { pairsOf, plains } from './shared.ts'
import { pageSize, seekerPage } from './store.ts'
import { vacancyPage } from './vacancies.ts'
import { referralView, seekerView, vacancyView } from './view.ts'

type App = Parameters<FastifyPluginAsyncTypebox>[0]

const states = Object.fromEntries(Object.entries(referral.states).map(([code, { label }]) => [code, label]))
const narrows = {
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  q: Type.Optional(Type.String({ title: '查找内容', minLength: 1, maxLength: 50, pattern: '\\S' })),
}
const ofKind = { ...narrows, kind: Type.Optional(choice('工作性质', kinds)) }
const after = { after: Type.Optional(Type.String({ title: '翻页位置', maxLength: 60, pattern: '^([0-9a-f-]{36})?$' })) }

type Asked = {
  readonly office?: string
  readonly stage?: string
  readonly state?: string
  readonly kind?: string
  readonly q?: string
}
type List<Row, View extends { readonly id: string }> = {
  readonly word: string
  /** The book's name, as it is called when it leaves the house. */
  readonly title: string
  readonly filter: TProperties
  readonly page: (tx: Tx, stand: Stand, asked: Asked, after: string | null, limit: number) => Promise<readonly Row[]>
  readonly view: (stand: Stand, row: Row) => View
  readonly columns: ExcelSheet<View>['columns']
  /** The masks in a line, and what they stand for. */
  readonly shown?: (line: View) => { readonly [Name in keyof View]?: Shown }
  readonly forms?: Readonly<Record<string, object>>
}

/** The two books and the referrals as lists and as Excel books. */
export function lists(app: App, world: World): void {
  list(app, world, {
    ...{ word: 'seekers', title: '求职者名册', columns: seekerColumns, view: seekerView },
    shown: ({ caseId, phoneMasked }) => ({ phoneMasked: { matter: caseId, kind: 'phone', masked: phoneMasked } }),
    filter: { ...ofKind, stage: Type.Optional(choice('状态', seekerStages)) },
    page: (tx, stand, asked, from, limit) =>
      seekerPage(tx, stand.tenant, stand.org.id, daysOf(stand), filterOf(asked, from), limit),
    forms: { wish: formOf(WishBody), end: formOf(ReasonBody), share: formOf(ShareBody) },
  })
  list(app, world, {
    ...{ word: 'vacancies', title: '岗位名册', columns: vacancyColumns, view: vacancyView },
    filter: { ...ofKind, stage: Type.Optional(choice('状态', vacancyStages)) },
    page: (tx, stand, asked, from, limit) =>
      vacancyPage(tx, stand.tenant, stand.org.id, daysOf(stand), filterOf(asked, from), limit),
    forms: {
      ...{ edit: formOf(VacancyBody), reason: formOf(ReasonBody) },
      ...{ publish: formOf(PublishBody), feedback: formOf(FeedbackBody) },
    },
  })
  list(app, world, {
    ...{ word: 'referrals', title: '岗位推荐名册', columns: referralColumns },
    filter: { ...narrows, state: Type.Optional(choice('办理情况', { open: '等反馈', ...states })) },
    page: (tx, stand, { state = null, q = null }, from, limit) =>
      referralPage(tx, stand.tenant, stand.org.id, { state, q, after: from }, limit),
    view: ({ at }, row) => referralView(row, at),
  })
}

/** One list, a page at a time, and the same as a book, with a reason that goes on the record. */
function list<Row, View extends { readonly id: string }>(
  app: App,
  world: World,
  { word, title, filter, page, view, columns, shown = () => ({}), forms }: List<Row, View>,
): void {
  const doors = registerDoors(world)
  app.get(
    `/api/market/${word}`,
    { config: staff, schema: { summary: title, querystring: Type.Object({ ...filter, ...after }) } },
    (request, reply) => {
      const asked = request.query as Asked & { readonly after?: string }
      return doors.read(request, reply, asked.office, async (tx, stand) => {
        const found = await page(tx, stand, asked, asked.after || null, pageSize + 1)
        const rows = found.slice(0, pageSize).map((row) => view(stand, row))
        const next = found.length > pageSize ? (rows.at(-1)?.id ?? null) : null
        return { rows, next, writes: keeps(stand), ...(forms && { forms }) }
      })
    },
  )
  const isPersonal = columns.some(({ whole }) => whole)
  const fields = isPersonal ? leaving : { reason: leaving.reason }
  const Leaves = Type.Object({ ...filter, ...fields }, { additionalProperties: false })
  app.post(
    `/api/market/${word}/export`,
    { config: { allow: 'staff', key: 'none' }, schema: { summary: `导出${title}`, body: Leaves } },
    (request, reply) => {
      const asked = request.body as Asked & Leaving
      const made = async (tx: Tx, stand: Stand) => {
        const all = rowsAfter(
          async (from, limit) => (await page(tx, stand, asked, from, limit)).map((row) => view(stand, row)),
          ({ id }) => id,
        )
        return {
          sheet: title,
          columns,
          rows: all,
          reason: asked.reason,
          open: opening(tx, world.keys, stand.tenant, shown),
        }
      }
      return isPersonal
        ? doors.persons(request, reply, asked.office, { ...asked, clause }, made)
        : doors.spreadsheet(request, reply, asked.office, made)
    },
  )
}

const daysOf = ({ office, org, at }: Stand) => [dayOf(at), soonOf({ office, place: org.id, at })] as const

function filterOf({ stage, kind, q = '' }: Asked, from: string | null) {
  const typed = q.trim()
  const grams = pairsOf(plains(typed.split(/\s+/u)))
  // Signs alone stand in no entry: nothing is found, and not everything.
  const words = grams.length > 0 ? grams : typed === '' ? null : [typed]
  return { stage: stage ?? null, kind: kind ?? null, words, after: from }
}
