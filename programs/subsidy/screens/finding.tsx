import type { Claim, MonthSpan } from './claims.tsx'
import { inYuan } from './payables.tsx'

export type Finding = {
  readonly says: string | null
  readonly span: string | null
  readonly asked: number
  readonly declared: number
  readonly enjoyed: { readonly least: number; readonly most: number }
  readonly left: number | null
  readonly term: string | null
  readonly months: readonly MonthSpan[]
  readonly parts: readonly {
    readonly label: string
    readonly paid: number
    readonly asked: number
    readonly most: number
    readonly local: number | null
  }[]
  readonly capSays: string
  readonly localSays: string
  readonly total: number
  readonly claim: Claim | null
}

/** What acceptance counts: months paid, and those approved and not paid yet, which the form may count or not. */
function enjoyedSays({ least, most }: Finding['enjoyed']): string {
  return most > least
    ? `${most}个月（已拨付或在别处享受${least}个月，已批准待拨付${most - least}个月）`
    : `${least}个月`
}

/** Beside a case of JY13: what the ledger makes of it, before anybody judges (8.2). */
export function LedgerFinding({ finding }: { finding: Finding }) {
  const { says, claim, parts } = finding
  return (
    <section aria-label="补贴台账核对">
      <h2>补贴台账核对</h2>
      {says ? (
        <p className="trouble" role="status">
          {says}
        </p>
      ) : (
        <p>
          {claim ? `${claim.stateLabel}：` : '可以受理：'}
          {finding.span}，{finding.asked}个月；这次以后还剩{claim ? claim.left : finding.left}个月
        </p>
      )}
      {claim ? (
        <p>
          <a href={`/api/subsidies/claims/${claim.id}/approval.pdf`} target="_blank" rel="noreferrer">
            打印审批表，载明核定金额和剩余月数
          </a>
        </p>
      ) : null}
      {finding.term ? <p className="quiet">{finding.term}</p> : null}
      <p>
        以前已享受：台账{enjoyedSays(finding.enjoyed)}，申请表写{finding.declared}个月
      </p>
      <ul>
        {finding.months.map((one) => (
          <li key={`${one.from} ${one.number}`}>
            {one.span}，{one.months}个月，{one.stateLabel}
            <span className="digits quiet"> {one.number}</span>
          </li>
        ))}
      </ul>
      {finding.months.length === 0 ? <p className="quiet">台账里没有其他月份。</p> : null}
      {parts
        .filter(({ paid, asked }) => paid > 0 || asked > 0)
        .map(({ label, paid, asked, most, local }) => (
          <p key={label}>
            {label}：缴费{inYuan(paid)}，申请{inYuan(asked)}，按{finding.capSays}最多{inYuan(most)}
            {local === null ? '' : `，按本地比例${finding.localSays}为${inYuan(local)}`}
          </p>
        ))}
    </section>
  )
}
