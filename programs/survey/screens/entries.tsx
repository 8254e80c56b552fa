import { Button } from 'antd'
import { choicesOf, fieldsOf, type Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { History } from '#ui/history.tsx'
import { day } from '#ui/when.ts'
import type { Entry, WholeEntry, WholeRound } from './types.ts'

const asText = { padding: 0, height: 'auto' } as const

type ListProps = { rows: readonly Entry[]; onLook: (entry: Entry) => void; onCheck: (entry: Entry) => void }

/** What came in, the newest first; what waits for a second look has its button. */
export function EntryList({ rows, onLook, onCheck }: ListProps) {
  return (
    <table className="plain">
      <Heads of={['编号', '户主或单位', '社区', '结果', '调查员', '复核', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Button type="link" style={asText} onClick={() => onLook(row)}>
                {row.number}
              </Button>{' '}
              <small>{row.kindLabel}</small>
            </th>
            <td>
              {row.name}
              {row.people > 0 ? <small> {row.people}人</small> : null}
            </td>
            <td>{row.areaName}</td>
            <td>
              {row.outcome === 'answered' ? row.outcomeLabel : <span className="chip">{row.outcomeLabel}</span>}
              {row.reason ? <small> {row.reason}</small> : null}
            </td>
            <td>
              {row.surveyor?.name}
              <small>
                {' '}
                {day(row.surveyedOn)} {row.methodLabel}
              </small>
            </td>
            <td>
              {row.check ? (
                <span className={row.check.state === 'agrees' ? 'chip' : 'chip chip-warn'}>{row.check.label}</span>
              ) : (
                ''
              )}
            </td>
            <td>
              {row.offers.includes('check') ? (
                <Button size="small" type="primary" onClick={() => onCheck(row)}>
                  复核
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type WholeProps = {
  entry: WholeEntry
  questions: WholeRound['questions']
  /** Numbers that were asked for with a reason, by member and field; the address under the empty name. */
  seen: Readonly<Record<string, string>> | null
  onReveal: () => void
  onHelp: (nth: number) => void
  onCorrect: () => void
}

/** One entry whole, numbers under their masks until somebody says why. */
export function EntryText({ entry, questions, seen, onReveal, onHelp, onCorrect }: WholeProps) {
  const part = entry.kind === 'household' ? questions.household : questions.enterprise
  return (
    <>
      <p>
        {entry.areaName} {entry.number}：{entry.outcomeLabel}
        {entry.reason ? `（${entry.reason}）` : ''}，{day(entry.surveyedOn)}由{entry.surveyor?.name}
        {entry.methodLabel}调查
        {entry.check ? `；复核${entry.check.label}${entry.check.note ? `：${entry.check.note}` : ''}` : ''}
      </p>
      {entry.address ? <p>住址：{seen?.[''] ?? '不显示'}</p> : null}
      <Answers schema={part} answers={entry.answers} seen={seen} at="own" />
      {entry.members.map((member) => (
        <section key={member.nth}>
          <h3>{String(member.answers['name'] ?? '')}</h3>
          <Answers schema={questions.member} answers={member.answers} seen={seen} at={String(member.nth)} />
          {member.contact ? <p>已转给窗口，首问登记{member.contact.number}</p> : null}
          {!member.contact && member.wishes.length > 0 ? (
            <Button size="small" onClick={() => onHelp(member.nth)}>
              想{member.wishes.join('、')}：经本人同意转给窗口
            </Button>
          ) : null}
        </section>
      ))}
      <p className="bar">
        {entry.offers.includes('correct') ? <Button onClick={onCorrect}>更正或补访</Button> : null}
        {seen || entry.outcome !== 'answered' ? null : <Button onClick={onReveal}>查看住址和电话</Button>}
      </p>
      <h3>经历</h3>
      <History lines={entry.history} />
    </>
  )
}

type AnswersProps = { schema: Schema; answers: Readonly<Record<string, unknown>>; seen: WholeProps['seen']; at: string }

function Answers({ schema, answers, seen, at }: AnswersProps) {
  const given = fieldsOf(schema).filter(([name]) => answers[name] !== undefined && name !== 'name')
  return given.length === 0 ? null : (
    <dl className="facts">
      {given.map(([name, field]) => (
        <div key={name}>
          <dt>{field.title}</dt>
          <dd>{seen?.[`${at}.${name}`] ?? said(field, answers[name])}</dd>
        </div>
      ))}
    </dl>
  )
}

function said(field: Schema, value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.join('；')
  return choicesOf(field).find((choice) => choice.value === value)?.label ?? String(value)
}
