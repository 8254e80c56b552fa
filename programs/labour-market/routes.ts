import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal } from '#core/refusal.ts'
import { registerFinds } from '#matter/find.ts'
import { changing, whoOf } from '#matter/once.ts'
import { rowsAfter, shownAs } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { byOf } from '#office/caller.ts'
import { registerChores } from '#office/chore.ts'
import { current } from '#office/current.ts'
import { entryDoors, OfEntry, staff } from '#office/entries.ts'
import { notSeen } from '#office/refusals.ts'
import { formOf, like, registerDoors, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { exportReason, sendBook } from '#platform/sheets/book.ts'
import { soonOf } from './book.ts'
import {
  type Desk,
  edit,
  feedBack,
  keeps,
  publish,
  renew,
  revise,
  sendBack,
  submit,
  unseenVacancy,
  withdraw,
} from './change.ts'
import { marketChores } from './chores.ts'
import { referralColumns, seekerColumns, vacancyColumns } from './columns.ts'
import {
  FeedbackBody,
  kinds,
  NoneBody,
  PassBody,
  PublishBody,
  ReasonBody,
  ReferBody,
  ShareBody,
  seekerStages,
  VacancyBody,
  vacancyStages,
  WishBody,
} from './contract.ts'
import { vacancyFinds } from './finds.ts'
import { pairsOfSeeker, pairsOfVacancy } from './pairs.ts'
import { referral } from './process.ts'
import { refer } from './refer.ts'
import {
  countsOf,
  markSeen,
  referralPage,
  referralsOfSeeker,
  referralsOfVacancy,
  resultsOf,
  seesCase,
} from './referrals.ts'
import { pairsOf, plain } from './shared.ts'
import { findSeeker, pageSize, seekerPage } from './store.ts'
import { findVacancy, vacancyPage } from './vacancies.ts'
import { referralView, seekerView, vacancyView } from './view.ts'
import { endSeeker, passOver, renewSeeker, share, unseenSeeker, wish } from './wishes.ts'

const words = Type.String({ title: '查找内容', minLength: 1, maxLength: 50, pattern: '\\S' })
const states = Object.fromEntries(Object.entries(referral.states).map(([code, { label }]) => [code, label]))
const seekerFilter = {
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  stage: Type.Optional(choice('状态', seekerStages)),
  kind: Type.Optional(choice('工作性质', kinds)),
  q: Type.Optional(words),
}
const vacancyFilter = { ...seekerFilter, stage: Type.Optional(choice('状态', vacancyStages)) }
const referralFilter = {
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  state: Type.Optional(choice('办理情况', { open: '等反馈', ...states })),
  q: Type.Optional(words),
}
const strict = { additionalProperties: false }
const after = { after: Type.Optional(Type.String({ title: '翻页位置', maxLength: 60, pattern: '^([0-9a-f-]{36})?$' })) }
const OfMatches = Type.Object({ after: Type.Optional(Type.String({ title: '翻页位置', maxLength: 60 })) })

/** The labour market (1.3): seekers, vacancies, who was sent where, and what fits whom. */
export const marketRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  registerChores(marketChores)
  registerFinds(vacancyFinds)
  lists(app, world)
  books(app, world)
  const doors = registerDoors(world)
  const { catalogue } = world

  app.get(
    '/api/market/seekers/:id/matches',
    { config: staff, schema: { summary: '适合一位求职人的岗位，附理由', params: OfEntry, querystring: OfMatches } },
    (request, reply) =>
      doors.read(request, reply, undefined, (tx, stand) =>
        pairsOfSeeker(tx, stand, { id: request.params.id, after: request.query.after ?? '', catalogue }),
      ),
  )
  app.get(
    '/api/market/vacancies/:id/matches',
    { config: staff, schema: { summary: '适合一个岗位的求职人，附理由', params: OfEntry, querystring: OfMatches } },
    (request, reply) =>
      doors.read(request, reply, undefined, (tx, stand) =>
        pairsOfVacancy(tx, stand, { id: request.params.id, after: request.query.after ?? '', catalogue }),
      ),
  )
  app.post(
    '/api/market/referrals',
    { config: staff, schema: { summary: '推荐求职人到岗位，开出推荐信', body: ReferBody } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, { ...who, actor: who.staffId }, at, request, reply, async (tx, gate) => {
        await gate
        const stand = standOf(await current(tx, who.tenantId, at), byOf(request, at), undefined)
        if (isRefusal(stand)) return stand
        const done = await refer(world, tx, stand, request.body)
        if (isRefusal(done)) return done
        const { held, posts, sheet } = done
        const { id: matter, number, version } = held.matter
        const letter = sheet && {
          id: sheet.id,
          title: sheet.title,
          number: sheet.number,
          url: `/api/sheets/${sheet.id}.pdf`,
        }
        const told = { tenant: who.tenantId, path: held.path, matter, version, posts }
        return { status: 201, body: { id: matter, number, letter }, after: () => world.touched(told) }
      })
    },
  )
  app.post(
    '/api/market/referrals/:id/seen',
    { config: staff, schema: { summary: '失业登记已按推荐结果核对', params: OfEntry, body: NoneBody } },
    (request, reply) =>
      doors.change(request, reply, undefined, async (tx, stand) => {
        if (!keeps(stand)) return notSeen('没有这条推荐')
        const row = await markSeen(tx, stand.tenant, request.params.id, stand.staff)
        return row ? referralView(row, stand.at) : notSeen('没有等待核对的失业登记')
      }),
  )
}

