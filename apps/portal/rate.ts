import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { claimFields } from '#apps/portal/claim.ts'
import { type Chosen, levelChoice } from '#apps/portal/faces.ts'
import { all, one, several } from '#apps/portal/form.ts'
import { alert, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { itemCodes } from '#rules/quality-service/contract.ts'
import { byStaff, guarded, type RatingNeeds } from '#rules/quality-service/routes.ts'
import { prove, rate, scopeOf, told } from '#rules/quality-service/visitor/claim.ts'

const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const
/** A form carries no key; one rating a visit makes a second press harmless. */
const posted = {
  config: { allow: 'anyone', key: 'none', tellsUnfit: true, ...guarded },
  schema: { hide: true },
} as const

/** Rating with the number and code on one's slip, as a plain form. */
export function ratePages(app: FastifyInstance, needs: RatingNeeds): void {
  app.get('/rate', shown, (request, reply) => form(request, reply, one(request.query, 'number', 60), null))

  app.get('/rate/thanks', shown, (request, reply) =>
    sendPage(request, reply, {
      title: '谢谢您的评价',
      main: html`<h1>谢谢您的评价</h1><p class="state">已经收到。评价内容会用来改进服务；不满意的，会有专人联系核实。</p><p><a class="button" href="/">返回首页</a></p>`,
    }),
  )

  app.post('/rate', posted, async (request, reply) => {
    const refusal = await rated(needs, request)
    if (!refusal) return reply.redirect('/rate/thanks', 303)
    return form(request, reply, one(request.body, 'number', 60), refusal)
  })
}

async function rated(
  { world, place }: RatingNeeds,
  { body, ip, session, unfit }: FastifyRequest,
): Promise<Refusal | null> {
  if (session) return byStaff
  const [first] = unfit ?? []
  if (first)
    return { refused: 'bad-input', clause: '10.5.1', says: `${names[first.at] ?? ''}${first.says}`, problems: unfit! }
  const at = world.now()
  const level = Number(one(body, 'level'))
  if (!Number.isInteger(level) || level < 1 || level > 5) return noLevel
  const words = one(body, 'words', 2_000).replaceAll('\r\n', '\n')
  if ([...words].length > 150) return tooLong
  const matter = await prove(world, place, { number: one(body, 'number', 60), code: one(body, 'code', 40) }, ip, at)
  if (isRefusal(matter)) return matter
  // Boxes ticked under a level that was then changed are hidden on the page and not meant.
  const ticked = [...new Set(several(body, 'items'))].filter(
    (code) => itemCodes.includes(code) && code.startsWith(String(level)),
  )
  const said = { matter, level, items: ticked, words: words.slice(0, 150), channel: 'code' } as const
  const moved = await world.db.transaction(scopeOf(place), (tx) => rate(world, tx, place, said, at))
  if (isRefusal(moved)) return moved
  told(world, place.tenant, moved)
  return null
}

function form(request: FastifyRequest, reply: FastifyReply, number: string, refusal: Refusal | null): FastifyReply {
  const wrong: Html | false = problemsOf(refusal, '/words')
  const main = html`<h1>评价服务</h1>
<p>评价自愿，由您自己作出，工作人员不能代为评价。一次到访评价一次。</p>
${alert(refusal?.says ?? null)}
<form class="stack" method="post" action="/rate">
${claimFields(number)}
${levelChoice(saidIn(request.body), wrong)}
<div><button type="submit">提交评价</button></div>
</form>`
  return sendPage(
    request,
    reply,
    { title: '评价服务 · 首问', says: '凭编号和查询码评价这次服务，自愿，由您自己作出。', main },
    refusal ? problemOf(refusal).status : 200,
  )
}

const names: Readonly<Record<string, string>> = { '/words': '意见建议', '/number': '编号', '/code': '查询码' }

function problemsOf(refusal: Refusal | null, at: string): Html | false {
  const own = (refusal?.problems ?? []).filter((one) => one.at === at)
  return own.length > 0 && html`<p class="wrong">${own.map(({ says }) => says).join('；')}</p>`
}

/** What was chosen and typed, shown again when something of it was refused. */
const saidIn = (body: unknown): Chosen => ({
  level: Number(one(body, 'level')),
  items: several(body, 'items'),
  words: one(body, 'words', all),
})

const noLevel: Refusal = { refused: 'bad-input', clause: '10.5.1', says: '请先选择一个满意程度' }
const tooLong: Refusal = {
  refused: 'bad-input',
  clause: '10.5.1',
  says: '意见建议最多150个字，请缩短后再提交',
  problems: [{ at: '/words', says: '最多150个字' }],
}
