import type { Day } from '#core/day.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/**
 * What is counted, what it is called, what it means in words, and by which clause. All of it adds up: over days, posts,
 * services and offices. Counted on the day on which it happened, in Chinese time.
 */
export type Measure = {
  readonly label: string
  readonly unit: '件' | '人次' | '天' | '分钟' | '次' | '秒'
  readonly clause: ClauseId
  readonly says: string
}

/** By post and service. What a post opened is its first contact's; what it closed is whoever's it was at the end. */
// biome-ignore format: the table is read by columns
export const windowMeasures = {
  opened:    { label: '收件', unit: '件', clause: '6.6', says: '当天登记的首问、来访来信和办件' },
  closed:    { label: '办结', unit: '件', clause: '6.6', says: '当天办结的首问、来访来信和办件，不含申请人撤回的' },
  withdrawn: { label: '撤回', unit: '件', clause: '6.6', says: '当天由申请人撤回的' },
  done:      { label: '有承诺期限的办结', unit: '件', clause: '6.0', says: '当天办结、有承诺期限的办件，不含撤回的' },
  kept:      { label: '按期', unit: '件', clause: '6.0', says: '其中在承诺期限内办结、办理中也没有超期记录的' },
  late:      { label: '超期', unit: '件', clause: '7.4', says: '其中超过承诺期限的；办结以后仍算超期' },
  used:      { label: '用时', unit: '天', clause: '6.0', says: '有承诺期限的办件从受理到办结的工作日合计，不含暂停的工作日' },
  hands1:    { label: '一人到底', unit: '件', clause: '2.3.2.b', says: '办结的事项中，没有移交过的' },
  hands2:    { label: '移交一次', unit: '件', clause: '2.3.2.b', says: '办结的事项中，由两个责任人先后负责的' },
  hands3:    { label: '移交两次', unit: '件', clause: '2.3.2.b', says: '办结的事项中，由三个责任人先后负责的' },
  hands4:    { label: '移交三次以上', unit: '件', clause: '2.3.2.b', says: '办结的事项中，由四个以上责任人先后负责的' },
  took1h:    { label: '一小时内', unit: '件', clause: '7.2', says: '从登记到办结不超过一小时的' },
  took1d:    { label: '一天内', unit: '件', clause: '7.2', says: '从登记到办结超过一小时、不超过24小时的' },
  took3d:    { label: '三天内', unit: '件', clause: '7.2', says: '从登记到办结超过一天、不超过三天的（自然日）' },
  took10d:   { label: '十天内', unit: '件', clause: '7.2', says: '从登记到办结超过三天、不超过十天的（自然日）' },
  took30d:   { label: '三十天内', unit: '件', clause: '7.2', says: '从登记到办结超过十天、不超过三十天的（自然日）' },
  tookmore:  { label: '超过三十天', unit: '件', clause: '7.2', says: '从登记到办结超过三十天的（自然日）' },
  minutes:   { label: '办理时长', unit: '分钟', clause: '7.2', says: '办结的事项从登记到办结的分钟合计，含休息日' },
  visits:    { label: '可评价的服务', unit: '次', clause: '10.5.1', says: '当天办结、可以评价的服务；同一天由首问办成的办件和首问算一次' },
  rated:     { label: '已评价', unit: '次', clause: '10.5.1', says: '当天作出的评价，一次服务一个' },
  level1:    { label: '非常不满意', unit: '次', clause: '10.5.1', says: '当天作出的评价中非常不满意的' },
  level2:    { label: '不满意', unit: '次', clause: '10.5.1', says: '当天作出的评价中不满意的' },
  level3:    { label: '基本满意', unit: '次', clause: '10.5.1', says: '当天作出的评价中基本满意的' },
  level4:    { label: '满意', unit: '次', clause: '10.5.1', says: '当天作出的评价中满意的' },
  level5:    { label: '非常满意', unit: '次', clause: '10.5.1', says: '当天作出的评价中非常满意的' },
  excluded:  { label: '不计入的评价', unit: '次', clause: '10.5.1', says: '当天作出、经上级复核认定为误评或恶意差评的，记录保留，不计入已评价和满意率' },
} as const satisfies Readonly<Record<string, Measure>>