type App = Parameters<typeof marketRoutes>[0]

/** One entry of either book, with what was done to it, and what changes it. */
function books(app: App, world: World): void {
  const desk = (stand: Stand): Desk => ({ stand, catalogue: world.catalogue })
  const seekers = entryDoors(app, world, {
    ...{ path: '/api/market/seekers', register: 'seeker', find: findSeeker, unseen: unseenSeeker },
    view: (_tx, stand, row) => seekerView(stand, row),
  })
  seekers.one('一位求职人、推荐情况和经历', async (tx, stand, row) => {
    const [sent, hasCase] = await Promise.all([
      referralsOfSeeker(tx, stand.tenant, row.id),
      seesCase(tx, stand.tenant, row.case_id),
    ])
    return {
      referrals: sent.map((one) => referralView(one, stand.at)),
      refusals: sent.filter(({ refused }) => refused).length,
      hasCase,
    }
  })
  seekers.act('renew', '求职登记续期', NoneBody, (tx, stand, id) => renewSeeker(tx, desk(stand), id))
  seekers.act('wish', '更改求职意向', WishBody, (tx, stand, id, ask) => wish(tx, desk(stand), id, ask))
  seekers.act('share', '同意或撤回提供信息', ShareBody, (tx, stand, id, ask) => share(tx, desk(stand), id, ask.shares))
  seekers.act('pass-over', '求职人事先说明不去', PassBody, (tx, stand, id, ask) => passOver(tx, desk(stand), id, ask))
  seekers.act('end', '停止求职', ReasonBody, (tx, stand, id, ask) => endSeeker(tx, desk(stand), id, ask.reason))

  const vacancies = entryDoors(app, world, {
    ...{ path: '/api/market/vacancies', register: 'vacancy', find: findVacancy, unseen: unseenVacancy },
    view: (_tx, stand, row) => vacancyView(stand, row),
  })
  vacancies.one('一个岗位、推荐结果和经历', async (tx, stand, row) => {
    const [sent, counts, ofCase, hasCase] = await Promise.all([
      referralsOfVacancy(tx, stand.tenant, row.id),
      countsOf(tx, stand.tenant, row.id),
      resultsOf(tx, stand.tenant, row.case_id),
      seesCase(tx, stand.tenant, row.case_id),
    ])
    return { referrals: sent.map((one) => referralView(one, stand.at)), counts, ofCase, hasCase }
  })
  vacancies.act('edit', '补全或修改岗位草稿', VacancyBody, (tx, stand, id, ask) => edit(tx, desk(stand), id, ask))
  vacancies.act('submit', '岗位提交审核', NoneBody, (tx, stand, id) => submit(tx, desk(stand), id))
  vacancies.act('publish', '岗位审核通过并发布', PublishBody, (tx, stand, id, ask) =>
    publish(tx, desk(stand), id, ask.opinion),
  )
  vacancies.act('return', '岗位退回修改', ReasonBody, (tx, stand, id, ask) => sendBack(tx, desk(stand), id, ask.reason))
  vacancies.act('withdraw', '撤下岗位', ReasonBody, (tx, stand, id, ask) => withdraw(tx, desk(stand), id, ask.reason))
  vacancies.act('revise', '撤下改正岗位', ReasonBody, (tx, stand, id, ask) => revise(tx, desk(stand), id, ask.reason))
  vacancies.act('renew', '岗位续期', NoneBody, (tx, stand, id) => renew(tx, desk(stand), id))
  vacancies.act('feedback', '记录单位反馈', FeedbackBody, (tx, stand, id, ask) =>
    feedBack(tx, desk(stand), id, ask.feedback),
  )
}

const gramsOf = (q: string | undefined): string[] | null => {
  const found = pairsOf([plain(q ?? '')].filter((one) => one !== ''))
  return found.length > 0 ? found : null
}
const daysOf = (stand: Stand) =>
  [dayOf(stand.at), soonOf({ office: stand.office, place: stand.org.id, at: stand.at })] as const

type Asked = { readonly stage?: string; readonly kind?: string; readonly q?: string; readonly after?: string }
const filterOf = ({ stage, kind, q, after: from }: Asked) => ({
  ...{ stage: stage ?? null, kind: kind ?? null, words: gramsOf(q), after: from || null },
})

