import { Button, Form } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import type { Problem } from '#core/refusal.ts'
import { Fields } from '#ui/form/fields.tsx'
import { focusFirst } from '#ui/form/focus.ts'
import { footOf, land } from '#ui/form/problems.ts'
import type { Schema } from '#ui/form/schema.ts'
import { tidy } from '#ui/form/tidy.ts'
import { useUnsaved } from '#ui/form/unsaved.ts'
import { Key } from '#ui/key.tsx'

export type Values = Record<string, unknown>

type Props = {
  schema: Schema
  initial: Values
  /** What the server found wrong, with the message for the whole. Each lands on its field. */
  problems: readonly Problem[]
  says: string | null
  busy: boolean
  sends: string
  onSend: (values: Values) => void
  onKeep?: (values: Values) => void
  onLeave?: () => void
  children?: ReactNode
}

/** A form drawn from the input schema. Ctrl+Enter sends, Escape leaves; what was typed is handed to `onKeep`. */
export function SchemaForm({ schema, initial, problems, says, busy, sends, onSend, onKeep, onLeave, children }: Props) {
  const [form] = Form.useForm<Values>()
  const box = useRef<HTMLDivElement>(null)
  const typed = useUnsaved()
  const landed = land(problems, schema)
  const foot = footOf(says, landed)
  useEffect(() => focusFirst(box.current), [])
  useEffect(() => {
    const { fields } = land(problems, schema)
    form.setFields([...fields])
    const first = fields[0]
    if (first) form.scrollToField(first.name, { block: 'center', focus: true })
  }, [problems, schema, form])
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.submit()
    } else if (
      event.key === 'Enter' &&
      event.target instanceof HTMLInputElement &&
      event.target.closest('.ant-picker')
    ) {
      // It confirms the day that was typed; the browser would send the whole form with it.
      event.preventDefault()
    } else if (
      event.key === 'Escape' &&
      onLeave &&
      !document.querySelector('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
    ) {
      event.stopPropagation()
      onLeave()
    }
  }
  return (
    <div ref={box} className="form">
      <Form<Values>
        form={form}
        onKeyDown={keys}
        layout="vertical"
        initialValues={initial}
        scrollToFirstError={{ block: 'center', focus: true }}
        onValuesChange={(changed, all) => {
          typed()
          // What the server found wrong with a field goes when the field is changed: antd keeps it where no rule is checked.
          const mended = landed.fields.filter(({ name: [field] }) => field !== undefined && field in changed)
          form.setFields(mended.map(({ name }) => ({ name, errors: [] })))
          onKeep?.(all)
        }}
        onFinish={(values) => !busy && onSend(tidy(values) as Values)}
      >
        <Fields schema={schema} at={[]} />
        <div className="form-foot">
          {foot || landed.above.length ? (
            <div className="trouble" role="alert">
              {foot ? <p>{foot}</p> : null}
              {landed.above
                .filter((line) => line !== foot)
                .map((line) => (
                  <p key={line}>{line}</p>
                ))}
            </div>
          ) : null}
          <Button type="primary" htmlType="submit" loading={busy}>
            {sends} <Key>Ctrl+Enter</Key>
          </Button>
          {onLeave ? <Button onClick={onLeave}>先不办</Button> : null}
          {children}
        </div>
      </Form>
    </div>
  )
}
