import { modes, type Rechecked, type Reported, results } from '#rules/standard-conduct/contract.ts'
import { Thumbs } from '#ui/form/photos.tsx'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { day, moment } from '#ui/when.ts'
import type { ChecklistView, Facts, FindingView } from './types.ts'

type Props = { checklist: ChecklistView; facts: Facts }

const at = (instant: number) => moment(new Date(instant).toISOString())

/** What came of it: score, failed items, objections, rectification, and all answers. */
export function Results({ checklist, facts }: Props) {
  const name = (id: string | null | undefined) => (id ? (checklist.names[id] ?? '') : '')
  const isDone = facts.score !== undefined
  return (
    <>
      <dl className="inspect-facts">
        <Fact label="方式">{modes[facts.mode]}</Fact>
        <Fact label="检查日期">{day(facts.date)}</Fact>
        {facts.people.length > 0 ? <Fact label="被检查人员">{facts.people.map(name).join('、')}</Fact> : null}
        {facts.windows.length > 0 ? <Fact label="被检查窗口">{facts.windows.map(name).join('、')}</Fact> : null}
        {facts.company ? <Fact label="同行人员">{facts.company}</Fact> : null}
        {facts.note ? <Fact label="安排说明">{facts.note}</Fact> : null}
        {isDone && checklist.score ? <Fact label="得分">{checklist.score.says}</Fact> : null}
        {facts.remark ? <Fact label="检查小结">{facts.remark}</Fact> : null}
        {facts.cancelled ? <Fact label="撤销原因">{facts.cancelled}</Fact> : null}
      </dl>
      {isDone ? (
        <Findings findings={checklist.findings} />
      ) : (
        <p className="quiet">
          {facts.cancelled
            ? '这次检查已经撤销，没有检查结果，不计入得分统计。'
            : `共 ${checklist.lines.length} 项，开始检查后逐项填写。`}
        </p>
      )}
      {facts.order ? (
        <section aria-labelledby="order">
          <h2 id="order">整改</h2>
          <p>
            由{name(facts.order.post)}负责，限{facts.order.days}个工作日：{facts.order.demand}
          </p>
          <Rounds facts={facts} name={name} />
        </section>
      ) : null}
      {facts.objections.length > 0 ? (
        <section aria-labelledby="objections">
          <h2 id="objections">异议和答复</h2>
          {facts.objections.map((one) => (
            <p key={one.at}>
              {at(one.at)} {name(one.by)}：{one.says}
              <br />
              {one.answer ? `答复（${one.settled === 'upheld' ? '维持' : '更正'}）：${one.answer}` : '尚未答复'}
            </p>
          ))}
        </section>
      ) : null}
      {isDone ? <Answers checklist={checklist} /> : null}
    </>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Findings({ findings }: { findings: readonly FindingView[] }) {
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">不合格项目 {findings.length}</h2>
      {findings.length === 0 ? <Empty says="没有不合格项目。" /> : null}
      <ul className="findings">
        {findings.map((one) => (
          <li key={one.key}>
            <p>
              <b>{one.words}</b> <span className="clauses">依据 {one.clause}</span>
              <span className={one.rectifiedAt ? 'chip' : 'chip chip-warn'}>
                {one.rectifiedAt ? '已整改' : '未整改'}
              </span>
            </p>
            <p className="quiet">{[one.whom, one.says, one.note].filter(Boolean).join(' · ')}</p>
            <Thumbs photos={one.photos} label={one.words} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Reports and re-checks in the order in which they happened. */
function Rounds({ facts, name }: { facts: Facts; name: (id: string) => string }) {
  const lines = [
    ...facts.reports.map((one: Reported) => ({ ...one, what: '整改报告' })),
    ...facts.rechecks.map((one: Rechecked) => ({ ...one, what: one.still.length > 0 ? '复查不合格' : '复查合格' })),
  ].sort((a, b) => a.at - b.at)
  return (
    <ol className="rounds">
      {lines.map((one) => (
        <li key={`${one.what}${one.at}`}>
          <b>{one.what}</b>{' '}
          <span className="quiet">
            {at(one.at)} {name(one.by)}
          </span>
          <p>{one.says}</p>
          <Thumbs photos={one.photos} label={one.what} />
        </li>
      ))}
    </ol>
  )
}

/** All lines with their results, folded away. */
function Answers({ checklist }: { checklist: ChecklistView }) {
  return (
    <details className="all-answers">
      <summary>全部检查结果（{checklist.lines.length}项）</summary>
      <table className="plain">
        <Heads of={['条款', '对象', '项目', '结果', '说明']} />
        <tbody>
          {checklist.lines.map((line) => (
            <tr key={line.key}>
              <td>{line.clause}</td>
              <td>{line.whom?.name ?? line.aboutLabel}</td>
              <th scope="row">{line.words}</th>
              <td>{line.kept ? results[line.kept.result] : '—'}</td>
              <td>{line.kept?.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
