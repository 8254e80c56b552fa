import type { ExcelColumn } from '#platform/sheets/excel.ts'
import {
  type Figures,
  type Line,
  ofThePlace,
  placeMeasures,
  shareMeasures,
  sides,
  topicKeys,
  topics,
  windowMeasures,
} from './contract.ts'

const measures = { ...windowMeasures, ...placeMeasures }

/** The whole table as it leaves the house: every figure that can be said by this side, in the order of the topics. */
export function columnsOf({ by, total }: Figures): readonly ExcelColumn<Line>[] {
  const shown = topicKeys.filter((key) => ofThePlace(by) || !topics[key].place)
  const counts = new Set(shown.flatMap((key) => topics[key].counts).filter((key) => total.sums[key] !== undefined))
  const shares = new Set(shown.flatMap((key) => topics[key].shares))
  return [
    { title: sides[by], width: 24, value: ({ key, name }) => (by === 'month' ? spokenMonth(key) : name) },
    ...[...counts].map((key) => ({
      title: `${measures[key].label}（${measures[key].unit}）`,
      value: ({ sums }: Line) => sums[key] ?? null,
    })),
    ...[...shares].map((key) => ({
      title: `${shareMeasures[key].label}（${shareMeasures[key].unit}）`,
      value: ({ shares: of }: Line) => of[key] ?? null,
    })),
  ]
}

/** 2026-11 → 2026年11月 */
export const spokenMonth = (key: string): string =>
  /^\d{4}-\d{2}$/.test(key) ? `${key.slice(0, 4)}年${Number(key.slice(5))}月` : key || '合计'