/** Of the whole office: these belong to no one post. */
// biome-ignore format: the table is read by columns
export const placeMeasures = {
  visitors:  { label: '服务对象', unit: '人次', clause: '10.1.2', says: '当天来办事项、留有身份证号的人；一人一天一个单位算一次' },
  served:    { label: '一个窗口办完', unit: '人次', clause: '10.1.2', says: '其中当天所有事项都在一个窗口登记的' },
  several:   { label: '办多个事项', unit: '人次', clause: '10.1.2', says: '其中当天办了两个以上事项的' },
  sittings:  { label: '多个事项一窗办', unit: '人次', clause: '10.1.2', says: '办多个事项的人中，都在一个窗口登记的' },
  tickets:   { label: '取号', unit: '次', clause: '10.1.2', says: '当天取的号' },
  finished:  { label: '叫号办理', unit: '次', clause: '10.1.2', says: '当天取号并办理完的' },
  absent:    { label: '未到', unit: '次', clause: '10.1.2', says: '当天取号、叫到未到的' },
  passed:    { label: '过号', unit: '次', clause: '10.1.2', says: '当天取号、过过号的' },
  wait5:     { label: '等候五分钟内', unit: '次', clause: '10.1.2', says: '从取号到首次叫号不超过五分钟的' },
  wait10:    { label: '等候十分钟内', unit: '次', clause: '10.1.2', says: '从取号到首次叫号超过五分钟、不超过十分钟的' },
  wait15:    { label: '等候十五分钟内', unit: '次', clause: '10.1.2', says: '从取号到首次叫号超过十分钟、不超过十五分钟的' },
  wait30:    { label: '等候三十分钟内', unit: '次', clause: '10.1.2', says: '从取号到首次叫号超过十五分钟、不超过三十分钟的' },
  wait60:    { label: '等候一小时内', unit: '次', clause: '10.1.2', says: '从取号到首次叫号超过三十分钟、不超过一小时的' },
  waitmore:  { label: '等候超过一小时', unit: '次', clause: '10.1.2', says: '从取号到首次叫号超过一小时的' },
  waited:    { label: '等候时长', unit: '秒', clause: '10.1.2', says: '从取号到首次叫号的秒数合计' },
  serving:   { label: '叫号办理时长', unit: '秒', clause: '10.1.2', says: '办理完的号从开始办理到结束的秒数合计' },
  complaints: { label: '投诉', unit: '件', clause: '10.5.2', says: '当天收到的投诉，含后来没有登记的' },
  attitude:  { label: '服务态度', unit: '件', clause: '10.5.2', says: '当天收到的投诉中反映服务态度的' },
  pace:      { label: '办事效率', unit: '件', clause: '10.5.2', says: '当天收到的投诉中反映办事效率的' },
  formality: { label: '办件手续', unit: '件', clause: '10.5.2', says: '当天收到的投诉中反映办件手续的' },
  fee:       { label: '收费情况', unit: '件', clause: '10.5.2', says: '当天收到的投诉中反映收费情况的' },
  result:    { label: '办理结果', unit: '件', clause: '10.5.2', says: '当天收到的投诉中反映办理结果的' },
  other:     { label: '其他', unit: '件', clause: '10.5.2', says: '当天收到的投诉中反映其他问题的' },
  spot:      { label: '现场协调', unit: '件', clause: '10.5.5.a', says: '当天收到的投诉中，按现场协调受理的；以后转为别的处理方式的，算最后的一种' },
  filed:     { label: '立案处理', unit: '件', clause: '10.5.5.b', says: '当天收到的投诉中，按立案处理受理的；以后转为别的处理方式的，算最后的一种' },
  opinions:  { label: '意见反映', unit: '件', clause: '10.5.5.d', says: '当天收到的投诉中，按意见反映受理的；以后转为别的处理方式的，算最后的一种' },
  withdrawnsaid: { label: '经解释撤回', unit: '件', clause: '10.5.4', says: '当天经解释自愿撤回、不作登记的' },
  outside:   { label: '不属受理范围', unit: '件', clause: '10.5.4', says: '当天因不属受理范围、不作登记的' },
  untrue:    { label: '材料不真实', unit: '件', clause: '10.5.4', says: '当天因材料不真实、不予受理的' },
  upheld:    { label: '属实', unit: '件', clause: '10.5.5.b', says: '当天办结、认定属实的投诉' },
  partly:    { label: '部分属实', unit: '件', clause: '10.5.5.b', says: '当天办结、认定部分属实的投诉' },
  unfounded: { label: '不属实', unit: '件', clause: '10.5.5.b', says: '当天办结、认定不属实的投诉' },
  orders:    { label: '督办', unit: '次', clause: '10.5.5.b', says: '当天由上级签发的督办表，含再次督办' },
  again:     { label: '再次督办', unit: '次', clause: '10.5.5.c', says: '其中因结果不符合要求再次签发的' },
  lateorders: { label: '督办逾期', unit: '次', clause: '10.5.5.b', says: '督办回复期限在当天届满、没有书面回报的；以后回报了仍算逾期' },
} as const satisfies Readonly<Record<string, Measure>>

