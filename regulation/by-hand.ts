import type { ClauseId } from '#regulation/clauses.ts'

/** A clause, or a part of one, that software can't keep: what people do instead, and why it can't be otherwise. */
export type ByHand = { readonly clause: ClauseId; readonly part: string; readonly why: string }

/**
 * What is left to people, so that nobody believes the program keeps it. The program still schedules, scores and
 * follows up inspections of these; it doesn't enforce them.
 */
export const byHand: readonly ByHand[] = [
  { clause: '1.6', part: '张贴、发放、上门走访', why: '纸张和脚步在系统之外，只能记下谁何时做了、凭证是什么。' },
  { clause: '2.2', part: '熟悉业务、尽心尽力', why: '心思和态度无法由程序保证，系统只能把流程和未了之事摆到眼前。' },
  { clause: '2.3.4', part: '铃响三声内接起、态度热情', why: '电话不经过本系统，靠抽查和评价发现。' },
  { clause: '2.3.5', part: '守原则、耐心说明', why: '说得好不好由人判断，系统只保存说明过程。' },
  { clause: '2.4.4', part: '媒体曝光的核实', why: '事实要由人调查认定，系统只登记结论和处理。' },
  { clause: '3.1.1', part: '着装', why: '靠检查打分，不靠程序强制。' },
  { clause: '3.1.2', part: '妆容和饰物', why: '靠检查打分，不靠程序强制。' },
  { clause: '3.1.3', part: '举止', why: '靠检查打分，不靠程序强制。' },
  { clause: '3.2.2', part: '专心', why: '只能从退回重做的数量里看出来。' },
  { clause: '3.3.1', part: '认真倾听', why: '系统能要求复述确认，不能保证听进去了。' },
  { clause: '3.4.1', part: '把话说出口', why: '系统只提示该说什么，说没说由群众评价。' },
  { clause: '3.4.2', part: '把话说出口', why: '系统只提示该说什么，说没说靠抽查。' },
  { clause: '4.1.1', part: '仪容', why: '靠检查打分，不靠程序强制。' },
  { clause: '4.1.2', part: '站姿', why: '靠检查打分，不靠程序强制。' },
  { clause: '4.1.3', part: '坐姿', why: '靠检查打分，不靠程序强制。' },
  { clause: '4.1.4', part: '走姿', why: '靠检查打分，不靠程序强制。' },
  { clause: '4.1.5', part: '指路的手势', why: '靠检查打分，不靠程序强制。' },
  { clause: '4.2.2', part: '安静', why: '现场才看得见，靠检查。' },
  { clause: '4.2.3', part: '串岗、聚谈', why: '系统只知道申报过的离岗，没申报的靠巡查。' },
  { clause: '4.2.4', part: '睡觉、游戏、私事上网', why: '不监视个人屏幕，靠巡查。' },
  { clause: '4.2.5', part: '免提和私人电话', why: '不监听电话，靠巡查。' },
  { clause: '4.2.7', part: '上岗前不饮酒', why: '靠检查，系统没有这样的传感器。' },
  { clause: '4.3.1', part: '台面物品', why: '靠检查并拍照留证。' },
  { clause: '4.3.2', part: '文件占用和高度', why: '由人量出数值，系统判断是否超标。' },
  { clause: '4.3.3', part: '资料柜', why: '靠检查并拍照留证。' },
  { clause: '4.3.4', part: '座椅对齐', why: '靠检查。' },
  { clause: '4.3.5', part: '墙面', why: '靠检查并拍照留证。' },
  { clause: '4.3.6', part: '禁烟', why: '靠巡查。' },
  { clause: '5.1.a', part: 'B角真正熟悉A角的工作', why: '系统能让B角看到全部在办事项，看不看、懂不懂在人。' },
  { clause: '5.2', part: '两人合力', why: '系统让两人同看一件事，配合要靠人。' },
  { clause: '6.3', part: '公正', why: '权限和留痕能防止越权，裁量是否公允由复核和投诉发现。' },
  { clause: '7.2', part: '优化环节', why: '减哪个环节由人决定，系统只给出各环节耗时。' },
  { clause: '9.0', part: '佩戴和摆放', why: '证牌由系统制作，戴没戴靠检查。' },
  { clause: '9.2', part: '妥善保管', why: '系统能登记、挂失、作废，保管在人。' },
  { clause: '10.1.1', part: '场地面积', why: '由人丈量，系统对照标准。' },
  { clause: '10.1.4', part: '设施配齐', why: '靠检查。' },
  { clause: '10.2.1', part: '不制造噪音', why: '现场才听得见，靠检查。' },
  { clause: '10.2.2', part: '收好锁好', why: '靠检查。' },
  { clause: '10.2.3', part: '提前打扫', why: '这是提倡，靠自觉和检查。' },
  { clause: '10.2.4', part: '爱护公共环境', why: '靠自觉和检查。' },
  { clause: '10.2.5', part: '公共卫生', why: '靠自觉和检查。' },
  { clause: '10.3.1', part: '内外网物理隔离', why: '网线怎么接由人负责，系统只拒绝把同一台设备登记到两张网。' },
  { clause: '10.4.1', part: '照明', why: '靠检查。' },
  { clause: '10.4.2', part: '便民用品和无障碍设施', why: '靠检查和补充登记。' },
  { clause: '10.4.3', part: '宣传架补货', why: '靠检查。' },
  {
    clause: '10.5.1',
    part: '开箱时两人在场',
    why: '系统要两个人各用自己的账号确认、录入和核对分开，两人是不是真的站在箱前要靠人。',
  },
]
