import { randomUUIDv7 } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { FIRST_YEAR, LAST_YEAR } from '#core/calendar/range.ts'
import type { OfficeId, PostId, StaffId } from '#core/roster.ts'
import { accountRoutes } from '#office/account-routes.ts'
import { type AssignmentAsk, changeAssignment } from '#office/assignment.ts'
import { officesWithin } from '#office/below.ts'
import { byOf } from '#office/caller.ts'
import { current } from '#office/current.ts'
import { doorsOf, phoneOf } from '#office/door.ts'
import {
  ContactBody,
  HoursBody,
  NameBody,
  OfficeBody,
  OfId,
  ParentBody,
  PostBody,
  PostEditBody,
  SeatBody,
  SettingBody,
  StaffBody,
  WindowBody,
  WindowCloseBody,
} from '#office/ground-input.ts'
import { type GroundNeeds, groundRun } from '#office/ground-run.ts'
import { groundView, peopleOf, treeView } from '#office/ground-view.ts'
import { changeHours } from '#office/hours.ts'
import { dayOfText, instantOf } from '#office/input.ts'
import { reaches } from '#office/keeper.ts'
import { personRoutes } from '#office/person-routes.ts'
import { heldAtPosts, screensIn } from '#office/person-store.ts'
import { addOffice, closeDown, editContact, moveOffice, nameAnswerable, renameOffice } from '#office/places.ts'
import { addPost, closePost, editPost } from '#office/posts.ts'
import { badInput, notSeen } from '#office/refusals.ts'
import { changeSetting } from '#office/settings.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { organizationView, postView } from '#office/view.ts'
import { closeWindow, openWindow } from '#office/windows.ts'
import { scopeOf } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'

/** Who keeps the tree, and who leads an office; each command judges which of its offices they reach. */
const keepers = { allow: ['head', { administrator: 'system' }] } as const

/** The ground of an office: what it is, who works there, its posts and windows, hours and settings. */
export const groundRoutes: FastifyPluginAsyncTypebox<GroundNeeds> = async (app, needs) => {
  const { db, now, keys } = needs
  await app.register(personRoutes, needs)
  await app.register(accountRoutes, needs)
  await app.register(officeGround, needs)
  await app.register(postGround, needs)

  app.get('/api/ground', { config: keepers, schema: { summary: '本单位和下级单位的设置情况' } }, (request) => {
    const by = byOf(request, now())
    return db.read(scopeOf(request.session!.who), async (tx) => treeView(await current(tx, by.tenant, by.at), by))
  })
  app.get(
    '/api/ground/offices/:id',
    { config: keepers, schema: { summary: '一个单位的人员、岗位、窗口、办公时间和设置', params: OfId } },
    async (request, reply) => {
      const by = byOf(request, now())
      const id = request.params.id as OfficeId
      const seen = await db.read(scopeOf(request.session!.who), async (tx) => {
        const office = await current(tx, by.tenant, by.at)
        if (!reaches(office, by, id)) return null
        const doors = await doorsOf(tx, by.tenant, peopleOf(office, id, by.at))
        return groundView(office, id, by, doors, phoneOf(keys, by.tenant))
      })
      return seen ?? reply.refuse(notSeen('没有这个单位'))
    },
  )
}

const officeShown = (office: OfficeSnapshot, by: By, { office: id }: { readonly office: OfficeId }) => ({
  body: organizationView(office, id, by.at),
})

/** What is open in an office and all below it; how much, never what. */
async function looseIn(tx: Tx, office: OfficeSnapshot, by: By, id: OfficeId) {
  const within = officesWithin(office, id, by.at)
  const posts = [...office.roster.posts.values()].filter((p) => within.includes(p.office)).map((p) => p.id)
  const [matters, screens] = await Promise.all([heldAtPosts(tx, by.tenant, posts), screensIn(tx, by.tenant, within)])
  return { matters, screens }
}

