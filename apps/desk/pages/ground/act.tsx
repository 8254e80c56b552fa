import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { settleGround } from '#apps/desk/api/ground.ts'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'

/** One thing to do with the ground: a form, where it goes, and what is said when it is done. */
export type Deed = {
  readonly title: string
  readonly path: string
  readonly schema: Schema
  readonly initial?: Values
  /** What is sent, from what was typed. */
  readonly body?: (values: Values) => object
  readonly sends?: string
  readonly done: string
  /** What the person should know before, above the form. */
  readonly note?: ReactNode
  /** Shown instead of the plain word that it is done. */
  readonly tells?: (answer: unknown) => void
}

const nothing: Values = {}
const empty: Schema = { type: 'object', properties: {} }

/** The form of a deed over the page. What the server finds wrong lands on its field. */
export function Act({ deed, onClose }: { deed: Deed; onClose: () => void }) {
  const { title, path, schema, initial = nothing, body, sends = '保存', done, note, tells } = deed
  const send = useMutation({
    mutationFn: (values: Values) => change<unknown>('POST', path, body ? body(values) : values),
    onSuccess: (answer) => {
      settleGround(done)
      onClose()
      tells?.(answer)
    },
  })
  return (
    <SendOver title={title} width={560} send={send} schema={schema} initial={initial} sends={sends} onLeave={onClose}>
      {note}
    </SendOver>
  )
}

/** A button that opens a deed; `small` within a table. */
export function Does({
  deed,
  label,
  primary = false,
  small = true,
  danger = false,
}: {
  deed: Deed
  label: string
  primary?: boolean
  small?: boolean
  danger?: boolean
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        {...(small ? { size: 'small' as const } : {})}
        {...(primary ? { type: 'primary' as const } : {})}
        danger={danger}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {open ? <Act deed={deed} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

/** What can't be undone is asked for once more, with what follows from it. */
export function sure(title: string, path: string, note: string, done: string, content: object = {}): Deed {
  return { title, path, schema: empty, body: () => content, sends: title, done, note: <p className="alarm">{note}</p> }
}
