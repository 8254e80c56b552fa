import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { opening } from '#apps/desk/api/queries.ts'
import { useOpening } from '#apps/desk/pages/opening.ts'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import type { ProposalRow } from '#rules/commitments/screens/warnings.tsx'
import type { Values } from '#ui/form/form.tsx'
import { Loading } from '#ui/state.tsx'

type Props = { office: { id: string; name: string }; says: string; from?: ProposalRow }

/** A notice is drafted by a person, whatever the record proposes; what the record shows stands in the form already. */
export function Draft({ office, says, from }: Props) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button {...(from ? {} : { type: 'primary' })} onClick={() => setAsking(true)}>
        {says}
      </Button>
      {asking ? <Form office={office} from={from} onLeave={() => setAsking(false)} /> : null}
    </>
  )
}

function Form({
  office,
  from,
  onLeave,
}: {
  office: Props['office']
  from: ProposalRow | undefined
  onLeave: () => void
}) {
  const found = useQuery(opening('warning', { office: office.id }))
  const send = useOpening('warning', `new/warning/${office.id}`, onLeave)
  const input = found.data?.input
  const shown = useMemo(() => {
    if (!input) return null
    const { office: _office, facts: _facts, earlier: _earlier, ...properties } = input.properties ?? {}
    return { ...input, properties, required: (input.required ?? []).filter((name) => name !== 'office') }
  }, [input])
  const initial: Values = from ? { colour: from.colour, ground: from.ground, found: from.found, days: 5 } : { days: 5 }
  const fixed: Values = { office: office.id, ...(from && { facts: from.facts, earlier: from.earlier }) }
  if (found.data?.refusal)
    return (
      <p role="alert" className="refusal">
        {found.data.refusal.says} <span className="clauses">依据 {found.data.refusal.clause}</span>
      </p>
    )
  if (!shown) return <Loading lines={2} />
  return (
    <SendOver
      title={`起草监督通知书：${office.name}`}
      send={send}
      schema={shown}
      initial={initial}
      fixed={fixed}
      sends="起草"
      onLeave={onLeave}
    >
      <p className="quiet">起草后核对、签发；签发前，被通知单位看不到。</p>
    </SendOver>
  )
}
