import { useMutation } from '@tanstack/react-query'
import { change } from '#apps/desk/api/call.ts'
import type { MatterView } from '#core/view.ts'
import { type Invite, InviteCard } from '#rules/quality-service/screens/invite.tsx'

const kinds: readonly string[] = ['contact', 'case', 'petition']

/** Beside the papers of what may be rated: the words with the link for a visitor who has no paper in hand. */
export function InviteOf({ matter }: { matter: MatterView }) {
  const take = useMutation({
    mutationFn: () => change<Invite>('POST', `/api/matters/${matter.id}/rating-link`, {}),
  })
  if (!kinds.includes(matter.kind) || (matter.kind !== 'case' && matter.closedAt === null)) return null
  return (
    <InviteCard
      busy={take.isPending}
      invite={take.data ?? null}
      trouble={take.error?.message ?? null}
      onTake={() => take.mutate()}
    />
  )
}
