import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'

/** A file of a page. Its address carries its content's hash, so it may be kept for ever. */
export type Asset = { readonly url: string; readonly type: string; readonly bytes: Buffer }

/** Reads a file beside the module that asks, once. */
export function asset(folder: string, file: string, type: string): Asset {
  const bytes = readFileSync(join(folder, file))
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const [name, ending] = file.split('.')
  return { url: `/static/${name}-${hash}.${ending}`, type, bytes }
}

/** Serves them. */
export function serveAssets(app: FastifyInstance, assets: readonly Asset[]): void {
  for (const { url, type, bytes } of assets)
    app.get(url, { config: { allow: 'anyone' }, schema: { hide: true } }, (_request, reply) =>
      reply.headers({ 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }).send(bytes),
    )
}
