import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { download } from '#apps/desk/api/download.ts'
import { session } from '#apps/desk/api/queries.ts'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'

/** What is asked before a list leaves the house; `hint`: what becomes of names and numbers in it. */
const why = (hint: string): Schema => ({
  type: 'object',
  required: ['reason'],
  properties: { reason: { type: 'string', title: '导出理由', minLength: 2, maxLength: 100, 'x-hint': hint } },
})
const plain = why('谁在何时为什么导出，记录在案')
const covered = why('姓名和号码会遮盖；谁在何时为什么导出，记录在案')
const asked = why('谁在何时为什么导出，记录在案；不选完整的，姓名和号码会遮盖')
const whole: Schema = {
  type: 'boolean',
  title: '导出完整姓名和号码',
  'x-hint': '只在确有必要时选；文件首行写明由谁、何时、为什么导出，敏感信息仍然遮盖',
}
const askedWhole: Schema = { ...asked, properties: { ...asked.properties, whole } }

type Props = {
  path: string
  wanted?: object
  /** The list names persons: covered, and whole for whoever leads all that is in sight. */
  personal?: boolean
  /** Beside a line of a list: a word, and no button. */
  small?: boolean
  /** What the button says, where a list leaves in more than one shape. */
  says?: string
}

/** Saves a register as an Excel book: what is filtered now, with a reason that goes on the record. */
export function Export({ path, wanted, personal = false, small = false, says = '导出Excel' }: Props) {
  const [asking, setAsking] = useState(false)
  const me = useQuery(session)
  const send = useMutation({
    mutationFn: (values: Values) => download(path, { ...wanted, ...values }),
    onSuccess: () => {
      setAsking(false)
      tell('已导出，文件在下载文件夹里')
    },
  })
  const schema = !personal ? plain : me.data?.isHead === true ? askedWhole : covered
  return (
    <>
      <Button {...(small && { type: 'link', size: 'small' })} onClick={() => setAsking(true)}>
        {says}
      </Button>
      {asking ? (
        <SendOver title={says} width={520} send={send} schema={schema} sends="导出" onLeave={() => setAsking(false)} />
      ) : null}
    </>
  )
}
