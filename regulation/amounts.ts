import type { Confidence } from '#regulation/confidence.ts'

/** What an amount counts: money is in fen; a `rule` is a sentence that a calculation follows and has no number. */
export type AmountUnit = 'fen' | 'months' | 'share' | 'basisPoints' | 'rule'

/**
 * A number that a calculator puts in, with what is known about it. A share is `amount` of `of`. `since` and `until` are
 * `YYYY-MM-DD`; null where the source gives no day.
 */
export type Amount = {
  readonly label: string
  readonly amount: number
  readonly of?: number
  readonly unit: AmountUnit
  readonly source: string
  readonly region: string
  readonly since: string | null
  readonly until: string | null
  readonly confidence: Confidence
}

const decision = '全国人大常委会《关于实施渐进式延迟法定退休年龄的决定》（2024年9月13日）'
const fund = '《就业补助资金管理办法》（财社〔2023〕181号）'
const jilin = '吉林省社会保险补贴办法（吉人社联字〔2017〕94号）'
// The figures and the period are verified, the numbers of the notices are from memory.
const tax = '重点群体创业就业税收政策（公告2023年第15号，文号未逐字核对）'
const taxWay = '重点群体创业就业税收政策执行公告（公告2024年第4号，未逐字核对）'
const loans = '《普惠金融发展专项资金管理办法》（财金〔2023〕75号）'
// A new rule of December 2025 is known to exist; its numbers haven't been seen.
const jilinLoans = '吉林省2023年执行的创业担保贷款办法；2025年12月已有新办法，数额未核对'
const ours = '本系统建议值'

