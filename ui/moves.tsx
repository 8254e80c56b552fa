import { Button, Tooltip } from 'antd'
import { useId } from 'react'
import type { OfferView } from '#core/view.ts'
import { Key } from '#ui/key.tsx'

type Props = { offers: readonly OfferView[]; chosen: string | null; onMove: (move: string) => void }

/**
 * One button per offer, the main one first; of several main ones the one furthest along. The server decided; this only shows it. A closed one keeps its place
 * in the tab order and says why and by which clause, to the eye and to a screen reader alike.
 */
export function Moves({ offers, chosen, onMove }: Props) {
  const order = inOrder(offers)
  if (order.length === 0) return <p className="quiet">这件事目前没有可办的操作。</p>
  return (
    <div className="moves" role="toolbar" aria-label="可办操作">
      {order.map((offer, n) => (
        <Move
          key={offer.move}
          offer={offer}
          chosen={offer.move === chosen}
          digit={n < 9 ? n + 1 : null}
          main={n === 0 && offer.main}
          onMove={onMove}
        />
      ))}
    </div>
  )
}

/** The offers in the order in which they are drawn, so that the digit keys mean what is seen. */
export function inOrder(offers: readonly OfferView[]): readonly OfferView[] {
  const first = offers.findLast((o) => o.main && !o.refusal)
  const rank = (o: OfferView) => (o.refusal ? 2 : o === first ? 0 : 1)
  return [...offers].sort((a, b) => rank(a) - rank(b))
}

type MoveProps = {
  offer: OfferView
  chosen: boolean
  digit: number | null
  main: boolean
  onMove: (move: string) => void
}

function Move({ offer, chosen, digit, main, onMove }: MoveProps) {
  const id = useId()
  const closed = offer.refusal !== null
  const why = offer.refusal
    ? `暂不能办：${offer.refusal.says}${offer.refusal.clause ? `（依据 ${offer.refusal.clause}）` : ''}`
    : `依据 ${offer.clauses.join('、') || offer.clause}`
  return (
    <Tooltip title={why} trigger={['hover', 'focus']}>
      <Button
        type={main && !closed ? 'primary' : 'default'}
        className={closed ? 'move-closed' : chosen ? 'move-chosen' : ''}
        aria-disabled={closed}
        aria-pressed={chosen}
        aria-describedby={id}
        onClick={() => !closed && onMove(offer.move)}
      >
        {offer.label}
        {digit && !closed ? <Key>{digit}</Key> : null}
        <span id={id} className="unseen">
          {why}
        </span>
      </Button>
    </Tooltip>
  )
}
