import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { download } from '#apps/desk/api/download.ts'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'

const why: Schema = {
  type: 'object',
  required: ['reason'],
  properties: {
    reason: {
      type: 'string',
      title: '导出理由',
      minLength: 2,
      maxLength: 100,
      'x-hint': '姓名和号码会遮盖；谁在何时为什么导出，记录在案',
    },
  },
}

const whole: Schema = { type: 'boolean', title: '导出完整姓名和号码', 'x-hint': '只在确有必要时选；敏感信息仍然遮盖' }
const reason: Schema = {
  ...why.properties?.['reason'],
  'x-hint': '谁在何时为什么导出，记录在案；不选完整的，姓名和号码会遮盖',
}
const whyWhole: Schema = { ...why, properties: { reason, whole } }

type Props = {
  path: string
  wanted: object
  /** Whoever looks leads all that is in sight, and this register can be had whole. */
  mayWhole?: boolean
}

/** Saves a register as an Excel book: what is filtered now, with a reason that goes on the record. */
export function Export({ path, wanted, mayWhole = false }: Props) {
  const [asking, setAsking] = useState(false)
  const send = useMutation({
    mutationFn: (values: Values) => download(path, { ...wanted, ...values }),
    onSuccess: () => {
      setAsking(false)
      tell('已导出，文件在下载文件夹里')
    },
  })
  return (
    <>
      <Button onClick={() => setAsking(true)}>导出Excel</Button>
      {asking ? (
        <SendOver
          title="导出Excel"
          width={520}
          send={send}
          schema={mayWhole ? whyWhole : why}
          sends="导出"
          onLeave={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}
