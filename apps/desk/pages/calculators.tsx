import '#apps/desk/style/sums.css'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { Fragment, useEffect, useMemo, useRef } from 'react'
import { type CalculatorForm, calculatorList, type Reckoned } from '#apps/desk/api/calculators.ts'
import { change } from '#apps/desk/api/call.ts'
import { SendForm } from '#apps/desk/shell/sending.tsx'
import { day, spoken } from '#core/day.ts'
import type { Line, Source, Table } from '#core/sums/answer.ts'
import type { Values } from '#ui/form/form.tsx'
import { type Schema, widgetOf } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty, Reading } from '#ui/state.tsx'

const route = getRouteApi('/calculators')

/** 计算器: months, money and days reckoned beforehand, by the same rules as everybody's pages. */
export function Calculators() {
  const { name } = route.useSearch()
  const all = useQuery(calculatorList)
  const one = all.data?.find((each) => each.name === name)
  return (
    <div className="bench tools">
      <aside className="mine" aria-label="计算器">
        <Reading of={all} lines={6} />
        <ul className="rows">
          {all.data?.map((each) => (
            <li key={each.name}>
              <Link
                to="/calculators"
                search={{ name: each.name }}
                className="row-link"
                aria-current={each.name === name ? 'page' : undefined}
              >
                <b>{each.title}</b>
                <span className="row-foot">{each.service ?? '各项服务'}</span>
              </Link>
            </li>
          ))}
        </ul>
      </aside>
      <main id="main" className="hand">
        {one ? (
          <One key={one.name} one={one} />
        ) : (
          <>
            <h1 className="unseen">计算器</h1>
            <Empty says="选一个计算器。每个结果都写明公式、代入的数和依据。" />
          </>
        )}
      </main>
    </div>
  )
}

function One({ one }: { one: CalculatorForm }) {
  const send = useMutation({
    mutationFn: (values: Values) => change<Reckoned>('POST', `/api/calculators/${one.name}`, values),
  })
  const initial = useMemo(() => firstRows(one.form), [one.form])
  const shown = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!send.data) return
    shown.current?.focus({ preventScroll: true })
    shown.current?.scrollIntoView({ block: 'start' })
  }, [send.data])
  return (
    <>
      <h1>{one.title}</h1>
      <p className="quiet">{one.says}</p>
      <section className="act" aria-label="填写">
        <SendForm send={send} schema={one.form} initial={initial} sends="测算" />
      </section>
      {send.data ? (
        <section className="sum" aria-labelledby="sum">
          <h2 id="sum" tabIndex={-1} ref={shown}>
            结果
          </h2>
          <Told of={send.data} />
        </section>
      ) : null}
    </>
  )
}

/** A list that must be filled begins with a row to fill. */
function firstRows({ properties = {}, required = [] }: Schema): Values {
  return Object.fromEntries(
    required.flatMap((name) => (properties[name] && widgetOf(properties[name]) === 'rows' ? [[name, [{}]]] : [])),
  )
}

function Told({ of: { says, lines, formula, steps, table, notes, sources } }: { of: Reckoned }) {
  return (
    <>
      <p className="result">{says}</p>
      <Pairs lines={lines} />
      <h3>怎么算的</h3>
      <ul>
        {formula.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h3>代入的数</h3>
      <Pairs lines={steps} />
      {table ? <Figures table={table} /> : null}
      <h3>依据</h3>
      <ul>
        {sources.map((source) => (
          <Ground key={source.label} source={source} />
        ))}
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p className="quiet">测算结果只供参考，以审核为准。</p>
      <p className="unprinted">
        <Button onClick={() => window.print()}>打印</Button>
      </p>
    </>
  )
}

function Pairs({ lines }: { lines: readonly Line[] }) {
  return (
    <dl>
      {lines.map(({ label, says }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{says}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

function Figures({ table: { title, columns, rows } }: { table: Table }) {
  return (
    <>
      <h3 id="figures">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by the keyboard */}
      <section className="scroll" aria-labelledby="figures" tabIndex={0}>
        <table className="plain">
          <Heads of={columns} />
          <tbody>
            {rows.map((row) => (
              <tr key={row[0]}>
                {columns.map((column, n) => (
                  <td key={column}>{row[n]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function Ground({ source: one }: { source: Source }) {
  const from = one.since && `${spoken(day(one.since))}起`
  const when = from && one.until ? `${from}至${spoken(day(one.until))}` : from
  return (
    <li>
      {one.label}：{one.source}（{[one.region, when, one.confidenceLabel].filter(Boolean).join('，')}）
      {one.toConfirm ? <span className="chip chip-warn">待本单位确认</span> : null}
    </li>
  )
}