/** Every number of the calculators; none is a constant in code. Amounts of a province or of this office wait to be confirmed. */
// biome-ignore format: one amount, one row
export const amounts = {
  'retire.schedule': { label: '逐步延迟法定退休年龄', amount: 0, unit: 'rule', source: decision, region: '全国', since: '2025-01-01', until: null, confidence: 'V' },
  'retire.elastic': { label: '弹性提前或延迟最长', amount: 36, unit: 'months', source: decision, region: '全国', since: '2025-01-01', until: null, confidence: 'V' },
  'subsidy.most': { label: '就业困难人员补贴期限最长', amount: 36, unit: 'months', source: fund, region: '全国', since: null, until: null, confidence: 'V' },
  'subsidy.near': { label: '初次核定时距法定退休年龄不足这么久的，可延至退休', amount: 60, unit: 'months', source: fund, region: '全国', since: null, until: null, confidence: 'V' },
  'subsidy.graduate': { label: '离校未就业高校毕业生补贴期限最长', amount: 24, unit: 'months', source: fund, region: '全国', since: null, until: null, confidence: 'V' },
  'subsidy.left': { label: '开始补贴时离校不满', amount: 24, unit: 'months', source: fund, region: '全国', since: null, until: null, confidence: 'V' },
  'subsidy.cap': { label: '补贴不超过实际缴费的', amount: 2, of: 3, unit: 'share', source: fund, region: '全国', since: null, until: null, confidence: 'V' },
  'subsidy.local': { label: '个人缴纳的基本养老保险费补贴', amount: 1, of: 2, unit: 'share', source: jilin, region: '吉林省', since: null, until: null, confidence: 'L' },
  'subsidy.reached': { label: '延至退休的，达到法定退休年龄的当月也补', amount: 1, unit: 'months', source: ours, region: '本单位', since: null, until: null, confidence: 'U' },
  'subsidy.rounding': { label: '补贴金额不足1分的舍去，以免超过比例', amount: 0, unit: 'rule', source: ours, region: '本单位', since: null, until: null, confidence: 'U' },
  'hires.base': { label: '企业招用定额标准基准（每人每年）', amount: 600_000, unit: 'fen', source: tax, region: '全国', since: '2023-01-01', until: '2027-12-31', confidence: 'V' },
  'hires.top': { label: '企业招用定额标准上浮30%后最高（每人每年）', amount: 780_000, unit: 'fen', source: tax, region: '全国', since: '2023-01-01', until: '2027-12-31', confidence: 'V' },
  'hires.local': { label: '本省执行的定额标准（每人每年）', amount: 600_000, unit: 'fen', source: '本省上浮幅度没有核实，暂按国家基准', region: '吉林省', since: null, until: null, confidence: 'U' },
  'hires.months': { label: '企业招用每人最长', amount: 36, unit: 'months', source: tax, region: '全国', since: '2023-01-01', until: '2027-12-31', confidence: 'V' },
  'hires.registered': { label: '招用时登记失业满', amount: 6, unit: 'months', source: tax, region: '全国', since: '2023-01-01', until: '2027-12-31', confidence: 'V' },
  'hires.year': { label: '按月折算：每年的月数', amount: 12, unit: 'months', source: taxWay, region: '全国', since: null, until: null, confidence: 'M' },
  'trader.base': { label: '个体经营限额基准（每户每年）', amount: 2_000_000, unit: 'fen', source: tax, region: '全国', since: '2023-01-01', until: '2027-12-31', confidence: 'V' },
  'trader.top': { label: '个体经营限额上浮20%后最高（每户每年）', amount: 2_400_000, unit: 'fen', source: tax, region: '全国', since: '2023-01-01', until: '2027-12-31', confidence: 'V' },
  'trader.local': { label: '本省执行的限额（每户每年）', amount: 2_000_000, unit: 'fen', source: '本省上浮幅度没有核实，暂按国家基准', region: '吉林省', since: null, until: null, confidence: 'U' },
  'trader.months': { label: '个体经营最长', amount: 36, unit: 'months', source: tax, region: '全国', since: '2023-01-01', until: '2027-12-31', confidence: 'V' },
  'trader.year': { label: '实际经营不足一年按月折算：每年的月数', amount: 12, unit: 'months', source: taxWay, region: '全国', since: null, until: null, confidence: 'M' },
  'loan.person': { label: '个人贷款最高', amount: 30_000_000, unit: 'fen', source: loans, region: '全国', since: '2023-10-01', until: '2028-09-30', confidence: 'V' },
  'loan.small': { label: '小微企业贷款最高', amount: 400_000_000, unit: 'fen', source: loans, region: '全国', since: '2023-10-01', until: '2028-09-30', confidence: 'V' },
  'loan.partners': { label: '合伙贷款不超过各人额度之和的', amount: 110, of: 100, unit: 'share', source: loans, region: '全国', since: '2023-10-01', until: '2028-09-30', confidence: 'V' },
  'loan.termPerson': { label: '个人和合伙贷款期限最长', amount: 36, unit: 'months', source: jilinLoans, region: '吉林省', since: null, until: null, confidence: 'L' },
  'loan.termSmall': { label: '小微企业贷款期限最长', amount: 24, unit: 'months', source: jilinLoans, region: '吉林省', since: null, until: null, confidence: 'L' },
  'loan.spread': { label: '贷款利率不超过贷款市场报价利率加', amount: 150, unit: 'basisPoints', source: jilinLoans, region: '吉林省', since: null, until: null, confidence: 'L' },
  'loan.spreadPoor': { label: '脱贫地区贷款利率不超过贷款市场报价利率加', amount: 250, unit: 'basisPoints', source: jilinLoans, region: '吉林省', since: null, until: null, confidence: 'L' },
  'loan.share': { label: '财政贴息占实际利息的（逾期、展期不贴）', amount: 1, of: 2, unit: 'share', source: jilinLoans, region: '吉林省', since: null, until: null, confidence: 'L' },
  'deadline.count': { label: '开始当日不计入；没有对应日的到月末日；最后一日是休假日的顺延；截止到停止办公的时间', amount: 0, unit: 'rule', source: '《民法典》第二百零一条至第二百零三条', region: '全国', since: '2021-01-01', until: null, confidence: 'V' },
  'deadline.weekend': { label: '最后一日是周六、周日的也顺延', amount: 0, unit: 'rule', source: '司法实践中的通常理解', region: '全国', since: null, until: null, confidence: 'M' },
} as const satisfies Record<string, Amount>

export type AmountKey = keyof typeof amounts
