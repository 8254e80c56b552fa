import type { MatterPage } from '#core/view.ts'

/** Forms of the demonstration (测试数据): no person behind them. */

export const contactForm = {
  channel: 'visit',
  inquiry: 'service',
  matter: '想办理失业登记',
  name: '测试甲',
  phone: '13800000000',
}

export const unemployed = {
  name: '测试甲',
  idNumber: '220202199001010012',
  mobile: '13800000000',
  address: '示例街道测试路1号',
  reason: '24',
  formerEmployer: '测试单位',
  unemployedSince: '2026-10-08',
  employed: false,
  ownsBusiness: false,
  receivesPension: false,
  studying: false,
  wantsWork: true,
}

export const hardship = {
  name: '测试乙',
  idNumber: '220203197512311017',
  mobile: '13900000000',
  address: '示例街道测试路2号',
  community: '示例社区',
  unemployedSince: '2026-01-05',
  category: 'older',
  monthlyIncome: 0,
  employed: false,
  ownsBusiness: false,
  wantsWork: true,
  agreesNotice: true,
}

type Row = { readonly id: string; readonly label: string; readonly machine?: 'yes' | 'no' | null }

/** The rows of the review form that a page offers. */
export function reviewRows({ offers }: MatterPage): {
  readonly materials: readonly Row[]
  readonly conditions: readonly Row[]
} {
  const shape = offers.find(({ move }) => move === 'check')?.input as
    | { properties: Record<'materials' | 'conditions', { 'x-rows': readonly Row[] }> }
    | undefined
  return {
    materials: shape?.properties.materials['x-rows'] ?? [],
    conditions: shape?.properties.conditions['x-rows'] ?? [],
  }
}

/** A review in which all is in order but the materials named. */
export function reviewOf(page: MatterPage, missing: readonly string[] = []) {
  const { materials, conditions } = reviewRows(page)
  return {
    materials: materials.map(({ id }) =>
      missing.includes(id) ? { id, result: 'missing', reason: '没有带来' } : { id, result: 'ok' },
    ),
    conditions: conditions.filter(({ machine }) => !machine).map(({ id }) => ({ id, result: 'yes' })),
  }
}
