import type { TObject } from 'typebox'
import type { ClauseId } from '#regulation/clauses.ts'
import { FinishBody, LaneBody, NoBody, type State, TransferBody } from './contract.ts'

type Row = {
  readonly label: string
  readonly from: readonly State[]
  readonly to: State | null
  readonly cites: readonly [ClauseId, ...ClauseId[]]
  readonly input: TObject
  /** Asked at once, without a form. */
  readonly plain?: true
}

/** What can be done with a ticket; calling the next one is not here, since nobody chooses whom (10.4.5). */
// biome-ignore format: one act, one row
export const acts = {
  serve:    { label: '到了，开始办理', from: ['called'], to: 'serving', cites: ['2.1'], input: NoBody, plain: true },
  recall:   { label: '再叫一次', from: ['called'], to: null, cites: ['10.4.5'], input: NoBody, plain: true },
  pass:     { label: '过号', from: ['called'], to: null, cites: ['10.4.5'], input: NoBody, plain: true },
  finish:   { label: '办结', from: ['serving'], to: 'done', cites: ['2.1', '2.3.1'], input: FinishBody },
  transfer: { label: '转业务区或窗口', from: ['waiting', 'called', 'serving'], to: 'waiting', cites: ['4.2.6', '10.4.5'], input: TransferBody },
  lane:     { label: '调整优先', from: ['waiting'], to: null, cites: ['10.4.2'], input: LaneBody },
  back:     { label: '人回来了，排回原位', from: ['absent'], to: 'waiting', cites: ['10.4.5'], input: NoBody, plain: true },
} as const satisfies Record<string, Row>

export type Act = keyof typeof acts

/** What can be done with a ticket in this state, in the order of the table. */
export function actsIn(state: State): readonly Act[] {
  return (Object.keys(acts) as Act[]).filter((act) => (acts[act].from as readonly State[]).includes(state))
}
