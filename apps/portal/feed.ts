import { type Html, html } from '#apps/portal/layout.ts'
import { type Instant, iso } from '#core/day.ts'

export type Entry = {
  readonly path: string
  readonly title: string
  readonly published: Instant
  readonly updated: Instant
  readonly office: string
  readonly term: string
  readonly label: string
  readonly summary: string
}
type Feed = {
  readonly address: string
  /** The page it follows: `/news`; the feed itself is at the same address with `.atom`. */
  readonly path: string
  readonly title: string
  readonly entries: readonly Entry[]
  /** When nothing is in it: since when that is so. */
  readonly since: Instant
}

/** A page's entries as Atom (RFC 4287), for whoever wants to be told. */
export function feedOf({ address, path, title, entries, since }: Feed): string {
  const newest = entries.length > 0 ? Math.max(...entries.map(({ updated }) => updated)) : since
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${address}${path}</id>
<title>${title} · 首问</title>
<updated>${iso(newest as Instant)}</updated>
<link rel="self" type="application/atom+xml" href="${address}${path}.atom"/>
<link rel="alternate" type="text/html" href="${address}${path}"/>
${entries.map((entry) => entryOf(address, entry))}</feed>
`.html
}

function entryOf(address: string, { path, title, published, updated, office, term, label, summary }: Entry): Html {
  return html`<entry>
<id>${address}${path}</id>
<title>${title}</title>
<published>${iso(published)}</published>
<updated>${iso(updated)}</updated>
<author><name>${office}</name></author>
<category term="${term}" label="${label}"/>
<link rel="alternate" type="text/html" href="${address}${path}"/>
<summary>${summary}</summary>
</entry>
`
}

/** How a feed is sent: kept by readers for so many seconds. */
export const feedHeaders = (seconds: number) => ({
  'cache-control': `public, max-age=${seconds}`,
  'content-security-policy': "default-src 'none'",
})

/** The first words, whole characters; between lines that run together a mark. */
export function beginning(text: string, most = 90): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const marked = lines.map((line, i) => (i < lines.length - 1 && !/[。；！？：，、]$/u.test(line) ? `${line}；` : line))
  const signs = [...marked.join('')]
  return signs.length > most ? `${signs.slice(0, most).join('')}……` : signs.join('')
}

/** So many seconds, but no longer than until midnight, `left` seconds away: then items come and go. At least one. */
export const keepFor = (seconds: number, left: number): number => Math.max(1, Math.min(seconds, left))
