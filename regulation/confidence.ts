/** How sure a fact is: verified · regulation · computed · one locality's rule · from memory · uncertain. */
export const confidences = ['V', 'S', 'C', 'L', 'M', 'U'] as const

export type Confidence = (typeof confidences)[number]

export const confidenceLabels = {
  V: '已核对来源',
  S: '服务制度原定',
  C: '计算所得',
  L: '外地做法，供参考',
  M: '未逐字核对',
  U: '暂定',
} as const satisfies Record<Confidence, string>

/** Whether a unit must confirm a fact before it is shown as more than a default. */
export function isToConfirm(confidence: Confidence): boolean {
  return confidence === 'L' || confidence === 'M' || confidence === 'U'
}
