import { mask } from '#platform/crypto/personal.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'

/** A column of names: covered but for the first sign, unless they are asked for whole. */
export function nameColumn<Row>(title: string, width: number, of: (row: Row) => string | null): ExcelColumn<Row> {
  const covered = (row: Row) => {
    const name = of(row)
    return name && mask('name', name)
  }
  return { title, width, value: covered, whole: of }
}

/** A column of numbers that rows carry as masks; a whole book opens them before it is written (`Book.open`). */
export function numberColumn<Row>(title: string, width: number, of: (row: Row) => string | null): ExcelColumn<Row> {
  return { title, width, value: of, whole: of }
}
