import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { type Html, html, sendPage } from '#apps/portal/layout.ts'
import { dayOf, instant, spoken } from '#core/day.ts'
import { titleOnFile } from '#core/sheet.ts'
import { verifySheet } from '#matter/print.ts'
import { revokedOn } from '#programs/training/public.ts'
import { guarded, type RatingNeeds } from '#rules/quality-service/routes.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'

const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const
const counted = { config: { allow: 'anyone', ...guarded }, schema: { hide: true } } as const

type Paper = NonNullable<Awaited<ReturnType<typeof verifySheet>>>

/** Confirms a paper by the code printed on it, or says that there is none: the same page either way. */
export function verifyPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/verify', shown, (request, reply) => {
    const code = codeOf(one(request.query, 'code', 40))
    if (code) return reply.redirect(`/verify/${code}`, 303)
    return page(request, reply, html`<p>请输入文书上印的12位验证码，或者用手机扫文书上的二维码。</p>`)
  })

  app.get<{ Params: { code: string } }>('/verify/:code', counted, async (request, reply) => {
    const code = codeOf(request.params.code)
    const paper = await verifySheet(world.db, scopeOf(place), code)
    if (!paper)
      return page(
        request,
        reply,
        html`<p class="state" role="status"><span class="shut">没有查到这份文书</span>。请核对验证码；仍查不到的，请向出具单位核实。</p>`,
        404,
      )
    const gone = paper.kind === 'training-certificate' ? await revokedOn(world.db, scopeOf(place), code) : null
    return page(request, reply, confirmed(paper, gone))
  })
}

function page(request: FastifyRequest, reply: FastifyReply, said: Html, status = 200): FastifyReply {
  const main = html`<h1>查验文书</h1>
${said}
<form class="stack" method="get" action="/verify"><label for="code">验证码</label>
<p class="hint" id="code-hint">如“ABCD-EFGH-JKLM”，大小写和短横线都可以不管</p>
<input type="text" id="code" name="code" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint">
<div><button type="submit">查验</button></div></form>`
  return sendPage(
    request,
    reply,
    { title: '查验文书 · 首问', says: '用文书上的验证码核对受理单、告知书的真伪。', main },
    status,
  )
}

function confirmed({ kind, title, number, issued_at, office, sha256, applicant }: Paper, gone: Date | null): Html {
  const word = gone
    ? html`<span class="shut">这份文书已作废</span>，由${office}于${spoken(dayOf(instant(gone.getTime())))}作废，不再有效。`
    : html`<span class="open">确有这份文书</span>，由${office}出具。`
  return html`<p class="state" role="status">${word}</p>
<dl>
<dt>名称</dt><dd>${titleOnFile({ kind, title })}</dd>
<dt>文号</dt><dd>${number}</dd>
<dt>出具单位</dt><dd>${office}</dd>
<dt>出具日期</dt><dd>${spoken(dayOf(instant(issued_at.getTime())))}</dd>
${applicant && html`<dt>当事人</dt><dd>${firstOf(applicant)}</dd>`}
${sha256 && html`<dt>电子文件指纹</dt><dd>${sha256.slice(0, 16)}…（SHA-256）</dd>`}
</dl>
<p>请核对纸面内容与以上是否一致。</p>`
}

/** The surname and a star: enough to compare with the paper in hand, not enough to learn a name. */
function firstOf(name: string): string {
  return `${[...name][0] ?? ''}*`
}

/** As stored: three groups of four. Whatever cannot be a code becomes one that no paper has. */
function codeOf(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  return plain.slice(0, 12).replace(/(.{4})(?=.)/g, '$1-')
}
