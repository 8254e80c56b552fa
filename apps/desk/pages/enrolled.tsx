import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { entriesOf, registersOf } from '#apps/desk/api/enrolments.ts'
import type { MatterView } from '#core/view.ts'
import { type EnrolmentFacts, enrolmentKind } from '#programs/enrolment/contract.ts'
import { type Entry, Standing } from '#programs/enrolment/screens/list.tsx'
import { EntryRecords } from '#programs/enrolment/screens/records.tsx'
import type { Tab } from '#ui/tabs.tsx'

/** What a person stands in, each line leading to its entry. */
function Known({ rows, name }: { rows: readonly Entry[]; name?: string | undefined }) {
  return (
    <Standing
      rows={rows}
      name={name}
      open={(row) => (
        <Link to="/matters/$id" params={{ id: row.id }}>
          {row.title}
        </Link>
      )}
    />
  )
}

/** Beside a matter of somebody: in which registers they stand; nothing where there are none. */
export function EnrolledOf({
  about,
  name,
}: {
  about: { number: string } | { matter: string }
  name?: string | undefined
}) {
  const { data: rows = [] } = useQuery(entriesOf(about))
  if (rows.length === 0) return null
  return (
    <section aria-label="此人在册情况">
      <h2>此人在册情况</h2>
      <Known rows={rows} name={name} />
    </section>
  )
}

/** Before a case is opened: what the person already stands in, said only where there is something to say. */
export function EnrolledAlready({ idNumber, name }: { idNumber: string; name: string }) {
  const found = useQuery({ ...entriesOf({ number: idNumber }), enabled: /^\d{17}[\dXx]$/.test(idNumber) })
  const rows = found.data?.filter(({ closed }) => !closed) ?? []
  if (rows.length === 0) return null
  return (
    <div className="hint-box" role="status">
      <p>
        <b>此人在册情况：</b>
      </p>
      <Known rows={rows} name={name} />
    </div>
  )
}

/** Of an entry of a register its records come first. */
export function enrolledTab(matter: MatterView): readonly Tab[] {
  if (matter.kind !== enrolmentKind) return []
  return [{ key: 'enrolled', label: '在册记录', content: <Records matter={matter} /> }]
}

function Records({ matter }: { matter: MatterView }) {
  const about = useQuery(registersOf)
  const own = about.data?.find(({ service }) => service === matter.service)
  return <EntryRecords facts={matter.facts as EnrolmentFacts} about={own} names={matter.names ?? {}} />
}
