import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { change } from '#apps/desk/api/call.ts'
import { briefs, settleOffice } from '#apps/desk/api/office.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import { Briefs, type Papers } from '#rules/deputies/screens/briefs.tsx'

/** What was done in my name while I was away, or by me in another's; with `waiting`, only what I have to sign (5.1.c). */
export function HandBack({ waiting = false }: { waiting?: boolean }) {
  const found = useQuery(briefs)
  const onError = (error: Error) => tell(error.message)
  const sign = useMutation({
    mutationFn: ({ id, papers }: { id: string; papers: Papers }) =>
      change('POST', `/api/office/handbacks/${id}/acknowledgement`, { papers }),
    onSuccess: () => settleOffice('已签收，交接单可以打印'),
    onError,
  })
  const explain = useMutation({
    mutationFn: ({ id, says }: { id: string; says: string }) =>
      change('POST', `/api/office/handbacks/${id}/explanation`, { says }),
    onSuccess: () => settleOffice('已补充说明'),
    onError,
  })
  const shown = found.data?.filter(({ maySign }) => !waiting || maySign) ?? []
  if (shown.length === 0) return null
  return (
    <section aria-labelledby="briefs">
      <h2 id="briefs">{waiting ? '请签收：您不在岗时代您办理的事项' : '返岗交接'}</h2>
      <Briefs
        briefs={shown}
        busy={sign.isPending || explain.isPending}
        link={(id, says) => (
          <Link to="/matters/$id" params={{ id }}>
            {says}
          </Link>
        )}
        onSign={(id, papers) => sign.mutate({ id, papers })}
        onExplain={(id, says) => explain.mutate({ id, says })}
      />
    </section>
  )
}
