import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { reminders } from '#apps/desk/api/contacts.ts'
import { Remember, type Remembered } from '#apps/desk/pages/remember.tsx'
import { Reminders } from '#rules/first-asked/screens/reminders.tsx'
import { Empty, Loading, Trouble } from '#ui/state.tsx'

/** 记挂事项 (2.2): what is hard stays here until it is closed; deputies see it too. */
export function RememberedPage() {
  return (
    <main id="main" className="page">
      <h1>记挂事项</h1>
      <p className="quiet">
        难办的事记在这里，到日子再看，直到有结果。在事项页右侧“难办事项记挂”处加入；本岗位的A角、B角都看得到。
      </p>
      <RememberedList />
    </main>
  )
}

/** The list with its forms; also a part of the first page. */
export function RememberedList() {
  const found = useQuery(reminders)
  const [asking, setAsking] = useState<Remembered | null>(null)
  if (found.isPending) return <Loading />
  if (found.isError) return <Trouble error={found.error} again={() => void found.refetch()} />
  return (
    <>
      {found.data.length === 0 ? <Empty says="没有记挂的难办事项。" /> : null}
      {found.data.length > 0 ? (
        <Reminders
          rows={found.data}
          open={(row) => (
            <Link to="/matters/$id" params={{ id: row.matter }}>
              {row.title}
            </Link>
          )}
          onLook={(row) => setAsking({ look: row.id, title: row.title ?? '' })}
          onEnd={(row) => setAsking({ end: row.id, title: row.title ?? '' })}
        />
      ) : null}
      {asking ? <Remember what={asking} onDone={() => setAsking(null)} /> : null}
    </>
  )
}
