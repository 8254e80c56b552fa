import { AutoComplete, Input, InputNumber } from 'antd'
import type { ReactElement } from 'react'
import { shapeOf } from '#ui/form/answers.ts'
import { Choice } from '#ui/form/choice.tsx'
import { DateField } from '#ui/form/date.tsx'
import { DirectoryChoice } from '#ui/form/directory.tsx'
import { Photos } from '#ui/form/photos.tsx'
import { Review } from '#ui/form/review.tsx'
import { choicesOf, type Schema } from '#ui/form/schema.ts'
import { Several } from '#ui/form/several.tsx'
import { SayText } from '#ui/saytext.tsx'

const yesNo = [
  { value: true, label: '是' },
  { value: false, label: '否' },
] as const

/** The control for one value. The form around it hands in `id`, `value` and `onChange`. */
export function control(schema: Schema, widget: string, label: string): ReactElement {
  const limit = schema.maxLength ? { maxLength: schema.maxLength } : {}
  switch (widget) {
    case 'longText':
      if (schema['x-tone']) return <SayText {...limit} />
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} {...limit} />
    case 'number':
      return (
        <InputNumber
          style={{ width: 160 }}
          {...(schema.minimum === undefined ? {} : { min: schema.minimum })}
          {...(schema.maximum === undefined ? {} : { max: schema.maximum })}
          {...(schema.type === 'integer' ? { precision: 0 } : {})}
        />
      )
    case 'yesNo':
      return <Choice options={yesNo} label={label} />
    case 'choice':
      return <Choice options={choicesOf(schema)} label={label} />
    case 'choices':
      return <Several options={choicesOf(schema.items ?? {})} label={label} />
    case 'date':
      return <DateField time={false} />
    case 'dateTime':
      return <DateField time={true} />
    case 'month':
      return <DateField time={false} month />
    case 'post':
    case 'body':
    case 'staff':
    case 'office':
      return <DirectoryChoice what={widget} scope={schema['x-scope']} role={schema['x-role']} />
    case 'window':
      return (
        <AutoComplete
          options={(schema.examples ?? []).map((name) => ({ value: String(name) }))}
          showSearch={{ filterOption: (words, option) => option?.value.includes(words) ?? false }}
          placeholder="选窗口，不清楚的写明位置"
          {...limit}
        />
      )
    case 'photos':
      return <Photos label={label} />
    case 'materials':
    case 'conditions':
      return <Review rows={schema['x-rows'] ?? []} shape={shapeOf(schema, widget)} caption={label} />
    case 'idNumber':
      return <Input autoComplete="off" maxLength={18} placeholder="18位公民身份号码" className="digits" />
    case 'bankCard':
      return (
        <Input autoComplete="off" inputMode="numeric" maxLength={23} placeholder="13至19位卡号" className="digits" />
      )
    case 'creditCode':
      return <Input autoComplete="off" maxLength={18} placeholder="18位统一社会信用代码" className="digits" />
    case 'mobile':
    case 'phone':
      return <Input autoComplete="off" inputMode="tel" maxLength={20} className="digits" />
    case 'password':
      return <Input.Password autoComplete="new-password" {...limit} />
    default:
      return <Input autoComplete="off" {...limit} />
  }
}
