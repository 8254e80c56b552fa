import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { change, Refused } from '#apps/desk/api/call.ts'
import { isStale, matter, queries } from '#apps/desk/api/queries.ts'
import { begin } from '#apps/desk/bench/begin.ts'
import { draft, dropDraft, keepDraft } from '#apps/desk/bench/drafts.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { MatterPage, OfferView } from '#core/view.ts'
import { SchemaForm, type Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'

type Props = { page: MatterPage; offer: OfferView | undefined; move: string; onDone: () => void }

/** The chosen move with its form in place. If the matter moved on meanwhile, what was typed stays. */
export function Act({ page, offer, move, onDone }: Props) {
  const { matter: m } = page
  const slot = `${m.id}/${move}`
  const { facts } = m
  const [moved, setMoved] = useState(false)
  const text = JSON.stringify(offer?.input ?? {})
  const schema = useMemo(() => JSON.parse(text) as Schema, [text])
  const initial = useMemo(() => ({ ...begin(schema, facts), ...draft(slot) }), [schema, facts, slot])
  const send = useMutation({
    mutationFn: (values: Values) =>
      change<MatterPage>('POST', `/api/matters/${m.id}/moves/${move}`, { ...values, version: m.version }),
    onSuccess: (after) => {
      dropDraft(slot)
      settle(after, page)
      onDone()
    },
    onError: (error) => {
      if (!isStale(error)) return
      setMoved(true)
      void queries.invalidateQueries({ queryKey: ['matter', m.id] })
    },
  })
  if (!offer || offer.refusal) return <Gone says={offer?.refusal?.says ?? '这一步已经不能办了。'} onLeave={onDone} />
  const refused = send.error instanceof Refused && !isStale(send.error) ? send.error : null
  const says =
    moved && isStale(send.error)
      ? '这件事刚有新进展，已更新到最新。您填写的内容还在，请核对后再提交。'
      : (send.error?.message ?? null)
  return (
    <section className="act" aria-label={offer.label}>
      <h2>
        {offer.label} <span className="clauses">依据 {offer.clauses.join('、') || offer.clause}</span>
      </h2>
      <SchemaForm
        schema={schema}
        initial={initial}
        problems={refused?.problems ?? none}
        says={says}
        busy={send.isPending}
        sends={offer.label}
        onSend={(values) => send.mutate(values)}
        onKeep={(values) => keepDraft(slot, values)}
        onLeave={onDone}
      />
    </section>
  )
}

const none: Refused['problems'] = []

function Gone({ says, onLeave }: { says: string; onLeave: () => void }) {
  return (
    <section className="act">
      <div className="trouble" role="alert">
        <p>{says}</p>
        <button type="button" onClick={onLeave}>
          知道了
        </button>
      </div>
    </section>
  )
}

/** Puts the new page in place and says what has been done, with the sheets that came of it. */
function settle(after: MatterPage, before: MatterPage): void {
  queries.setQueryData(matter(after.matter.id).queryKey, after)
  void queries.invalidateQueries({ queryKey: ['desk'] })
  // A result may have opened or ended an entry of a register.
  void queries.invalidateQueries({ queryKey: ['enrolments'] })
  const known = new Set(before.sheets.map((s) => s.id))
  const last = after.journal.at(-1)
  tell(
    last ? `${last.actor?.name ?? ''} ${last.says}`.trim() : `${after.matter.title}：${after.matter.stateLabel}`,
    after.sheets.filter((s) => !known.has(s.id)),
  )
}
