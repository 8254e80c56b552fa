import type { Kept } from '#regulation/clause.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** What keeps a clause besides the rows of process tables: by which means, in words, and the file where it lives. */
export type Artefact = {
  readonly clause: ClauseId
  readonly means: Kept
  readonly what: string
  readonly where: string
}

/**
 * Only what runs today; a plan isn't listed. `where` must exist (a house test looks), so that what is taken out of the
 * program is also taken out of here.
 */
// biome-ignore format: one artefact, one row
export const artefacts: readonly Artefact[] = [
  { clause: '1.1', means: 'publication', what: '没有政策依据的事项文件不能通过检查', where: 'core/service/format.ts' },
  { clause: '1.2.i', means: 'publication', what: '对外公开的流程图取自正在运行的流程表', where: 'core/chart.ts' },
  { clause: '1.2.j', means: 'publication', what: '服务卡列出依据、流程、要求和标准', where: 'core/service/opens.ts' },
  { clause: '2.1', means: 'register', what: '首问登记簿，可查找、筛选、脱敏导出；同一人以往的来访按号码的指纹找出', where: 'matter/register.ts' },
  { clause: '2.2', means: 'register', what: '难办事项记在案上，到日子再看，过期提醒，直到有结果', where: 'rules/first-asked/reminder.ts' },
  { clause: '2.2', means: 'design', what: '听到拟办事项即在旁边显示事项卡和流程', where: 'rules/first-asked/screens/suggest.ts' },
  { clause: '2.3.2.b', means: 'register', what: '姓名、单位、电话可在办结前补登或更正，登记簿里查得到', where: 'rules/first-asked/effect.ts' },
  { clause: '2.3.4', means: 'phrase', what: '登记来电、来访时先显示问候和报单位的用语', where: 'apps/desk/pages/contact.tsx' },
  { clause: '2.4.0', means: 'register', what: '表扬登记簿：有凭据地提出，由负责人确认，不确认自己，按人按期统计', where: 'rules/first-asked/commendation.ts' },
  { clause: '2.4.1', means: 'register', what: '每件超期由系统按记录提出追究，责任人按当时的责任链和值岗确定', where: 'rules/accountability/propose.ts' },
  { clause: '2.4.1', means: 'figure', what: '按单位、条款、处理统计提出、确认、不予追究和用时，不含姓名', where: 'rules/accountability/figures.ts' },
  { clause: '2.4.2', means: 'register', what: '投诉属实的由负责人提出，证据取自办理记录，写入台账', where: 'rules/accountability/opening.ts' },
  { clause: '2.4.3', means: 'register', what: '推诿、拒绝办理的由负责人提出，台账只有负责人和上级可看', where: 'rules/accountability/registered.ts' },
  { clause: '2.4.4', means: 'register', what: '媒体曝光查证属实的登记媒体、日期和核实依据', where: 'rules/accountability/opening.ts' },
  { clause: '7.6', means: 'register', what: '属实的投诉并入同一件超期，改按7.6重新告知', where: 'rules/accountability/opening.ts' },
  { clause: '3.2.3', means: 'roster', what: '请假先批准后生效，值岗表随之变化', where: 'office/leave.ts' },
  { clause: '3.2.3', means: 'register', what: '每日签到签退，未到岗且未请假由负责人一键登记，或按单位设置自动登记', where: 'office/absent.ts' },
  { clause: '3.4.1', means: 'phrase', what: '按办理环节提示用语，填好姓名、份数和日期', where: 'matter/phrase.ts' },
  { clause: '2.4.2', means: 'design', what: '写给服务对象的话里有服务忌语的，改过才能发出', where: 'core/tone.ts' },
  { clause: '3.2.1', means: 'figure', what: '各岗位超期、转出和最长转手按记录统计', where: 'rules/civil-reception/conduct.ts' },
  { clause: '3.2.2', means: 'figure', what: '转交被退回、未一次告知、差错更正按记录统计', where: 'rules/civil-reception/faults.ts' },
  { clause: '3.3.1', means: 'register', what: '来访来信登记簿，可筛选、查找、脱敏导出', where: 'apps/server/registers.ts' },
  { clause: '3.3.2', means: 'sheet', what: '受理、不予受理、转送、延期告知书，答复意见书和材料转交清单', where: 'platform/sheets/petitions.ts' },
  { clause: '3.4.1', means: 'phrase', what: '各场合用语可由负责人改成本单位说法，占位词错了不能保存', where: 'rules/civil-reception/wording.ts' },
  { clause: '3.4.2', means: 'phrase', what: '来电各场合用语填好本单位和在岗人员的名称', where: 'ui/say.tsx' },
  { clause: '4.2.6', means: 'phrase', what: '通话时来人：讲完、请等候或引到别的窗口，窗口按值守情况列出', where: 'ui/say.tsx' },
  { clause: '4.2.1', means: 'register', what: '提前5分钟到岗逐日核对，晚到早退分钟当场记下，更正留痕', where: 'office/attendance.ts' },
  { clause: '4.2.3', means: 'roster', what: '短时离岗先报备，B角即时代行，超过30分钟未返岗记为空岗', where: 'office/away.ts' },
  { clause: '5.0', means: 'roster', what: '每个岗位任一时刻都能找到一名负责人', where: 'core/roster.ts' },
  { clause: '5.1.a', means: 'roster', what: 'B角每日看到A角的在办事项和变化，只读', where: 'rules/deputies/daily.ts' },
  { clause: '5.1.b', means: 'roster', what: 'A角请假期间B角自动代行，记录写明代谁办理', where: 'core/standing.ts' },
  { clause: '5.1.b', means: 'sheet', what: '请假前填写离岗交接单，B角签收，逾期双方和负责人都有提醒', where: 'rules/deputies/takeover.ts' },
  { clause: '5.1.c', means: 'sheet', what: '代行交接单由办理记录生成，A角确认签收', where: 'rules/deputies/brief.ts' },
  { clause: '5.4', means: 'roster', what: 'AB角都不在时落到负责人并提醒指定人员', where: 'office/stand-in.ts' },
  { clause: '5.5', means: 'roster', what: '岗位缺A角或缺B角时向负责人报警', where: 'office/cover.ts' },
  { clause: '5.5', means: 'roster', what: '缺A角或B角的窗口不能开窗；名单有历次版本，半年复核，出公示表', where: 'office/scheme.ts' },
  { clause: '6.2', means: 'publication', what: '八项公开缺一项的事项文件不能通过检查', where: 'core/service/check.ts' },
  { clause: '5.5', means: 'process', what: '调动、离职先由负责人核对在任岗位和未办结事项，确认后空缺报警', where: 'office/people.ts' },
  { clause: '6.3', means: 'audit', what: '三类管理员互斥，谁也不管理自己，账户和权限的变动写入审计', where: 'office/login.ts' },
  { clause: '6.3', means: 'audit', what: '权限只看与事项的关系，查看个人信息须写理由并留痕', where: 'core/standing.ts' },
  { clause: '6.4', means: 'sheet', what: '一个人几项服务一次登记、共用材料看一次、一张回执', where: 'rules/told-once/sitting.ts' },
  { clause: '6.4', means: 'process', what: '并联和会签：各岗位同时办理，都同意才往下走，意见写在结果上', where: 'rules/time-limits/steps.ts' },
  { clause: '7.1', means: 'design', what: '时限对全体人员一样计算，没有例外名单', where: 'core/clock.ts' },
  { clause: '7.2', means: 'figure', what: '按实际记录算出各环节耗时，供精简环节时查看', where: 'rules/time-limits/figures.ts' },
  { clause: '7.3', means: 'process', what: '即办事项按分钟计时，临近时黄灯，超时记入超期情况', where: 'rules/time-limits/lateness.ts' },
  { clause: '7.4', means: 'process', what: '办公时间自将来的一天起调整，已过去的到期日不动', where: 'office/hours.ts' },
  { clause: '7.4', means: 'process', what: '承诺期限和法定期限分开计算，限时清单按今天、明天、超期列出', where: 'rules/time-limits/due.ts' },
  { clause: '7.5', means: 'process', what: '超期要说明原因，负责人同意后告知服务对象并公布', where: 'rules/time-limits/explain.ts' },
  { clause: '10.1.2', means: 'figure', what: '一站式办理率：当天所有事项在一个窗口办完的服务对象占比', where: 'rules/time-limits/figures.ts' },
  { clause: '2.3.4', means: 'check', what: '抽查电话三声内接起、先问好报单位', where: 'regulation/checks/person.ts' },
  { clause: '3.1.1', means: 'check', what: '检查着装，逐人记录', where: 'regulation/checks/person.ts' },
  { clause: '3.1.2', means: 'check', what: '检查妆容和饰物，逐人记录', where: 'regulation/checks/person.ts' },
  { clause: '3.1.3', means: 'check', what: '检查举止，逐人记录', where: 'regulation/checks/person.ts' },
  { clause: '3.2.1', means: 'check', what: '抽看在办事项有无拖推敷衍', where: 'regulation/checks/person.ts' },
  { clause: '3.2.2', means: 'check', what: '抽看经手材料有无差错和丢失', where: 'regulation/checks/person.ts' },
  { clause: '4.1.1', means: 'check', what: '检查仪容，逐人记录', where: 'regulation/checks/person.ts' },
  { clause: '4.1.2', means: 'check', what: '检查站姿，逐人记录', where: 'regulation/checks/person.ts' },
  { clause: '4.1.3', means: 'check', what: '检查坐姿，逐人记录', where: 'regulation/checks/person.ts' },
  { clause: '4.1.4', means: 'check', what: '检查走姿，逐人记录', where: 'regulation/checks/person.ts' },
  { clause: '4.1.5', means: 'check', what: '检查指路手势，逐人记录', where: 'regulation/checks/person.ts' },
  { clause: '4.2.1', means: 'check', what: '检查提前到岗的分钟数，正好五分钟算合格', where: 'regulation/checks/person.ts' },
  { clause: '4.2.2', means: 'check', what: '检查厅内说话是否轻声', where: 'regulation/checks/person.ts' },
  { clause: '4.2.3', means: 'check', what: '检查在岗和申报离岗，没有串岗聚谈', where: 'regulation/checks/person.ts' },
  { clause: '4.2.4', means: 'check', what: '检查有无睡觉、游戏、私事上网', where: 'regulation/checks/person.ts' },
  { clause: '4.2.5', means: 'check', what: '检查有无免提和私人电话', where: 'regulation/checks/person.ts' },
  { clause: '4.2.7', means: 'check', what: '检查有无酒后上岗', where: 'regulation/checks/person.ts' },
  { clause: '4.3.1', means: 'check', what: '数台面上多余的物品', where: 'regulation/checks/window.ts' },
  { clause: '4.3.2', means: 'check', what: '量文件占桌面的份额和叠放高度，按六分之一和十厘米判断', where: 'regulation/checks/window.ts' },
  { clause: '4.3.3', means: 'check', what: '检查资料柜，拍照留证', where: 'regulation/checks/venue.ts' },
  { clause: '4.3.4', means: 'check', what: '检查座椅对齐', where: 'regulation/checks/window.ts' },
  { clause: '4.3.5', means: 'check', what: '检查墙面，拍照留证', where: 'regulation/checks/venue.ts' },
  { clause: '4.3.6', means: 'check', what: '检查有无吸烟', where: 'regulation/checks/venue.ts' },
  { clause: '9.0', means: 'check', what: '检查工作牌佩戴和座牌摆放', where: 'regulation/checks/person.ts' },
  { clause: '10.1.1', means: 'check', what: '填服务场所和档案室的平方米数，系统判断', where: 'regulation/checks/venue.ts' },
  { clause: '10.1.4', means: 'check', what: '检查设施配齐', where: 'regulation/checks/venue.ts' },
  { clause: '10.2.1', means: 'check', what: '检查厅内安静', where: 'regulation/checks/venue.ts' },
  { clause: '10.2.2', means: 'check', what: '检查物品、文件和钱物收好锁好', where: 'regulation/checks/venue.ts' },
  { clause: '10.2.3', means: 'check', what: '填提前打扫完的分钟数，正好十分钟算合格', where: 'regulation/checks/venue.ts' },
  { clause: '10.2.4', means: 'check', what: '检查公共设施完好', where: 'regulation/checks/venue.ts' },
  { clause: '10.2.5', means: 'check', what: '检查卫生', where: 'regulation/checks/venue.ts' },
  { clause: '10.3.1', means: 'check', what: '检查窗口电脑和内外网接线', where: 'regulation/checks/venue.ts' },
  { clause: '10.4.1', means: 'check', what: '检查照明', where: 'regulation/checks/venue.ts' },
  { clause: '10.4.2', means: 'check', what: '检查便民用品和无障碍设施', where: 'regulation/checks/venue.ts' },
  { clause: '10.4.3', means: 'check', what: '检查宣传资料够用', where: 'regulation/checks/venue.ts' },
  { clause: '10.4.5', means: 'check', what: '检查标识和引导', where: 'regulation/checks/venue.ts' },
  { clause: '6.6', means: 'register', what: '检查台账：计划、抽查、整改、复查和得分', where: 'rules/standard-conduct/register.ts' },
  { clause: '6.5', means: 'figure', what: '按单位、窗口、条款统计检查得分和走势', where: 'rules/standard-conduct/figures.ts' },
  { clause: '9.0', means: 'sheet', what: '胸牌和桌牌由系统按人、按岗位制成，谁缺牌一看便知，一次补齐', where: 'platform/sheets/badges.ts' },
  { clause: '9.1', means: 'sheet', what: '各级单位用同一样式，一张纸印多枚，有裁切线', where: 'platform/sheets/badges.typ' },
  { clause: '9.2', means: 'register', what: '证牌制发、收回、挂失、注销、补发有台账，一人一种至多一枚在用，扫码即知是否有效', where: 'rules/badges/issue.ts' },
  { clause: '10.1.1', means: 'register', what: '登记实测面积，小于标准即为缺口', where: 'rules/quality-service/venue/check.ts' },
  { clause: '10.1.3', means: 'register', what: '功能区和窗口位置登记成图并对外公布，缺区、窗口不在区内即为缺口，旧版可查', where: 'rules/quality-service/venue/routes.ts' },
  { clause: '10.3.1', means: 'register', what: '设备台账，一台设备登记两张网不收，窗口人员缺专网计算机、单位缺互联网计算机即为缺口', where: 'rules/quality-service/machines/change.ts' },
  { clause: '10.3.3', means: 'register', what: '一机一人、专人管理，天天检查，报修有期限，工作台在用自动登记', where: 'rules/quality-service/machines/change.ts' },
  { clause: '10.3.3', means: 'figure', what: '按本单位上班时间算出每台设备每月完好率，没有检查的时间另计', where: 'rules/quality-service/machines/uptime.ts' },
  { clause: '10.4.1', means: 'register', what: '照明列入便民用品清单，定期检查，过期提醒', where: 'rules/quality-service/items/view.ts' },
  { clause: '10.4.2', means: 'register', what: '便民用品和无障碍设施的数量、保管人和检查周期，缺少和过期即提醒', where: 'rules/quality-service/items/view.ts' },
  { clause: '10.4.3', means: 'register', what: '宣传架和办事指南的存量，不够即提醒补货', where: 'rules/quality-service/items/change.ts' },
  { clause: '10.4.5', means: 'register', what: '五类标识的清单和缺口，标识成张可印', where: 'rules/quality-service/venue/check.ts' },
  { clause: '10.5.4', means: 'register', what: '投诉登记簿：受理的可查找、筛选、脱敏导出，投诉人姓名遮盖，查看写明理由', where: 'apps/server/registers.ts' },
  { clause: '10.5.5.c', means: 'register', what: '督办清单逐级可见；逾期不签发、不回复、不审核的，逐级提醒上级负责人', where: 'rules/quality-service/supervision/jobs.ts' },
]

/** What a clause still lacks although something keeps a part of it: it counts as not yet kept until this is done. */
export type Lack = { readonly clause: ClauseId; readonly what: string }

// biome-ignore format: one lack, one row
export const lacks: readonly Lack[] = [
  { clause: '1.5', what: '办件公示已有期限；单位信息的主动公开期限和到期撤下尚未落实' },
]
