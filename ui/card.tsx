import type { ReactNode } from 'react'

/** One stated thing of a service. */
export type Stated = {
  readonly id: string
  readonly label: string
  readonly says: readonly string[]
  readonly hint?: string
  readonly optional?: boolean
  /** No source good enough has been named: the office has yet to confirm it. */
  readonly toConfirm?: boolean
}

export type ServiceCard = {
  readonly code: string
  readonly name: string
  readonly handling: string
  readonly says: string
  readonly opens: readonly Stated[]
  readonly materials: readonly Stated[]
  readonly conditions: readonly Stated[]
  readonly standards: readonly Stated[]
  readonly limits: readonly Stated[]
  /** Ceilings, months, shares: what conditions count with. */
  readonly figures: readonly Stated[]
}

/** The service card (6.2): how long it takes, what to bring, who qualifies, by what standards, and the eight open things. */
export function Card({ card }: { card: ServiceCard }) {
  return (
    <article className="card">
      <h2>
        <span className="digits">{card.code}</span> {card.name}
        {card.handling ? <span className="chip">{card.handling}</span> : null}
      </h2>
      {card.says ? <p className="quiet">{card.says}</p> : null}
      <Part title="办理时限" lines={card.limits} open />
      <Part title="申请材料" lines={card.materials} open numbered />
      <Part title="受理条件" lines={card.conditions} open numbered />
      <Part title="政策标准" lines={card.figures} />
      <Part title="服务标准" lines={card.standards} />
      <Part title="八公开" lines={card.opens} />
    </article>
  )
}

type PartProps = { title: string; lines: readonly Stated[]; numbered?: boolean; open?: boolean }

function Part({ title, lines, numbered = false, open = false }: PartProps): ReactNode {
  if (lines.length === 0) return null
  return (
    <details open={open}>
      <summary>
        {title} <small>{lines.length} 项</small>
      </summary>
      <ol data-numbered={numbered}>
        {lines.map((line) => (
          <li key={line.id}>
            <b>{line.label}</b>
            {line.optional ? <span className="chip">如有</span> : null}
            {line.says.length === 1 ? `：${line.says[0]}` : null}
            {line.hint ? <small>{line.hint}</small> : null}
            {line.says.length > 1 ? line.says.map((s) => <small key={s}>{s}</small>) : null}
            {line.toConfirm ? <span className="chip chip-warn">待本单位确认</span> : null}
          </li>
        ))}
      </ol>
    </details>
  )
}
