import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { service } from '#apps/desk/api/queries.ts'
import { BesideCase, BesideContact } from '#apps/desk/pages/beside.tsx'
import { EnrolledOf } from '#apps/desk/pages/enrolled.tsx'
import { BesideSubsidy } from '#apps/desk/pages/subsidies/beside.tsx'
import type { MatterView } from '#core/view.ts'
import { Card } from '#ui/card.tsx'
import { Loading } from '#ui/state.tsx'

/** Matters of one person, beside which stands what registers they are in. */
const enrolling: readonly string[] = ['contact', 'case', 'enrolment', 'aid']

/** Beside the matter: what to say now, what belongs to it, and the card of its service. */
export function Side({ matter }: { matter: MatterView }) {
  return (
    <aside className="side" aria-label="此刻用语、关联与事项卡">
      {matter.phrases.length ? (
        <section className="phrases">
          <h2>此刻用语</h2>
          {matter.phrases.map((line) => (
            <blockquote key={line}>{line}</blockquote>
          ))}
        </section>
      ) : null}
      {matter.kind === 'contact' ? <BesideContact matter={matter} /> : null}
      {matter.service === 'JY13' ? <BesideSubsidy matter={matter} /> : null}
      {matter.kind === 'case' ? <BesideCase matter={matter} /> : null}
      {enrolling.includes(matter.kind) ? <EnrolledOf about={{ matter: matter.id }} name={nameIn(matter)} /> : null}
      {matter.kind === 'case' ? (
        <p>
          <Link to="/new/$kind" params={{ kind: 'complaint' }} search={{ case: matter.id }}>
            登记对这件事项的投诉
          </Link>
        </p>
      ) : null}
      {typeof matter.facts.sitting === 'string' ? (
        <p>
          <Link to="/sitting" search={{ id: matter.facts.sitting }}>
            同一次一站式办理的各项
          </Link>
        </p>
      ) : null}
      {matter.links.length ? (
        <section>
          <h2>关联的事项</h2>
          <ul className="links">
            {matter.links.map((l) => (
              <li key={l.id}>
                <Link to="/matters/$id" params={{ id: l.id }} search={(before) => before}>
                  {l.title}
                </Link>
                <span className="digits quiet">{l.number}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {matter.service ? <ServiceBeside code={matter.service} /> : null}
    </aside>
  )
}

function ServiceBeside({ code }: { code: string }) {
  const card = useQuery(service(code))
  if (card.isPending) return <Loading />
  return card.data ? <Card card={card.data} /> : null
}

/** Whom a case is about, as the papers of today call them. */
function nameIn({ facts: { applicant } }: MatterView): string | undefined {
  return typeof applicant === 'string' ? applicant : undefined
}
