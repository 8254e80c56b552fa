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
  { clause: '3.2.3', means: 'roster', what: '请假先批准后生效，值岗表随之变化', where: 'office/leave.ts' },
  { clause: '3.4.1', means: 'phrase', what: '按办理环节提示用语，填好姓名、份数和日期', where: 'matter/phrase.ts' },
  { clause: '5.0', means: 'roster', what: '每个岗位任一时刻都能找到一名负责人', where: 'core/roster.ts' },
  { clause: '5.1.b', means: 'roster', what: 'A角请假期间B角自动代行，记录写明代谁办理', where: 'core/standing.ts' },
  { clause: '5.1.c', means: 'sheet', what: '代行交接单由办理记录生成，A角确认签收', where: 'rules/deputies/brief.ts' },
  { clause: '5.4', means: 'roster', what: 'AB角都不在时落到负责人并提醒指定人员', where: 'office/stand-in.ts' },
  { clause: '5.5', means: 'roster', what: '岗位缺A角或缺B角时向负责人报警', where: 'office/cover.ts' },
  { clause: '6.2', means: 'publication', what: '八项公开缺一项的事项文件不能通过检查', where: 'core/service/check.ts' },
  { clause: '6.3', means: 'audit', what: '权限只看与事项的关系，查看个人信息须写理由并留痕', where: 'core/standing.ts' },
  { clause: '7.1', means: 'design', what: '时限对全体人员一样计算，没有例外名单', where: 'core/clock.ts' },
]

/** What a clause still lacks although something keeps a part of it: it counts as not yet kept until this is done. */
export type Lack = { readonly clause: ClauseId; readonly what: string }

// biome-ignore format: one lack, one row
export const lacks: readonly Lack[] = [
  { clause: '1.5', what: '办件公示已有期限；单位信息的主动公开期限和到期撤下尚未落实' },
  { clause: '2.4.1', what: '超期已自动记下；提出批评、听取申辩和负责人确认尚未落实' },
  { clause: '2.4.3', what: '退回已有理由并由负责人定夺；追究尚未落实' },
  { clause: '3.2.2', what: '查看个人信息已留痕；差错退回的统计尚未落实' },
  { clause: '3.2.3', what: '请假已先批准后生效；上下班签到尚未落实' },
  { clause: '3.3.1', what: '来访已登记；复述确认尚未落实' },
  { clause: '3.3.2', what: '当场答复和批示已有步骤；依信访程序立案尚未落实' },
  { clause: '5.5', what: '缺岗已报警，人员变动可移交；缺A角或B角的窗口不得开办尚未落实' },
  { clause: '6.4', what: '一次说清、一张单、按承诺限时已落实；并联审批尚未落实' },
]
