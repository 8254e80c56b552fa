import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { isRefusal } from '#core/refusal.ts'
import { registerFinds } from '#matter/find.ts'
import { changing, whoOf } from '#matter/once.ts'
import type { World } from '#matter/world.ts'
import { byOf } from '#office/caller.ts'
import { registerChores } from '#office/chore.ts'
import { current } from '#office/current.ts'
import { entryDoors, OfEntry, staff } from '#office/entries.ts'
import { notSeen } from '#office/refusals.ts'
import { registerDoors, type Stand, standOf } from '#office/register.ts'
import { scopeOf } from '#platform/auth/who.ts'
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
import {
  FeedbackBody,
  NoneBody,
  PassBody,
  PublishBody,
  ReasonBody,
  ReferBody,
  ShareBody,
  VacancyBody,
  WishBody,
} from './contract.ts'
import { vacancyFinds } from './finds.ts'
import { lists } from './lists.ts'
import { pairsOfSeeker, pairsOfVacancy, seekerSeen, wholeCity } from './pairs.ts'
import { refer } from './refer.ts'
import { countsOf, markSeen, referralsOfSeeker, referralsOfVacancy, resultsOf, seesCase } from './referrals.ts'
import { findSeeker } from './store.ts'
import { findVacancy } from './vacancies.ts'
import { referralView, seekerView, vacancyView } from './view.ts'
import { endSeeker, passOver, renewSeeker, share, unseenSeeker, wish } from './wishes.ts'

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
    async (request, reply) => {
      const by = byOf(request, world.now())
      const seen = await world.db.read(scopeOf(whoOf(request)), async (tx) => {
        const stand = standOf(await current(tx, by.tenant, by.at), by, undefined)
        return isRefusal(stand) ? stand : seekerSeen(tx, stand, request.params.id)
      })
      if (isRefusal(seen)) return reply.refuse(seen)
      const asked = { id: request.params.id, after: request.query.after ?? '', catalogue }
      return world.db.read(wholeCity(seen.stand), (tx) => pairsOfSeeker(tx, seen, asked))
    },
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
