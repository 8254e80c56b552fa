/** A badge for the chest or a plate for the desk (9.0). */
export const kinds = { badge: '胸牌', plate: '桌牌' } as const
export type Kind = keyof typeof kinds

export const states = { living: '在用', lost: '已挂失', returned: '已收回', revoked: '已注销' } as const
export type State = keyof typeof states

/** How a badge ends, from which states, and whether the reason must be told. */
export const endings = {
  returned: { label: '收回', from: ['living', 'lost'], reason: false },
  lost: { label: '挂失', from: ['living'], reason: false },
  revoked: { label: '注销', from: ['living', 'lost'], reason: true },
} as const satisfies Record<string, { label: string; from: readonly State[]; reason: boolean }>
export type Ending = keyof typeof endings

/** May a badge in this state end so? A lost one that turns up may be taken back; what is over stays over. */
export function mayEnd(state: State, how: Ending): boolean {
  return (endings[how].from as readonly State[]).includes(state)
}

/** What may happen to a badge against 9.2. */
export const incidents = { damaged: '损坏', lent: '外借', altered: '涂改', given: '转送他人', sold: '变卖' } as const
export type Incident = keyof typeof incidents

/** What the public page says of a badge on a day: one of four words. `validUntil` is its last day. */
export function wordOf(state: State, validUntil: string, today: string): '有效' | '已过期' | '已挂失' | '已注销' {
  if (state === 'lost') return '已挂失'
  if (state !== 'living') return '已注销'
  return validUntil < today ? '已过期' : '有效'
}
