import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { Half } from '#apps/desk/pages/survey/queue.ts'
import type { memberSchema } from '#apps/desk/pages/survey/shape.ts'
import type { Problem } from '#core/refusal.ts'
import { SchemaForm, type Values } from '#ui/form/form.tsx'

type Answers = Readonly<Record<string, unknown>>
type Props = {
  members: readonly Answers[]
  schema: ReturnType<typeof memberSchema>
  faults: ReadonlyMap<number, readonly { readonly at: string; readonly says: string }[]>
  onWrite: (members: readonly Answers[]) => void
  /** What is wrong with one person's answers, said before they are put down. */
  check?: (values: Answers) => readonly Problem[]
  /** Who was being written down when the page went away, and where to keep who is. */
  half?: Half | null
  onHalf?: (half: Half | null) => void
}

const none: readonly Problem[] = []

/** The people of the household, one form each; the first is the head. */
export function Members({ members, schema, faults, onWrite, check, half = null, onHalf }: Props) {
  const [open, setOpen] = useState<number | null>(half?.at ?? null)
  const [wrong, setWrong] = useState<readonly Problem[] | null>(null)
  const show = (n: number | null) => {
    setWrong(null)
    setOpen(n)
  }
  const keep = (values: Values) => {
    const found = check?.(values) ?? []
    if (found.length > 0) return setWrong(found)
    onWrite(
      open === null || open >= members.length
        ? [...members, values]
        : members.map((one, n) => (n === open ? values : one)),
    )
    setWrong(null)
    setOpen(null)
  }
  const leave = () => {
    show(null)
    onHalf?.(null)
  }
  const first = members.length === 0 ? { relation: 'head' } : {}
  return (
    <fieldset className="group">
      <legend>家庭成员 {members.length}人</legend>
      <ul className="survey-members">
        {members.map((member, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two of a household may have one name, the line is who they are
          <li key={n}>
            <Button onClick={() => show(n)}>{String(member['name'] ?? '') || `第${n + 1}人`}</Button>
            <Button
              type="text"
              aria-label={`删去第${n + 1}人`}
              onClick={() => onWrite(members.filter((_, at) => at !== n))}
            >
              删去
            </Button>
            {faults.get(n)?.map(({ says }) => (
              <p key={says} className="wrong">
                {says}
              </p>
            ))}
          </li>
        ))}
      </ul>
      <Button onClick={() => show(members.length)}>{members.length === 0 ? '登记户主' : '加一名成员'}</Button>
      {open === null ? null : (
        <Modal
          open
          rootClassName="survey-over"
          title={open < members.length ? '家庭成员' : '加一名成员'}
          footer={null}
          width={760}
          onCancel={leave}
          mask={{ closable: false }}
        >
          <SchemaForm
            key={open}
            schema={schema}
            initial={(half?.at === open ? half.values : (members[open] ?? first)) as Values}
            problems={wrong ?? faults.get(open) ?? none}
            says={null}
            busy={false}
            sends="记下"
            onKeep={(values) => onHalf?.({ at: open, values })}
            onSend={keep}
            onLeave={leave}
          />
        </Modal>
      )}
    </fieldset>
  )
}
