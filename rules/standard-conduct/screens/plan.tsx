import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Problem } from '#core/refusal.ts'
import { asksAbout, type Template, templates } from '#regulation/checks.ts'
import { modes } from '#rules/standard-conduct/contract.ts'
import { DateField } from '#ui/form/date.tsx'
import type { ScopeOffice, Wish } from './types.ts'

type Props = {
  offices: readonly ScopeOffice[]
  me: string
  problems: readonly Problem[]
  says: string | null
  busy: boolean
  onSend: (wish: Wish) => void
  onLeave: () => void
}

/** Plans an inspection, or begins a spot check: where, what, whom; nobody finds oneself in the list. */
export function PlanForm({ offices, me, problems, says, busy, onSend, onLeave }: Props) {
  const { wish, office, asked, draft, put } = useWish(offices)
  const { mode, template, place, date, company } = draft
  const fault = (at: string) => problems.find((one) => one.at === at)?.says ?? null
  return (
    <form
      className="plan"
      aria-label="安排检查"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) onSend(wish)
      }}
    >
      <Radios
        name="检查方式"
        words={{ spot: `${modes.spot}（现在开始）`, planned: modes.planned }}
        value={mode}
        onPick={(picked) => put({ mode: picked })}
      />
      {mode === 'planned' ? (
        <Field name="计划日期" id="plan-date" fault={fault('/date')}>
          <DateField
            id="plan-date"
            time={false}
            {...(date && { value: date })}
            onChange={(value) => put({ date: value ?? '' })}
          />
        </Field>
      ) : null}
      <Field name="被检查单位" fault={fault('/office')}>
        <Places offices={offices} value={place} onPick={(picked) => put({ place: picked, people: [], windows: [] })} />
      </Field>
      <Radios
        name="检查内容"
        words={templates}
        value={template}
        fault={fault('/template')}
        onPick={(picked) => put({ template: picked })}
      />
      {asked.includes('window') && office ? (
        <Picks
          name="被检查窗口"
          rows={office.windows}
          picked={wish.windows}
          fault={fault('/windows')}
          onPick={(windows) => put({ windows })}
        />
      ) : null}
      {asked.includes('person') && office ? (
        <Picks
          name="被检查人员"
          rows={office.people.filter(({ id }) => id !== me)}
          picked={wish.people}
          fault={fault('/people')}
          onPick={(people) => put({ people })}
        />
      ) : null}
      <Company value={company} fault={fault('/company')} onPut={(change) => put({ company: change })} />
      <Wrong says={says} />
      <p className="bar">
        <Button type="primary" htmlType="submit" loading={busy}>
          {mode === 'spot' ? '开始抽查' : '安排检查'}
        </Button>
        <Button onClick={onLeave}>先不办</Button>
      </p>
    </form>
  )
}

type Draft = Pick<Wish, 'mode' | 'people' | 'windows'> & {
  template: Template | null
  place: string
  date: string
  company: string
}

/** Where there is only one office it need not be picked; else nothing is picked beforehand, so that a slip begins nothing. */
export function onlyPlace(offices: readonly ScopeOffice[]): string {
  return offices.length === 1 ? (offices[0]?.id ?? '') : ''
}

/** What is picked so far, and the plan that it makes: only what its checklist asks about goes along. */
function useWish(offices: readonly ScopeOffice[]) {
  const [draft, setDraft] = useState<Draft>({
    ...{ mode: 'spot', template: null, people: [], windows: [] },
    ...{ place: onlyPlace(offices), date: '', company: '' },
  })
  const { mode, template, people, windows, place, date, company } = draft
  const asked = template ? asksAbout(template) : []
  const wish: Wish = {
    mode,
    ...(place && { office: place }),
    ...(template && { template }),
    ...(mode === 'planned' && date && { date }),
    people: asked.includes('person') ? people : [],
    windows: asked.includes('window') ? windows : [],
    ...(company.trim() && { company: company.trim() }),
  }
  const put = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  return { wish, office: offices.find(({ id }) => id === place), asked, draft, put }
}

type CompanyProps = { value: string; fault: string | null; onPut: (value: string) => void }

/** Who comes along, in words: they need no account here. */
function Company({ value, fault, onPut }: CompanyProps) {
  return (
    <Field name="同行检查人员（可不填）" fault={fault}>
      <input
        type="text"
        aria-label="同行检查人员"
        maxLength={100}
        value={value}
        onChange={(event) => onPut(event.target.value)}
      />
    </Field>
  )
}

type PlacesProps = { offices: readonly ScopeOffice[]; value: string; onPick: (office: string) => void }

/** One's own office and those below it. */
export function Places({ offices, value, onPick }: PlacesProps) {
  return (
    <select aria-label="被检查单位" value={value} onChange={(event) => onPick(event.target.value)}>
      {value === '' ? <option value="">请选择</option> : null}
      {offices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}

function Wrong({ says }: { says: string | null }) {
  return says ? (
    <p className="wrong" role="alert">
      {says}
    </p>
  ) : null
}

type FieldProps = { name: string; id?: string; fault: string | null; children: ReactNode }

export function Field({ name, id, fault, children }: FieldProps) {
  return (
    <div>
      {id ? (
        <label className="field-name" htmlFor={id}>
          {name}
        </label>
      ) : (
        <span className="field-name" aria-hidden="true">
          {name}
        </span>
      )}
      {children}
      <Wrong says={fault} />
    </div>
  )
}

type RadioProps<Code extends string> = {
  name: string
  words: Readonly<Record<Code, string>>
  value: Code | null
  fault?: string | null
  onPick: (value: Code) => void
}

export function Radios<Code extends string>({ name, words, value, fault = null, onPick }: RadioProps<Code>) {
  return (
    <fieldset>
      <legend>{name}</legend>
      <div className="picks">
        {(Object.entries(words) as [Code, string][]).map(([code, word]) => (
          <label key={code}>
            <input type="radio" name={name} checked={code === value} onChange={() => onPick(code)} />
            {word}
          </label>
        ))}
      </div>
      <Wrong says={fault} />
    </fieldset>
  )
}

type PickProps = {
  name: string
  rows: readonly { readonly id: string; readonly name: string }[]
  picked: readonly string[]
  fault: string | null
  onPick: (picked: readonly string[]) => void
}

/** Several of a short list, or all of it. */
export function Picks({ name, rows, picked, fault, onPick }: PickProps) {
  const isAll = rows.length > 0 && rows.every(({ id }) => picked.includes(id))
  return (
    <fieldset>
      <legend>{name}</legend>
      <div className="picks">
        {rows.length > 1 ? (
          <label>
            <input type="checkbox" checked={isAll} onChange={() => onPick(isAll ? [] : rows.map(({ id }) => id))} />
            全部
          </label>
        ) : null}
        {rows.map(({ id, name: label }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={picked.includes(id)}
              onChange={() => onPick(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id])}
            />
            {label}
          </label>
        ))}
        {rows.length === 0 ? <span className="quiet">没有可选的{name.replace('被检查', '')}</span> : null}
      </div>
      <Wrong says={fault} />
    </fieldset>
  )
}
