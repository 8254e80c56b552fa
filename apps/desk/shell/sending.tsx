import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { Refused } from '#apps/desk/api/call.ts'
import { SchemaForm, type Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'

const none: Refused['problems'] = []
const empty: Values = {}

/** What this needs to know of a mutation that sends what a form asks. */
type Sending = {
  readonly error: Error | null
  readonly isPending: boolean
  readonly mutate: (values: Values) => void
}

/** What the server found wrong with what was sent, for the fields and for the whole. */
export function refusalOf({ error }: Pick<Sending, 'error'>) {
  return { problems: error instanceof Refused ? error.problems : none, says: error?.message ?? null }
}

type Props = {
  send: Sending
  schema: Schema
  sends: string
  initial?: Values
  /** Goes with the answers and is not asked. */
  fixed?: Values
  onKeep?: (values: Values) => void
  onLeave?: () => void
  children?: ReactNode
}

/** A form that sends what was typed. What the server says no to lands on its fields, and what was typed stays. */
export function SendForm({ send, initial = empty, fixed, ...form }: Props) {
  return (
    <SchemaForm
      {...form}
      {...refusalOf(send)}
      initial={initial}
      busy={send.isPending}
      onSend={(values) => send.mutate({ ...values, ...fixed })}
    />
  )
}

type OverProps = Omit<Props, 'onLeave' | 'onKeep'> & {
  title: string
  width?: number
  onLeave: () => void
}

/** The same over the page, with what the person should know before. It isn't left by a click beside it. */
export function SendOver({ title, width = 640, onLeave, children, ...form }: OverProps) {
  return (
    <Modal open title={title} footer={null} width={width} onCancel={onLeave} mask={{ closable: false }}>
      {children}
      <SendForm {...form} onLeave={onLeave} />
    </Modal>
  )
}
