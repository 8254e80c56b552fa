import { useQuery } from '@tanstack/react-query'
import { finding } from '#apps/desk/api/subsidies.ts'
import type { MatterView } from '#core/view.ts'
import { LedgerFinding } from '#programs/subsidy/screens/finding.tsx'
import { Loading } from '#ui/state.tsx'

/** Beside a case of JY13: the finding of the ledger. */
export function BesideSubsidy({ matter }: { matter: MatterView }) {
  const found = useQuery(finding(matter.id, matter.version))
  if (found.isPending) return <Loading lines={3} />
  return found.data ? <LedgerFinding finding={found.data} /> : null
}
