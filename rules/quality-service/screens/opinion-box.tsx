import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import type { Schema } from '#ui/form/schema.ts'
import type { GapRow } from '#ui/gaps.tsx'
import { Heads } from '#ui/heads.tsx'
import { moment } from '#ui/when.ts'

export type BoxPaper = {
  readonly id: string
  readonly nth: number
  readonly state: string
  readonly stateLabel: string
  readonly about: boolean
  readonly enteredBy: Name | null
  readonly checkedBy: Name | null
  readonly scan: string | null
  readonly words: string | null
  readonly kind: { readonly is: string; readonly label: string } | null
  readonly level: { readonly is: number; readonly label: string } | null
  readonly items: readonly string[]
  readonly number: string | null
  readonly member: string | null
  readonly complaint: string | null
  readonly offers: readonly string[]
}

export type BoxOpening = {
  readonly id: string
  readonly number: string
  readonly state: 'waiting' | 'agreed' | 'declined'
  readonly stateLabel: string
  readonly note: string
  readonly declined: string | null
  readonly openedAt: string
  readonly count: number
  readonly entered: number
  readonly settled: number
  readonly sealLabel: string
  readonly first: Name | null
  readonly second: Name | null
  readonly secondAt: string | null
  readonly papers: readonly BoxPaper[]
  readonly offers: readonly string[]
}

export type BoxPage = {
  readonly days: number
  readonly rows: readonly BoxOpening[]
  readonly next: string | null
  readonly gaps: readonly GapRow[]
  readonly leads: boolean
  readonly forms: Readonly<Record<string, Schema>>
}

export const openingActs: Readonly<Record<string, string>> = {
  agree: '情况属实，确认开箱',
  decline: '与实际不符',
  enter: '录入一张',
  print: '打印开箱记录',
}
export const paperActs: Readonly<Record<string, string>> = {
  check: '对照扫描件核对',
  correct: '改正录入',
  complaint: '转投诉登记',
}

type Props = {
  row: BoxOpening
  onAct: (row: BoxOpening, act: string) => void
  onPaper: (row: BoxOpening, paper: BoxPaper, act: string) => void
  onHistory: (row: BoxOpening) => void
}

/** One opening of the box: who opened it, what was in it, and what became of each paper (10.5.1). */
export function OpeningCard({ row, onAct, onPaper, onHistory }: Props) {
  const { number, openedAt, count, sealLabel, note, first, second, secondAt, state, declined } = row
  const done = state === 'agreed' && row.settled === count
  return (
    <section className="card" aria-label={`开箱${number}`}>
      <h2>
        {number}
        <span className={`chip${state === 'agreed' ? '' : ' chip-warn'}`}> {done ? '已办完' : row.stateLabel}</span>
      </h2>
      <p>
        {moment(openedAt)} 开箱，{count === 0 ? '箱内没有纸张' : `箱内${count}张`}，{sealLabel}
        {note ? `；${note}` : ''}。{first?.name}登记，{second?.name}
        {secondAt ? (declined ? `不同意：${declined}` : `${moment(secondAt)}确认`) : '还没有确认'}
        {state === 'agreed' ? `；已录入${row.entered}张，已核对${row.settled}张` : ''}。
      </p>
      <div className="bar">
        {row.offers.map((act) => (
          <Button
            key={act}
            type={act === 'agree' || act === 'enter' ? 'primary' : 'default'}
            onClick={() => onAct(row, act)}
          >
            {openingActs[act] ?? act}
          </Button>
        ))}
        <Button type="text" onClick={() => onHistory(row)}>
          经过
        </Button>
      </div>
      {row.papers.length > 0 ? <Papers row={row} onPaper={onPaper} /> : null}
    </section>
  )
}

function Papers({ row, onPaper }: Pick<Props, 'row' | 'onPaper'>) {
  return (
    <table className="plain">
      <Heads of={['张', '结果', '录入、核对', '内容', '办理']} />
      <tbody>
        {row.papers.map((paper) => (
          <tr key={paper.id}>
            <th scope="row">第{paper.nth}张</th>
            <td>
              <span className={paper.state === 'differs' ? 'chip chip-warn' : ''}>{paper.stateLabel}</span>
            </td>
            <td>
              {paper.enteredBy?.name}录入{paper.checkedBy ? `，${paper.checkedBy.name}核对` : ''}
            </td>
            <td>
              <Content paper={paper} />
            </td>
            <td>
              {paper.offers.map((act) => (
                <Button key={act} size="small" onClick={() => onPaper(row, paper, act)}>
                  {paperActs[act] ?? act}
                </Button>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Content({ paper: { about, kind, level, number, words, scan } }: { paper: BoxPaper }) {
  if (about) return <span className="quiet">与您有关，由别人录入、核对</span>
  if (!kind) return <span className="quiet">{scan ? '核对时对照扫描件' : '内容只给录入、核对的人和负责人看'}</span>
  return (
    <>
      {level ? <b>{level.label} </b> : <b>{kind.label} </b>}
      {words}
      {number ? <small className="digits"> {number}</small> : null}
      {scan ? (
        <>
          {' '}
          <a href={`/api/opinion-scans/${scan}`} target="_blank" rel="noreferrer">
            扫描件
          </a>
        </>
      ) : null}
    </>
  )
}
