import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { choice } from '#core/field.ts'
import type { World } from '#matter/world.ts'
import { kinds } from './contract.ts'
import { jobsItem, jobsList } from './public.ts'

type Needs = { readonly world: World; readonly place: { readonly tenant: string; readonly path: string } }

const OfList = Type.Object({
  q: Type.Optional(Type.String({ title: '岗位、工种或单位', maxLength: 50 })),
  kind: Type.Optional(choice('工作性质', kinds)),
  place: Type.Optional(Type.String({ title: '工作地点', maxLength: 30 })),
  after: Type.Optional(Type.String({ title: '翻页位置', format: 'uuid' })),
})
const OfOne = Type.Object({ id: Type.String({ title: '编号', format: 'uuid' }) })
const anyone = { allow: 'anyone' } as const

/** The vacancies that are published now, for everybody and for other programs (就业促进法 35: 职业供求信息 is free). */
export const publicMarketRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { world, place }) => {
  app.get(
    '/api/vacancies',
    { config: anyone, schema: { summary: '正在发布的招聘岗位', querystring: OfList } },
    ({ query: { q = '', kind = null, place: where = '', after = null } }) =>
      jobsList(world.db, place, { q, kind, place: where, after }, world.now()),
  )
  app.get(
    '/api/vacancies/:id',
    { config: anyone, schema: { summary: '一个正在发布的招聘岗位', params: OfOne } },
    async (request, reply) => {
      const found = await jobsItem(world.db, place, request.params.id, world.now())
      return found ?? reply.refuse({ refused: 'not-seen', clause: null, says: '没有这个岗位，或者已经撤下' })
    },
  )
}
