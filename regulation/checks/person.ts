import { atLeast, atMost, type CheckItem, seen } from '#regulation/checks/item.ts'
import { settings } from '#regulation/limits.ts'

/** What is looked at in each person at the counter (2.3.4, 3.1, 3.2, 4.1, 4.2, 9.0). */
// biome-ignore format: one item, one row
export const personItems: readonly CheckItem[] = [
  { id: '2.3.4.a', clause: '2.3.4', about: 'person', weight: 3, since: 1, kind: atMost('rings', 3), words: '电话铃响到第几声接起' },
  { id: '2.3.4.b', clause: '2.3.4', about: 'person', weight: 2, since: 1, kind: seen, words: '接电话先问好、报单位，来人先招呼，不因同事不在而推开' },
  { id: '3.1.1.a', clause: '3.1.1', about: 'person', weight: 2, since: 1, kind: seen, words: '着装整洁得体，没有背心、短裤、拖鞋' },
  { id: '3.1.1.b', clause: '3.1.1', about: 'person', weight: 1, since: 1, kind: seen, words: '有统一服装的，已按规定穿着', optional: true },
  { id: '3.1.2.a', clause: '3.1.2', about: 'person', weight: 1, since: 1, kind: seen, words: '妆容、饰物端庄适度' },
  { id: '3.1.3.a', clause: '3.1.3', about: 'person', weight: 1, since: 1, kind: seen, words: '举止稳重文雅，迎送有礼' },
  { id: '3.2.1.a', clause: '3.2.1', about: 'person', weight: 3, since: 1, kind: seen, words: '按权限和程序办理，抽看在办事项没有拖、推、敷衍' },
  { id: '3.2.2.a', clause: '3.2.2', about: 'person', weight: 3, since: 1, kind: seen, words: '抽看经手材料，没有差错和丢失' },
  { id: '4.1.1.a', clause: '4.1.1', about: 'person', weight: 2, since: 1, kind: seen, words: '仪容整洁大方，发型、指甲不夸张' },
  { id: '4.1.2.a', clause: '4.1.2', about: 'person', weight: 1, since: 1, kind: seen, words: '站姿端正，面带微笑，双手自然' },
  { id: '4.1.3.a', clause: '4.1.3', about: 'person', weight: 1, since: 1, kind: seen, words: '坐椅面约三分之二，上身挺直，不摇腿、不半躺、不趴桌' },
  { id: '4.1.4.a', clause: '4.1.4', about: 'person', weight: 1, since: 1, kind: seen, words: '走路轻稳，不拉扯搂抱' },
  { id: '4.1.5.a', clause: '4.1.5', about: 'person', weight: 1, since: 1, kind: seen, words: '指路手臂伸直、掌心向上，看着对方' },
  { id: '4.2.1.a', clause: '4.2.1', about: 'person', weight: 3, since: 1, kind: atLeast('minutes', settings['arrive.early'].amount), words: '开门前提前多少分钟到岗', early: true },
  { id: '4.2.1.b', clause: '4.2.1', about: 'person', weight: 2, since: 1, kind: seen, words: '下班时间到了才离开' },
  { id: '4.2.2.a', clause: '4.2.2', about: 'person', weight: 1, since: 1, kind: seen, words: '厅内说话轻声，不喧闹' },
  { id: '4.2.3.a', clause: '4.2.3', about: 'person', weight: 3, since: 1, kind: seen, words: '在岗；离开的已申报何时回来，没有串岗、聚谈' },
  { id: '4.2.4.a', clause: '4.2.4', about: 'person', weight: 3, since: 1, kind: seen, words: '没有睡觉、玩游戏、为私事上网' },
  { id: '4.2.5.a', clause: '4.2.5', about: 'person', weight: 1, since: 1, kind: seen, words: '通话不开免提，没有打私人电话' },
  { id: '4.2.7.a', clause: '4.2.7', about: 'person', weight: 5, since: 1, kind: seen, words: '没有酒后上岗' },
  { id: '9.0.a', clause: '9.0', about: 'person', weight: 2, since: 1, kind: seen, words: '工作牌佩戴在胸前，本人与牌面相符' },
]
