import { isRefusal, type Refusal } from '#core/refusal.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import { badInput } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { clause } from './change.ts'
import { namesIn } from './following.ts'
import { findSeeker } from './store.ts'
import { findVacancy } from './vacancies.ts'

type Asked = { readonly seeker: string; readonly vacancy: string }

/** Opens a referral and writes its letter in one go; what stands against it is said by the books (`following.ts`). */
export async function refer(world: World, tx: Tx, { tenant, staff, at }: Stand, ask: Asked): Promise<Moved | Refusal> {
  const [seeker, vacancy] = await Promise.all([
    findSeeker(tx, tenant, ask.seeker),
    findVacancy(tx, tenant, ask.vacancy),
  ])
  if (!seeker) return badInput(clause, '/seeker', '没有这位求职人，或者不属于您可以查看的单位')
  if (!vacancy) return badInput(clause, '/vacancy', '没有这个岗位，或者它不属于您可以查看的单位')
  const names = namesIn(vacancy, seeker)
  const blank = Object.entries(names).find(([, value]) => value === '')
  if (blank) return badInput(clause, '/vacancy', '岗位信息还没有补全，不能推荐')
  const input = { ...names, seeker: seeker.id, vacancy: vacancy.id, agrees: true }
  const opened = await openMatter(world, tx, { tenant, staff, kind: 'referral', input, at })
  if (isRefusal(opened)) return opened
  const matter = opened.held.matter.id
  return advance(world, tx, { tenant, by: { staff }, matter, move: 'recommend', version: null, input: {}, at })
}
