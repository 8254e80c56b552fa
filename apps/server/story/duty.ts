import { type Day, type Instant, instantAt } from '#core/day.ts'
import { newId } from '#matter/id.ts'
import { type Mark, signIn, signOut } from '#office/attendance.ts'
import { comeBack, leavePost, noteEmptyPosts, step } from '#office/away.ts'
import { change } from '#office/change.ts'
import { askLeave, decideLeave } from '#office/leave.ts'
import { keepMark } from '#office/marks.ts'
import { demoOffice, demoTenant } from '#office/seed.ts'
import { confirm } from '#rules/deputies/scheme.ts'
import { handDown } from '#rules/deputies/takeover.ts'
import { done, type Scene, type Who } from './teller.ts'

type Hour = readonly [daysBack: number, hour: number, minute: number]

/** When people come in the morning; 郑六 has not signed in today, 李二 came late once (4.2.1). */
const comes: readonly (readonly [Who, number])[] = [
  ['wang', 41],
  ['li', 46],
  ['zhao', 38],
  ['head', 35],
  ['wu', 49],
  ['zheng', 44],
  ['jiang', 47],
  ['district', 40],
  ['chen', 43],
]

/** The attendance of the past week and of this morning. */
export async function attendance({ tx, at, isPast, by, office }: Scene): Promise<void> {
  for (const back of [5, 4, 3, 2, 1, 0]) {
    const place = await office(at(back, 8, 30))
    for (const [i, [who, minute]] of comes.entries()) {
      const isLate = who === 'li' && back === 3
      const came: Hour = isLate ? [back, 9, 12] : [back, 8, minute + ((back + i) % 4)]
      const went: Hour = [back, 17, 2 + ((back * 3 + i) % 7)]
      const had: Mark[] = []
      for (const [when, judge] of [[came, signIn] as const, [went, signOut] as const]) {
        if (!isPast(...when) || (back === 0 && who === 'zheng')) continue
        const as = by(who, at(...when))
        const mark = done(judge(place, as, { id: newId(as.at), had }), who)
        keepMark(tx, place, as, mark)
        had.push(mark)
      }
    }
  }
}

/** Two who stepped out: one was back in time, one left the post empty (4.2.3). */
export async function away({ tx, at, by, office }: Scene): Promise<void> {
  const leaves = async (who: Who, back: number, minute: number, why: string) => {
    const as = by(who, at(back, 10, minute))
    done(await step(tx, as, leavePost, { id: newId(as.at), minutes: 20, why }))
  }
  const returns = async (who: Who, back: number, minute: number) => {
    const as = by(who, at(back, 10, minute))
    done(await step(tx, as, comeBack, { staff: as.staff }))
  }
  await leaves('wang', 4, 5, '到档案室取档案（测试数据）')
  await returns('wang', 4, 17)
  await leaves('zhao', 2, 5, '到社区送材料（测试数据）')
  const noticed = at(2, 10, 36)
  await noteEmptyPosts(tx, demoTenant, await office(noticed), noticed)
  await returns('zhao', 2, 52)
}

/** The lists of A and B, confirmed by the heads as it has to be each half year (5.5). */
export async function scheme({ world, tx, at, by, office }: Scene): Promise<void> {
  for (const [head, place] of [
    ['head', 'sljd'],
    ['district', 'slq'],
  ] as const) {
    const as = by(head, at(20, 9))
    done((await confirm(world, tx, await office(as.at), as, demoOffice(place))) ?? place)
  }
}

/** A leave that the head has still to decide on, and one handed over before it begins (3.2.3, 5.1). */
export async function leaves({ world, tx, at, ahead, by, office }: Scene): Promise<void> {
  const whole = (day: Day) => ({ from: instantAt(day, 8 * 60 + 30), until: instantAt(day, 17 * 60) })
  const ask = async (who: Who, day: Day, kind: 'leave' | 'training', reason: string, when: Instant) => {
    const as = by(who, when)
    return done(await change(tx, as, askLeave, { id: newId(as.at), kind, reason, ...whole(day) }))
  }
  await ask('wu', ahead(4), 'leave', '陪家人就医（测试数据）', at(0, 9, 2))
  const training = await ask('zhao', ahead(3), 'training', '参加业务培训（测试数据）', at(2, 9))
  const granted = { id: training.id, approve: true, says: '同意', named: [] }
  done(await change(tx, by('head', at(2, 11)), decideLeave, granted))
  const handed = by('zhao', at(1, 16, 30))
  const paper = { absence: training.id, brief: '复核中的办件请按期限办理，先办快到期的（测试数据）' }
  const things = [{ name: '复核印章', count: '1枚', note: '当面清点' }]
  done(await handDown(world, tx, await office(handed.at), handed, { ...paper, things }))
}
