import { chartOf, mermaidOf } from '#core/chart.ts'
import type { Process } from '#core/process.ts'
import { relations } from '#core/relation.ts'
import { headed, tabled } from '#house/pages/mark.ts'
import { codeOf, runningTables } from '#house/tables.ts'

/** One page for each table that runs: the chart, its states with owner and clock, its moves with who and why. */
export function flowPages(): readonly { readonly name: string; readonly text: string }[] {
  return runningTables().map((process) => ({ name: codeOf(process), text: pageOf(process) }))
}

function pageOf(process: Process): string {
  const { title, states, clocks, moves, opening } = process
  const stated = Object.entries(states).map(([name, state]) => {
    if (state.closed) return [state.label, `\`${name}\``, '—', '结束']
    const clock =
      typeof state.clock === 'string' ? (clocks[state.clock]?.label ?? state.clock) : `暂停：${state.clock.pausedFor}`
    return [state.label, `\`${name}\``, relations[state.owner], clock]
  })
  const rows = [['open', { ...opening, from: [] }] as const, ...Object.entries(moves)].map(([name, row]) => [
    row.label,
    `\`${name}\``,
    row.by.map((relation) => relations[relation]).join('、'),
    row.from.map((state) => states[state]?.label ?? state).join('、') || '—',
    endsOf(process, row.to),
    row.cites.join('、'),
  ])
  return [
    headed(`${title}流程`, '由正在运行的流程表生成，与墙上和网上公布的流程图同出一处（1.2.i）。'),
    `\`\`\`mermaid\n${mermaidOf(chartOf(process))}\n\`\`\``,
    `\n## 状态\n\n${tabled(['状态', '代码', '该谁办', '期限'], stated)}`,
    `\n## 步骤\n\n${tabled(['步骤', '代码', '谁可以办', '从', '到', '依据条款'], rows)}\n`,
  ].join('\n')
}

function endsOf({ states }: Process, to: Process['moves'][string]['to']): string {
  const label = (state: string) => states[state]?.label ?? state
  if (to === undefined) return '不变'
  return typeof to === 'string' ? label(to) : `${to.when.says}：${label(to.leads)}；否则：${label(to.otherwise)}`
}
