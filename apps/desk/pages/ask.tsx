import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { settleOffice } from '#apps/desk/api/office.ts'
import { draft, dropDraft, keepDraft } from '#apps/desk/bench/drafts.ts'
import { SendForm } from '#apps/desk/shell/sending.tsx'
import type { Name } from '#core/view.ts'
import {
  askForm,
  assignForm,
  decideForm,
  endForm,
  nameForm,
  recordForm,
  takeoverForm,
} from '#rules/deputies/screens/forms.ts'
import type { Leave } from '#rules/deputies/screens/leaves.tsx'
import type { PostRow } from '#rules/deputies/screens/roster.tsx'
import { endedSays, wordsOf } from '#rules/deputies/screens/spell.ts'
import type { Takeover } from '#rules/deputies/screens/takeovers.tsx'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'

export type Asking =
  | { readonly what: 'ask' }
  | { readonly what: 'record' }
  | { readonly what: 'decide'; readonly leave: Leave }
  | { readonly what: 'end'; readonly leave: Leave; readonly me: string }
  | { readonly what: 'name'; readonly post: PostRow }
  | { readonly what: 'assign'; readonly post: Name; readonly role: 'A' | 'B' }
  | { readonly what: 'hand'; readonly takeover: Takeover }

type Way = {
  readonly title: string
  readonly schema: Schema
  readonly path: string
  /** Told when it is done; of what the server answers where that decides. */
  readonly done: string | ((answer: Leave) => string)
  /** What the person decides on, above the form. */
  readonly note?: string
  readonly sends?: string
  /** What the page knows already and sends along. */
  readonly fixed?: Values
  readonly initial?: Values
}

function wayOf(asking: Asking): Way {
  switch (asking.what) {
    case 'ask':
      return { title: '请假', schema: askForm, path: '/api/office/absences', done: '已提出请假，等待审批' }
    case 'record':
      return {
        title: '登记离岗',
        schema: recordForm,
        path: '/api/office/absences',
        done: '已登记，B角从开始时间起代行',
      }
    case 'decide':
      return {
        title: `审批${asking.leave.staff.name}的${asking.leave.kindLabel}`,
        note: wordsOf(asking.leave),
        schema: decideForm(asking.leave.uncovered),
        path: `/api/office/absences/${asking.leave.id}/decision`,
        done: '已审批',
        sends: '提交意见',
        initial: asking.leave.uncovered.length
          ? { named: asking.leave.uncovered.map(({ post }) => ({ post: post.id })) }
          : {},
      }
    case 'end':
      return {
        title: `取消${asking.leave.staff.name}的${asking.leave.kindLabel}`,
        note: `${wordsOf(asking.leave)}。取消后立即生效，不能恢复；还要离岗的须重新办理。`,
        schema: endForm,
        path: `/api/office/absences/${asking.leave.id}/return`,
        done: (answer) => endedSays(asking.leave, asking.me, answer),
        sends: '确认取消',
      }
    case 'assign':
      return {
        title: `调整${asking.post.name}的${asking.role}角`,
        schema: assignForm,
        path: `/api/office/posts/${asking.post.id}/assignment`,
        done: '已调整，从现在起生效，原来的安排留在历次版本里',
        fixed: { role: asking.role },
      }
    case 'hand':
      return {
        title: '填写离岗交接单',
        schema: takeoverForm,
        path: `/api/office/absences/${asking.takeover.id}/takeover`,
        done: `已填写，等${asking.takeover.receivers.map(({ staff }) => staff.name).join('、')}签收`,
        initial: asking.takeover.filled
          ? { brief: asking.takeover.filled.brief, things: asking.takeover.filled.things }
          : { things: [] },
      }
    case 'name':
      return {
        title: `为${asking.post.name}指定代办人员`,
        schema: nameForm,
        path: `/api/office/posts/${asking.post.id}/stand-in`,
        done: '已指定代办人员',
      }
  }
}

/** One office form in place: ask, record, decide or name. */
export function Ask({ asking, onDone }: { asking: Asking; onDone: () => void }) {
  const way = useMemo(() => wayOf(asking), [asking])
  const slot = `office${way.path}/${asking.what}`
  const send = useMutation({
    mutationFn: (values: Values) => change<Leave>('POST', way.path, bodyOf(asking, { ...values, ...way.fixed })),
    onSuccess: (answer) => {
      dropDraft(slot)
      settleOffice(typeof way.done === 'string' ? way.done : way.done(answer))
      onDone()
    },
  })
  return (
    <section className="act" aria-label={way.title}>
      <h2>{way.title}</h2>
      {way.note ? <p>{way.note}</p> : null}
      <SendForm
        send={send}
        schema={way.schema}
        initial={draft(slot) ?? way.initial ?? {}}
        sends={way.sends ?? '提交'}
        onKeep={(values) => keepDraft(slot, values)}
        onLeave={onDone}
      />
    </section>
  )
}

/** What is sent: an empty list where a list is owed, and nobody named for a leave that isn't granted. */
function bodyOf({ what }: Asking, values: Values): Values {
  if (what === 'hand') return { things: [], ...values }
  if (what !== 'decide' || values.approve === true) return values
  const { named: _named, ...others } = values
  return others
}
