import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { compared } from '#apps/desk/api/ratings.ts'
import type { MatterPage } from '#core/view.ts'
import type { AppealFacts } from '#rules/quality-service/appeal.ts'
import type { RatingFacts } from '#rules/quality-service/handling.ts'
import { Beside } from '#rules/quality-service/screens/ratings.tsx'
import { AppealCard, Redress } from '#rules/quality-service/screens/redress.tsx'
import { Reading } from '#ui/state.tsx'
import type { Tab } from '#ui/tabs.tsx'

/** Of a bad rating, what was said and what the record says beside it come first; of an appeal, what its judge reads (10.5.1). */
export function ratedTab({ matter }: MatterPage): readonly Tab[] {
  const { kind, id, facts, names } = matter
  if (kind === 'appeal')
    return [{ key: 'appeal', label: '申诉', content: <AppealCard facts={facts as AppealFacts} names={names} /> }]
  if (kind !== 'rating') return []
  return [{ key: 'beside', label: '评价和系统记录', content: <Rated id={id} facts={facts as RatingFacts} /> }]
}

function Rated({ id, facts }: { id: string; facts: RatingFacts }) {
  const found = useQuery(compared(id))
  return (
    <>
      <Reading of={found} lines={4} />
      {found.data ? (
        <Beside
          found={found.data}
          open={(to, says) => (
            <Link to="/matters/$id" params={{ id: to }} className="digits">
              {says}
            </Link>
          )}
        />
      ) : null}
      <Redress facts={facts} />
    </>
  )
}
