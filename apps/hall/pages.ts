import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { pairing, type Screen, shown, takeCode } from '#apps/hall/entrance.ts'
import { asset, serveAssets } from '#apps/portal/asset.ts'
import { levelChoice } from '#apps/portal/faces.ts'
import { readForms } from '#apps/portal/form.ts'
import { html, sendPage, tellAsPages } from '#apps/portal/layout.ts'
import { recognise } from '#rules/quality-service/hall/proof.ts'
import type { HallNeeds } from '#rules/quality-service/hall/routes.ts'

const style = asset(import.meta.dirname, 'evaluator.css', 'text/css; charset=utf-8')
const script = asset(import.meta.dirname, 'evaluator.js', 'text/javascript; charset=utf-8')
const screen: Screen = {
  kind: 'evaluator',
  url: '/hall/evaluator',
  name: '窗口评价器',
  says: '请工作人员在工作台“值岗”的“屏幕和评价器”页生成窗口评价器配对码，10分钟内在这里输入。',
  style: style.url,
}

/** The screen at the window: paired by a plain form, alive by one small script. */
export const hallPages: FastifyPluginAsync<HallNeeds> = async (app, needs) => {
  const { world, place } = needs
  readForms(app)
  tellAsPages(app)
  serveAssets(app, [style, script])

  app.get(screen.url, shown, async (request, reply) => {
    const device = await recognise({ db: world.db, now: world.now, place }, request)
    return device?.kind === screen.kind ? evaluator(request, reply) : pairing(request, reply, screen, null)
  })
  takeCode(app, needs, screen)
}

/** All that the screen can show; the script shows one part at a time. */
function evaluator(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const main = html`<p id="lost" role="status" hidden>正在恢复连接……</p>
<noscript><p class="alert">这台设备的浏览器关闭了脚本，评价器不能工作。请工作人员打开脚本，或者改用纸质评价表。</p></noscript>
<section id="idle" aria-label="本窗口">
<p class="office" id="office"></p>
<h1 class="window" id="window">正在连接……</h1>
<p class="serves" id="serves"></p>
<p class="serves" id="ticket" role="status"></p>
<p>办完事后，请在这里评价。</p>
</section>
<form id="rate" hidden>
<h1>请您评价刚才的服务</h1>
<p id="about"></p>
${levelChoice()}
<p id="problem" class="alert" role="alert" hidden></p>
<div class="buttons"><button type="submit">提交评价</button><button type="button" id="skip" class="quiet">暂不评价</button></div>
</form>
<section id="thanks" role="status" hidden><h1>谢谢您的评价</h1><p>您的意见会用来改进服务。</p></section>`
  return sendPage(request, reply, { title: '窗口评价器', main, style: style.url, script: script.url, bare: true })
}
