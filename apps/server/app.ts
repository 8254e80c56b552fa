import { displayPages } from '#apps/hall/display.ts'
import { kioskPages } from '#apps/hall/kiosk.ts'
import { ticketPages } from '#apps/hall/kiosk-ticket.ts'
import { hallPages } from '#apps/hall/pages.ts'
import { open311 } from '#apps/open311/doors.ts'
import { lostPage, portalPages } from '#apps/portal/pages.ts'
import type { StaffId } from '#core/roster.ts'
import { postsOf } from '#core/roster.ts'
import { alarmRoutes } from '#matter/alarms.ts'
import { registerEffect } from '#matter/effect.ts'
import { listRoutes } from '#matter/lists.ts'
import { openingRoutes } from '#matter/openings.ts'
import { paperRoutes } from '#matter/papers.ts'
import { registerRoutes } from '#matter/registers.ts'
import { matterRoutes } from '#matter/routes.ts'
import { nameOf } from '#matter/setting.ts'
import { wordRoutes } from '#matter/word.ts'
import type { World } from '#matter/world.ts'
import { accountsOf } from '#office/account.ts'
import { groundRoutes } from '#office/admin-routes.ts'
import { current } from '#office/current.ts'
import { importRoutes } from '#office/import/routes.ts'
import { officeRoutes } from '#office/routes.ts'
import { sightOf } from '#office/sight.ts'
import { auditRoutes } from '#platform/auth/audit-routes.ts'
import { sessionRoutes } from '#platform/auth/routes.ts'
import { makeSessions, type Session } from '#platform/auth/session.ts'
import { makeSignIn } from '#platform/auth/sign-in.ts'
import { migrationsCurrent } from '#platform/db/migrate.ts'
import { fileRoutes } from '#platform/files/routes.ts'
import { buildHttp, type Http, type HttpParts } from '#platform/http/app.ts'
import { type Copies, makeCopies } from '#platform/http/copies.ts'
import type { HttpLog } from '#platform/http/fault.ts'
import { cite } from '#platform/http/gate.ts'
import { type Hub, makeHub } from '#platform/live/hub.ts'
import { liveRoutes } from '#platform/live/routes.ts'
import { makeShown, type Shown, type Watch } from '#platform/live/shown.ts'
import type { Wire } from '#platform/live/wire.ts'
import { publicMarketRoutes } from '#programs/labour-market/public-routes.ts'
import { accountabilityRoutes } from '#rules/accountability/routes.ts'
import { badgeRoutes } from '#rules/badges/routes.ts'
import { receptionRoutes } from '#rules/civil-reception/routes.ts'
import { deputyRoutes } from '#rules/deputies/routes.ts'
import { publicSchemeRoutes } from '#rules/deputies/scheme.ts'
import { figuresRoutes } from '#rules/figures/routes.ts'
import { firstAskedRoutes } from '#rules/first-asked/routes.ts'
import { calculatorRoutes } from '#rules/open-affairs/calculators/routes.ts'
import { figureRoutes } from '#rules/open-affairs/figure-routes.ts'
import { filledRoutes } from '#rules/open-affairs/forms/filled-routes.ts'
import { formRoutes } from '#rules/open-affairs/forms/routes.ts'
import { publicationRoutes } from '#rules/open-affairs/publication/routes.ts'
import { openRoutes } from '#rules/open-affairs/routes.ts'
import { versionEffect } from '#rules/open-affairs/versions/effect.ts'
import { publicVersionRoutes, versionRoutes } from '#rules/open-affairs/versions/routes.ts'
import { loadShelf } from '#rules/open-affairs/versions/shelf.ts'
import { applicationRoutes } from '#rules/quality-service/application/routes.ts'
import { livingWith, proofs } from '#rules/quality-service/hall/proof.ts'
import { type HallNeeds, hallRoutes } from '#rules/quality-service/hall/routes.ts'
import { itemRoutes } from '#rules/quality-service/items/routes.ts'
import { machineRoutes } from '#rules/quality-service/machines/routes.ts'
import { messageEffect } from '#rules/quality-service/messages/effect.ts'
import { messageRoutes } from '#rules/quality-service/messages/routes.ts'
import { queueEffect } from '#rules/quality-service/queue/effect.ts'
import { queueRoutes } from '#rules/quality-service/queue/routes.ts'
import { ratingDeskRoutes } from '#rules/quality-service/rating-desk.ts'
import { appealEffect, handlingEffect } from '#rules/quality-service/ratings/effect.ts'
import { ratingsRoutes } from '#rules/quality-service/ratings/routes.ts'
import { ratingRoutes } from '#rules/quality-service/routes.ts'
import { ratingEffect } from '#rules/quality-service/store.ts'
import { venueRoutes } from '#rules/quality-service/venue/routes.ts'
import type { Place } from '#rules/quality-service/visitor/claim.ts'
import { inspectionRoutes } from '#rules/standard-conduct/routes.ts'
import { samplingEffect } from '#rules/standard-conduct/sampling/store.ts'
import { inspectionEffect } from '#rules/standard-conduct/store.ts'
import { latenessEffect } from '#rules/time-limits/register.ts'
import { limitRoutes } from '#rules/time-limits/routes.ts'
import { sittingRoutes } from '#rules/told-once/routes.ts'
import { citedAt } from './cites.ts'
import { clauseRoutes } from './clauses.ts'
import { type DemoAccount, demoRoutes } from './demo.ts'
import { importsOf } from './imports.ts'
import { superiorRoutes } from './oversight.ts'
import { deskPages } from './pages.ts'
import { tablesOf } from './processes.ts'
import { programDoors, programEffects } from './programs.ts'
import { registers } from './registers.ts'

