import { Checkbox } from 'antd'
import type { Name } from '#core/view.ts'
import type { Schema } from '#ui/form/schema.ts'
import type { GapRow } from '#ui/gaps.tsx'
import { Heads } from '#ui/heads.tsx'
import type { Line } from '#ui/history.tsx'
import { day, moment } from '#ui/when.ts'

type Area = { readonly name: string; readonly useLabel: string; readonly m2: number; readonly measuredOn: string }
type Zone = { readonly name: string; readonly kindLabel: string; readonly windows: readonly string[] }
type Sign = { readonly text: string; readonly kindLabel: string; readonly place: string; readonly up: boolean }

export type VenuePage = {
  readonly office: Name
  readonly venue: {
    readonly version: number
    readonly from: string
    readonly shared: boolean
    readonly areas: readonly Area[]
    readonly zones: readonly Zone[]
    readonly signs: readonly Sign[]
  } | null
  readonly plan: string | null
  readonly gaps: readonly GapRow[]
  readonly versions: readonly {
    readonly version: number
    readonly from: string
    readonly madeAt: string
    readonly madeBy: Name | null
  }[]
  readonly history: readonly Line[]
  readonly leads: boolean
  readonly suggested: Readonly<Record<string, unknown>>
  readonly forms: Readonly<Record<string, Schema>>
}

/** The hall's plan with the zones and what stands in them (10.1.3). */
export function Plan({ page }: { page: VenuePage }) {
  const { venue, plan, office } = page
  if (!venue || !plan) return null
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">平面图</h2>
      <p className="quiet">
        第{venue.version}版，{day(venue.from)}起{venue.shared ? '；在综合大厅合署办公' : ''}
      </p>
      <img
        src={plan}
        alt={`${office.name}平面图：${venue.zones.map((z) => z.name).join('、')}`}
        style={{ maxWidth: '100%' }}
      />
      <table className="plain">
        <Heads of={['功能区', '类别', '区内窗口']} />
        <tbody>
          {venue.zones.map((zone) => (
            <tr key={zone.name}>
              <th scope="row">{zone.name}</th>
              <td>{zone.kindLabel}</td>
              <td>{zone.windows.join('、') || '没有窗口'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Measured areas (10.1.1). */
export function Areas({ page: { venue } }: { page: VenuePage }) {
  if (!venue) return null
  return (
    <section aria-labelledby="areas">
      <h2 id="areas">面积</h2>
      <table className="plain">
        <Heads of={['名称', '用途', '实测面积', '测量日期']} />
        <tbody>
          {venue.areas.map((area) => (
            <tr key={`${area.name} ${area.useLabel}`}>
              <th scope="row">{area.name}</th>
              <td>{area.useLabel}</td>
              <td>{area.m2}平方米</td>
              <td>{day(area.measuredOn)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type SignsProps = { page: VenuePage; chosen: ReadonlySet<number>; onChoose: (n: number, on: boolean) => void }

/** The signs, chosen for printing (10.4.5). */
export function Signs({ page: { venue }, chosen, onChoose }: SignsProps) {
  if (!venue) return null
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">选来印制</span>
          </th>
          <th scope="col">标识文字</th>
          <th scope="col">种类</th>
          <th scope="col">位置</th>
          <th scope="col">设置情况</th>
        </tr>
      </thead>
      <tbody>
        {venue.signs.map((sign, n) => (
          <tr key={`${sign.kindLabel} ${sign.text} ${sign.place}`}>
            <td>
              <Checkbox
                aria-label={`选“${sign.text}”来印制`}
                checked={chosen.has(n)}
                onChange={(event) => onChoose(n, event.target.checked)}
              />
            </td>
            <th scope="row">{sign.text}</th>
            <td>{sign.kindLabel}</td>
            <td>{sign.place}</td>
            <td>{sign.up ? '✓ 已设置' : <span className="chip chip-warn">还没有设置</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type VersionsProps = { page: VenuePage; shown: number | null; onShow: (version: number | null) => void }

/** How it was before: every version with the day from which it held. */
export function Versions({ page: { versions }, shown, onShow }: VersionsProps) {
  if (versions.length < 2) return null
  return (
    <label className="filter-field" htmlFor="venue-version">
      看哪一版
      <select id="venue-version" value={shown ?? ''} onChange={(event) => onShow(Number(event.target.value) || null)}>
        <option value="">现在这一版</option>
        {versions.map((one) => (
          <option key={one.version} value={one.version}>
            第{one.version}版，{day(one.from)}起（{one.madeBy?.name} {moment(one.madeAt)}登记）
          </option>
        ))}
      </select>
    </label>
  )
}
