import { demoPost } from '#office/seed.ts'

/** The life of a contact that the benchmark lives over and over: registered, handed over, accepted, reached, answered. */
export type Turn = {
  readonly who: 'wang' | 'zhao'
  readonly move: string
  readonly input: Readonly<Record<string, unknown>>
}

export const receiver = demoPost('sljd.review')

/** The form of a contact (测试数据); `said` tells one from another. */
export function registration(said: string): Readonly<Record<string, unknown>> {
  return { channel: 'visit', inquiry: 'service', matter: said, name: '测试甲', phone: '13800000000' }
}

export const turns: readonly Turn[] = [
  { who: 'wang', move: 'hand-over', input: { to: receiver, why: 'duty', note: '服务对象要办理的事项属复核岗职责' } },
  { who: 'zhao', move: 'accept', input: {} },
  { who: 'zhao', move: 'reach', input: { way: 'call', said: '已电话联系服务对象，约定明日上午到窗口' } },
  { who: 'zhao', move: 'answer', input: { result: '已按规定办理并当面答复' } },
]
