import { QuestionCircleOutlined as Why } from '@ant-design/icons'
import { Button, Form } from 'antd'
import { type ClipboardEvent, type ReactNode, useState } from 'react'
import { control } from '#ui/form/control.tsx'
import type { Values } from '#ui/form/form.tsx'
import { Left, Paste } from '#ui/form/paste.tsx'
import { isTable, type Pasted, rowsIn } from '#ui/form/pasted.ts'
import { rulesOf, typed } from '#ui/form/rules.ts'
import { fieldsOf, type Path, type Schema, widgetOf } from '#ui/form/schema.ts'
import { tidy } from '#ui/form/tidy.ts'
import { isAsked } from '#ui/form/when.ts'

const wide = new Set(['longText', 'materials', 'conditions', 'form', 'rows'])

/** All fields of an object, in a grid; what needs room takes a whole line. */
export function Fields({ schema, at }: { schema: Schema; at: Path }) {
  return (
    <div className="fields">
      {fieldsOf(schema).map(([name, field]) => (
        <Field
          key={name}
          schema={field}
          at={[...at, name]}
          name={name}
          required={schema.required?.includes(name) ?? false}
        />
      ))}
    </div>
  )
}

type FieldProps = { schema: Schema; at: Path; name: string; required: boolean }

/** A field that applies only at times appears when it does, and what was typed there goes with it. */
function Field(props: FieldProps) {
  const { schema, at } = props
  const when = schema['x-when']
  const must = schema['x-required-when']
  // A row of a list is watched by nobody: its place in the whole form isn't known here.
  if (typeof at[0] === 'number') return <Shown {...props} />
  if (!when && !must) return <Shown {...props} required={props.required || isRequired(schema, {})} />
  const group = at.slice(0, -1)
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldValue, getFieldsValue }) => {
        const values = group.length === 0 ? getFieldsValue() : getFieldValue([...group])
        return isAsked(when, values as Values) ? (
          <Shown {...props} required={props.required || isRequired(schema, values as Values)} />
        ) : null
      }}
    </Form.Item>
  )
}

function isRequired({ 'x-required': always = false, 'x-required-when': must }: Schema, values: Values): boolean {
  return must === undefined ? always : isAsked(must, values)
}

function Shown({ schema, at, name, required }: FieldProps) {
  const widget = widgetOf(schema)
  const label = schema.title ?? name
  const hint = schema['x-hint'] ?? schema.description
  const asked = required || schema['x-required'] === true
  if (widget === 'form')
    return (
      <Group label={label} hint={hint}>
        <Fields schema={schema} at={at} />
      </Group>
    )
  if (widget === 'rows') return <Rows schema={schema} at={at} label={label} hint={hint} />
  return (
    <Form.Item
      name={[...at]}
      label={asked && !required ? `${label}（视情况必填）` : label}
      className={wide.has(widget) || needsRoom(schema, widget) ? 'wide' : ''}
      rules={rulesOf(schema, label, required)}
      required={required}
      validateTrigger={typed.has(widget) ? ['onChange', 'onBlur'] : 'onChange'}
      extra={hint}
      {...(schema['x-purpose']
        ? { tooltip: { title: `为什么问：${schema['x-purpose']}`, icon: <Why aria-label="说明" /> } }
        : {})}
    >
      {control(schema, widget, label)}
    </Form.Item>
  )
}

function needsRoom(schema: Schema, widget: string): boolean {
  const choices = schema.oneOf ?? schema.anyOf ?? schema.enum ?? []
  return widget === 'choice' && choices.length > 3 && choices.length <= 8
}

type GroupProps = {
  label: string
  hint: string | undefined
  onPaste?: (event: ClipboardEvent) => void
  children: ReactNode
}

function Group({ label, hint, onPaste, children }: GroupProps) {
  return (
    <fieldset className="wide group" {...(onPaste && { onPaste })}>
      <legend>{label}</legend>
      {hint ? <p className="quiet">{hint}</p> : null}
      {children}
    </fieldset>
  )
}

type RowsProps = { schema: Schema; at: Path; label: string; hint: string | undefined }
type Pasting = { readonly text: string } | { readonly read: Pasted; readonly from: number }

/** A list of rows, each with the same fields; rows of several columns may come from a spreadsheet. */
function Rows({ schema, at, label, hint }: RowsProps) {
  const item = schema.items ?? {}
  const isTabled = item.properties !== undefined
  const form = Form.useFormInstance()
  const [pasted, setPasted] = useState<Pasting | null>(null)
  const most = schema.maxItems ?? Number.POSITIVE_INFINITY
  /** Rows in which nobody has written yet make room for those that come in. */
  const kept = () => {
    const rows = (form.getFieldValue([...at]) ?? []) as readonly unknown[]
    return rows.map((row, n) => [row, n] as const).filter(([row]) => !isBlank(row))
  }
  const catchTable = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    if (!isTabled || !isTable(text) || (pasted && 'text' in pasted)) return
    event.preventDefault()
    setPasted({ text })
  }
  return (
    <Group label={label} hint={hint} onPaste={catchTable}>
      <Form.List name={[...at]}>
        {(rows, { add, remove }, { errors }) => (
          <>
            {rows.map((row, n) => (
              <div key={row.key} className="row">
                {isTabled ? (
                  <Fields schema={item} at={[row.name]} />
                ) : (
                  <Form.Item name={[row.name]} label={`${label} ${n + 1}`} rules={rulesOf(item, label, true)}>
                    {control(item, widgetOf(item), `${label} ${n + 1}`)}
                  </Form.Item>
                )}
                <Button type="text" onClick={() => remove(row.name)}>
                  删去第{n + 1}行
                </Button>
              </div>
            ))}
            <div className="bar">
              <Button onClick={() => add(isTabled ? {} : '')}>再加一行</Button>
              {isTabled ? <Button onClick={() => setPasted({ text: '' })}>从表格粘贴</Button> : null}
            </div>
            {pasted && 'text' in pasted ? (
              <Paste
                label={label}
                item={item}
                text={pasted.text}
                onText={(text) => setPasted({ text })}
                room={most - kept().length}
                onTake={(read) => {
                  const stay = kept()
                  remove(rows.map((_, n) => n).filter((n) => !stay.some(([, place]) => place === n)))
                  for (const row of rowsIn(read)) add(row)
                  setPasted({ read, from: stay.length })
                }}
                onLeave={() => setPasted(null)}
              />
            ) : null}
            {pasted && 'read' in pasted ? <Left item={item} {...pasted} onSeen={() => setPasted(null)} /> : null}
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </Group>
  )
}

const isBlank = (row: unknown): boolean => Object.keys((tidy(row) as object | undefined) ?? {}).length === 0
