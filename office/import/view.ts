import type { Instant } from '#core/day.ts'
import { asItStands, isBroken } from '#office/import/broken.ts'
import type { ImportColumn, ImportKinds } from '#office/import/kind.ts'
import type { Job, RowProblem } from '#office/import/store.ts'
import { timed } from '#office/register.ts'

const states = {
  reading: '正在读取',
  checking: '正在试一遍',
  checked: '试过了，等您决定',
  running: '正在导入',
  done: '已导入',
  cancelled: '已取消',
  failed: '没有导入',
} as const

/** A job as the desk shows it; problems by row and column, in the words of the book's titles. */
export function jobView(
  { kinds }: { readonly kinds: ImportKinds },
  kept: Job,
  at: Instant,
  problems: readonly RowProblem[],
  columns: readonly ImportColumn[] = [],
) {
  const job = asItStands(kept, at)
  const broken = isBroken(job, at)
  const title = (name: string | null) => columns.find((column) => column.name === name)?.title ?? null
  return {
    ...{
      id: job.id,
      kind: job.kind,
      kindTitle: kinds.get(job.kind)?.title ?? job.kind,
      target: job.target,
      file: job.file,
    },
    ...{
      state: job.state,
      stateLabel: broken ? '中断了，请取消后重新上传' : states[job.state],
      broken,
      mode: job.mode,
      says: job.says,
    },
    ...{ rows: job.rows, units: job.units, bad: job.bad, checked: job.checked, done: job.done },
    ...{ madeAt: timed(job.made_at), endedAt: timed(job.ended_at), report: !job.emptied && job.units > 0 },
    problems: problems.map(({ row, column, says }) => ({ row, column: title(column), says })),
    offers: offersOf(job),
  }
}

function offersOf(job: Job): readonly string[] {
  if (job.ended_at) return []
  if (job.state !== 'checked') return ['cancel']
  const good = job.bad < job.units
  const begun = job.done > 0
  return [...(job.bad === 0 && !begun ? ['all'] : []), ...(good && (job.bad > 0 || begun) ? ['good'] : []), 'cancel']
}
