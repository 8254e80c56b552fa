import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { matter, process } from '#apps/desk/api/queries.ts'
import { useStore } from '#apps/desk/api/store.ts'
import { Act } from '#apps/desk/bench/act.tsx'
import { Head } from '#apps/desk/bench/head.tsx'
import { useOpens } from '#apps/desk/bench/opens.ts'
import { Records } from '#apps/desk/bench/records.tsx'
import { Side } from '#apps/desk/bench/side.tsx'
import { BackOffer } from '#apps/desk/pages/presence.tsx'
import { singleKeys } from '#apps/desk/shell/habits.ts'
import type { MatterPage } from '#core/view.ts'
import { useKeys } from '#ui/keys.ts'
import { inOrder, Moves } from '#ui/moves.tsx'
import { Loading, Trouble } from '#ui/state.tsx'

const route = getRouteApi('/bench/matters/$id')

/** The matter in hand, by the address. */
export function MatterInHand() {
  const { id } = route.useParams()
  const page = useQuery(matter(id))
  if (page.isPending)
    return (
      <main id="main" className="hand">
        <Loading lines={10} />
      </main>
    )
  if (page.isError && !page.data)
    return (
      <main id="main" className="hand">
        <Trouble error={page.error} again={() => void page.refetch()} />
      </main>
    )
  return page.data ? <Hand key={id} page={page.data} /> : null
}

/** What it is and by when; what can be done; the form of what is being done; the record of what was done. */
function Hand({ page }: { page: MatterPage }) {
  const { matter: m, offers } = page
  const flow = useQuery(process(m.kind, m.service))
  const [chosen, setChosen] = useState<string | null>(null)
  const order = inOrder(offers)
  const offer = offers.find((o) => o.move === chosen)
  const opens = useOpens(m.id)
  const choose = (move: string) => {
    if (!opens(offers.find((o) => o.move === move))) setChosen(move)
  }
  const done = () => {
    setChosen(null)
    document.getElementById('matter-title')?.focus()
  }
  const pick = (n: number) => () => {
    const at = order[n]
    if (at && !at.refusal) choose(at.move)
  }
  const digits = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [String(n + 1), pick(n)]))
  useKeys(
    { ...digits, m: pick(0), t: () => document.getElementById('matter-title')?.focus(), p: () => window.print() },
    useStore(singleKeys),
  )
  useEffect(() => {
    document.title = `${m.title} · 首问`
  }, [m.title])
  return (
    <>
      <main id="main" className="hand">
        <Head page={page} />
        {m.kind === 'inspection' ? (
          <p>
            <Link to="/inspections/$id" params={{ id: m.id }}>
              打开检查表：逐项结果、照片和整改
            </Link>
          </p>
        ) : null}
        {m.kind === 'sampling' ? (
          <p>
            <Link to="/samplings/$id" params={{ id: m.id }}>
              打开抽查：名单、复查和问题
            </Link>
          </p>
        ) : null}
        {offers.length === 0 ? (
          <BackOffer
            says={`您已报备离岗${m.onDuty.id === m.holder.id ? '' : `，这件事现由${m.onDuty.name}代行`}；返岗后即可接着办。`}
          />
        ) : null}
        <Moves offers={offers} chosen={chosen} onMove={choose} />
        {chosen ? <Act key={chosen} page={page} offer={offer} move={chosen} onDone={done} /> : null}
        <Records page={page} flow={flow.data} />
      </main>
      <Side matter={m} />
    </>
  )
}
