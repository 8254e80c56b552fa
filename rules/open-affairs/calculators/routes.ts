import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Calculator } from '#core/sums/answer.ts'
import { calculators } from '#core/sums/calculators.ts'
import type { World } from '#matter/world.ts'
import { type Place, settingAt } from './place.ts'

type Needs = { readonly world: Pick<World, 'db' | 'now'>; readonly place: Place }

const OfOffice = Type.Object(
  { office: Type.Optional(Type.String({ title: '单位代码', maxLength: 40, 'x-hint': '用哪个单位的工作日历' })) },
  { additionalProperties: false },
)

/**
 * What anybody may reckon beforehand: months, money and days, each answer with its formula, its steps and its sources, so
 * that conditions and limits are told at once and alike to everybody (1.2.i, 8.1). Nothing is kept of what was typed.
 */
export const calculatorRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { world, place }) => {
  app.get(
    '/api/calculators',
    { config: { allow: 'anyone' }, schema: { summary: '计算器：名称、用途和要填的项目' } },
    () => ({ calculators: calculators.map(shown) }),
  )

  for (const one of calculators)
    app.post(
      `/api/calculators/${one.name}`,
      {
        config: { allow: 'anyone', key: 'none' },
        schema: { summary: `计算器：${one.title}`, description: one.says, querystring: OfOffice, body: one.form },
      },
      async (request, reply) => {
        const code = request.query.office ?? null
        const setting = await settingAt(world.db, place, { code, who: whoOf(request) }, world.now())
        if (setting === null) return reply.refuse(noOffice)
        const answer = one.run(request.body, setting)
        return isRefusal(answer) ? reply.refuse(answer) : { name: one.name, title: one.title, ...answer }
      },
    )
}

export const noOffice: Refusal = { refused: 'not-seen', clause: '1.2.d', says: '没有这个单位，请核对单位代码' }

function shown({ name, title, service, says, form }: Calculator) {
  return { name, title, service, says, form }
}

function whoOf({ session }: FastifyRequest) {
  return session && { tenant: session.who.tenantId, staff: session.who.staffId }
}
