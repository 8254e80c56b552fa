import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Values } from '#ui/form/form.tsx'
import { day } from '#ui/when.ts'

type Earlier = {
  readonly id: string
  readonly number: string
  readonly office: string
  readonly stateLabel: string
  readonly openedAt: string
  readonly closed: boolean
}

/** The numbers of the person or the undertaking; empty while there are none. */
type Numbers = { readonly idNumber: string; readonly creditCode: string }

/** The numbers as they stand in a form's group of answers. */
export function numbersIn(group: unknown): Numbers {
  const answers = (typeof group === 'object' && group !== null ? group : {}) as Values
  const of = (name: keyof Numbers) => {
    const number = answers[name]
    return typeof number === 'string' ? number.trim() : ''
  }
  return { idNumber: of('idNumber'), creditCode: of('creditCode') }
}

/** The same person or undertaking and service, open or closed not long ago: said clearly, and no more than said. */
export function EarlierCases({ service, idNumber, creditCode }: Numbers & { readonly service: string }) {
  const isPerson = /^\d{17}[\dXx]$/.test(idNumber)
  const by = isPerson ? { idNumber } : { creditCode }
  const found = useQuery({
    queryKey: ['earlier', service, by],
    enabled: isPerson || /^[0-9A-HJ-NPQRTUWXY]{18}$/i.test(creditCode),
    queryFn: async (): Promise<readonly Earlier[]> => {
      const body = JSON.stringify({ service, ...by })
      const answer = await fetch('/api/cases/earlier', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      return answer.ok ? ((await answer.json()) as { rows: readonly Earlier[] }).rows : []
    },
    gcTime: 0,
  })
  if (!found.data?.length) return null
  const whose = isPerson ? '这个人' : '这个单位'
  const running = found.data.some(({ closed }) => !closed)
  return (
    <div className="hint-box" role="status">
      <p>
        <b>{running ? `${whose}的这项服务正在办理，请先核对，避免重复登记：` : `${whose}近半年办过这项服务：`}</b>
      </p>
      <ul>
        {found.data.map((one) => (
          <li key={one.id}>
            <Link to="/matters/$id" params={{ id: one.id }}>
              {one.number}
            </Link>{' '}
            {day(one.openedAt)}登记，{one.stateLabel}（{one.office}）
          </li>
        ))}
      </ul>
    </div>
  )
}