const officeGround: FastifyPluginAsyncTypebox<GroundNeeds> = async (app, needs) => {
  const run = groundRun(needs)
  app.post(
    '/api/ground/offices',
    { config: keepers, schema: { summary: '设立下级单位', body: OfficeBody } },
    (request, reply) => {
      const { parent, address = '', phone = '', supervisionPhone = '', ...named } = request.body
      const ask = { id: randomUUIDv7() as OfficeId, parent: parent as OfficeId, address, phone, supervisionPhone }
      return run(request, reply, addOffice, () => ({ ...ask, ...named }), officeShown, 201)
    },
  )
  app.post(
    '/api/ground/offices/:id/name',
    { config: keepers, schema: { summary: '单位改名', params: OfId, body: NameBody } },
    (request, reply) => {
      const ask = { office: request.params.id as OfficeId, ...request.body }
      return run(request, reply, renameOffice, () => ask, officeShown)
    },
  )
  app.post(
    '/api/ground/offices/:id/contact',
    { config: keepers, schema: { summary: '更新地址和电话', params: OfId, body: ContactBody } },
    (request, reply) => {
      const ask = { office: request.params.id as OfficeId, ...request.body }
      return run(request, reply, editContact, () => ask, officeShown)
    },
  )
  app.post(
    '/api/ground/offices/:id/move',
    { config: keepers, schema: { summary: '调整隶属关系', params: OfId, body: ParentBody } },
    (request, reply) => {
      const office = request.params.id as OfficeId
      const parent = request.body.parent as OfficeId
      return run(
        request,
        reply,
        moveOffice,
        async (tx, place, by) => ({ office, parent, loose: await looseIn(tx, place, by, office) }),
        officeShown,
      )
    },
  )
  app.post(
    '/api/ground/offices/:id/close',
    { config: keepers, schema: { summary: '撤销单位', params: OfId } },
    (request, reply) => {
      const office = request.params.id as OfficeId
      return run(
        request,
        reply,
        closeDown,
        async (tx, place, by) => ({ office, loose: await looseIn(tx, place, by, office) }),
        officeShown,
      )
    },
  )
  app.post(
    '/api/ground/offices/:id/hours',
    { config: keepers, schema: { summary: '调整办公时间', params: OfId, body: HoursBody } },
    (request, reply) => {
      const from = dayOfText(request.body.from)
      const office = request.params.id as OfficeId
      return run(
        request,
        reply,
        changeHours,
        () =>
          from === null
            ? badInput('7.4', '/from', `没有这一天，或不在${FIRST_YEAR}年至${LAST_YEAR}年之间`)
            : { office, from, week: request.body.week },
        (_place, _by, done) => ({ body: done }),
      )
    },
  )
  app.post(
    '/api/ground/offices/:id/settings',
    { config: keepers, schema: { summary: '设定时限和阈值', params: OfId, body: SettingBody } },
    (request, reply) => {
      const ask = { office: request.params.id as OfficeId, ...request.body }
      return run(
        request,
        reply,
        changeSetting,
        () => ask,
        (_place, _by, done) => ({ body: done }),
      )
    },
  )
  app.post(
    '/api/ground/answerable',
    { config: keepers, schema: { summary: '设定总负责人', body: StaffBody } },
    (request, reply) => {
      const ask = { staff: request.body.staff as StaffId }
      return run(
        request,
        reply,
        nameAnswerable,
        () => ask,
        (_place, _by, done) => ({ body: done }),
      )
    },
  )
}

const postShown = (office: OfficeSnapshot, by: By, { post }: { readonly post: PostId }) => ({
  body: postView(office, post, by.at),
})

const postGround: FastifyPluginAsyncTypebox<GroundNeeds> = async (app, needs) => {
  const run = groundRun(needs)
  const known = needs.services
  app.post(
    '/api/ground/posts',
    { config: keepers, schema: { summary: '设立岗位', body: PostBody } },
    (request, reply) => {
      const { office, code = null, head = false, ...post } = request.body
      const ask = { id: randomUUIDv7() as PostId, office: office as OfficeId, code, head, known, ...post }
      return run(request, reply, addPost, () => ask, postShown, 201)
    },
  )
  app.post(
    '/api/ground/posts/:id',
    { config: keepers, schema: { summary: '更新岗位', params: OfId, body: PostEditBody } },
    (request, reply) => {
      const ask = { id: request.params.id as PostId, known, ...request.body }
      return run(request, reply, editPost, () => ask, postShown)
    },
  )
  app.post(
    '/api/ground/posts/:id/close',
    { config: keepers, schema: { summary: '撤销岗位', params: OfId } },
    (request, reply) => {
      const post = request.params.id as PostId
      return run(
        request,
        reply,
        closePost,
        async (tx, _place, by) => ({ post, matters: await heldAtPosts(tx, by.tenant, [post]) }),
        postShown,
      )
    },
  )
  app.post(
    '/api/ground/posts/:id/assignment',
    { config: keepers, schema: { summary: '配备A角、B角', params: OfId, body: SeatBody } },
    (request, reply) => {
      const { role, staff, from } = request.body
      const post = request.params.id as PostId
      return run(
        request,
        reply,
        changeAssignment,
        (_tx, _place, by) => {
          const start = from === undefined ? by.at : instantOf(from, false)
          if (start === null) return badInput('5.5', '/from', '没有这一天')
          const ask: AssignmentAsk = { post, role, staff: staff as StaffId | null, from: start }
          return ask
        },
        () => ({ body: null, ...{} }),
      )
    },
  )
  app.post(
    '/api/ground/windows',
    { config: keepers, schema: { summary: '设置窗口', body: WindowBody } },
    (request, reply) => {
      const { office, number, name, post } = request.body
      const ask = { office: office as OfficeId, number, name, post: post as PostId }
      return run(
        request,
        reply,
        openWindow,
        () => ask,
        (_place, _by, done) => ({ body: done }),
      )
    },
  )
  app.post(
    '/api/ground/windows/close',
    { config: keepers, schema: { summary: '撤销窗口', body: WindowCloseBody } },
    (request, reply) => {
      const office = request.body.office as OfficeId
      const { number } = request.body
      return run(
        request,
        reply,
        closeWindow,
        async (tx, _place, by) => ({ office, number, screens: await screensIn(tx, by.tenant, [office], number) }),
        (_place, _by, done) => ({ body: done }),
      )
    },
  )
}