export type AppParts = {
  readonly world: Omit<World, 'touched'>
  readonly log: HttpLog
  readonly demo: { readonly password: string; readonly accounts: readonly DemoAccount[] } | null
  readonly http?: Partial<HttpParts>
  /** The tenant that the public pages and the hall stand for; null while the database is empty. */
  readonly place: Place | null
  /** Connection of other nodes' hints; none where this is the only node. */
  readonly wire?: (receive: Hub['receive'], watch: Watch) => Pick<Wire, 'pass' | 'close'>
  /** Of public pages, in memory. */
  readonly copies?: Copies
}

/** The server's doors, put together: nothing is decided here. */
export async function buildApp({ world: ground, log, demo, place, http = {}, wire, copies = makeCopies() }: AppParts) {
  const { db, now } = ground
  registerEffects(ground)
  const accounts = accountsOf(db)
  const sessions = makeSessions({ db, now, findStaff: accounts.findStaff })
  const signIn = makeSignIn({ db, now, sessions, accounts })
  const shown = makeShown(db.changes, wire === undefined)
  const line = wire?.((hints) => hub.receive(hints), shown.watch)
  const hub: Hub = makeHub({
    living: place ? livingWith(sessions.living, { db, place }) : sessions.living,
    ...(line && { pass: line.pass }),
  })
  sessions.onEnd(hub.endSession)
  const { touched, called } = tellers(hub)
  const world: World = { ...ground, touched }
  if (place) await loadShelf(db, ground.catalogue, place, now)
  const ready = async () => ((await migrationsCurrent(db)) ? [] : ['数据库结构不是当前版本'])
  const hall = place && { proofs: proofs({ db, now, place }), notFound: lostPage }
  const app = await buildHttp({ log, sessions, ready, ...hall, ...http })
  const about = (session: Session) => aboutOf(world, session)
  cite(app, citedAt)

  await app.register(sessionRoutes, { signIn, secure: http.secure ?? false, about })
  await app.register(matterRoutes, { world })
  await app.register(openingRoutes, { world })
  await app.register(alarmRoutes, { world })
  await app.register(registerRoutes, { world, registers })
  await app.register(listRoutes, { world })
  await app.register(paperRoutes, { world })
  await app.register(wordRoutes, { world })
  await app.register(officeRoutes, { db, now })
  await app.register(fileRoutes, { db, now })
  await app.register(importRoutes, {
    ...{ db, now, keys: ground.keys, kinds: importsOf(ground) },
    failed: (error) => log.error('import.failed', { says: error instanceof Error ? error.name : 'error' }),
  })
  await app.register(openRoutes, { world })
  await app.register(figureRoutes, { world })
  await app.register(versionRoutes, { world })
  await app.register(filledRoutes, { world })
  await app.register(publicationRoutes, { world })
  await app.register(deputyRoutes, { world })
  await app.register(inspectionRoutes, { world })
  await app.register(accountabilityRoutes, { world })
  await app.register(receptionRoutes, { world })
  await app.register(firstAskedRoutes, { world })
  await app.register(badgeRoutes, { world })
  await app.register(messageRoutes, { world })
  await app.register(machineRoutes, { world })
  await app.register(itemRoutes, { world })
  await app.register(ratingDeskRoutes, { world })
  await app.register(venueRoutes, { world })
  await app.register(queueRoutes, { world, called })
  for (const room of [superiorRoutes, ratingsRoutes, limitRoutes, figuresRoutes, sittingRoutes, applicationRoutes])
    await app.register(room, { world })
  await programDoors(app, { world })
  await app.register(clauseRoutes, { world, tables: tablesOf(world) })
  await app.register(auditRoutes, { db, now, sight: sightOf })
  await app.register(groundRoutes, {
    ...{ db, now, keys: ground.keys, endSessions: sessions.closeOthers },
    services: ground.catalogue.list().map(({ code }) => code),
  })
  await app.register(liveRoutes, { hub })
  await app.register(demoRoutes, { demo })
  await app.register(deskPages)
  if (place) await registerPublic(app, { world, place, hub, called, shown, copies, secure: http.secure ?? false })
  app.addHook('onClose', async () => line?.close())
  return { app, world, hub, sessions, copies }
}

