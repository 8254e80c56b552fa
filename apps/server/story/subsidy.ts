import { dayOf } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { addToMonth, monthOf } from '#core/sums/month.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { standOf } from '#office/register.ts'
import { demoOffice, demoStaff, demoTenant } from '#office/seed.ts'
import { enterElsewhere } from '#programs/subsidy/elsewhere.ts'
import { type Days, scope } from './teller.ts'

/** Months that somebody had elsewhere, entered with the paper that says so (JY13). 测试数据: nobody has this number. */
export async function tellSubsidy({ db, keys }: World, { at }: Days): Promise<void> {
  const when = at(6, 10)
  const last = addToMonth(monthOf(dayOf(when)), -12)
  await db.transaction(scope, async (tx) => {
    const by = { tenant: demoTenant, staff: demoStaff('wang'), at: when }
    const stand = standOf(await current(tx, demoTenant, when), by, demoOffice('sljd'))
    if (isRefusal(stand)) throw new Error(stand.says)
    const made = await enterElsewhere(tx, stand, keys, {
      ...{ name: '测试孙', idNumber: '220211200002290038', from: addToMonth(last, -5), to: last },
      source: '外地经办机构出具的享受情况证明（测试数据）',
    })
    if (isRefusal(made)) throw new Error(made.says)
  })
}
