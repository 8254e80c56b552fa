import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockTime, dayOf, type Instant, minuteOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { duty, nameOf, type StaffId } from '#core/roster.ts'
import { stage } from '#house/stage.ts'
import { instantOf, staffNamed } from '#house/walk.ts'
import { missing, recordAbsent } from '#office/absent.ts'
import { correctMark, type Mark, signIn, signOut } from '#office/attendance.ts'
import { comeBack, leavePost, overstayed } from '#office/away.ts'
import { effective } from '#office/leave.ts'
import { type Out, withOuts } from '#office/out.ts'
import { demoOffice, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import type { By, Leave, OfficeSnapshot } from '#office/snapshot.ts'
import { nextOf } from '#rules/deputies/next.ts'

// 按条款手写：示例街道所9:00开门、12:00至13:30休息、17:00下班，提前5分钟到岗。王一是综合窗口一的A角，李二是B角，周四是所长。2026年3月2日是星期一。

type Day = { marks: readonly Mark[]; outs: readonly Out[]; leaves: readonly Leave[] }

/** Rows `月-日 时:分 | 谁 | 办什么 | 结果`; results are parted by `；`. Nothing is written anywhere. */
function walked(title: string, table: string, away: Parameters<typeof stage>[0] = []) {
  test(title, () => {
    let now: Day = { marks: [], outs: [], leaves: [] }
    for (const row of table.trim().split('\n')) {
      const [when = '', who = '', does = '', result = ''] = row.split('|').map((cell) => cell.trim())
      const at = instantOf(when)
      const office = placeOf(now, away)
      const done =
        who === '时限' ? now : act(office, { tenant: demoTenant, staff: staffNamed(who) as StaffId, at }, does, now)
      if (isRefusal(done)) {
        const [, clause, words = ''] = /^不能（([^）]+)）(?:：(.+))?$/.exec(result) ?? []
        assert.ok(
          clause === done.clause && done.says.includes(words),
          `${row}\n    was refused: ${done.says} (${done.clause})`,
        )
        continue
      }
      now = done
      const after = placeOf(now, away)
      for (const claim of result.split('；')) assert.equal(truth(after, now, at, claim), claim, row)
    }
  })
}

function placeOf({ outs, leaves }: Day, away: Parameters<typeof stage>[0]): OfficeSnapshot {
  const base = stage(away)
  const absences = Map.groupBy(
    [...base.roster.absencesOf.values()].flat().concat(leaves.flatMap((l) => effective(l) ?? [])),
    ({ staff }) => staff,
  )
  return withOuts({ ...base, roster: { ...base.roster, absencesOf: absences } }, outs)
}

function act(office: OfficeSnapshot, by: By, does: string, now: Day): Day | Refusal {
  const [what = '', ...words] = does.split(/[：，]/)
  const had = now.marks.filter(({ staff, day }) => staff === by.staff && day === dayOf(by.at))
  const id = String(now.marks.length + now.outs.length + now.leaves.length)
  if (what === '签到' || what === '签退') {
    const mark = what === '签到' ? signIn(office, by, { id, had }) : signOut(office, by, { id, had })
    const back = now.leaves.map((one) =>
      one.staff === by.staff && one.kind === 'absent' ? { ...one, returnedAt: by.at } : one,
    )
    return isRefusal(mark) ? mark : { ...now, marks: [...now.marks, mark], leaves: back }
  }
  if (what === '报备离岗') {
    const out = leavePost(office, by, { id, minutes: Number.parseInt(words[0] ?? '', 10), why: '取件' })
    return isRefusal(out) ? out : { ...now, outs: out.outs }
  }
  if (what === '返岗') {
    const out = comeBack(office, by, { staff: by.staff })
    return isRefusal(out) ? out : { ...now, outs: out.outs }
  }
  if (what === '登记缺岗') {
    const done = recordAbsent(office, by, { id, staff: staffNamed(words[0] ?? '') as StaffId, marks: now.marks })
    return isRefusal(done) ? done : { ...now, leaves: [...now.leaves, done.result] }
  }
  assert.equal(what, '更正签到', does)
  const staff = staffNamed(words[0] ?? '') as StaffId
  const [hour = 0, minute = 0] = (words[1] ?? '').split('点').map(Number)
  const theirs = now.marks.filter((mark) => mark.staff === staff)
  const mark = correctMark(office, by, {
    id,
    staff,
    day: dayOf(by.at),
    what: 'in',
    minute: hour * 60 + minute,
    why: '机器故障',
    had: theirs,
  })
  return isRefusal(mark) ? mark : { ...now, marks: [...now.marks, mark] }
}

/** What is really so, in the words of the claim. */
function truth(office: OfficeSnapshot, now: Day, at: Instant, claim: string): string {
  const last = now.marks.at(-1)
  const place = demoOffice('sljd')
  const today = now.marks.filter(({ day }) => day === dayOf(at))
  if (/^(按时|晚到|早退)/.test(claim))
    return !last || last.minutes === 0 ? '按时' : `${last.what === 'in' ? '晚到' : '早退'}${last.minutes}分钟`
  if (claim.startsWith('未签到')) {
    const some = missing(office, place, today, at).filter(({ isAbsent }) => !isAbsent)
    return `未签到${some.map(({ staff }) => nameOf(office.roster, staff)).join('、') || '无'}`
  }
  if (claim.startsWith('缺岗')) {
    const some = missing(office, place, today, at).filter(({ isAbsent }) => isAbsent)
    return `缺岗${some.map(({ staff }) => nameOf(office.roster, staff)).join('、') || '无'}`
  }
  if (claim.startsWith('窗口一'))
    return `窗口一由${nameOf(office.roster, duty(office.roster, demoPost('sljd.counter'), at).staff)}办`
  if (claim.startsWith('空岗'))
    return `空岗${
      overstayed(office, at)
        .map(({ staff }) => nameOf(office.roster, staff))
        .join('、') || '无'
    }`
  if (claim.startsWith('王一按G')) {
    const staff = demoStaff('wang')
    const next = nextOf(
      office,
      place,
      { tenant: demoTenant, staff, at },
      today.filter((mark) => mark.staff === staff),
    )
    return `王一按G${next === null ? '没有' : next.does === null ? `不办（${next.label}）` : next.label}`
  }
  if (claim.startsWith('应返岗')) return `应返岗${clockTime(minuteOf(office.outs.at(-1)?.backBy ?? at))}`
  return `不认识：${claim}`
}

const away = (name: string, from: string, until: string) => ({
  ...{ who: name as 'wang', from: instantOf(from), until: instantOf(until) },
})

walked(
  '开门前5分钟到岗；晚到的分钟当场记下，一天签到一次；下班后离开，提前走记早退 (4.2.1)',
  `
  03-02 08:54 | 王一 | 签到 | 按时；未签到无
  03-02 08:54 | 王一 | 签到 | 不能（4.2.1）：今天已经签到
  03-02 08:56 | 李二 | 签到 | 晚到1分钟；未签到赵三、周四、吴五、郑六
  03-02 08:57 | 赵三 | 签退 | 不能（4.2.1）：今天还没有签到
  03-02 16:40 | 王一 | 签退 | 早退20分钟
  03-02 17:00 | 李二 | 签退 | 按时
  03-07 08:54 | 王一 | 签到 | 不能（4.2.1）：今天不办公
`,
)

walked(
  '请假先批准后生效；请了半天假的，从假满时起算，不记晚到；全天请假不要求签到 (3.2.3)',
  `
  03-02 08:50 | 王一 | 签到 | 不能（3.2.3）：您今天请假
  03-02 09:20 | 时限 | 等到9点20 | 窗口一由李二办；缺岗李二、赵三、周四、吴五、郑六
  03-03 08:50 | 李二 | 签到 | 按时
  03-03 13:20 | 王一 | 签到 | 按时；窗口一由李二办
  03-03 13:30 | 时限 | 假满 | 窗口一由王一办
`,
  [away('wang', '03-02 00:00', '03-03 13:30')],
)

walked(
  '未到岗且未请假：过了15分钟由负责人登记缺岗，B角即时代行；本人到岗签到即结束 (3.2.3, 5.0)',
  `
  03-02 09:10 | 周四 | 登记缺岗：王一 | 不能（3.2.3）：还没有到登记缺岗的时间
  03-02 09:15 | 李二 | 登记缺岗：王一 | 不能（3.2.3）：由单位负责人或上级登记
  03-02 09:15 | 周四 | 登记缺岗：周四 | 不能（3.2.3）：不能登记本人
  03-02 09:15 | 周四 | 登记缺岗：王一 | 窗口一由李二办
  03-02 10:00 | 王一 | 签到 | 晚到65分钟；窗口一由王一办
`,
)

walked(
  '更正只由负责人写明理由，不能更正本人；先后两条都在 (4.2.1)',
  `
  03-02 08:58 | 王一 | 签到 | 晚到3分钟
  03-02 09:30 | 王一 | 更正签到：王一，8点50 | 不能（4.2.1）：不能更正本人
  03-02 09:30 | 李二 | 更正签到：王一，8点50 | 不能（4.2.1）：由单位负责人或上级更正
  03-02 09:30 | 周四 | 更正签到：王一，10点50 | 不能（4.2.1）：还没有到的时间
  03-02 09:30 | 周四 | 更正签到：王一，8点50 | 按时
`,
)

walked(
  '短时离岗先报备，B角代行；返岗一键收回；30分钟未返岗记为空岗；到休息时自动结束 (4.2.3, 5.1.b)',
  `
  03-02 08:40 | 王一 | 报备离岗：10分钟 | 不能（4.2.3）：现在不是办公时间
  03-02 09:30 | 王一 | 报备离岗：40分钟 | 不能（4.2.3）：请按请假办理
  03-02 09:30 | 王一 | 报备离岗：10分钟 | 应返岗09:40；窗口一由李二办；空岗无
  03-02 09:32 | 王一 | 报备离岗：5分钟 | 不能（4.2.3）：已经报备离岗
  03-02 09:38 | 王一 | 返岗 | 窗口一由王一办
  03-02 09:39 | 王一 | 返岗 | 不能（4.2.3）：没有未结束的离岗报备
  03-02 10:00 | 王一 | 报备离岗：20分钟 | 应返岗10:20；窗口一由李二办
  03-02 10:30 | 时限 | 30分钟整 | 空岗无；窗口一由李二办
  03-02 10:31 | 时限 | 过了30分钟 | 空岗王一；窗口一由李二办
  03-02 10:35 | 王一 | 返岗 | 空岗无；窗口一由王一办
  03-02 11:55 | 王一 | 报备离岗：20分钟 | 应返岗12:00；窗口一由李二办
  03-02 12:00 | 时限 | 中午休息 | 窗口一由王一办；空岗无
`,
)

walked(
  'B角也不在时离岗，落到负责人 (5.4, 4.2.3)',
  `
  03-02 10:00 | 王一 | 报备离岗：10分钟 | 窗口一由周四办
`,
  [away('li', '03-02 09:00', '03-02 17:00')],
)

walked(
  '一个键只给办得成的：没签到先签到，开门前和午休不给离岗，出去了给返岗，下班给签退 (4.2.1, 4.2.3)',
  `
  03-02 08:40 | 时限 | 还没签到 | 王一按G签到
  03-02 08:50 | 王一 | 签到 | 按时；王一按G不办（09:00开门）
  03-02 09:00 | 时限 | 开门 | 王一按G离岗
  03-02 09:30 | 王一 | 报备离岗：10分钟 | 王一按G返岗
  03-02 09:38 | 王一 | 返岗 | 王一按G离岗
  03-02 12:00 | 时限 | 午休 | 王一按G不办（13:30开门）
  03-02 16:59 | 时限 | 还没下班 | 王一按G离岗
  03-02 17:00 | 时限 | 下班 | 王一按G签退
  03-02 17:01 | 王一 | 签退 | 按时；王一按G不办（已签退）
  03-03 17:30 | 时限 | 一天没签到 | 王一按G不办（未签到）
  03-07 10:00 | 时限 | 休息日 | 王一按G没有
`,
)

walked(
  '请了半天假的，假期里不给离岗，按键说请假中；假满签到后才给 (3.2.3, 4.2.3)',
  `
  03-03 13:20 | 王一 | 签到 | 按时；王一按G不办（请假中）
  03-03 13:30 | 时限 | 假满 | 王一按G离岗
  03-04 10:00 | 时限 | 全天请假 | 王一按G没有
`,
  [away('wang', '03-02 00:00', '03-03 13:30'), away('wang', '03-04 00:00', '03-05 00:00')],
)
