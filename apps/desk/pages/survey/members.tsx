import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { memberSchema } from '#apps/desk/pages/survey/shape.ts'
import { SchemaForm, type Values } from '#ui/form/form.tsx'

type Answers = Readonly<Record<string, unknown>>
type Props = {
  members: readonly Answers[]
  schema: ReturnType<typeof memberSchema>
  faults: ReadonlyMap<number, readonly { readonly at: string; readonly says: string }[]>
  onWrite: (members: readonly Answers[]) => void
}

/** The people of the household, one form each; the first is the head. */
export function Members({ members, schema, faults, onWrite }: Props) {
  const [open, setOpen] = useState<number | null>(null)
  const keep = (values: Values) => {
    onWrite(
      open === null || open >= members.length
        ? [...members, values]
        : members.map((one, n) => (n === open ? values : one)),
    )
    setOpen(null)
  }
  const first = members.length === 0 ? { relation: 'head' } : {}
  return (
    <fieldset className="group">
      <legend>家庭成员 {members.length}人</legend>
      <ul className="survey-members">
        {members.map((member, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two of a household may have one name, the line is who they are
          <li key={n}>
            <Button onClick={() => setOpen(n)}>{String(member['name'] ?? '') || `第${n + 1}人`}</Button>
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
      <Button onClick={() => setOpen(members.length)}>{members.length === 0 ? '登记户主' : '加一名成员'}</Button>
      {open === null ? null : (
        <Modal
          open
          rootClassName="survey-over"
          title={open < members.length ? '家庭成员' : '加一名成员'}
          footer={null}
          width={760}
          onCancel={() => setOpen(null)}
          mask={{ closable: false }}
        >
          <SchemaForm
            key={open}
            schema={schema}
            initial={(members[open] ?? first) as Values}
            problems={faults.get(open) ?? []}
            says={null}
            busy={false}
            sends="记下"
            onSend={keep}
            onLeave={() => setOpen(null)}
          />
        </Modal>
      )}
    </fieldset>
  )
}
