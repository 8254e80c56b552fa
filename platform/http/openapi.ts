import swagger from '@fastify/swagger'
import type { FastifyContextConfig, FastifyInstance, FastifySchema } from 'fastify'
import { callersOf, callerWord } from '#platform/http/allow.ts'

/** Everything that answers is in the document, with who may call it; pages and files too. */
export async function openapi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '首问 API',
        version,
        description: 'Everything the desk, the portal and the hall do goes through these routes.',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'shouwen' } },
        schemas: { Problem: problemSchema },
      },
    },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => ({
      url,
      schema: described(schema as FastifySchema | undefined, String(route.method), route.config ?? {}),
    }),
  })
  let text: string | null = null
  app.get('/api/openapi.json', { config: { allow: 'anyone' } }, (_request, reply) => {
    text ??= JSON.stringify(app.swagger())
    return reply.type('application/json; charset=utf-8').send(text)
  })
}

function described(
  given: FastifySchema | undefined,
  method: string,
  { allow = [], key, clause = null }: FastifyContextConfig,
) {
  const callers = callersOf(allow)
  const open = callers.includes('anyone')
  const changes = /POST|PUT|PATCH|DELETE/.test(method)
  const headers = changes && key !== 'none' ? { headers: given?.headers ?? keyHeader } : {}
  const response = { ...(given?.response as object | undefined), '4XX': refusal }
  const ok = given?.response ? {} : { '2XX': { description: '成功' } }
  return {
    ...given,
    ...headers,
    response: { ...ok, ...response },
    security: open ? [] : [{ session: [] }],
    'x-allow': callers.map(callerWord),
    ...(clause && { 'x-clause': clause }),
  }
}

const keyHeader = {
  type: 'object',
  required: ['idempotency-key'],
  properties: { 'idempotency-key': { type: 'string', minLength: 1, maxLength: 200 } },
}

const problemSchema = {
  type: 'object' as const,
  required: ['type', 'title', 'status', 'code', 'clause', 'says', 'problems'],
  properties: {
    type: { type: 'string' as const },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const },
    clause: { type: ['string', 'null'] as ('string' | 'null')[] },
    says: { type: 'string' as const },
    problems: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['at', 'says'],
        properties: { at: { type: 'string' as const }, says: { type: 'string' as const } },
      },
    },
  },
}

const refusal = {
  description: '不能办理：原因见 says',
  content: { 'application/problem+json': { schema: problemSchema } },
}
