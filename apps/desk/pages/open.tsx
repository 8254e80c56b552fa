import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { matter, opening, service } from '#apps/desk/api/queries.ts'
import { draft, keepDraft } from '#apps/desk/bench/drafts.ts'
import { EarlierCases, numbersIn } from '#apps/desk/pages/earlier.tsx'
import { EnrolledAlready } from '#apps/desk/pages/enrolled.tsx'
import { useOpening } from '#apps/desk/pages/opening.ts'
import { ServicePick } from '#apps/desk/pages/pick.tsx'
import { SendForm } from '#apps/desk/shell/sending.tsx'
import { Card } from '#ui/card.tsx'
import type { Values } from '#ui/form/form.tsx'
import { initialOf } from '#ui/form/initial.ts'
import type { Schema } from '#ui/form/schema.ts'
import { Loading, Trouble } from '#ui/state.tsx'

const route = getRouteApi('/open')

/** A case: the service by code or name, then its own form, with what the first contact already told. */
export function Open() {
  const { service: code, contact } = route.useSearch()
  const go = useNavigate()
  const pick = (service: string) => void go({ to: '/open', search: { service, ...(contact ? { contact } : {}) } })
  return (
    <div className="with-side">
      <main id="main" className="page">
        <h1>办件</h1>
        <ServicePick code={code} onPick={pick} />
        <p className="quiet">
          同一个人这次要办几项的，到
          <Link to="/sitting" search={contact ? { contact } : {}}>
            一站式办理
          </Link>
          ，信息和材料只问一次。
        </p>
        {code ? <Opening key={code} code={code} contact={contact} /> : null}
      </main>
      <aside className="side" aria-label="事项卡">
        {code ? <CardOf code={code} /> : <p className="quiet">选定事项后，这里显示办理依据、材料和时限。</p>}
      </aside>
    </div>
  )
}

function CardOf({ code }: { code: string }) {
  const card = useQuery(service(code))
  if (card.isPending) return <Loading />
  return card.data ? <Card card={card.data} /> : null
}

function Opening({ code, contact }: { code: string; contact: string | undefined }) {
  const slot = `new/case/${code}/${contact ?? ''}`
  const flow = useQuery(opening('case', { service: code, contact }))
  const from = useQuery({ ...matter(contact ?? ''), enabled: contact !== undefined })
  const open = useOpening('case', slot)
  const schema = flow.data?.input
  const facts = from.data?.matter.facts
  const known = draft(slot)
  const shown = useMemo(() => without(schema), [schema])
  const initial = useMemo(() => ({ ...(shown ? initialOf(shown, facts) : {}), ...known }), [shown, facts, known])
  const [numbers, setNumbers] = useState(() => numbersIn(known?.['form']))
  const [name, setName] = useState(() => nameIn(known?.['form']))
  if (flow.isError) return <Trouble error={flow.error} again={() => void flow.refetch()} />
  if (!shown || (contact && from.isPending)) return <Loading lines={8} />
  const fixed = { service: code, ...(contact && schema?.properties?.contact ? { contact } : {}) }
  return (
    <section className="act">
      {facts ? (
        <p className="quiet">
          已带上首问登记 {from.data?.matter.number} 的内容；带星号的号码是登记时留下的，不用重填。
        </p>
      ) : null}
      <EarlierCases service={code} {...numbers} />
      <EnrolledAlready idNumber={numbers.idNumber} name={name} />
      <SendForm
        send={open}
        schema={shown}
        initial={initial as Values}
        fixed={fixed}
        sends="登记办件"
        onKeep={(values) => {
          keepDraft(slot, values)
          setNumbers(numbersIn(values['form']))
          setName(nameIn(values['form']))
        }}
      />
    </section>
  )
}

/** The schema without what this page fills in by itself. */
function without(schema: Schema | undefined): Schema | undefined {
  if (!schema) return undefined
  const { service: _service, contact: _contact, ...properties } = schema.properties ?? {}
  return { ...schema, properties, required: schema.required?.filter((r) => r in properties) ?? [] }
}

/** The name as it stands in a form's group of answers; empty while there is none. */
function nameIn(group: unknown): string {
  const { name } = (typeof group === 'object' && group !== null ? group : {}) as Values
  return typeof name === 'string' ? name : ''
}
