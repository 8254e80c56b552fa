import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { pairing, posted, shown, takeCode } from '#apps/hall/entrance.ts'
import { guide, guides, slip, wishes } from '#apps/hall/kiosk-guide.ts'
import { type Here, people, plan, screen, script, send, start, style, track } from '#apps/hall/kiosk-parts.ts'
import { serveAssets } from '#apps/portal/asset.ts'
import { one, readForms } from '#apps/portal/form.ts'
import { tellAsPages } from '#apps/portal/layout.ts'
import { progress } from '#apps/portal/track.ts'
import { isRefusal } from '#core/refusal.ts'
import { current } from '#office/current.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { askedAt, officeOf } from '#rules/quality-service/hall/kiosk.ts'
import { recognise } from '#rules/quality-service/hall/proof.ts'
import type { HallNeeds } from '#rules/quality-service/hall/routes.ts'
import { publicVenue } from '#rules/quality-service/venue/public.ts'

type OfService = { Params: { code: string } }

/** The kiosk in the hall: guides, one's own matter, the plan, who is on duty, a slip to take to the window (10.4.4). */
export const kioskPages: FastifyPluginAsync<HallNeeds> = async (app, needs) => {
  readForms(app)
  tellAsPages(app, { style: style.url, bare: true })
  serveAssets(app, [style, script])
  entrance(app, needs)
  reading(app, needs)
  asking(app, needs)
}

/** The start, or the form that pairs this screen. */
function entrance(app: FastifyInstance, needs: HallNeeds): void {
  app.get(screen.url, shown, async (request, reply) => {
    const here = await hereOf(needs, request)
    return here ? send(request, reply, '自助终端', start(here)) : pairing(request, reply, screen, null)
  })
  takeCode(app, needs, screen)
}

/** Everything that is the same for everyone: links between pages, readable without a script. */
function reading(app: FastifyInstance, needs: HallNeeds): void {
  const { world, place } = needs
  const { catalogue } = world
  const page = (url: string, title: string, part: (here: Here) => ReturnType<typeof start>) =>
    app.get(url, shown, async (request, reply) => {
      const here = await hereOf(needs, request)
      return here ? send(request, reply, title, part(here)) : pairing(request, reply, screen, null, 401)
    })
  page('/hall/kiosk/guide', '办事指南', () => guides(catalogue.list()))
  page('/hall/kiosk/wish', '我要办事', () => wishes(catalogue.list()))
  page('/hall/kiosk/people', '今天谁在岗', people)

  app.get('/hall/kiosk/plan', shown, async (request, reply) => {
    const here = await hereOf(needs, request)
    if (!here) return pairing(request, reply, screen, null, 401)
    const own = { tenant: place.tenant, path: here.device.path }
    const venue = await publicVenue(world.db, own, here.org.code, here.at)
    return send(request, reply, '大厅平面图', plan(here, venue))
  })

  const ofService = (url: string, part: (here: Here, code: string) => ReturnType<typeof guide>) =>
    app.get<OfService>(url, shown, async (request, reply) => {
      const here = await hereOf(needs, request)
      if (!here) return pairing(request, reply, screen, null, 401)
      const made = part(here, request.params.code)
      return send(request, reply, made.title, made.main, made.known ? 200 : 404)
    })
  ofService('/hall/kiosk/guide/:code', (here, code) => guide(catalogue, code, here))
  ofService('/hall/kiosk/slip/:code', (here, code) => slip(catalogue, code, here, world.address))
}

/** One's own matter by number and code, as at /track; nothing of it stays (10.4.4). */
function asking(app: FastifyInstance, needs: HallNeeds): void {
  const { world, place } = needs
  app.get('/hall/kiosk/track', shown, async (request, reply) => {
    const here = await hereOf(needs, request)
    if (!here) return pairing(request, reply, screen, null, 401)
    return send(request, reply, '查询进度', track(`${here.org.code}-`, null))
  })

  app.post('/hall/kiosk/track', posted, async (request, reply) => {
    const here = await hereOf(needs, request)
    if (!here) return pairing(request, reply, screen, null, 401)
    const claim = { number: one(request.body, 'number', 60), code: one(request.body, 'code', 40) }
    const matter = await askedAt(world, place, here.device, claim, here.at)
    if (isRefusal(matter))
      return send(request, reply, '查询进度', track(claim.number, matter), problemOf(matter).status)
    // A browser whose script is off goes back to the start by this; the script has a countdown of its own.
    return send(request, reply.header('refresh', '60; url=/hall/kiosk'), '查询进度', track('', progress(matter, true)))
  })
}

/** Where the paired kiosk stands, or null: never paired, revoked, paired as something else, or its office was shut. */
export async function hereOf({ world, place }: HallNeeds, request: FastifyRequest): Promise<Here | null> {
  const device = await recognise({ db: world.db, now: world.now, place }, request)
  if (device?.kind !== 'kiosk') return null
  const at = world.now()
  const office = await world.db.read({ tenant: place.tenant, paths: [device.path] }, (tx) =>
    current(tx, place.tenant, at),
  )
  const org = officeOf(office, device)
  return org && { device, office, org, at }
}
