import type { FastifyPluginAsync } from 'fastify'
import type { World } from '#matter/world.ts'
import type { Source } from '#office/gauge.ts'
import type { Job } from '#platform/jobs/worker.ts'
import { accountGauge } from '#rules/accountability/gauge.ts'
import { badgeGauge } from '#rules/badges/gauge.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'
import { oversightJobs } from '#rules/commitments/oversight/jobs.ts'
import { warningGauge } from '#rules/commitments/oversight/list.ts'
import { oversightRoutes } from '#rules/commitments/oversight/routes.ts'
import { settingGauge } from '#rules/commitments/oversight/settings.ts'
import { deputyGauges } from '#rules/deputies/gauge.ts'
import { openGauges } from '#rules/open-affairs/gauge.ts'
import { qualityGauges } from '#rules/quality-service/gauge.ts'
import { supervisionJobs } from '#rules/quality-service/supervision/jobs.ts'
import { supervisionRoutes } from '#rules/quality-service/supervision/routes.ts'
import { inspectionGauge } from '#rules/standard-conduct/gauge.ts'
import { limitGauges } from '#rules/time-limits/gauge.ts'

/** Who counts what a superior looks at in every office (6.6): each room what is its own, nothing twice. */
export function gaugesOf(world: Pick<World, 'catalogue' | 'processes'>): readonly Source<GaugeKey>[] {
  return [
    ...deputyGauges,
    ...openGauges(world.catalogue),
    ...qualityGauges,
    badgeGauge,
    settingGauge,
    ...limitGauges(world),
    inspectionGauge,
    accountGauge,
    warningGauge,
  ]
}

/** What superiors look at and sign: 督办 and 监督. */
export const superiorRoutes: FastifyPluginAsync<{ readonly world: World }> = async (app, { world }) => {
  await app.register(supervisionRoutes, { world })
  await app.register(oversightRoutes, { world, sources: gaugesOf(world) })
}

/** What goes up the tree by itself when it is left undone. */
export const superiorJobs = (world: World): readonly Job[] => [...supervisionJobs(world), ...oversightJobs(world)]
