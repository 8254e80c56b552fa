import { queryOptions, useQuery } from '@tanstack/react-query'
import type { FigureRow, Ground } from '#apps/desk/api/ground.ts'
import { list } from '#apps/desk/api/queries.ts'
import { type Deed, Does } from '#apps/desk/pages/ground/act.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { Loading, Trouble } from '#ui/state.tsx'

const figures = (office: string) =>
  queryOptions({
    queryKey: ['ground', 'figures', office],
    queryFn: () => list<FigureRow>(`/api/policy-figures?office=${encodeURIComponent(office)}`),
  })

/** Ceilings, months and shares that conditions count with: the file's default, and what the office has set from a day on. */
export function Figures({ place: { office, may } }: { place: Ground }) {
  const found = useQuery(figures(office.id))
  if (found.isPending) return <Loading lines={8} />
  if (found.isError) return <Trouble error={found.error} again={() => void found.refetch()} />
  return (
    <table className="plain">
      <Heads of={['事项', '标准', '现用', '默认值和来源', '办理']} />
      <tbody>
        {found.data.map((one) => (
          <tr key={`${one.service}.${one.key}`}>
            <td>{[one.serviceName, ...one.sharedBy].join('、')}</td>
            <th scope="row">{one.label}</th>
            <td>
              {one.says} {one.toConfirm ? <span className="chip chip-warn">待本单位确认</span> : null}
              {one.own.map(({ from, value, source }) => (
                <small key={from}>
                  {' '}
                  {from}起{value === null ? '恢复默认' : value}（{source}）
                </small>
              ))}
            </td>
            <td>
              {one.defaultSays}
              <small>
                {' '}
                {one.region}；{one.source}
              </small>
            </td>
            <td>{may.lead ? <Does label="设定" deed={figureDeed(one, office.id)} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function figureDeed(one: FigureRow, office: string): Deed {
  const isText = one.unit === 'day' || one.unit === 'share'
  const hint = one.unit === 'share' ? '写作分数，如 2/3；留空恢复默认' : '留空恢复默认'
  const schema: Schema = {
    type: 'object',
    required: ['from', 'source'],
    properties: {
      value: {
        ...(one.unit === 'day' ? { type: 'string', format: 'date' } : { type: isText ? 'string' : 'number' }),
        title: one.label,
        'x-hint': hint,
      },
      from: {
        type: 'string',
        format: 'date',
        title: '从哪天起执行',
        'x-hint': '今天或以后；已受理的办件仍按受理那天的标准',
      },
      source: { type: 'string', title: '依据', minLength: 2, maxLength: 200, 'x-hint': '文件名称和文号' },
    },
  }
  return {
    title: `设定：${one.label}`,
    path: '/api/policy-figures',
    schema,
    body: ({ value = null, from, source }) => ({ office, service: one.service, key: one.key, value, from, source }),
    done: '已设定',
  }
}