/** What follows from sums by dividing, as people read it. */
// biome-ignore format: the table is read by columns
export const shareMeasures = {
  kept:          { label: '按期办结率', unit: '%', clause: '6.0', says: '按期的件数除以有承诺期限的办结件数' },
  usedDays:      { label: '平均用时', unit: '工作日', clause: '6.0', says: '用时除以有承诺期限的办结件数，不含暂停的工作日' },
  hours:         { label: '平均办理时长', unit: '小时', clause: '7.2', says: '办结的事项从登记到办结平均用多少小时，含休息日' },
  oneHand:       { label: '一人到底率', unit: '%', clause: '2.3.2.b', says: '办结的事项中没有移交过的所占的比例' },
  participation: { label: '参评率', unit: '%', clause: '10.5.1', says: '已评价的次数除以可评价的服务次数；评价晚于服务的，算在评价的那一天' },
  satisfaction:  { label: '满意率', unit: '%', clause: '10.5.1', says: '基本满意、满意、非常满意的次数除以已评价的次数；和参评率一起看' },
  level:         { label: '平均等级', unit: '级', clause: '10.5.1', says: '已评价的平均等级，非常不满意为1，非常满意为5' },
  oneWindow:     { label: '一站式办理率', unit: '%', clause: '10.1.2', says: '当天所有事项都在一个窗口登记的人次，除以服务对象人次；没有留身份证号的不计' },
  waitMinutes:   { label: '平均等候', unit: '分钟', clause: '10.1.2', says: '叫过号的，从取号到首次叫号平均多少分钟' },
  waitMost:      { label: '九成等候不超过', unit: '分钟', clause: '10.1.2', says: '十个人中九个等候不超过这么多分钟；超过一小时的不写' },
  servingMinutes: { label: '平均窗口办理', unit: '分钟', clause: '10.1.2', says: '办理完的号，从开始办理到结束平均多少分钟' },
  upheld:        { label: '投诉属实率', unit: '%', clause: '10.5.5.b', says: '认定属实和部分属实的投诉，除以有认定结论的投诉' },
} as const satisfies Readonly<Record<string, Omit<Measure, 'unit'> & { readonly unit: string }>>

export type WindowMeasure = keyof typeof windowMeasures
export type PlaceMeasure = keyof typeof placeMeasures
export type ShareMeasure = keyof typeof shareMeasures
export type WindowSums = Readonly<Record<WindowMeasure, number>>
export type PlaceSums = Readonly<Record<PlaceMeasure, number>>
/** All sums of an office. */
export type OfficeSums = WindowSums & PlaceSums
export type Counted = WindowMeasure | PlaceMeasure
export const windowKeys = Object.keys(windowMeasures) as WindowMeasure[]
export const placeKeys = Object.keys(placeMeasures) as PlaceMeasure[]

/** What figures are laid out by. */
export const sides = { office: '单位', post: '岗位', service: '事项', month: '月份', day: '日期' } as const
export type Side = keyof typeof sides
/** Of a post or a service nothing is known that belongs to the whole office. */
export const ofThePlace = (by: Side): boolean => by !== 'post' && by !== 'service'

/** What is shown together: its figures side by side in one table, some of them drawn. */
export type Topic = {
  readonly label: string
  readonly clause: ClauseId
  readonly counts: readonly Counted[]
  readonly shares: readonly ShareMeasure[]
  /** Drawn: bars of a line lie on one another where they are parts of one whole, else side by side. */
  readonly bars: readonly Counted[]
  readonly stacked: boolean
  /** Drawn as a line over the bars, in per cent. */
  readonly line?: ShareMeasure
  /** Said only of whole offices. */
  readonly place: boolean
}

