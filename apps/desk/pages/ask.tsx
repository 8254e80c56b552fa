import { useMutation } from '@tanstack/react-query'
import { change, Refused } from '#apps/desk/api/call.ts'
import { settleOffice } from '#apps/desk/api/office.ts'
import { draft, dropDraft, keepDraft } from '#apps/desk/bench/drafts.ts'
import { askForm, decideForm, nameForm, recordForm } from '#rules/deputies/screens/forms.ts'
import type { Leave } from '#rules/deputies/screens/leaves.tsx'
import type { PostRow } from '#rules/deputies/screens/roster.tsx'
import { SchemaForm, type Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'

export type Asking =
  | { readonly what: 'ask' }
  | { readonly what: 'record' }
  | { readonly what: 'decide'; readonly leave: Leave }
  | { readonly what: 'name'; readonly post: PostRow }

type Way = { readonly title: string; readonly schema: Schema; readonly path: string; readonly done: string }

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
        title: `审批${asking.leave.staff.name}的请假`,
        schema: decideForm,
        path: `/api/office/absences/${asking.leave.id}/decision`,
        done: '已审批',
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

const none: Refused['problems'] = []

/** One office form in place: ask, record, decide or name. */
export function Ask({ asking, onDone }: { asking: Asking; onDone: () => void }) {
  const way = wayOf(asking)
  const slot = `office${way.path}/${asking.what}`
  const send = useMutation({
    mutationFn: (values: Values) => change('POST', way.path, values),
    onSuccess: () => {
      dropDraft(slot)
      settleOffice(way.done)
      onDone()
    },
  })
  return (
    <section className="act" aria-label={way.title}>
      <h2>{way.title}</h2>
      <SchemaForm
        schema={way.schema}
        initial={draft(slot) ?? {}}
        problems={send.error instanceof Refused ? send.error.problems : none}
        says={send.error?.message ?? null}
        busy={send.isPending}
        sends={asking.what === 'decide' ? '提交意见' : '提交'}
        onSend={(values) => send.mutate(values)}
        onKeep={(values) => keepDraft(slot, values)}
        onLeave={onDone}
      />
    </section>
  )
}
