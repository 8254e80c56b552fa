import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type About, earlier, remindersOf } from '#apps/desk/api/contacts.ts'
import { service, services } from '#apps/desk/api/queries.ts'
import { CameOnline } from '#apps/desk/pages/online.tsx'
import { Remember } from '#apps/desk/pages/remember.tsx'
import type { MatterView } from '#core/view.ts'
import { Earlier } from '#rules/first-asked/screens/earlier.tsx'
import { When } from '#rules/first-asked/screens/reminders.tsx'
import { servicesMeant } from '#rules/first-asked/screens/suggest.ts'
import { Card } from '#ui/card.tsx'
import { Loading } from '#ui/state.tsx'
import { day } from '#ui/when.ts'

/** Beside a contact in hand: what it may be about, who this person is to us, and whether it is kept in mind (2.1, 2.2). */
export function BesideContact({ matter }: { matter: MatterView }) {
  const words = typeof matter.facts.matter === 'string' ? matter.facts.matter : ''
  return (
    <>
      <Kept matter={matter} />
      <EarlierOf about={{ matter: matter.id }} />
      {matter.closed ? null : (
        <section aria-label="为其办件">
          <h2>为其办件</h2>
          <Link to="/open" search={{ contact: matter.id }}>
            选择事项，带上已登记的内容
          </Link>
        </section>
      )}
      {matter.closed ? null : <Meant words={words} contact={matter.id} />}
    </>
  )
}

/** Beside a case in hand: who this person is to us, and whether it is kept in mind. */
export function BesideCase({ matter }: { matter: MatterView }) {
  return (
    <>
      <CameOnline matter={matter} />
      <Kept matter={matter} />
      <EarlierOf about={{ matter: matter.id }} />
    </>
  )
}

/** What this person came for before, as far as I may see it. */
export function EarlierOf({ about, onGo }: { about: About; onGo?: () => void }) {
  const found = useQuery(earlier(about))
  return (
    <section aria-label="此人以往来访和办件">
      <h2>此人以往来访和办件</h2>
      {found.isPending ? <Loading lines={2} /> : null}
      {found.isError ? <p className="quiet">{found.error.message}</p> : null}
      {found.data ? (
        <Earlier
          {...found.data}
          open={(row) => (
            <Link to="/matters/$id" params={{ id: row.id }} {...(onGo ? { onClick: onGo } : {})}>
              {row.about || row.number}
            </Link>
          )}
        />
      ) : null}
    </section>
  )
}

/** Services that the words may mean, with the card of the likeliest while the person is in front (2.2). */
export function Meant({ words, contact }: { words: string; contact?: string }) {
  const all = useQuery(services)
  const meant = servicesMeant(all.data ?? [], words)
  const [picked, setPicked] = useState<string | null>(null)
  const shown = meant.find(({ code }) => code === picked) ?? meant[0]
  if (!shown) return null
  return (
    <section aria-label="可能要办的事项">
      <h2>可能要办的事项</h2>
      {meant.length > 1 ? (
        <p className="meant">
          {meant.map(({ code, name }) => (
            <button key={code} type="button" aria-pressed={code === shown.code} onClick={() => setPicked(code)}>
              {name}
            </button>
          ))}
        </p>
      ) : null}
      {contact && shown.ready ? (
        <p>
          <Link to="/open" search={{ service: shown.code, contact }}>
            为其办理{shown.name}，带上已登记的内容
          </Link>
        </p>
      ) : null}
      <CardOf code={shown.code} />
      {contact ? (
        <p>
          <Link to="/services" search={{ code: shown.code }}>
            事项全文和流程
          </Link>
        </p>
      ) : null}
    </section>
  )
}

function CardOf({ code }: { code: string }) {
  const card = useQuery(service(code))
  if (card.isPending) return <Loading />
  return card.data ? <Card card={card.data} /> : null
}

/** Whether the matter is kept in mind; a hard one is put on the list from here (2.2). */
export function Kept({ matter }: { matter: MatterView }) {
  const found = useQuery(remindersOf(matter.id))
  const [asking, setAsking] = useState(false)
  const now = found.data?.find(({ endedAt }) => endedAt === null)
  const past = found.data?.filter(({ endedAt }) => endedAt !== null) ?? []
  if (!found.data) return null
  return (
    <section aria-label="记挂">
      <h2>难办事项记挂</h2>
      {now ? (
        <p>
          {day(now.lookOn)}再看 <When lamp={now.lamp} />
          <br />
          {now.note} <Link to="/remembered">记挂清单</Link>
        </p>
      ) : (
        <button type="button" className="plain-link" onClick={() => setAsking(true)}>
          难办的，记在案上
        </button>
      )}
      {past.map((row) => (
        <p key={row.id} className="quiet">
          {row.endedAt ? day(row.endedAt) : ''}了结：{row.outcome}
        </p>
      ))}
      {asking ? <Remember what={{ matter: matter.id }} onDone={() => setAsking(false)} /> : null}
    </section>
  )
}
