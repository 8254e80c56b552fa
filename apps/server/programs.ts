import { type Effect, registerEffect } from '#matter/effect.ts'
import type { World } from '#matter/world.ts'
import type { Http } from '#platform/http/app.ts'
import { aidRoutes } from '#programs/aid/routes.ts'
import { aidEffect } from '#programs/aid/store.ts'
import { enrolmentEffect } from '#programs/enrolment/effect.ts'
import { enrolmentRoutes } from '#programs/enrolment/routes.ts'
import { marketEffect } from '#programs/labour-market/effect.ts'
import { marketRoutes } from '#programs/labour-market/routes.ts'
import { loanRoutes } from '#programs/loan/routes.ts'
import { loanEffect, loanFollower } from '#programs/loan/store.ts'
import { claimRoutes } from '#programs/subsidy/claim-routes.ts'
import { insuranceFollower, subsidyEffect } from '#programs/subsidy/effect.ts'
import { type PayableFollower, payables } from '#programs/subsidy/payables.ts'
import { batchRoutes } from '#programs/subsidy/routes.ts'
import { surveyRoutes } from '#programs/survey/routes.ts'
import { taxEffect } from '#programs/tax/effect.ts'
import { taxRoutes } from '#programs/tax/routes.ts'
import { trainingEffect } from '#programs/training/effect.ts'
import { trainingRoutes } from '#programs/training/routes.ts'
import { trainingFollower } from '#programs/training/sums.ts'
import { ownBook } from '#rules/open-affairs/calculators/own.ts'

/** What becomes of a sum in its batch, in the books of its program. */
const follow: PayableFollower = async (tx, tenant, row, event, by) => {
  if (row.kind === 'insurance') await insuranceFollower(tx, tenant, row, event, by)
  else if (row.kind === 'interest') await loanFollower(tx, tenant, row, event, by)
  else await trainingFollower(tx, tenant, row, event, by)
}

/** What follows from a case's change in the books of its program. */
export const programEffects: readonly Effect[] = [
  subsidyEffect(ownBook),
  aidEffect,
  loanEffect(payables),
  trainingEffect,
  taxEffect,
  enrolmentEffect,
]

/** The programs' doors: what the services need beyond their files (1.3). */
export async function programDoors(app: Http, parts: { readonly world: World }): Promise<void> {
  await app.register(claimRoutes, { ...parts, follow, bookOf: ownBook })
  await app.register(batchRoutes, { ...parts, follow })
  await app.register(aidRoutes, parts)
  await app.register(loanRoutes, { ...parts, payables })
  await app.register(enrolmentRoutes, parts)
  registerEffect(marketEffect(parts.world))
  await app.register(marketRoutes, parts)
  await app.register(surveyRoutes, parts)
  await app.register(taxRoutes, parts)
  await app.register(trainingRoutes, { ...parts, payables })
}
