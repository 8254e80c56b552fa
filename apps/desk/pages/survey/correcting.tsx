import { useMutation } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import { change, Refused } from '#apps/desk/api/call.ts'
import { settleSurvey } from '#apps/desk/api/surveys.ts'
import { Members } from '#apps/desk/pages/survey/members.tsx'
import { bodyOf, placesOf } from '#apps/desk/pages/survey/queue.ts'
import { correctionSchema, memberSchema, unmasked } from '#apps/desk/pages/survey/shape.ts'
import type { WholeEntry, WholeRound } from '#programs/survey/screens/types.ts'
import { SchemaForm, type Values } from '#ui/form/form.tsx'

type Props = { round: WholeRound; entry: WholeEntry; onDone: () => void }

/** An entry put right, or a visit made up for: what was there stands in the form, numbers under their masks. */
export function Correcting({ round, entry, onDone }: Props) {
  const [members, setMembers] = useState<readonly Values[]>(entry.members.map(({ answers }) => answers))
  const [outcome, setOutcome] = useState(entry.outcome)
  const send = useMutation({
    mutationFn: (values: Values) =>
      change('POST', `/api/survey-entries/${entry.id}/correct`, bodyFor(entry, values, members)),
    onSuccess: () => {
      settleSurvey('已更正')
      onDone()
    },
  })
  const placed = placesOf(send.error instanceof Refused ? send.error.problems : [])
  const { name, method, surveyedOn, reason, address, answers } = entry
  const own = entry.kind === 'household' ? { address: address ?? '' } : { name }
  return (
    <Modal
      open
      rootClassName="survey-over"
      title={`更正${entry.number}`}
      footer={null}
      width={860}
      onCancel={onDone}
      mask={{ closable: false }}
    >
      {entry.kind === 'household' && outcome === 'answered' ? (
        <Members
          members={members}
          schema={unmasked(memberSchema(round.questions.member))}
          faults={placed.members}
          onWrite={setMembers}
        />
      ) : null}
      <SchemaForm
        schema={unmasked(correctionSchema(round, entry.kind))}
        initial={{ ...answers, ...own, outcome: entry.outcome, reason, method, surveyedOn }}
        problems={placed.whole}
        says={send.error?.message ?? null}
        busy={send.isPending}
        sends="更正"
        onKeep={(values) => setOutcome(String(values['outcome'] ?? ''))}
        onSend={(values) => send.mutate(values)}
        onLeave={onDone}
      />
    </Modal>
  )
}

function bodyFor(entry: WholeEntry, { why, ...values }: Values, members: readonly Values[]) {
  const visit = { entry: '', round: entry.round, kind: entry.kind, values, members, finished: null, since: '' }
  const { entry: _entry, kind: _kind, ...body } = bodyOf(visit)
  return { ...body, why, version: entry.version }
}
