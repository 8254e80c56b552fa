import type { MatterPage, Name } from '#core/view.ts'
import { leading, promised } from '#ui/clocks.tsx'
import { Lamp } from '#ui/lamp.tsx'

/** Number, title, state; the promised date with its lamp; who holds it, who answered first, who acts now. */
export function Head({ page }: { page: MatterPage }) {
  const { matter: m } = page
  const clock = leading(page.clocks)
  return (
    <header className="head" data-lamp={m.closed ? 'none' : clock?.lamp}>
      <p className="head-line">
        <span className="digits">{m.number}</span>
        <span>{m.serviceName ?? m.kindLabel}</span>
        <span className="quiet">{m.office.name}</span>
      </p>
      <h1 id="matter-title" tabIndex={-1}>
        {m.title} <span className={`state-tag ${m.closed ? 'closed' : ''}`}>{m.stateLabel}</span>
      </h1>
      <dl className="head-facts">
        {clock ? (
          <div>
            <dt>{clock.label}</dt>
            <dd>
              <b>{promised(clock)}</b>{' '}
              {clock.is === 'running' || clock.late ? <Lamp lamp={clock.lamp} late={clock.late} /> : null}
            </dd>
          </div>
        ) : null}
        <Who label="承办人" name={m.holder} />
        <Who label="首问责任人" name={m.firstResponsible} />
        {m.turns.map((name) => (
          <Who
            key={`${name.id} ${name.post ?? ''}`}
            label={m.turns.length > 1 ? '同时办理' : '本环节经办人'}
            name={name}
          />
        ))}
        {m.partner ? <Who label="协办人" name={m.partner} /> : null}
        {m.onDuty.id === m.holder.id ? null : <Who label="现由其代行" name={m.onDuty} />}
      </dl>
    </header>
  )
}

function Who({ label, name }: { label: string; name: Name }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b>{name.name}</b>
        {name.post ? <span className="quiet"> {name.post}</span> : null}
      </dd>
    </div>
  )
}
