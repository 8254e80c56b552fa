import Fastify from 'fastify'

/** What a page was answered with, to be answered again. */
export type Said = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** A bare Fastify that says what it is told (bodies in base64), and nothing else: what a page costs at the least. */
process.on('message', async (all: readonly Said[]) => {
  const app = Fastify()
  const byPath = new Map(all.map(({ path, headers, body }) => [path, { headers, body: Buffer.from(body, 'base64') }]))
  for (const path of new Set(all.map(({ path }) => path.split('?')[0]!)))
    app.get(path, (request, reply) => {
      const said = byPath.get(request.url)
      return said ? reply.headers(said.headers).send(said.body) : reply.code(404).send()
    })
  await app.listen({ port: 0, host: '127.0.0.1' })
  process.send?.({ port: Number(new URL(app.listeningOrigin).port), pid: process.pid })
})
process.on('disconnect', () => process.exit(0))
