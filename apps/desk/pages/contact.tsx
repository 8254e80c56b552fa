import { useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useMemo } from 'react'
import { Refused } from '#apps/desk/api/call.ts'
import { process } from '#apps/desk/api/queries.ts'
import { draft, keepDraft } from '#apps/desk/bench/drafts.ts'
import { useOpening } from '#apps/desk/pages/opening.ts'
import { SchemaForm } from '#ui/form/form.tsx'
import { initialOf } from '#ui/form/initial.ts'
import { Loading, Trouble } from '#ui/state.tsx'

const slot = 'new/contact'
const none: Refused['problems'] = []

/** First contact (2.1) over whatever page is open: one key for the channel, the words, one key for the kind, Ctrl+Enter. */
export function NewContact({ onClose }: { onClose: () => void }) {
  const flow = useQuery(process('contact', null))
  const open = useOpening('contact', slot, onClose)
  const schema = flow.data?.opens.input
  const initial = useMemo(() => (schema ? { ...initialOf(schema), ...draft(slot) } : {}), [schema])
  return (
    <Modal
      open
      title="首问登记"
      footer={null}
      onCancel={onClose}
      width={760}
      keyboard={false}
      mask={{ closable: false }}
      className="contact"
    >
      {flow.isPending ? <Loading /> : null}
      {flow.isError ? <Trouble error={flow.error} again={() => void flow.refetch()} /> : null}
      {schema ? (
        <SchemaForm
          schema={schema}
          initial={initial}
          problems={open.error instanceof Refused ? open.error.problems : none}
          says={open.error?.message ?? null}
          busy={open.isPending}
          sends="登记"
          onSend={(values) => open.mutate(values)}
          onKeep={(values) => keepDraft(slot, values)}
          onLeave={onClose}
        />
      ) : null}
    </Modal>
  )
}
