import type { ClockView, MatterView } from '#core/view.ts'
import { type AidFacts, exits, helps, type Kept, means, targets, works } from '#programs/aid/contract.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { day, moment } from '#ui/when.ts'

const lines = {
  record: '援助',
  refusal: '无正当理由不接受',
  review: '月度评估',
  employed: '就业',
  check: '回访',
  lost: '失去工作',
} as const satisfies Record<Kept['what'], string>

type Props = { matter: MatterView; clocks: readonly ClockView[] }

/** 援助卡: who is helped and by whom, the plan with what of it is done, and everything that was done, on one page to print. */
export function AidCard({ matter, clocks }: Props) {
  const facts = matter.facts as AidFacts
  const name = (id: string) => matter.names?.[id] ?? ''
  const { plan, records, appointment, employment, exit } = facts
  const household = clocks.find((clock) => clock.name === 'limit')
  return (
    <>
      <dl className="facts">
        <Fact label="援助对象" says={`${facts.name}（${targets[facts.targetType]}，${day(facts.recognisedOn)}认定）`} />
        <Fact label="责任人" says={`${matter.holder.name}${matter.holder.post ? `（${matter.holder.post}）` : ''}`} />
        {appointment ? <Fact label="下次约见" says={`${day(appointment.on)} ${appointment.says}`} /> : null}
        {household ? (
          <Fact
            label="至少一人就业"
            says={`${household.dueAt ? `${day(household.dueAt.slice(0, 10))}前` : '已停止计算'}${household.late ? '（超期）' : ''}，时限待本单位确认`}
          />
        ) : null}
        {employment ? (
          <Fact
            label="就业情况"
            says={`${employment.who ?? facts.name}，${works[employment.how]}：${employment.where}，${day(employment.since)}起`}
          />
        ) : null}
        {facts.refusals > 0 ? <Fact label="无正当理由不接受" says={`${facts.refusals}次`} /> : null}
        {exit ? <Fact label="退出" says={`${exits[exit.reason]}：${exit.said}（${exitStates[exit.state]}）`} /> : null}
      </dl>
      <section>
        <h3>援助计划</h3>
        {plan ? <Plan plan={plan} /> : <Empty says="还没有援助计划。与本人商定以后，点“制定援助计划”。" />}
      </section>
      <section>
        <h3>援助记录（{records.length}）</h3>
        {records.length === 0 ? (
          <Empty says="还没有援助记录。做了什么，点“登记援助”。" />
        ) : (
          <table className="plain">
            <Heads of={['日期', '做了什么', '结果', '登记人']} />
            <tbody>
              {records.map((row) => (
                <tr key={`${row.at} ${row.says}`}>
                  <td>{day(row.on)}</td>
                  <th scope="row">
                    <span className={row.what === 'refusal' ? 'chip chip-warn' : 'chip'}>
                      {row.type ? helps[row.type] : lines[row.what]}
                    </span>{' '}
                    {row.says}
                    {row.means ? <small> {means[row.means]}</small> : null}
                  </th>
                  <td>
                    {row.what === 'refusal' ? '无正当理由没有接受' : row.result}
                    {row.reason ? <small> 理由：{row.reason}</small> : null}
                    {row.judged ? <small> 认定：{row.judged}</small> : null}
                  </td>
                  <td>
                    {name(row.by)}
                    <small> {moment(new Date(row.at).toISOString())}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  )
}

const exitStates = { proposed: '待确认', denied: '没有同意', confirmed: '已确认' } as const

function Plan({ plan }: { plan: NonNullable<AidFacts['plan']> }) {
  return (
    <>
      <p className="quiet">
        第{plan.version}次计划，{plan.met ? `${day(plan.met)}与本人商定` : '办件中与本人商定'}；需要：
        {plan.needs.map((need) => helps[need]).join('、')}
        {plan.why ? `；调整原因：${plan.why}` : ''}
      </p>
      <table className="plain">
        <Heads of={['项', '方式', '做什么', '最晚', '完成']} />
        <tbody>
          {plan.measures.map((measure, n) => (
            <tr key={`${measure.type} ${measure.what}`}>
              <td>{n + 1}</td>
              <td>{helps[measure.type]}</td>
              <th scope="row">{measure.what}</th>
              <td>{day(measure.by)}</td>
              <td>{measure.doneOn ? day(measure.doneOn) : <span className="quiet">还没有</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
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
