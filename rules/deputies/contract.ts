import Type, { type Static } from 'typebox'
import { count, day, form, longText, place, post, text } from '#core/field.ts'

/** A task that a superior or the head sets beside the post's own work (5.3). */
export const Task = form({
  office: place('交办到'),
  to: post('承办岗位'),
  title: text('任务', { maxLength: 60 }),
  content: longText('具体要求'),
  days: Type.Optional(count('限几个工作日报结果', 1, 250)),
  by: Type.Optional(day('或限于哪天报结果', { 'x-hint': '两种期限填一种；按日期计的，逢休息日顺延到下一个工作日' })),
})
export type Task = Static<typeof Task>

export const Objection = form({ reason: longText('不能承办的理由') })
export const Reassignment = form({ to: post('改由哪个岗位承办'), opinion: longText('意见') })
export const Insistence = form({ opinion: longText('意见') })
export const Progress = form({ done: longText('进展情况'), percent: count('完成百分之几', 0, 100) })
export const MoreTime = form({ amount: count('申请延长几天', 1, 60), reason: longText('延期理由') })
export const Opinion = form({ opinion: longText('意见') })
export const Result = form({ result: longText('办理结果') })
export const Confirmation = form({ opinion: Type.Optional(longText('意见')) })
export const Return = form({ reason: longText('退回理由和要求') })
export const Passing = form({ to: post('接收岗位'), note: longText('移交说明') })
export const Declining = form({ reason: longText('退回理由') })
export const Joining = form({ with: post('协办岗位'), why: longText('协办事由') })
export const Cancelling = form({ reason: longText('撤销理由') })

type Line = { readonly at: number; readonly by: string | null; readonly what: string; readonly says: string }

/** What is known of a task. Lines are what was reported and decided about it, in order. */
export type TaskFacts = Readonly<Record<string, unknown>> &
  Task & {
    readonly lines: readonly Line[]
    readonly percent: number
    /** Natural days until the day that was set; null where working days were. */
    readonly natural: number | null
    readonly more?: { readonly amount: number; readonly reason: string; readonly state: 'asked' | 'granted' | 'denied' }
    readonly result?: string
    readonly returned?: number
  }
