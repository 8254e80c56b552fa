import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { chartOf } from '#core/chart.ts'
import { figureSays } from '#core/service/figure.ts'
import { eightOpens, limitSays } from '#core/service/opens.ts'
import { formSchema } from '#core/service/schema.ts'
import { stepsOf } from '#core/service/steps.ts'
import { registerFinds } from '#matter/find.ts'
import type { World } from '#matter/world.ts'
import { isToConfirm } from '#regulation/confidence.ts'
import { bodyFinds, peopleFinds, serviceFinds } from './finds.ts'

const OfService = Type.Object({ code: Type.String({ pattern: '^JY\\d{2}$' }) })
const OfProcess = Type.Object({ kind: Type.String({ maxLength: 40 }) })
const WithService = Type.Object({ service: Type.Optional(Type.String({ pattern: '^JY\\d{2}$' })) })

/** What must be open, from the very definitions that run (1.2.i, 1.3, 6.2). */
export const openRoutes: FastifyPluginAsyncTypebox<{ world: Pick<World, 'catalogue' | 'processes'> }> = async (
  app,
  { world },
) => {
  const { catalogue, processes } = world
  for (const source of [serviceFinds, peopleFinds, bodyFinds]) registerFinds(source)
  const open = { allow: 'anyone' } as const

  app.get('/api/services', { config: open, schema: { summary: '服务事项目录' } }, () => ({
    services: catalogue.list().map((entry) => {
      const promised = catalogue.get(entry.code)?.service.limits.promised
      return {
        ...entry,
        promised: promised
          ? { ...promised, says: limitSays(promised), toConfirm: isToConfirm(promised.confidence) }
          : null,
      }
    }),
  }))

  app.get(
    '/api/services/:code',
    { config: open, schema: { summary: '一个服务事项', params: OfService } },
    (request, reply) => {
      const entry = catalogue.list().find(({ code }) => code === request.params.code)
      if (!entry) return reply.refuse({ refused: 'not-seen', clause: '1.3', says: '没有这个服务事项' })
      const version = catalogue.get(entry.code)
      if (!version) return { ...entry, says: '本事项正在筹备，暂不能办理', opens: [] }
      const { service, digest } = version
      return { ...entry, version: service.version, digest, ...card(service) }
    },
  )

  app.get('/api/processes', { config: open, schema: { summary: '事项种类' } }, () => ({
    rows: processes.kinds.map((kind) => ({
      kind,
      title: kind === 'case' ? '办件' : (processes.opening(kind, null)?.process.title ?? '在册'),
    })),
  }))

  app.get(
    '/api/processes/:kind',
    { config: open, schema: { summary: '办理流程图', params: OfProcess, querystring: WithService } },
    (request, reply) => {
      const found = processes.opening(request.params.kind, request.query.service ?? null)
      if (!found) return reply.refuse({ refused: 'not-seen', clause: '1.2.i', says: '没有这个流程' })
      return chartOf(found.process)
    },
  )
}

type Service = Parameters<typeof eightOpens>[0]

function card(service: Service) {
  const {
    summary,
    object,
    handling,
    materials,
    conditions,
    steps,
    results,
    remedies,
    basis,
    limits,
    consent,
    standards,
    scope,
    region,
  } = service
  const known = <T extends { readonly confidence: Parameters<typeof isToConfirm>[0] }>(fact: T) => ({
    ...fact,
    toConfirm: isToConfirm(fact.confidence),
  })
  return {
    summary,
    scope,
    region,
    object,
    handling,
    standards,
    opens: eightOpens(service),
    limits: {
      promised: limits.promised && { ...known(limits.promised), says: limitSays(limits.promised) },
      statutory: limits.statutory && { ...known(limits.statutory), says: limitSays(limits.statutory) },
    },
    settings: (service.settings ?? []).map((one) => ({ ...known(one), says: figureSays(one, one.value) })),
    materials: materials.map(known),
    conditions: conditions.map(({ id, label, fails }) => ({ id, label, fails })),
    steps: stepsOf({ steps }).map(({ id, label, kind, says, days }) => ({ id, label, kind, says, days })),
    results,
    consent,
    remedies: remedies.map(known),
    basis: basis.map(known),
    form: formSchema(service),
  }
}
