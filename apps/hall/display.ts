import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { pairing, type Screen, shown, takeCode } from '#apps/hall/entrance.ts'
import { asset, serveAssets } from '#apps/portal/asset.ts'
import { readForms } from '#apps/portal/form.ts'
import { html, sendPage, tellAsPages } from '#apps/portal/layout.ts'
import { iso } from '#core/day.ts'
import { current } from '#office/current.ts'
import { newsList } from '#rules/open-affairs/publication/public.ts'
import { officeOf } from '#rules/quality-service/hall/kiosk.ts'
import { deviceOf, only, recognise } from '#rules/quality-service/hall/proof.ts'
import type { HallNeeds } from '#rules/quality-service/hall/routes.ts'
import { boardOf } from '#rules/quality-service/queue/board.ts'

const style = asset(import.meta.dirname, 'display.css', 'text/css; charset=utf-8')
const script = asset(import.meta.dirname, 'display.js', 'text/javascript; charset=utf-8')
const screen: Screen = {
  kind: 'display',
  url: '/hall/display',
  name: '大厅显示屏',
  says: '请工作人员在工作台“值岗”的“屏幕和评价器”页生成显示屏配对码，10分钟内在这里输入。',
  style: style.url,
}

/** How many public notices go round between the calls. */
const notices = 8

/** The large screen of the hall: calls, who waits where, public notices; numbers only, never a name (10.4.5, 1.6). */
export const displayPages: FastifyPluginAsync<HallNeeds> = async (app, needs) => {
  const { world, place } = needs
  readForms(app)
  tellAsPages(app, { style: style.url, bare: true })
  serveAssets(app, [style, script])

  app.get(screen.url, shown, async (request, reply) => {
    const device = await recognise({ db: world.db, now: world.now, place }, request)
    return device?.kind === screen.kind ? display(request, reply) : pairing(request, reply, screen, null)
  })
  takeCode(app, needs, screen)

  app.get(
    '/api/hall/display',
    {
      config: { allow: 'device', passive: true },
      preHandler: only('display'),
      schema: { summary: '大厅显示屏当前应显示的内容' },
    },
    async (request) => {
      const device = deviceOf(request)
      const at = world.now()
      const here = { tenant: place.tenant, path: device.path }
      const [news, board] = await Promise.all([
        newsList(world.db, here, { topic: null, q: '', after: null }, at, notices),
        world.db.read({ tenant: here.tenant, paths: [here.path] }, async (tx) => {
          const org = officeOf(await current(tx, place.tenant, at), device)
          return org && { office: org.name, ...(await boardOf(tx, place.tenant, org, at)) }
        }),
      ])
      const empty = { office: '本单位已撤销', calls: [], passed: [], zones: [] }
      return { now: iso(at), ...(board ?? empty), notices: news.rows.map(({ title, office }) => ({ title, office })) }
    },
  )
}

/** All that the screen can show; the script fills it in. */
function display(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const main = html`<p id="lost" role="status" hidden>正在恢复连接，号码可能不是最新的……</p>
<noscript><p class="alert">这台设备的浏览器关闭了脚本，显示屏不能工作。请工作人员打开脚本。</p></noscript>
<header class="head"><h1 id="office">正在连接……</h1><p id="clock"></p></header>
<section id="now" aria-label="正在叫号" role="status"><p id="none">现在没有叫号</p><p id="call" hidden>请<b id="called"></b>号<span>到<b id="window"></b>号窗口</span></p></section>
<div class="beside">
<section aria-labelledby="last-of"><h2 id="last-of">刚叫过的号</h2><ol id="last"></ol><p id="before">还没有</p></section>
<section aria-labelledby="waits-of"><h2 id="waits-of">等候人数</h2><ul id="waits"></ul><p id="calm">现在没有人等候</p><p id="passed"></p></section>
</div>
<p id="notice"></p>
<button type="button" id="voice" hidden>点一下，打开语音叫号</button>`
  return sendPage(request, reply, { title: '大厅显示屏', main, style: style.url, script: script.url, bare: true })
}
