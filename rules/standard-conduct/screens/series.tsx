import { Button } from 'antd'
import { useState } from 'react'
import type { Problem } from '#core/refusal.ts'
import { asksAbout, type Template, templates } from '#regulation/checks.ts'
import { DateField } from '#ui/form/date.tsx'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { day } from '#ui/when.ts'
import { Field, onlyPlace, Picks, Places, Radios } from './plan.tsx'
import type { ScopeOffice, SeriesView } from './types.ts'

type ListProps = { rows: readonly SeriesView[]; isHead: boolean; busy: boolean; onEnd: (row: SeriesView) => void }

/** Standing orders: what comes again by itself, and when next. */
export function SeriesList({ rows, isHead, busy, onEnd }: ListProps) {
  if (rows.length === 0) return <Empty says="还没有定期检查计划。" />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="register-scroll" aria-label="定期检查计划" tabIndex={0}>
      <table className="plain">
        <Heads of={['单位和内容', '周期', '下一次', '安排人岗位', '办理']} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.office.name} {row.templateLabel}
                <small> {[...row.windows, ...row.people].join('、')}</small>
              </th>
              <td>
                每{row.months === 1 ? '' : row.months}个月{row.onDay}日，提前{row.leadDays}天安排
              </td>
              <td>
                {row.ended ? '已停止' : day(row.nextOn)}
                {row.trouble ? <p className="wrong">{row.trouble}</p> : null}
              </td>
              <td>{row.post}</td>
              <td>
                {isHead && !row.ended ? (
                  <Button disabled={busy} onClick={() => onEnd(row)}>
                    停止
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export type SeriesWish = {
  readonly office?: string
  readonly template?: Template
  readonly people: readonly string[]
  readonly windows: readonly string[]
  readonly months: number
  readonly onDay: number
  readonly leadDays: number
  readonly firstOn: string
}

type Rhythm = Pick<SeriesWish, 'months' | 'onDay' | 'leadDays' | 'firstOn'>

type FormProps = {
  offices: readonly ScopeOffice[]
  me: string
  problems: readonly Problem[]
  says: string | null
  busy: boolean
  onSend: (wish: SeriesWish) => void
  onLeave: () => void
}

const every = { 1: '每月', 2: '每两个月', 3: '每季度', 6: '每半年', 12: '每年' } as const

/** A new standing order. */
export function SeriesForm({ offices, me, problems, says, busy, onSend, onLeave }: FormProps) {
  const [place, setPlace] = useState(onlyPlace(offices))
  const [template, setTemplate] = useState<Template | null>(null)
  const [people, setPeople] = useState<readonly string[]>([])
  const [windows, setWindows] = useState<readonly string[]>([])
  const [when, setWhen] = useState<Rhythm>({ months: 1, onDay: 5, leadDays: 3, firstOn: '' })
  const office = offices.find(({ id }) => id === place)
  const asked = template ? asksAbout(template) : []
  const fault = (at: string) => problems.find((one) => one.at === at)?.says ?? null
  const pickPlace = (picked: string) => {
    setPlace(picked)
    setPeople([])
    setWindows([])
  }
  const send = () => {
    const whom = { people: asked.includes('person') ? people : [], windows: asked.includes('window') ? windows : [] }
    onSend({ ...(place && { office: place }), ...(template && { template }), ...whom, ...when })
  }
  const others = office?.people.filter(({ id }) => id !== me) ?? []
  return (
    <form
      className="plan"
      aria-label="新的定期检查"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) send()
      }}
    >
      <Field name="被检查单位" fault={fault('/office')}>
        <Places offices={offices} value={place} onPick={pickPlace} />
      </Field>
      <Radios name="检查内容" words={templates} value={template} fault={fault('/template')} onPick={setTemplate} />
      {asked.includes('window') ? (
        <Picks
          name="被检查窗口"
          rows={office?.windows ?? []}
          picked={windows}
          fault={fault('/windows')}
          onPick={setWindows}
        />
      ) : null}
      {asked.includes('person') ? (
        <Picks name="被检查人员" rows={others} picked={people} fault={fault('/people')} onPick={setPeople} />
      ) : null}
      <When when={when} fault={fault('/firstOn')} onPut={(change) => setWhen({ ...when, ...change })} />
      {says ? (
        <p className="wrong" role="alert">
          {says}
        </p>
      ) : null}
      <p className="bar">
        <Button type="primary" htmlType="submit" loading={busy}>
          开始计划
        </Button>
        <Button onClick={onLeave}>先不办</Button>
      </p>
    </form>
  )
}

type WhenProps = { when: Rhythm; fault: string | null; onPut: (change: Partial<Rhythm>) => void }

/** How often, on which day of the month, how long before it is made, and from when on. */
function When({ when, fault, onPut }: WhenProps) {
  const number = (label: string, value: number, most: number, put: (value: number) => void) => (
    <input
      type="number"
      aria-label={label}
      min={1}
      max={most}
      value={value}
      onChange={(event) => put(Number(event.target.value))}
    />
  )
  return (
    <div>
      <p className="picks">
        <select
          aria-label="周期"
          value={when.months}
          onChange={(event) => onPut({ months: Number(event.target.value) })}
        >
          {Object.entries(every).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <span>的</span>
        {number('几日', when.onDay, 28, (onDay) => onPut({ onDay }))}
        <span>日，提前</span>
        {number('提前几天', when.leadDays, 30, (leadDays) => onPut({ leadDays }))}
        <span>天安排</span>
      </p>
      <Field name="自哪天起" id="series-from" fault={fault}>
        <DateField
          id="series-from"
          time={false}
          {...(when.firstOn && { value: when.firstOn })}
          onChange={(value) => onPut({ firstOn: value ?? '' })}
        />
      </Field>
    </div>
  )
}
