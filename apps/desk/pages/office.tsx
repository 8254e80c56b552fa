import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { scheme, takeovers, today } from '#apps/desk/api/duty.ts'
import { absences, office, settleOffice } from '#apps/desk/api/office.ts'
import { session } from '#apps/desk/api/queries.ts'
import { Ask, type Asking } from '#apps/desk/pages/ask.tsx'
import { HandBack } from '#apps/desk/pages/handback.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Name } from '#core/view.ts'
import { type Leave, Leaves } from '#rules/deputies/screens/leaves.tsx'
import { Gaps, Roster } from '#rules/deputies/screens/roster.tsx'
import { SchemeTable } from '#rules/deputies/screens/scheme.tsx'
import { endedSays } from '#rules/deputies/screens/spell.ts'
import { type Takeover, Takeovers } from '#rules/deputies/screens/takeovers.tsx'
import { More } from '#ui/more.tsx'
import { Reading } from '#ui/state.tsx'

/** Who is there, who stands in, who asked for leave, and what was done meanwhile (rule 5, 3.2.3). */
export function Office() {
  const place = useQuery(office)
  const leaves = useInfiniteQuery(absences)
  const day = useQuery(today)
  const [asking, setAsking] = useState<Asking | null>(null)
  const self = useQuery(session)
  const me = self.data?.staffId ?? ''
  const end = useMutation({
    mutationFn: (leave: Leave) => change<Leave>('POST', `/api/office/absences/${leave.id}/return`, {}),
    onSuccess: (answer, leave) => settleOffice(endedSays(leave, me, answer)),
    onError: (error) => tell(error.message),
  })
  return (
    <main id="main" className="page">
      <h1>休假与AB角</h1>
      <div className="bar">
        <Button type="primary" onClick={() => setAsking({ what: 'ask' })}>
          我要请假
        </Button>
        {day.data?.isLed ? <Button onClick={() => setAsking({ what: 'record' })}>为他人登记离岗</Button> : null}
      </div>
      {asking ? <Ask key={keyOf(asking)} asking={asking} onDone={() => setAsking(null)} /> : null}
      {place.data ? <Gaps gaps={place.data.gaps} /> : null}
      <section aria-labelledby="roster">
        <h2 id="roster">现在各岗位由谁办理</h2>
        <Reading of={place} />
        {place.data ? <Roster posts={place.data.posts} onName={(post) => setAsking({ what: 'name', post })} /> : null}
      </section>
      <section aria-labelledby="leaves">
        <h2 id="leaves">请假和离岗</h2>
        <Reading of={leaves} />
        {leaves.data ? (
          <Leaves
            leaves={leaves.data.pages.flatMap((page) => page.absences)}
            busy={end.isPending}
            onDecide={(leave) => setAsking({ what: 'decide', leave })}
            onEnd={(leave) => {
              // Coming back is a fact; a leave that is cancelled is gone for good, so it is asked for once more.
              if (leave.away) return end.mutate(leave)
              setAsking({ what: 'end', leave, me })
              document.getElementById('main')?.scrollTo({ top: 0 })
            }}
          />
        ) : null}
        <More list={leaves} block={false} />
      </section>
      <HandOver onFill={(takeover) => setAsking({ what: 'hand', takeover })} />
      <HandBack />
      <Published onChange={(post, role) => setAsking({ what: 'assign', post, role })} />
    </main>
  )
}

function keyOf(asking: Asking): string {
  if (asking.what === 'decide' || asking.what === 'end') return `${asking.what}-${asking.leave.id}`
  if (asking.what === 'hand') return `hand-${asking.takeover.id}`
  if (asking.what === 'assign') return `assign-${asking.post.id}-${asking.role}`
  return asking.what === 'name' ? `name-${asking.post.id}` : asking.what
}

/** What is handed over before a leave, by whom, to whom (5.1.b). */
function HandOver({ onFill }: { onFill: (one: Takeover) => void }) {
  const found = useQuery(takeovers)
  const take = useMutation({
    mutationFn: (one: Takeover) => change('POST', `/api/office/absences/${one.id}/takeover/receipt`, {}),
    onSuccess: () => settleOffice('已签收，离岗交接单可以打印'),
    onError: (error) => tell(error.message),
  })
  if (!found.data?.length) return null
  return (
    <section aria-labelledby="takeovers">
      <h2 id="takeovers">离岗交接</h2>
      <Takeovers takeovers={found.data} busy={take.isPending} onFill={onFill} onTake={(one) => take.mutate(one)} />
    </section>
  )
}

/** The A/B scheme: its versions, the half-yearly confirmation, the table for the wall (5.5). */
function Published({ onChange }: { onChange: (post: Name, role: 'A' | 'B') => void }) {
  const found = useQuery(scheme)
  const confirm = useMutation({
    mutationFn: () => change('POST', '/api/office/scheme/confirmation', {}),
    onSuccess: () => settleOffice('已确认，AB角公示表可以打印张贴'),
    onError: (error) => tell(error.message),
  })
  if (!found.data) return null
  return (
    <section aria-labelledby="scheme">
      <h2 id="scheme">AB角名单</h2>
      <SchemeTable
        scheme={found.data}
        busy={confirm.isPending}
        onConfirm={() => confirm.mutate()}
        onChange={(post, role) => {
          onChange(post, role)
          document.getElementById('main')?.scrollTo({ top: 0 })
        }}
      />
    </section>
  )
}