/** The two books and the referrals as lists and as Excel books. */
function lists(app: App, world: World): void {
  const doors = registerDoors(world)
  app.get(
    '/api/market/seekers',
    { config: staff, schema: { summary: '求职者名册', querystring: Type.Object({ ...seekerFilter, ...after }) } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, async (tx, stand) => {
        const rows = await seekerPage(
          tx,
          stand.tenant,
          stand.org.id,
          daysOf(stand),
          filterOf(request.query),
          pageSize + 1,
        )
        const forms = { wish: formOf(WishBody), end: formOf(ReasonBody), share: formOf(ShareBody) }
        return { ...pageOf(rows.map((row) => seekerView(stand, row))), writes: keeps(stand), forms }
      }),
  )
  app.get(
    '/api/market/vacancies',
    { config: staff, schema: { summary: '岗位名册', querystring: Type.Object({ ...vacancyFilter, ...after }) } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, async (tx, stand) => {
        const rows = await vacancyPage(
          tx,
          stand.tenant,
          stand.org.id,
          daysOf(stand),
          filterOf(request.query),
          pageSize + 1,
        )
        const forms = {
          edit: formOf(VacancyBody),
          reason: formOf(ReasonBody),
          publish: formOf(PublishBody),
          feedback: formOf(FeedbackBody),
        }
        return { ...pageOf(rows.map((row) => vacancyView(stand, row))), writes: keeps(stand), forms }
      }),
  )
  app.get(
    '/api/market/referrals',
    { config: staff, schema: { summary: '岗位推荐名册', querystring: Type.Object({ ...referralFilter, ...after }) } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, async (tx, stand) => {
        const rows = await sent(tx, stand, request.query, pageSize + 1)
        return { ...pageOf(rows.map((one) => referralView(one, stand.at))), writes: keeps(stand) }
      }),
  )
  exports(app, world)
}

async function sent(
  tx: Tx,
  stand: Stand,
  { state, q, after: from }: { state?: string; q?: string; after?: string },
  limit: number,
) {
  return referralPage(
    tx,
    stand.tenant,
    stand.org.id,
    { state: state ?? null, words: q?.trim() ? like(q.trim()) : null, after: from || null },
    limit,
  )
}

function pageOf<Row extends { readonly id: string }>(rows: readonly Row[]) {
  const shown = rows.slice(0, pageSize)
  return { rows: shown, next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null }
}

/** Each of the three as a book, with a reason that goes on the record; names of seekers stay inside, phones are masked. */
function exports(app: App, world: World): void {
  const asked = { allow: 'staff', key: 'none' } as const
  const standing = async (tx: Tx, by: Parameters<typeof standOf>[1], office: string | undefined) =>
    standOf(await current(tx, by.tenant, by.at), by, office)
  const Seekers = Type.Object({ ...seekerFilter, reason: exportReason }, strict)
  app.post(
    '/api/market/seekers/export',
    { config: asked, schema: { summary: '导出求职者名册', body: Seekers } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, _who, at) => {
        const stand = await standing(tx, byOf(request, at), request.body.office)
        if (isRefusal(stand)) return stand
        const rows = rowsAfter(
          (after, limit) =>
            seekerPage(tx, stand.tenant, stand.org.id, daysOf(stand), { ...filterOf(request.body), after }, limit),
          ({ id }) => id,
        )
        return {
          ...book(stand, '求职者名册', request.body.reason),
          columns: seekerColumns,
          rows: shownAs(rows, (row) => seekerView(stand, row)),
        }
      }),
  )
  const Vacancies = Type.Object({ ...vacancyFilter, reason: exportReason }, strict)
  app.post(
    '/api/market/vacancies/export',
    { config: asked, schema: { summary: '导出岗位名册', body: Vacancies } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, _who, at) => {
        const stand = await standing(tx, byOf(request, at), request.body.office)
        if (isRefusal(stand)) return stand
        const rows = rowsAfter(
          (after, limit) =>
            vacancyPage(tx, stand.tenant, stand.org.id, daysOf(stand), { ...filterOf(request.body), after }, limit),
          ({ id }) => id,
        )
        return {
          ...book(stand, '岗位名册', request.body.reason),
          columns: vacancyColumns,
          rows: shownAs(rows, (row) => vacancyView(stand, row)),
        }
      }),
  )
  const Referrals = Type.Object({ ...referralFilter, reason: exportReason }, strict)
  app.post(
    '/api/market/referrals/export',
    { config: asked, schema: { summary: '导出岗位推荐名册', body: Referrals } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, _who, at) => {
        const stand = await standing(tx, byOf(request, at), request.body.office)
        if (isRefusal(stand)) return stand
        const rows = rowsAfter(
          (after, limit) => sent(tx, stand, { ...request.body, ...(after !== null && { after }) }, limit),
          ({ matter_id }) => matter_id,
        )
        return {
          ...book(stand, '岗位推荐名册', request.body.reason),
          columns: referralColumns,
          rows: shownAs(rows, (one) => referralView(one, at)),
        }
      }),
  )
}

function book({ org }: Stand, sheet: string, reason: string) {
  return {
    sheet,
    reason,
    what: 'register-export',
    about: org.id,
    says: `导出${org.name}的${sheet}`,
    name: `${org.short}${sheet}`,
  }
}
