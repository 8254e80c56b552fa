import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'

const folder = fileURLToPath(new URL('../../dist/desk/', import.meta.url))

/** The desk's built files. Names of assets carry their content's hash, so they may be kept for ever; the page itself may not. */
export const deskPages: FastifyPluginAsync = async (app) => {
  const page = join(folder, 'index.html')
  if (!existsSync(page)) {
    app.get('/desk/*', { config: { allow: 'anyone' }, schema: { hide: true } }, (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send('工作台页面还没有生成，请运行 npm run build。'),
    )
    return
  }
  const html = readFileSync(page, 'utf8')
  app.addHook('onRoute', (route) => {
    route.config = { allow: 'anyone', ...route.config }
  })
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/desk/assets/',
    immutable: true,
    maxAge: '365d',
    wildcard: true,
    schemaHide: true,
  })
  const serve = { config: { allow: 'anyone' }, schema: { hide: true } } as const
  app.get('/desk', serve, (_request, reply) => reply.redirect('/desk/'))
  const worker = workerOf(html)
  app.get('/desk/worker.js', serve, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(worker),
  )
  app.get('/desk/*', serve, (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html),
  )
}

/** The worker of this build: its text changes with the build, so that browsers take the new one and drop the old files. */
function workerOf(html: string): string {
  const version = createHash('sha256').update(html).digest('hex').slice(0, 16)
  const assets = readdirSync(join(folder, 'assets')).map((name) => `/desk/assets/${name}`)
  const code = readFileSync(join(import.meta.dirname, 'worker.js'), 'utf8')
  return `const build = ${JSON.stringify({ version, assets })}\n${code}`
}