// biome-ignore format: the table is read by columns
export const topics = {
  volume:     { label: '业务量', clause: '6.6', counts: ['opened', 'closed', 'withdrawn'], shares: [], bars: ['opened', 'closed'], stacked: false, place: false },
  limits:     { label: '限时办结', clause: '6.0', counts: ['done', 'kept', 'late'], shares: ['kept', 'usedDays'], bars: ['kept', 'late'], stacked: true, line: 'kept', place: false },
  handling:   { label: '办理时长', clause: '7.2', counts: ['closed', 'took1h', 'took1d', 'took3d', 'took10d', 'took30d', 'tookmore'], shares: ['hours'], bars: ['took1h', 'took1d', 'took3d', 'took10d', 'took30d', 'tookmore'], stacked: true, place: false },
  hands:      { label: '首问移交', clause: '2.3.2.b', counts: ['hands1', 'hands2', 'hands3', 'hands4'], shares: ['oneHand'], bars: ['hands1', 'hands2', 'hands3', 'hands4'], stacked: true, line: 'oneHand', place: false },
  ratings:    { label: '评价', clause: '10.5.1', counts: ['visits', 'rated', 'level5', 'level4', 'level3', 'level2', 'level1', 'excluded'], shares: ['participation', 'satisfaction', 'level'], bars: ['level5', 'level4', 'level3', 'level2', 'level1'], stacked: true, line: 'participation', place: false },
  waiting:    { label: '排队等候', clause: '10.1.2', counts: ['tickets', 'finished', 'absent', 'passed', 'wait5', 'wait10', 'wait15', 'wait30', 'wait60', 'waitmore'], shares: ['waitMinutes', 'waitMost', 'servingMinutes'], bars: ['wait5', 'wait10', 'wait15', 'wait30', 'wait60', 'waitmore'], stacked: true, place: true },
  stop:       { label: '一站式办理', clause: '10.1.2', counts: ['visitors', 'served', 'several', 'sittings'], shares: ['oneWindow'], bars: ['visitors', 'served'], stacked: false, line: 'oneWindow', place: true },
  complaints: { label: '投诉', clause: '10.5.2', counts: ['complaints', 'spot', 'filed', 'opinions', 'withdrawnsaid', 'outside', 'untrue', 'attitude', 'pace', 'formality', 'fee', 'result', 'other'], shares: [], bars: ['spot', 'filed', 'opinions', 'withdrawnsaid', 'outside', 'untrue'], stacked: true, place: true },
  orders:     { label: '投诉结论和督办', clause: '10.5.5.b', counts: ['upheld', 'partly', 'unfounded', 'orders', 'again', 'lateorders'], shares: ['upheld'], bars: ['upheld', 'partly', 'unfounded', 'orders', 'again', 'lateorders'], stacked: false, place: true },
} as const satisfies Readonly<Record<string, Topic>>
export type TopicKey = keyof typeof topics
export const topicKeys = Object.keys(topics) as TopicKey[]

/** What nobody wants to see, drawn in red. */
export const alarming: readonly Counted[] = ['late', 'level1', 'hands4', 'tookmore', 'waitmore', 'lateorders']

/** One line of figures: of an office, a month, or all together. What is of no post stays out where it is laid out by posts. */
export type Line = {
  readonly key: string
  readonly name: string
  readonly sums: Readonly<Partial<Record<Counted, number>>>
  readonly shares: Readonly<Partial<Record<ShareMeasure, number | null>>>
}
export type Place = { readonly id: string; readonly name: string; readonly depth: number }
/** The answer to one question, with everything that is needed to show it. */
export type Figures = {
  readonly by: Side
  readonly from: Day
  readonly until: Day
  readonly office: Place
  /** Where whoever asks may look. */
  readonly offices: readonly Place[]
  /** Until when the record was read; null before the first time. */
  readonly counted: string | null
  /** Days of offices that are still to be counted, of so many, while a long count goes on. */
  readonly left: number
  readonly all: number
  readonly rows: readonly Line[]
  readonly total: Line
  /** The same stretch before. */
  readonly before: Line & { readonly from: Day; readonly until: Day }
}
