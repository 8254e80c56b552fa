import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import type { Figures } from './types.ts'

const shown = (count: number | null): string => (count === null ? '不公布' : String(count))
const signed = (count: number | null): string => (count === null ? '' : count > 0 ? `+${count}` : String(count))

/** The tables by area, with the round before; in the public form what could tell of a person is kept back. */
export function FigureTables({ figures }: { figures: Figures }) {
  const { people, enterprises, compared, least } = figures
  if (people.lines.length + enterprises.lines.length === 0) return <Empty says="还没有调查结果，登记后自动汇总。" />
  return (
    <>
      {least > 0 ? <p className="quiet">小于{least}的数不公布，能由合计推算出来的一并不公布。</p> : null}
      {people.lines.length > 0 ? (
        <FigureTable title="人员" table={people} before={compared && { title: compared.title, ...compared.people }} />
      ) : null}
      {enterprises.lines.length > 0 ? (
        <FigureTable
          title="用人单位"
          table={enterprises}
          before={compared && { title: compared.title, ...compared.enterprises }}
        />
      ) : null}
    </>
  )
}

type Row = readonly (number | null)[]
type Props = {
  title: string
  table: Figures['people']
  before: { readonly title: string; readonly before: Row; readonly change: Row } | null
}

function FigureTable({ title, table, before }: Props) {
  return (
    <>
      <h2>{title}</h2>
      <div className="scroll">
        <table className="plain figures">
          <Heads of={['社区', ...table.columns]} />
          <tbody>
            {table.lines.map(({ area, name, cells }) => (
              <Cells key={area} head={name} cells={cells.map(shown)} columns={table.columns} />
            ))}
          </tbody>
          <tfoot>
            <Cells head="合计" cells={table.total.map(shown)} columns={table.columns} />
            {before ? (
              <>
                <Cells head={before.title} cells={before.before.map(shown)} columns={table.columns} />
                <Cells head="比上轮" cells={before.change.map(signed)} columns={table.columns} />
              </>
            ) : null}
          </tfoot>
        </table>
      </div>
    </>
  )
}

function Cells({ head, cells, columns }: { head: string; cells: readonly string[]; columns: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{head}</th>
      {columns.map((column, n) => (
        <td key={column}>{cells[n]}</td>
      ))}
    </tr>
  )
}
