import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { actOn, callNext, queue, settleQueue } from '#apps/desk/api/queue.ts'
import { useStore } from '#apps/desk/api/store.ts'
import { draft, keepDraft } from '#apps/desk/bench/drafts.ts'
import { type Asked, EntryForm } from '#apps/desk/pages/entry.tsx'
import { singleKeys } from '#apps/desk/shell/habits.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import {
  CallStrip,
  type Offer,
  type QueueView,
  type Ticket,
  type Window,
} from '#rules/quality-service/screens/queue.tsx'
import { Key } from '#ui/key.tsx'
import { useKeys } from '#ui/keys.ts'
import '#apps/desk/style/queue.css'

/** Under the header while the office's queue is in use and I serve at a window: call, receive, go on, by key Q or Alt+Q. */
export function Calling({ onContact }: { onContact: () => void }) {
  const { data } = useQuery(queue)
  const mine = data?.windows.filter((window) => window.mine) ?? []
  return data?.inUse && mine.length > 0 ? <Strip view={data} mine={mine} onContact={onContact} /> : null
}

type Props = { view: QueueView; mine: readonly Window[]; onContact: () => void }

function Strip({ view, mine, onContact }: Props) {
  const [chosen, choose] = useState<number | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const single = useStore(singleKeys)
  const window = mine.find(({ number }) => number === chosen) ?? mine.find(({ now }) => now !== null) ?? mine[0]!
  const { now } = window
  const onError = (error: Error) => {
    tell(error.message)
    settleQueue()
  }
  const next = useMutation({
    mutationFn: () => callNext(window.number),
    onSuccess: ({ says }) => {
      tell(says)
      settleQueue()
    },
    onError,
  })
  const act = useMutation({
    mutationFn: ({ ticket, offer }: { ticket: Ticket; offer: Offer }) => actOn(ticket.id, offer.act),
    onSuccess: (ticket, { offer }) => {
      settleQueue()
      if (offer.act === 'serve') register(ticket, onContact)
      else tell(`${ticket.number}：${offer.label}`)
    },
    onError,
  })
  const busy = next.isPending || act.isPending
  const does = (ticket: Ticket, offer: Offer) => {
    if (offer.plain || (offer.act === 'finish' && ticket.matter)) act.mutate({ ticket, offer })
    else setAsked(askedOf(view, ticket, offer))
  }
  const [label, go] = stepOf(now, {
    call: () => next.mutate(),
    serve: (ticket, offer) => act.mutate({ ticket, offer }),
    register: (ticket) => register(ticket, onContact),
  })
  const key = () => (busy ? undefined : go())
  useKeys({ q: key, 'Alt+q': key }, single)
  return (
    <>
      <CallStrip
        window={window}
        windows={mine}
        waiting={view.waiting}
        priority={view.zones.reduce((all, { priority }) => all + priority, 0)}
        busy={busy}
        onWindow={choose}
        onAct={does}
        main={
          <Button type="primary" size="small" disabled={busy} onClick={go} aria-keyshortcuts="Q Alt+Q">
            {label} <Key>Q</Key>
          </Button>
        }
      />
      {asked ? <EntryForm register="queue" asked={asked} onDone={() => setAsked(null)} /> : null}
    </>
  )
}

type Steps = {
  readonly call: () => void
  readonly serve: (ticket: Ticket, offer: Offer) => void
  readonly register: (ticket: Ticket) => void
}

/** What comes next at this window, in words, and what it does. */
function stepOf(now: Ticket | null, { call, serve, register }: Steps): readonly [string, () => void] {
  const offer = now?.offers.find((one) => one.act === 'serve')
  if (now && offer) return ['到了，开始登记', () => serve(now, offer)]
  if (now && now.matter === null) return ['登记首问', () => register(now)]
  return [now ? '办完，叫下一个' : '叫下一个', call]
}

/** The first contact begins with what the number says: they are here, and what for. Who answers for it is known from now on (2.1). */
function register({ wish, service, said }: Ticket, onContact: () => void): void {
  const slot = 'new/contact'
  if (!draft(slot))
    keepDraft(slot, {
      ...{ channel: 'visit', inquiry: service ? 'service' : 'consult' },
      ...(service && { matter: wish }),
      ...(said?.matter && { matter: service ? `${wish}：${said.matter}` : said.matter }),
      ...(said?.name && { name: said.name }),
    })
  onContact()
}

/** The form of an act that asks something. */
export function askedOf({ forms }: QueueView, ticket: Ticket, { act, label }: Offer): Asked {
  const schema = act === 'finish' || act === 'transfer' || act === 'lane' ? forms[act] : {}
  const path = `/api/queue/tickets/${ticket.id}/${act}`
  return { title: `${ticket.number} ${label}`, schema, path, done: `${ticket.number}：${label}`, sends: label }
}
