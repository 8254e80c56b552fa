import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { matter, opening } from '#apps/desk/api/queries.ts'
import { draft, keepDraft } from '#apps/desk/bench/drafts.ts'
import { useOpening } from '#apps/desk/pages/opening.ts'
import { SendForm } from '#apps/desk/shell/sending.tsx'
import { Choice } from '#ui/form/choice.tsx'
import { initialOf } from '#ui/form/initial.ts'
import { choicesOf, type Schema } from '#ui/form/schema.ts'
import { Loading, Trouble } from '#ui/state.tsx'

const route = getRouteApi('/new/$kind')

/** Opens a matter of any kind by the form of its own table; what it goes on from stands in the address. */
export function New() {
  const { kind } = route.useParams()
  const from = route.useSearch()
  const [office, setOffice] = useState<string | null>(null)
  const found = useQuery(opening(kind, { office, contact: from.contact }))
  if (found.isPending)
    return (
      <main id="main" className="page">
        <Loading lines={8} />
      </main>
    )
  if (found.isError)
    return (
      <main id="main" className="page">
        <Trouble error={found.error} again={() => void found.refetch()} />
      </main>
    )
  const { title, place, refusal } = found.data
  const named = found.data.input.properties?.[place ?? ''] ?? {}
  const offices = choicesOf(named)
  const label = named.title ?? '单位'
  return (
    <main id="main" className="page">
      <h1>登记{title}</h1>
      {offices.length > 1 ? (
        <>
          <p id="new-office">{label}</p>
          <Choice
            options={offices}
            value={found.data.office.id}
            label={label}
            onChange={(value) => setOffice(String(value))}
          />
        </>
      ) : null}
      {refusal ? (
        <p role="alert" className="refusal">
          {refusal.says} <span className="clauses">依据 {refusal.clause}</span>
        </p>
      ) : (
        <Form
          key={`${kind} ${found.data.office.id}`}
          kind={kind}
          input={found.data.input}
          fixed={{ ...(place ? { [place]: found.data.office.id } : {}), ...from }}
        />
      )}
    </main>
  )
}

function Form({ kind, input, fixed }: { kind: string; input: Schema; fixed: Readonly<Record<string, string>> }) {
  const { contact, case: about } = fixed
  const slot = ['new', kind, contact ?? about].filter(Boolean).join('/')
  const from = useQuery({ ...matter(contact ?? ''), enabled: contact !== undefined })
  const concerned = useQuery({ ...matter(about ?? ''), enabled: about !== undefined })
  const open = useOpening(kind, slot)
  const known = draft(slot)
  const shown = useMemo(() => without(input, Object.keys(fixed)), [input, fixed])
  const told = from.data?.matter.facts
  // What the first contact told already is not asked again; the way in which they come now may be another.
  const initial = useMemo(
    () => ({ ...initialOf(shown, { name: told?.name, matter: told?.matter }), ...known }),
    [shown, told, known],
  )
  if (contact && from.isPending) return <Loading lines={8} />
  return (
    <section className="act">
      {from.data ? (
        <p className="quiet">已带上首问登记 {from.data.matter.number} 的内容，登记后那一件随之了结。</p>
      ) : null}
      {concerned.data ? (
        <p className="quiet">
          所涉事项：{concerned.data.matter.title} {concerned.data.matter.number}
        </p>
      ) : null}
      <SendForm
        send={open}
        schema={shown}
        initial={initial}
        fixed={pick(fixed, input)}
        sends="登记"
        onKeep={(values) => keepDraft(slot, values)}
      />
    </section>
  )
}

/** The form without what the page already knows. */
function without(schema: Schema, fixed: readonly string[]): Schema {
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !fixed.includes(name))
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    required: schema.required?.filter((name) => !fixed.includes(name)) ?? [],
  }
}

/** What stands in the address counts only where the form asks for it. */
function pick(fixed: Readonly<Record<string, string>>, { properties = {} }: Schema): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fixed).filter(([name]) => Object.hasOwn(properties, name)))
}