/** What rules keep beside a matter, in the transaction that changes it. */
function registerEffects({ processes, catalogue, mark, address, keys }: AppParts['world']): void {
  const effects = [
    ratingEffect,
    handlingEffect,
    appealEffect,
    latenessEffect(processes),
    inspectionEffect,
    samplingEffect,
    queueEffect,
    versionEffect(catalogue, mark),
    ...programEffects,
    messageEffect({ address, keys }),
  ]
  for (const effect of effects) registerEffect(effect)
}

/** What wakes those who watch a matter, and those who watch a queue. */
function tellers(hub: Hub): Pick<World, 'touched'> & Pick<HallNeeds, 'called'> {
  return {
    touched: ({ tenant, path, matter, version, posts }) =>
      hub.publish({ tenantId: tenant, orgPaths: [path], posts, matter: { id: matter, version } }),
    called: ({ tenant, path }) =>
      hub.publish({ tenantId: tenant, orgPaths: [path], posts: [], matter: null, queue: true }),
  }
}

/** The visitor's doors: ratings, the hall's devices, the public pages. */
async function registerPublic(
  app: Http,
  parts: HallNeeds & { readonly secure: boolean; readonly shown: Shown; readonly copies: Copies },
) {
  for (const plugin of [
    ratingRoutes,
    hallRoutes,
    hallPages,
    kioskPages,
    ticketPages,
    displayPages,
    publicSchemeRoutes,
    calculatorRoutes,
    formRoutes,
    publicVersionRoutes,
    publicMarketRoutes,
  ])
    await app.register(plugin, parts)
  await app.register(portalPages, parts)
  await app.register(open311, parts)
}

/** What the desk shows of the person who signed in. */
async function aboutOf({ db, now }: Pick<World, 'db' | 'now'>, { who }: Session) {
  const at = now()
  const office = await db.plain((tx) => current(tx, who.tenantId, at))
  const posts = postsOf(office.roster, who.staffId as StaffId, at).map(({ post, as, standsFor }) => ({
    id: post,
    name: nameOf(office, post),
    as,
    standsFor: standsFor && nameOf(office, standsFor),
  }))
  return { office: { id: who.orgId, name: nameOf(office, who.orgId) }, posts }
}
