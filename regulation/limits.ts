import { type Confidence, isToConfirm } from '#regulation/confidence.ts'

/** A limit that a clock can run on. */
export type LimitUnit = 'workingDays' | 'naturalDays' | 'months' | 'workingMinutes'

/** A built-in default with what is known about it; every office may set its own. */
type Default<Unit extends string> = {
  readonly label: string
  readonly amount: number
  readonly unit: Unit
  readonly source: string
  readonly region: string
  /** From when the source holds, `YYYY-MM-DD`; null where the source gives no day. */
  readonly since: string | null
  readonly confidence: Confidence
}

export type DefaultLimit = Default<LimitUnit>

/** The regulation leaves its numbers open, so none of them is a constant in code: these are the defaults to confirm. */
// biome-ignore format: one limit, one row
export const limits = {
  'handover.accept': { label: '接收移交', amount: 1, unit: 'workingDays', source: '各地规定为当日或次个工作日中午前', region: '外地', since: null, confidence: 'L' },
  'handover.contact': { label: '接手后首次联系本人', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'contact.answer': { label: '首问答复', amount: 5, unit: 'workingDays', source: '各地首问负责规定常见值', region: '外地', since: null, confidence: 'L' },
  'escalation.decide': { label: '上报事项定夺', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'dispute.decide': { label: '移交争议定夺', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'case.review': { label: '材料审查和一次性告知', amount: 5, unit: 'workingDays', source: '参照《行政许可法》第三十二条，作为承诺公布', region: '全国', since: '2004-07-01', confidence: 'M' },
  supplement: { label: '补正材料', amount: 10, unit: 'workingDays', source: '本系统建议值，各项服务可另定', region: '本单位', since: null, confidence: 'U' },
  'extension.max': { label: '延长办理', amount: 10, unit: 'workingDays', source: '参照《行政许可法》第四十二条', region: '全国', since: '2004-07-01', confidence: 'M' },
  'extension.decide': { label: '延期审批', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'lateness.explain': { label: '超期说明', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'lateness.newDay': { label: '超期说明里新答应的日期', amount: 5, unit: 'naturalDays', source: '由超期说明确定，经负责人同意并告知服务对象', region: '本单位', since: null, confidence: 'U' },
  'disclosure.publish': { label: '主动公开', amount: 20, unit: 'workingDays', source: '《政府信息公开条例》第二十六条', region: '全国', since: '2019-05-15', confidence: 'V' },
  'disclosure.notice': { label: '办件公示上网', amount: 1, unit: 'workingDays', source: '公示期只有几天，本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'disclosure.channels': { label: '公告栏等其他渠道公开', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'complaint.onSpot': { label: '现场协调投诉', amount: 0, unit: 'workingDays', source: '各地窗口投诉规定：当场或当日', region: '外地', since: null, confidence: 'L' },
  'complaint.case': { label: '立案投诉办结', amount: 5, unit: 'workingDays', source: '各地窗口投诉规定常见值，最长15个工作日', region: '外地', since: null, confidence: 'L' },
  'complaint.reach': { label: '联系投诉人', amount: 1, unit: 'workingDays', source: '参照差评核实联系的期限', region: '本单位', since: null, confidence: 'U' },
  'complaint.check': { label: '核查匿名投诉', amount: 3, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'complaint.order': { label: '签发督办表', amount: 2, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'complaint.reply': { label: '督办回复', amount: 5, unit: 'workingDays', source: '由督办表确定，未定的按立案投诉常见值', region: '外地', since: null, confidence: 'L' },
  'complaint.judge': { label: '审核督办回复', amount: 3, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'complaint.escalate': { label: '督办逾期后再上报一级', amount: 2, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'complaint.opinion': { label: '意见反映处理', amount: 15, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'rating.contact': { label: '差评核实联系', amount: 1, unit: 'workingDays', source: '上海、安阳政务服务规定', region: '外地', since: null, confidence: 'L' },
  'rating.correct': { label: '差评整改反馈', amount: 5, unit: 'workingDays', source: '各地好差评规定常见值，复杂的15个工作日', region: '外地', since: null, confidence: 'L' },
  'rating.verify': { label: '差评核实处理', amount: 2, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'rating.answer': { label: '向评价人反馈', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'rating.revisit': { label: '差评回访', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'rating.above': { label: '差评上级复核', amount: 3, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'rating.appeal': { label: '对差评提出申诉', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'rating.review': { label: '差评申诉复核', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'rating.open': { label: '凭单子二维码或短信链接评价', amount: 30, unit: 'naturalDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'rating.box': { label: '意见箱开箱', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'petition.tell': { label: '信访告知是否受理', amount: 15, unit: 'naturalDays', source: '《信访工作条例》第二十二、二十三条', region: '全国', since: '2022-05-01', confidence: 'V' },
  'petition.solve': { label: '信访事项办结', amount: 60, unit: 'naturalDays', source: '《信访工作条例》第三十四条', region: '全国', since: '2022-05-01', confidence: 'V' },
  'petition.extend': { label: '信访事项延长', amount: 30, unit: 'naturalDays', source: '《信访工作条例》第三十四条', region: '全国', since: '2022-05-01', confidence: 'V' },
  'remedy.petition': { label: '信访人请求复查', amount: 30, unit: 'naturalDays', source: '《信访工作条例》第三十五条', region: '全国', since: '2022-05-01', confidence: 'V' },
  'petition.approve': { label: '信访重要事项领导批示', amount: 3, unit: 'naturalDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'petition.accept': { label: '信访事项内部转交接收', amount: 2, unit: 'naturalDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'petition.report': { label: '转送事项反馈结果最长', amount: 60, unit: 'naturalDays', source: '参照《信访工作条例》第三十四条，具体日期由转送人确定', region: '全国', since: '2022-05-01', confidence: 'M' },
  'petition.reply': { label: '收到反馈后答复信访人', amount: 5, unit: 'naturalDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'petition.visit': { label: '信访事项办结后回访', amount: 15, unit: 'naturalDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'remedy.review': { label: '申请行政复议', amount: 60, unit: 'naturalDays', source: '《行政复议法》', region: '全国', since: '2024-01-01', confidence: 'V' },
  'remedy.court': { label: '提起行政诉讼', amount: 6, unit: 'months', source: '《行政诉讼法》', region: '全国', since: '2015-05-01', confidence: 'V' },
  'unemployed.warn': { label: '失业人员失联提示', amount: 5, unit: 'months', source: '《就业服务与就业管理规定》第六十六条推算', region: '全国', since: null, confidence: 'M' },
  'unemployed.exit': { label: '失业人员失联建议注销', amount: 6, unit: 'months', source: '《就业服务与就业管理规定》第六十六条', region: '全国', since: null, confidence: 'M' },
  'account.notice': { label: '责任追究核实告知', amount: 3, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'account.statement': { label: '当事人陈述申辩', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'account.decide': { label: '责任追究决定', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'account.correct': { label: '责令改正', amount: 1, unit: 'workingDays', source: '服务制度第2.4.1条要求立即改正，期限为本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'account.check': { label: '确认改正', amount: 3, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'account.appeal': { label: '对责任追究提出申诉', amount: 10, unit: 'workingDays', source: '本系统建议值；人员身份另有法定申诉期限的从其规定', region: '本单位', since: null, confidence: 'U' },
  'account.review': { label: '责任追究申诉复核', amount: 10, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'account.repeat': { label: '再犯可加重的期间', amount: 12, unit: 'months', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'task.accept': { label: '接收交办任务', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'task.result': { label: '交办任务报结果', amount: 5, unit: 'workingDays', source: '交办时确定，未定的按本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'task.day': { label: '交办任务报结果（按日期）', amount: 7, unit: 'naturalDays', source: '交办时确定', region: '本单位', since: null, confidence: 'U' },
  'task.confirm': { label: '确认任务结果', amount: 2, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'task.decide': { label: '答复任务异议和延期', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'referral.write': { label: '开出推荐信', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'referral.feedback': { label: '岗位推荐双方反馈', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'vacancy.review': { label: '招聘岗位发布前审核', amount: 1, unit: 'workingDays', source: '岗位信息采集当日至1个工作日审核的通常做法', region: '本单位', since: null, confidence: 'M' },
  'market.soon': { label: '求职和岗位到期前提示', amount: 7, unit: 'naturalDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'aid.plan': { label: '首次就业援助计划', amount: 10, unit: 'workingDays', source: '外地首次援助10个工作日、30天等做法不一', region: '外地', since: null, confidence: 'L' },
  'aid.first': { label: '按约定第一次援助', amount: 1, unit: 'naturalDays', source: '援助计划里与本人约定的日期', region: '本单位', since: null, confidence: 'S' },
  'aid.review': { label: '就业援助计划月度评估', amount: 1, unit: 'months', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'aid.employ': { label: '零就业家庭至少一人就业（自认定之日起）', amount: 30, unit: 'naturalDays', source: '外地有一个月、30天、当季等做法', region: '外地', since: null, confidence: 'L' },
  'aid.stable': { label: '就业后稳定观察', amount: 90, unit: 'naturalDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'aid.check': { label: '稳定就业回访', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'aid.exit': { label: '确认退出就业援助', amount: 3, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'loan.handle': { label: '创业担保贷款转办（不含担保机构和银行办理的时间）', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'loan.guarantor': { label: '担保机构答复', amount: 15, unit: 'workingDays', source: '与担保机构约定，由本单位填写', region: '本单位', since: null, confidence: 'U' },
  'loan.bank': { label: '经办银行答复', amount: 15, unit: 'workingDays', source: '与经办银行约定，由本单位填写', region: '本单位', since: null, confidence: 'U' },
  'loan.status': { label: '查询贷款还款情况', amount: 3, unit: 'months', source: '按季贴息，每季查一次', region: '本单位', since: null, confidence: 'U' },
  'loan.review': { label: '复核、审批贷款贴息', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'loan.close': { label: '贷款还清后结案', amount: 10, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'roster.review': { label: 'AB角名单复核', amount: 6, unit: 'months', source: '外地AB角规定', region: '外地', since: null, confidence: 'L' },
  'machine.repair': { label: '设备修复', amount: 2, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'log.keep': { label: '日志留存', amount: 6, unit: 'months', source: '《网络安全法》第二十三条', region: '全国', since: '2026-01-01', confidence: 'V' },
  'impact.keep': { label: '个人信息影响评估记录保存', amount: 36, unit: 'months', source: '《个人信息保护法》第五十六条', region: '全国', since: '2021-11-01', confidence: 'V' },
  'application.draft': { label: '网上申请没有提交的保存', amount: 30, unit: 'naturalDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'warning.sign': { label: '签发监督通知书（逾期稿子作废）', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'warning.reply': { label: '书面回复监督通知书', amount: 5, unit: 'workingDays', source: '由监督通知书确定，未定的按本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'warning.judge': { label: '审核监督通知书回复', amount: 3, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'warning.escalate': { label: '监督通知书逾期后再上报一级', amount: 2, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'inspection.begin': { label: '按计划日期开始检查', amount: 1, unit: 'naturalDays', source: '检查计划确定的日期', region: '本单位', since: null, confidence: 'U' },
  'inspection.finish': { label: '检查当日填完', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'inspection.confirm': { label: '被检查单位确认或提出异议', amount: 2, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'inspection.reply': { label: '答复检查异议', amount: 3, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'inspection.order': { label: '下达整改通知', amount: 1, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'inspection.rectify': { label: '检查问题整改', amount: 5, unit: 'workingDays', source: '本系统建议值，每次检查可另定', region: '本单位', since: null, confidence: 'U' },
  'sampling.draw': { label: '公布抽查方案以后抽取', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'sampling.review': { label: '复查抽中的事项', amount: 10, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'sampling.settle': { label: '处理抽查出的问题', amount: 5, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'inspection.recheck': { label: '复查整改', amount: 2, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
} as const satisfies Record<string, DefaultLimit>

export type LimitKey = keyof typeof limits

export type DefaultSetting = Default<'times' | 'workingDays' | 'percent' | 'minutes' | 'share' | 'cm' | 'm2'>

/** Numbers that no clock runs on: thresholds, counts and measures. */
// biome-ignore format: one setting, one row
export const settings = {
  'extension.times': { label: '延期次数', amount: 1, unit: 'times', source: '参照《行政许可法》第四十二条', region: '全国', since: '2004-07-01', confidence: 'M' },
  'handover.bounces': { label: '退回几次后由负责人定夺', amount: 2, unit: 'times', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'yellow.left': { label: '黄灯：剩余不多于', amount: 1, unit: 'workingDays', source: '电子监察常见做法，各地不一', region: '外地', since: null, confidence: 'L' },
  'yellow.used': { label: '黄灯：已用时限', amount: 80, unit: 'percent', source: '电子监察常见做法，各地不一', region: '外地', since: null, confidence: 'L' },
  'yellow.minutes': { label: '黄灯：即办事项剩余不多于', amount: 10, unit: 'minutes', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'post.away': { label: '离窗多久算空岗', amount: 30, unit: 'minutes', source: '外地窗口管理规定', region: '外地', since: null, confidence: 'L' },
  'absent.after': { label: '开门后多久未签到记为缺岗', amount: 15, unit: 'minutes', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'absent.automatic': { label: '提请登记缺岗后几分钟由系统自动登记（0为不自动）', amount: 0, unit: 'minutes', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'leave.superior': { label: '超过几个工作日的请假由上级审批', amount: 10, unit: 'workingDays', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'takeover.before': { label: '请假前多久办完交接', amount: 1, unit: 'workingDays', source: '外地AB角规定：提前一天', region: '外地', since: null, confidence: 'L' },
  'handback.sign': { label: '返岗后几个工作日内签收代行交接单（0为当天）', amount: 0, unit: 'workingDays', source: '服务制度第5.1.c条要求返岗时交接，期限为本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'warning.behind': { label: '连续几个月落后提请提醒', amount: 2, unit: 'times', source: '四川政务服务通报排名做法：连续两个月落后约谈', region: '外地', since: null, confidence: 'L' },
  'warning.late': { label: '三十日内超期几次提请提醒', amount: 3, unit: 'times', source: '本系统建议值', region: '本单位', since: null, confidence: 'U' },
  'arrive.early': { label: '提前到岗', amount: 5, unit: 'minutes', source: '服务制度第4.2.1条', region: '本单位', since: null, confidence: 'S' },
  'arrive.prepare': { label: '提倡提前到场准备', amount: 10, unit: 'minutes', source: '服务制度第10.2.3条', region: '本单位', since: null, confidence: 'S' },
  'desk.papers': { label: '文件占桌面不超过', amount: 1 / 6, unit: 'share', source: '服务制度第4.3.2条', region: '本单位', since: null, confidence: 'S' },
  'desk.stack': { label: '文件叠放不高于', amount: 10, unit: 'cm', source: '服务制度第4.3.2条', region: '本单位', since: null, confidence: 'S' },
  'venue.service': { label: '服务场所面积不小于', amount: 50, unit: 'm2', source: '服务制度第10.1.1条，单位按平方米理解', region: '本单位', since: null, confidence: 'S' },
  'venue.archive': { label: '档案室面积不小于', amount: 10, unit: 'm2', source: '服务制度第10.1.1条，单位按平方米理解', region: '本单位', since: null, confidence: 'S' },
} as const satisfies Record<string, DefaultSetting>

export type SettingKey = keyof typeof settings

/** A built-in limit with its key, and whether the unit has yet to confirm it (全部“待确认”的默认值要在页面上标出来). */
export function defaultLimit(key: LimitKey): DefaultLimit & { readonly key: LimitKey; readonly toConfirm: boolean } {
  return { key, ...limits[key], toConfirm: isToConfirm(limits[key].confidence) }
}

/** A built-in setting with its key, and whether the unit has yet to confirm it. */
export function defaultSetting(
  key: SettingKey,
): DefaultSetting & { readonly key: SettingKey; readonly toConfirm: boolean } {
  return { key, ...settings[key], toConfirm: isToConfirm(settings[key].confidence) }
}
