import { ways } from '#core/sums/instalments.ts'
import { spokenQuarter } from '#core/sums/interest.ts'
import { fen, yuan } from '#core/sums/money.ts'
import type { MatterView } from '#core/view.ts'
import { borrowers, conditions, endings, type LoanFacts, subsidyStates } from '#programs/loan/contract.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { day } from '#ui/when.ts'

const money = (amount: number) => `${yuan(fen(amount))}元`

/** 贷款卡: to whom it was recommended and what they answered, what was granted, how it is paid back, what is subsidised. */
export function LoanCard({ matter }: { matter: MatterView }) {
  const facts = matter.facts as LoanFacts
  const name = (id: string) => matter.names?.[id] ?? id
  const { grant, extension, cleared, statuses } = facts
  return (
    <>
      <dl className="facts">
        <Fact
          label="借款人"
          says={`${facts.name}，${borrowers[facts.borrower]}${facts.partners ? `${facts.partners}人` : ''}`}
        />
        <Fact label="经营实体" says={`${facts.businessName}（${facts.creditCode}）`} />
        <Fact label="资格审核同意" says={`${money(facts.amount)}，${facts.months}个月，用于${facts.usage}`} />
        {grant ? (
          <Fact
            label="放款"
            says={`${money(grant.amount)}，${grant.months}个月，年利率${grant.rate / 10_000}%，${ways[grant.way]}，${day(grant.from)}起，合同${grant.contract}`}
          />
        ) : null}
        {extension ? <Fact label="展期" says={`${extension.months}个月，到${day(extension.until)}，不贴息`} /> : null}
        {cleared ? (
          <Fact label="还清" says={`${endings[cleared.how]}，${day(cleared.on)}，证明${cleared.number}`} />
        ) : null}
        {facts.outsideLate > 0 ? <Fact label="外单位没有按期答复" says={`${facts.outsideLate}次`} /> : null}
      </dl>
      <Asked facts={facts} name={name} />
      {grant ? <Subsidies rows={facts.subsidies} /> : null}
      {statuses.length > 0 ? <Paid facts={facts} /> : null}
    </>
  )
}

function Asked({ facts, name }: { facts: LoanFacts; name: (id: string) => string }) {
  return (
    <section>
      <h3>推荐和答复</h3>
      {facts.referrals.length + facts.banks.length === 0 ? (
        <Empty says="还没有推荐给担保机构。点“推荐给担保机构”，系统打印推荐函。" />
      ) : (
        <table className="plain">
          <Heads of={['单位', '推荐内容', '答复']} />
          <tbody>
            {facts.referrals.map(({ to, at, amount, months, backfill, answer }) => (
              <tr key={at}>
                <th scope="row">{name(to)}</th>
                <td>
                  {money(amount)}，{months}个月 <Backfilled {...backfill} />
                </td>
                <td>
                  {answer
                    ? `${day(answer.on)} ${answer.amount === null ? '不同意：' : `同意${money(answer.amount)}，`}${answer.says}`
                    : '等待答复'}
                </td>
              </tr>
            ))}
            {facts.banks.map(({ to, at, backfill, answer }) => (
              <tr key={at}>
                <th scope="row">{name(to)}</th>
                <td>
                  经办银行 <Backfilled {...backfill} />
                </td>
                <td>{answer ? `${day(answer.on)} ${answer.granted ? '' : '不放款：'}${answer.says}` : '等待答复'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Entered afterwards: from which day its paper is, and why. */
const Backfilled = ({ on, why }: { on?: string; why?: string }) =>
  on ? (
    <small>
      补录，原件{day(on)}，{why}
    </small>
  ) : null

function Paid({ facts: { statuses, overdue } }: { facts: LoanFacts }) {
  return (
    <section>
      <h3>还款情况</h3>
      <ul>
        {statuses.map(({ at, on, condition, owed, said }) => (
          <li key={at}>
            {day(on)} {conditions[condition]}，尚欠{money(owed)}：{said}
          </li>
        ))}
      </ul>
      {overdue.length > 0 ? (
        <p className="quiet">
          逾期（不贴息）：
          {overdue.map(({ from, until }) => `${day(from)}至${until ? day(until) : '现在'}`).join('；')}
        </p>
      ) : null}
    </section>
  )
}

function Subsidies({ rows }: { rows: LoanFacts['subsidies'] }) {
  return (
    <section>
      <h3>贴息</h3>
      {rows.length === 0 ? (
        <Empty says="还没有提出贴息。季度结束以后，凭银行利息清单点“提出贴息”。" />
      ) : (
        <table className="plain">
          <Heads of={['季度', '计息天数', '应付利息', '银行实收', '贴息', '情况']} />
          <tbody>
            {rows.map(({ quarter, days, interest, taken, amount, share, state, at, reason, why }) => (
              <tr key={`${quarter} ${at}`}>
                <th scope="row">{spokenQuarter(quarter)}</th>
                <td>{days}天</td>
                <td>{money(interest)}</td>
                <td>
                  {money(taken)}
                  {why ? <small> 高于应付：{why}</small> : null}
                </td>
                <td>
                  {money(amount)} <small>按{share}</small>
                </td>
                <td>
                  <span className={state === 'returned' ? 'chip chip-warn' : 'chip'}>{subsidyStates[state]}</span>
                  {reason ? <small> {reason}</small> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="quiet">
        贴息＝应付利息和银行实收利息中较小的一个×贴息比例，不足1分的舍去；逾期和展期不贴。比例待本单位确认。
      </p>
    </section>
  )
}

function Fact({ label, says }: { label: string; says: string }) {
  return (
    <div data-long={says.length > 24}>
      <dt>{label}</dt>
      <dd>{says}</dd>
    </div>
  )
}
