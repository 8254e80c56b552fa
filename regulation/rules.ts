import type { RuleNumber } from '#regulation/clause.ts'

/** The ten rules in the regulation's order. `slug` is the name of the rule's folder in `rules/`. */
export const rules = [
  { number: 1, slug: 'open-affairs', title: '政务公开' },
  { number: 2, slug: 'first-asked', title: '首问负责' },
  { number: 3, slug: 'civil-reception', title: '文明接待' },
  { number: 4, slug: 'standard-conduct', title: '规范服务' },
  { number: 5, slug: 'deputies', title: 'AB角' },
  { number: 6, slug: 'commitments', title: '服务承诺' },
  { number: 7, slug: 'time-limits', title: '限时办结' },
  { number: 8, slug: 'told-once', title: '一次性告知' },
  { number: 9, slug: 'badges', title: '挂牌上岗' },
  { number: 10, slug: 'quality-service', title: '优质服务' },
] as const satisfies readonly { number: RuleNumber; slug: string; title: string }[]

export type RuleSlug = (typeof rules)[number]['slug']
