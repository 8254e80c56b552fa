import type { Instant } from '#core/day.ts'
import type { World } from '#matter/world.ts'
import { inspections, tasks } from './story/above.ts'
import { cases, contacts, sitting } from './story/counter.ts'
import { attendance, away, leaves, scheme } from './story/duty.ts'
import { enrolled } from './story/enrolled.ts'
import { helped } from './story/help.ts'
import { market } from './story/market.ts'
import { complaints, heard, petitions, recorded } from './story/reception.ts'
import { tellRegisters } from './story/registers.ts'
import { samplings } from './story/sampled.ts'
import { tellSubsidy } from './story/subsidy.ts'
import { tellSurvey } from './story/survey.ts'
import { daysOf, telling } from './story/teller.ts'
import { tellTraining } from './story/training.ts'

/**
 * The demonstration's past days: a window's ordinary matters, made through the same door as everything else, so that the
 * desk, the pictures and the manual show real states. All of it is marked 测试数据.
 */
export async function tellStory(world: World, now: Instant): Promise<void> {
  const days = await daysOf(world, now)
  const tell = telling(world, days)
  const { at } = days
  await tell(tasks)
  await recorded(world, at(3, 8, 40))
  for (const part of [heard, contacts, cases, sitting, petitions, complaints, inspections]) await tell(part)
  await tell(market)
  await tell(helped)
  await tell(enrolled)
  for (const part of [scheme, attendance, away, leaves]) await tell(part)
  await recorded(world, at(0, 8, 40))
  await tellRegisters(world, at)
  await tellSubsidy(world, days)
  await tellTraining(world, days)
  await tellSurvey(world, days)
  await tell(samplings)
}
