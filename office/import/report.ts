import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { current } from '#office/current.ts'
import type { ImportColumn, ImportLine } from '#office/import/kind.ts'
import { type ImportNeeds, linesOf } from '#office/import/run.ts'
import { findJob, type Job, type RowProblem, unitsAfter } from '#office/import/store.ts'
import { notSeen } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Book } from '#platform/sheets/book.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'

type Row = ImportLine & {
  readonly problems: readonly RowProblem[]
  readonly result: string
}

const perLook = 1000

/** The table as it was sent, with what became of each row and what is wrong where: its cells marked, its words at the end. */
export async function reportOf(
  needs: ImportNeeds,
  tx: Tx,
  who: Who,
  at: Instant,
  id: string,
): Promise<Book<Row> | Refusal> {
  const by = { tenant: who.tenantId, staff: who.staffId as Stand['staff'], at }
  const stand = standOf(await current(tx, by.tenant, at), by, undefined)
  if (isRefusal(stand)) return stand
  const job = await findJob(tx, who.tenantId, id)
  const kind = job && needs.kinds.get(job.kind)
  if (!job || !kind || job.made_by !== who.staffId) return notSeen('没有这次导入')
  if (job.emptied) return notSeen('这次导入的表已按期清除')
  const columns = await kind.columns(tx, stand, job.target)
  const rows = rowsOf(needs, tx, who.tenantId, job)
  const says = (count: number) => `下载${kind.title}的导入结果${count}行`
  return {
    sheet: '导入结果',
    columns: shownBy(columns),
    rows,
    what: 'import-report',
    about: job.id,
    says,
    name: `${kind.title}导入结果`,
  }
}

async function* rowsOf(needs: ImportNeeds, tx: Tx, tenant: string, job: Job): AsyncGenerator<Row> {
  for (let after = 0; ; ) {
    const units = await unitsAfter(tx, tenant, job.id, after, perLook)
    for (const unit of units)
      for (const line of linesOf(needs, tenant, job.id, unit)) {
        const problems = (unit.problems ?? []).filter(({ row }) => row === line.row)
        const others = (unit.problems ?? []).length > problems.length && problems.length === 0
        const result = unit.done ? '已导入' : unit.problems ? (others ? '同一户的其他行有问题' : '有问题') : '没有问题'
        yield { ...line, problems, result }
      }
    after = units.at(-1)?.nth ?? after
    if (units.length < perLook) return
  }
}

function shownBy(columns: readonly ImportColumn[]): readonly ExcelColumn<Row>[] {
  const title = (name: string | null) => columns.find((column) => column.name === name)?.title
  return [
    { title: '原行号', width: 8, value: (row) => row.row },
    { title: '结果', width: 18, value: (row) => row.result },
    {
      ...{ title: '问题', width: 60 },
      value: ({ problems, written }) =>
        problems
          .map(({ column, says }) => {
            const was = column === null ? undefined : written?.[column]
            return `${title(column) ? `${title(column)}：` : ''}${says}${was ? `（填的是“${shortened(was)}”）` : ''}`
          })
          .join('；') || null,
    },
    ...columns.map((column) => ({
      title: column.title,
      value: (row: Row) => row.written?.[column.name] ?? said(column, row.values[column.name]),
      marked: ({ problems }: Row) => problems.some((one) => one.column === column.name),
    })),
  ]
}

function shortened(text: string): string {
  const signs = [...text]
  return signs.length > 30 ? `${signs.slice(0, 30).join('')}……` : text
}

function said({ options = [] }: ImportColumn, value: unknown): string | number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.join('；')
  return typeof value === 'number' ? value : (options.find(({ code }) => code === value)?.label ?? String(value))
}
