import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  AriaComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import {
  alarming,
  type Figures,
  type Line,
  placeMeasures,
  shareMeasures,
  type Topic,
  windowMeasures,
} from '#rules/figures/contract.ts'
import { lineName } from '#rules/figures/screens/table.tsx'
import { ink, theme } from '#ui/theme.ts'

export type Option = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | AriaComponentOption
>

/** Told apart without red and green alone: they grow darker too, and where contrast is asked for they are hatched. */
const inks = ['#1d5470', '#5b93ad', '#b07a1e', '#6f8233', '#7d5a8c', '#8a6d5a']
const measures = { ...windowMeasures, ...placeMeasures }
/** More lines than these are in the table alone. */
export const mostBars = 40

const isTime = (by: Figures['by']): boolean => by === 'day' || by === 'month'

/** The lines that are drawn: all of a time, else those with the most. */
export function drawnOf({ by, rows }: Figures, { bars }: Topic): readonly Line[] {
  if (isTime(by)) return rows
  const size = (line: Line) => bars.reduce((sum, key) => sum + (line.sums[key] ?? 0), 0)
  return rows.toSorted((a, b) => size(b) - size(a)).slice(0, mostBars)
}

/** How high a chart is, in px. */
export const heightOf = ({ by }: Figures, lines: number): number => (isTime(by) ? 300 : Math.max(160, 72 + lines * 30))

/** Days and months side by side, everything else under one another, so that names can be read. */
export function optionOf(
  figures: Figures,
  topic: Topic,
  lines: readonly Line[],
  says: string,
  hatched: boolean,
): Option {
  const upright = isTime(figures.by)
  const names = lines.map((line) => shortName(figures.by, line))
  const text = { color: ink.text, fontSize: 12 }
  const sorts = { type: 'category' as const, data: names, axisLabel: text, axisTick: { alignWithLabel: true } }
  const counts = { type: 'value' as const, minInterval: 1, axisLabel: { ...text, formatter: (n: number) => `${n}` } }
  const share = topic.line !== undefined && upright ? topic.line : undefined
  const percent = { type: 'value' as const, min: 0, max: 100, splitLine: { show: false } }
  const axisOfShare = { ...percent, axisLabel: { ...text, formatter: (n: number) => `${n}%` } }
  return {
    animation: false,
    color: inks,
    textStyle: { fontFamily: theme(false).token?.fontFamily ?? 'sans-serif' },
    aria: { enabled: true, decal: { show: hatched }, label: { description: says } },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value) => `${value ?? '—'}` },
    legend: { type: 'plain', bottom: 0, textStyle: text, itemWidth: 14, itemHeight: 10 },
    grid: { left: 8, right: share ? 8 : 24, top: 16, bottom: topic.bars.length > 4 ? 48 : 34, containLabel: true },
    xAxis: upright ? sorts : counts,
    yAxis: upright ? (share ? [counts, axisOfShare] : counts) : { ...sorts, inverse: true },
    series: [
      ...topic.bars.map((key, nth) => ({
        ...{ type: 'bar' as const, name: `${measures[key].label}（${measures[key].unit}）` },
        ...{ barMaxWidth: 26, ...(topic.stacked && { stack: 'all' }) },
        ...{
          itemStyle: {
            color: alarming.includes(key) ? ink.red : inks[nth % inks.length]!,
            borderColor: '#fff',
            borderWidth: 0.5,
          },
          cursor: 'pointer',
        },
        tooltip: { valueFormatter: (value: unknown) => `${value ?? 0}` },
        data: lines.map((line) => line.sums[key] || null),
      })),
      ...(share
        ? [
            {
              ...{ type: 'line' as const, name: `${shareMeasures[share].label}（%）`, yAxisIndex: 1, symbolSize: 6 },
              ...{ lineStyle: { color: ink.text, width: 1.5 }, itemStyle: { color: ink.text }, connectNulls: false },
              data: lines.map((line) => line.shares[share] ?? null),
            },
          ]
        : []),
    ],
  }
}

/** 11月3日 below a bar; the table says the year. */
function shortName(by: Figures['by'], line: Line): string {
  if (by === 'day') return `${Number(line.key.slice(5, 7))}月${Number(line.key.slice(8))}日`
  const name = lineName(by, line)
  return name.length > 14 ? `${name.slice(0, 13)}…` : name
}
