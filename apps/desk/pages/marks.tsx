import { useMutation, useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { dayMarks } from '#apps/desk/api/duty.ts'
import { settleOffice } from '#apps/desk/api/office.ts'
import { SendForm } from '#apps/desk/shell/sending.tsx'
import type { Name } from '#core/view.ts'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { Empty, Loading } from '#ui/state.tsx'
import { dayKey } from '#ui/when.ts'

const form: Schema = {
  type: 'object',
  required: ['what', 'time', 'why'],
  properties: {
    what: {
      title: '更正什么',
      oneOf: [
        { const: 'in', title: '签到' },
        { const: 'out', title: '签退' },
      ],
    },
    time: { type: 'string', title: '实际时间', 'x-hint': '写作 08:52', maxLength: 5 },
    why: { type: 'string', title: '理由', maxLength: 500, 'x-widget': 'longText' },
  },
}
const initial: Values = { what: 'in' }

/** One person's day with all its marks; the head puts one right and says why, and both stay (4.2.1). */
export function Marks({ person, onClose }: { person: Name; onClose: () => void }) {
  const [day, setDay] = useState(() => dayKey(new Date()))
  const seen = useQuery(dayMarks(person.id, day))
  const send = useMutation({
    mutationFn: (values: Values) =>
      change('POST', '/api/office/attendance/corrections', { staff: person.id, day, ...values }),
    onSuccess: () => settleOffice(`已更正${person.name}的考勤，原记录保留`),
  })
  return (
    <Modal open title={`${person.name}的签到记录`} footer={null} onCancel={onClose} width={560}>
      <p className="bar">
        <label htmlFor="marks-day">日期</label>
        <input id="marks-day" type="date" value={day} onChange={(e) => setDay(e.target.value)} />
      </p>
      {seen.isPending ? <Loading /> : null}
      {seen.data?.marks.length === 0 ? <Empty says="这一天没有记录。" /> : null}
      {seen.data?.marks.length ? (
        <ul>
          {seen.data.marks.map((m) => (
            <li key={m.id}>
              {m.what === 'in' ? '签到' : '签退'} {m.time}
              {m.minutes > 0 ? `，${m.what === 'in' ? '晚到' : '早退'}${m.minutes}分钟` : ''}
              {m.why === null ? '' : `（${m.notedBy} ${m.notedAt} 更正，理由：${m.why}）`}
            </li>
          ))}
        </ul>
      ) : null}
      {seen.data?.mayCorrect ? (
        <SendForm send={send} schema={form} initial={initial} sends="更正" onLeave={onClose} />
      ) : null}
    </Modal>
  )
}
