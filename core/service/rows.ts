import type { Day } from '#core/day.ts'
import { isSealed, type Sealed } from '#core/matter.ts'
import type { Problem } from '#core/refusal.ts'
import { bornOf, faultsOf, tidyAnswer } from '#core/service/answer.ts'
import type { Column, Field } from '#core/service/format.ts'
import { isSealedType } from '#core/service/schema.ts'
import { escaped, isNode as isRow } from '#core/shape.ts'

/** Rows of a form: a household's members, a firm's hires. One problem per cell, each at its own pointer. */

type Rows = Pick<Field, 'label' | 'columns' | 'unique' | 'min' | 'max'>

/** More rows than this are handed in as a file, unless the service says otherwise. */
const usualMost = 50

/** Rows with tidy cells: an empty cell is no answer, and a row without any is left out. Other answers pass as they are. */
export function tidyRows(field: Pick<Field, 'columns'> | undefined, value: unknown): unknown {
  const columns = field?.columns
  if (!columns || !Array.isArray(value)) return value
  const typeOf = new Map(columns.map(({ name, type }) => [name, type]))
  const rows = value.map((row: unknown): unknown => {
    if (!isRow(row)) return row
    const cells = Object.entries(row).map(([name, cell]) => [name, tidyAnswer(typeOf.get(name), cell)] as const)
    return Object.fromEntries(cells.filter(([, cell]) => cell !== undefined))
  })
  const kept = rows.filter((row) => !isRow(row) || Object.keys(row).length > 0)
  return kept.length === 0 ? undefined : kept
}

/** Everything wrong with the rows at once, each at `<at>/<row>/<column>`. */
export function rowProblems(field: Rows, value: unknown, today: Day, at: string): readonly Problem[] {
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : []
  const say = (says: string): Problem[] => [{ at, says: `${field.label}：${says}` }]
  const least = typeof field.min === 'number' ? field.min : 0
  const most = typeof field.max === 'number' ? field.max : usualMost
  return [
    ...(rows.length < least ? say(`至少${least}行，现为${rows.length}行`) : []),
    ...(rows.length > most ? say(`最多${most}行，现为${rows.length}行`) : []),
    ...rows.slice(0, most).flatMap((row, n) => cellProblems(field, row, n, today, at)),
    ...repeated(field, rows.slice(0, most), at),
  ]
}

function cellProblems({ label, columns = [] }: Rows, row: unknown, n: number, today: Day, at: string): Problem[] {
  if (!isRow(row)) return [{ at: `${at}/${n}`, says: `${label}第${n + 1}行：应为一组内容` }]
  const born = bornOf(row[columns.find(({ type }) => type === 'idNumber')?.name ?? ''])
  const strangers = Object.keys(row).filter((name) => !columns.some((column) => column.name === name))
  return [
    ...strangers.map((name) => ({ at: `${at}/${n}/${escaped(name)}`, says: `${label}第${n + 1}行没有这一栏` })),
    ...columns.flatMap((column) =>
      cellSays(column, row[column.name], today, born).map((text) => ({
        at: `${at}/${n}/${column.name}`,
        says: `${label}第${n + 1}行${text}`,
      })),
    ),
  ]
}

function cellSays(column: Column, cell: unknown, today: Day, born: Day | null): readonly string[] {
  const { label, type, required } = column
  if (cell === undefined) return required ? [`请填写${label}`] : []
  if (isSealedType(type) && isSealed(cell)) return []
  if (isMask(column, cell)) return [`${label}：遮盖的号码对不上原来的哪一行，请重新填写完整号码`]
  return faultsOf(column, cell, today, born).map((text) => `${label}：${text}`)
}

/** What stands in a cell for a number that nobody may see: its mask, as it was shown. */
const isMask = ({ type }: Column, cell: unknown): cell is string =>
  isSealedType(type) && typeof cell === 'string' && cell.includes('*')

/** The later of two rows that have the same in the column that tells them apart. */
function repeated({ label, columns = [], unique }: Rows, rows: readonly unknown[], at: string): Problem[] {
  const column = columns.find(({ name }) => name === unique)
  if (!column) return []
  const keys = rows.map((row) => (isRow(row) ? keyOf(row[column.name]) : null))
  const firsts = new Map<string, number>()
  return keys.flatMap((key, n): Problem[] => {
    const first = key === null ? n : (firsts.get(key) ?? n)
    if (key !== null) firsts.set(key, first)
    if (first === n) return []
    return [{ at: `${at}/${n}/${column.name}`, says: `${label}第${n + 1}行${column.label}：与第${first + 1}行相同` }]
  })
}

/** What a cell is told apart by. A sealed citizen number has its birthday beside its mask, and is compared with one typed anew. */
function keyOf(cell: unknown): string | null {
  if (cell === undefined) return null
  if (!isSealed(cell)) return String(cell)
  return cell.born === undefined
    ? cell.blind
    : `${cell.masked.slice(0, 6)}${cell.born.replaceAll('-', '')}${cell.masked.slice(-4)}`
}

/**
 * Rows put right, in which a mask stands for the number that it was shown for. Two numbers may have one mask: then it stands
 * for neither, so that nobody's number ever lands in another's row, and the cell is a problem.
 */
export function resumed({ columns = [] }: Pick<Field, 'columns'>, typed: unknown, kept: unknown): unknown {
  if (!Array.isArray(typed) || !Array.isArray(kept)) return typed
  const known = (column: Column): readonly Sealed[] =>
    kept.flatMap((row: unknown) => (isRow(row) && isSealed(row[column.name]) ? [row[column.name] as Sealed] : []))
  const byMask = (column: Column) => Map.groupBy(known(column), ({ masked }) => masked)
  const sealedOf = new Map(columns.filter(({ type }) => isSealedType(type)).map((one) => [one.name, byMask(one)]))
  const cellOf = (name: string, cell: unknown): unknown => {
    const masked = typeof cell === 'string' && cell.includes('*') ? cell.trim() : null
    const found = masked === null ? [] : (sealedOf.get(name)?.get(masked) ?? [])
    return new Set(found.map(({ blind }) => blind)).size === 1 ? found[0] : cell
  }
  return typed.map((row: unknown) =>
    isRow(row) ? Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cellOf(name, cell)])) : row,
  )
}
