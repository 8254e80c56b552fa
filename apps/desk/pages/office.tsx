import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { absences, briefs, office, settleOffice } from '#apps/desk/api/office.ts'
import { session } from '#apps/desk/api/queries.ts'
import { Ask, type Asking } from '#apps/desk/pages/ask.tsx'
import { Evaluators } from '#apps/desk/pages/evaluators.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { Briefs } from '#rules/deputies/screens/briefs.tsx'
import { type Leave, Leaves } from '#rules/deputies/screens/leaves.tsx'
import { Gaps, Roster } from '#rules/deputies/screens/roster.tsx'
import { Loading, Trouble } from '#ui/state.tsx'

/** Who is there, who stands in, who asked for leave, and what was done meanwhile (rule 5, 3.2.3). */
export function Office() {
  const place = useQuery(office)
  const leaves = useQuery(absences)
  const [asking, setAsking] = useState<Asking | null>(null)
  const end = useMutation({
    mutationFn: (leave: Leave) => change('POST', `/api/office/absences/${leave.id}/return`, {}),
    onSuccess: (_, leave) => settleOffice(`${leave.staff.name}${leave.away ? '已返岗' : '已取消请假'}`),
    onError: (error) => tell(error.message),
  })
  return (
    <main id="main" className="page">
      <h1>休假与AB角</h1>
      <div className="bar">
        <Button type="primary" onClick={() => setAsking({ what: 'ask' })}>
          我要请假
        </Button>
        <Button onClick={() => setAsking({ what: 'record' })}>为他人登记离岗</Button>
      </div>
      {asking ? <Ask key={keyOf(asking)} asking={asking} onDone={() => setAsking(null)} /> : null}
      {place.data ? <Gaps gaps={place.data.gaps} /> : null}
      <section aria-labelledby="roster">
        <h2 id="roster">现在各岗位由谁办理</h2>
        {place.isPending ? <Loading /> : null}
        {place.isError ? <Trouble error={place.error} again={() => void place.refetch()} /> : null}
        {place.data ? <Roster posts={place.data.posts} onName={(post) => setAsking({ what: 'name', post })} /> : null}
      </section>
      <section aria-labelledby="leaves">
        <h2 id="leaves">请假和离岗</h2>
        {leaves.isPending ? <Loading /> : null}
        {leaves.isError ? <Trouble error={leaves.error} again={() => void leaves.refetch()} /> : null}
        {leaves.data ? (
          <Leaves
            leaves={leaves.data}
            busy={end.isPending}
            onDecide={(leave) => setAsking({ what: 'decide', leave })}
            onEnd={(leave) => end.mutate(leave)}
          />
        ) : null}
      </section>
      <HandBack />
      <Evaluators windows={place.data?.windows ?? []} />
    </main>
  )
}

function keyOf(asking: Asking): string {
  if (asking.what === 'decide') return `decide-${asking.leave.id}`
  return asking.what === 'name' ? `name-${asking.post.id}` : asking.what
}

/** Briefs of what was done in my name while I was away (5.1.c). */
function HandBack() {
  const found = useQuery(briefs)
  const me = useQuery(session)
  const acknowledge = useMutation({
    mutationFn: (id: string) => change('POST', `/api/office/handbacks/${id}/acknowledgement`, {}),
    onSuccess: () => settleOffice('已确认交接'),
    onError: (error) => tell(error.message),
  })
  if (!found.data) return null
  return (
    <section aria-labelledby="briefs">
      <h2 id="briefs">返岗交接</h2>
      <Briefs
        briefs={found.data}
        me={me.data?.staffId ?? ''}
        busy={acknowledge.isPending}
        onAcknowledge={(id) => acknowledge.mutate(id)}
      />
    </section>
  )
}
