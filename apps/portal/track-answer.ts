import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { send } from '#apps/portal/apply-parts.ts'
import { type Needs, ofField, passOf, posted, shown, typedForm } from '#apps/portal/apply-pass.ts'
import { pictureRow, uploaded, uploadForm } from '#apps/portal/apply-upload.ts'
import { all, one, tooLong } from '#apps/portal/form.ts'
import { alert, type Html, html } from '#apps/portal/layout.ts'
import { other, otherThan } from '#apps/portal/track.ts'
import { gap } from '#apps/portal/track-story.ts'
import { type Instant, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { readMatter } from '#matter/store.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { answering, beginAnswer, sendAnswer } from '#rules/quality-service/application/answer.ts'
import { addPicture } from '#rules/quality-service/application/draft.ts'
import { headersOf, openPicture, removePicture } from '#rules/quality-service/application/files.ts'
import { applicationOf } from '#rules/quality-service/application/store.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'
import { type Story, storyOf } from '#rules/quality-service/visitor/story.ts'

type Notice = NonNullable<Story['notice']>
type Here = {
  readonly matter: string
  readonly number: string
  readonly notice: Notice
  readonly at: Instant
}

/** Answering a one-time notice from home: everything that it names at once, by the matter's own move (8.1, 8.4). */
export function answerPages(app: FastifyInstance, needs: Needs): void {
  const { world, place } = needs
  app.get('/track/answer', shown, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    return isReply(here) ? here : shownAs(needs, request, reply, here, null)
  })

  app.post('/track/answer', posted, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const sent = await uploaded(request)
    const refusal = isRefusal(sent) ? sent : await added(needs, here, sent)
    if (!refusal) return reply.redirect('/track/answer', 303)
    return shownAs(needs, request, reply, here, refusal)
  })

  app.post('/track/unpicture', posted, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const { id, pictures } = await answering(needs, here.matter)
    const picture = pictures.find((own) => own.id === one(request.body, 'picture', 40))
    if (id && picture)
      await world.db.transaction(scopeOf(place), async (tx) => {
        const own = await applicationOf(tx, place.tenant, id, true)
        if (own?.state === 'draft') removePicture(tx, place.tenant, id, picture.id)
      })
    return reply.redirect('/track/answer', 303)
  })

  app.get<{ Params: { id: string } }>('/track/picture/:id', shown, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const { id, pictures } = await answering(needs, here.matter)
    const picture = pictures.find((own) => own.id === request.params.id)
    const open =
      id && picture
        ? await world.db.read(scopeOf(place), (tx) => openPicture(tx, world.keys, place.tenant, id, picture.id))
        : null
    if (!open) return reply.redirect('/track/answer', 303)
    const name = here.notice.gaps.find((gap) => gap.id === picture?.material)?.name ?? '材料'
    return reply.headers({ ...headersOf(open, name), 'cache-control': 'no-store' }).send(open.bytes)
  })

  app.get('/track/send', shown, (_request, reply) => reply.redirect('/track/matter', 303))

  app.post('/track/send', typedForm, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const note = one(request.body, 'note', all)
    const wrong = [...(request.unfit ?? []), ...tooLong(request.body, { note: 1_000 })]
    const refusal =
      wrong.length > 0
        ? ({ refused: 'bad-input', clause: '8.1', says: '补正说明要改，还没有提交', problems: wrong } as const)
        : await sendAnswer(needs, here.matter, note, here.at)
    // Pressed twice, or answered at the window meanwhile: the page says how far it is.
    const isOver = !refusal || refusal.refused === 'not-from-here'
    return isOver ? reply.redirect('/track/matter', 303) : shownAs(needs, request, reply, here, refusal, note)
  })
}

const isReply = (here: Here | FastifyReply): here is FastifyReply => !('notice' in here)

/** The notice that waits for this browser's answer, proved by code; else back to where it is told. */
async function hereOf(
  { world, place }: Needs,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Here | FastifyReply> {
  const at = world.now()
  const pass = passOf(request, { world }, 'track', at)
  if (pass?.what !== 'matter') return reply.redirect('/track', 303)
  const not = await otherThan({ world, place }, request, pass)
  if (not) return other(request, reply, not, one(request.body, 'note', all))
  const [held, story] = await world.db.read(scopeOf(place), (tx) =>
    Promise.all([readMatter(tx, place.tenant, pass.id), storyOf(world, tx, place.tenant, pass.id, at)]),
  )
  if (!held || !story?.notice?.waits) return reply.redirect('/track/matter', 303)
  return { matter: pass.id, number: held.matter.number, notice: story.notice, at }
}

async function added(
  needs: Needs,
  { matter, notice, at }: Here,
  sent: { material: string; bytes: Buffer },
): Promise<Refusal | null> {
  if (!notice.gaps.some(({ kind, id }) => kind === 'material' && id === sent.material)) return notAsked
  const id = await beginAnswer(needs, matter, at)
  return isRefusal(id) ? id : addPicture(needs, id, sent, at)
}

const notAsked: Refusal = { refused: 'bad-input', clause: '8.1', says: '告知书没有要这份材料' }

async function shownAs(
  needs: Needs,
  request: FastifyRequest,
  reply: FastifyReply,
  { matter, number, notice }: Here,
  refusal: Refusal | null,
  note = '',
): Promise<FastifyReply> {
  const { pictures } = await answering(needs, matter)
  const wrong = (refusal?.problems ?? []).filter(({ at }) => at === '/note')
  const asksWords = notice.gaps.some(({ kind }) => kind !== 'material')
  const main: Html = html`<h1>补交材料</h1>
${alert(refusal?.says ?? null)}
<p>这是${spoken(notice.on)}一次性告知您的全部内容。请把缺的材料一份一份上传（照片和PDF都可以），全部传好以后再点“提交补正”。</p>
${notice.gaps.map((one) => {
  const own = pictures.filter(({ material }) => material === one.id)
  return html`<section class="material" id="m-${one.id}"><h2>${one.name}</h2><ul>${gap(one)}</ul>
${own.length > 0 && html`<ul class="pictures">${own.map((picture, n) => pictureRow(picture, n, one.name, '/track', number))}</ul>`}
${one.kind === 'material' ? uploadForm('/track/answer', number, one, own.length > 0) : html`<p>请在下面写明这一条怎样解决了；要出示证明的，带到窗口。</p>`}</section>
`
})}
<form class="stack" method="post" action="/track/send">${ofField(number)}
<div><label for="note">补正说明${!asksWords && html`<span class="hint">（可以不填）</span>`}</label><p class="hint">最多1000个字</p>${wrong.length > 0 && html`<p class="wrong">${wrong.map(({ says }) => says).join('；')}</p>`}<textarea id="note" name="note" rows="3">${note}</textarea></div>
<div><button type="submit">提交补正</button></div></form>
<p><a href="/track/matter">先不提交，回到办事进度</a></p>`
  return send(request, reply, '补交材料', main, refusal ? problemOf(refusal).status : 200)
}
