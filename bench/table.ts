import type { DatesRate } from './dates.ts'
import type { Round } from './main.ts'
import type { Beside } from './measure.ts'

export type Result = {
  readonly machine: Readonly<Record<string, string | number | null>>
  readonly clients: number
  readonly starts: { readonly firstMs: number; readonly laterMs: number; readonly idleMb: number | null }
  readonly dates: DatesRate
  readonly rounds: readonly Round[]
}

type Row = readonly [what: string, figure: string, beside: string, goal: string]

/** The figures as a table for people; `✗` marks a goal that is not reached. */
export function print({ machine, clients, starts, dates, rounds }: Result): void {
  const rows: Row[] = [
    ['first start', ms(starts.firstMs), '', goal(starts.firstMs <= 5000, '≤ 5 s')],
    ['later start', ms(starts.laterMs), '', goal(starts.laterMs <= 2000, '≤ 2 s')],
    ['memory after a start', `${starts.idleMb} MB`, '', goal((starts.idleMb ?? 0) <= 150, '≤ 150 MB')],
    ['n-th working day', perSecond(dates.workingDays), '', goal(dates.workingDays >= 5e6, '≥ 5 M/s')],
    ['whole due date, with its warning', perSecond(dates.dueDates), '', ''],
    ['working minutes', perSecond(dates.workingMinutes), '', ''],
  ]
  for (const round of rounds) {
    const size = `${short(round.matters)} matters`
    rows.push(
      ['', '', '', ''],
      [
        `— ${size}`,
        `${short(round.journalLines)} lines, ${round.databaseGb.toFixed(1)} GB`,
        `filled in ${round.filledSeconds} s`,
        '',
      ],
      measured('a move', round.move, 0.6),
      measured('opening a matter', round.open, null),
      measured('desk page of 20', round.desk, 0.25),
      measured('matter page', round.page, null),
      ...Object.entries(round.searches).map(
        ([name, { p50, p95, perSecond: rate }]): Row => [
          `search: ${name}`,
          `p50 ${ms(p50)}, p95 ${ms(p95)}`,
          perSecond(rate),
          goal(p95 <= 150, 'p95 ≤ 150 ms'),
        ],
      ),
      [
        'overdue sweep',
        round.sweep ? perSecond(round.sweep.perSecond) : 'not yet',
        round.sweep ? `${round.sweep.moved} moved` : '',
        round.sweep ? goal(round.sweep.perSecond >= 2000, '≥ 2,000/s') : '',
      ],
      ['memory under load', `${round.loadedMb} MB`, '', goal((round.loadedMb ?? 0) <= 350, '≤ 350 MB')],
      ...round.plans
        .filter(({ problems }) => problems.length > 0)
        .map(({ name, problems }): Row => [`plan of ${name}`, problems.join('; '), '', '✗']),
    )
  }
  const [few, many] = rounds
  if (few && many)
    rows.push(
      ['', '', '', ''],
      ['— growth', `${short(few.matters)} → ${short(many.matters)}`, '', ''],
      ...growth(few, many),
    )
  process.stdout.write(
    `${Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}; ${clients} clients\n\n`,
  )
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
}

function measured(what: string, one: Beside, least: number | null): Row {
  const figure = `${perSecond(one.perSecond)}, p95 ${ms(one.p95)}, cpu ${one.serverCpuMs?.toFixed(2) ?? '?'} ms`
  if (one.ratio === null || one.ratioFlights === null) return [what, figure, 'skipped: no pgbench', '']
  const besides = `pgbench ${perSecond(one.pgbench ?? 0)} in one flight, ${perSecond(one.pgbenchFlights ?? 0)} in as many`
  const ratio = `${percent(one.ratio)} and ${percent(one.ratioFlights)}`
  return [what, figure, besides, least === null ? ratio : `${ratio} ${goal(one.ratio >= least, `≥ ${percent(least)}`)}`]
}

function growth(few: Round, many: Round): Row[] {
  const times: [string, number][] = [
    ['a move', few.move.perSecond / many.move.perSecond],
    ['desk page', few.desk.perSecond / many.desk.perSecond],
    ['matter page', few.page.perSecond / many.page.perSecond],
    ...Object.keys(few.searches).map((name): [string, number] => [
      `search: ${name}`,
      (many.searches[name]?.p50 ?? 0) / (few.searches[name]?.p50 ?? 1),
    ]),
  ]
  return times.map(([what, ratio]) => [what, `${ratio.toFixed(2)} ×`, '', goal(ratio <= 1.5, '≤ 1.5 ×')])
}

const goal = (isReached: boolean, text: string): string => `${isReached ? '✓' : '✗'} ${text}`
const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
const percent = (share: number): string => `${Math.round(share * 100)} %`
const short = (count: number): string =>
  count >= 1e6 ? `${(count / 1e6).toFixed(1)} M` : count >= 1e4 ? `${Math.round(count / 1e3)} k` : String(count)
const perSecond = (rate: number): string =>
  `${rate >= 1e6 ? `${(rate / 1e6).toFixed(1)} M` : rate >= 100 ? Math.round(rate).toLocaleString('en') : rate.toFixed(1)}/s`
