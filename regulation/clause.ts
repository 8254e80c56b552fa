/** The number of one of the ten rules of the service regulation. */
export type RuleNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10

/**
 * The means by which the product keeps a clause: a state machine, the roster, a due disclosure, an issued sheet,
 * an inspection item, a spoken prompt, a ledger, a computed figure, the audit trail, or the way the product is built.
 */
export const keptBy = {
  process: '流程',
  roster: '值岗',
  publication: '公开',
  sheet: '文书',
  check: '检查',
  phrase: '用语',
  register: '台账',
  figure: '数据',
  audit: '审计',
  design: '设计',
} as const

export type Kept = keyof typeof keptBy

/** A clause as data: its rule, what it asks in our own words, how it is kept, and what keeps it now. */
export type Clause = {
  readonly rule: RuleNumber
  readonly words: string
  readonly kept: readonly Kept[]
  /** Process rows, screens or jobs that keep the clause today. Empty means 尚未落实; the state is derived from it. */
  readonly by: readonly string[]
}
