import {
  type Counted,
  type Line,
  placeMeasures,
  type ShareMeasure,
  shareMeasures,
  type TopicKey,
  topicKeys,
  topics,
  windowMeasures,
} from '#rules/figures/contract.ts'
import { change, said } from '#rules/figures/policy.ts'

type Figure = { readonly count: Counted } | { readonly share: ShareMeasure }
/** What a topic comes down to; satisfaction never without how many took part (10.5.1). */
// biome-ignore format: the table is read by columns
const heads: Readonly<Record<TopicKey, readonly [first: Figure, beside: Figure]>> = {
  volume:     [{ count: 'opened' }, { count: 'closed' }],
  limits:     [{ share: 'kept' }, { count: 'late' }],
  handling:   [{ share: 'hours' }, { count: 'tookmore' }],
  hands:      [{ share: 'oneHand' }, { count: 'hands4' }],
  ratings:    [{ share: 'satisfaction' }, { share: 'participation' }],
  waiting:    [{ share: 'waitMinutes' }, { share: 'waitMost' }],
  stop:       [{ share: 'oneWindow' }, { count: 'visitors' }],
  complaints: [{ count: 'complaints' }, { count: 'filed' }],
  orders:     [{ count: 'orders' }, { count: 'lateorders' }],
}

const measures = { ...windowMeasures, ...placeMeasures }

function figureOf(figure: Figure, line: Line) {
  if ('count' in figure)
    return { label: measures[figure.count].label, unit: measures[figure.count].unit, value: line.sums[figure.count] }
  return {
    label: shareMeasures[figure.share].label,
    unit: shareMeasures[figure.share].unit,
    value: line.shares[figure.share],
  }
}

type Props = {
  total: Line
  before: Line
  topic: TopicKey
  onPick: (topic: TopicKey) => void
}

/** Every topic in two figures, and how the first stood in the stretch before; picked, it is shown below. */
export function FigureCards({ total, before, topic, onPick }: Props) {
  return (
    <fieldset className="figure-cards">
      <legend className="unseen">看哪一方面</legend>
      {topicKeys.map((key) => (
        <button key={key} type="button" aria-pressed={key === topic} onClick={() => onPick(key)}>
          <Card name={topics[key].label} key={key} heads={heads[key]} total={total} before={before} />
        </button>
      ))}
    </fieldset>
  )
}

type CardProps = { name: string; heads: readonly [Figure, Figure]; total: Line; before: Line }
function Card({ name, heads: [main, beside], total, before }: CardProps) {
  const first = figureOf(main, total)
  const second = figureOf(beside, total)
  const isSaid = first.value !== undefined && first.value !== null
  return (
    <>
      <b>{name}</b>
      <span className="figure-label">{first.label}</span>
      <span className="figure-main">
        {said(first.value)}
        {isSaid ? <small>{first.unit}</small> : null}
      </span>
      <span className="figure-beside">
        {second.label} {said(second.value)}
        {second.value === undefined || second.value === null ? '' : second.unit}
      </span>
      <span className="figure-change">
        {change(first.value, figureOf(main, before).value, first.unit) ?? '没有上期可比'}
      </span>
    </>
  )
}
