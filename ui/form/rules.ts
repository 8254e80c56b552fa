import type { FormRule } from 'antd'
import { day } from '#core/day.ts'
import { bankCard, citizenProblems, creditProblems, mobileProblems, phoneProblems } from '#core/numbers.ts'
import { type Schema, widgetOf } from '#ui/form/schema.ts'
import { dayKey } from '#ui/when.ts'

type Check = (value: string) => readonly string[]

const checks: Readonly<Record<string, Check>> = {
  idNumber: (value) => citizenProblems(value, day(dayKey(new Date()))),
  creditCode: creditProblems,
  mobile: mobileProblems,
  phone: phoneProblems,
  bankCard: (value) => bankCard(value).problems,
}

function fault(check: Check, value: unknown): void {
  const says = typeof value === 'string' && value.trim() !== '' ? check(value.trim()) : []
  if (says.length) throw new Error(says.join('；'))
}

/** What can be told of a value at once, where nobody types it into a field: by the same rules. */
export function faultsIn(schema: Schema, value: unknown): readonly string[] {
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema
  if (typeof value === 'number') {
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema
    if (schema.type === 'integer' && !Number.isInteger(value)) return ['要写整数']
    return value < minimum ? [`不能小于${minimum}`] : value > maximum ? [`不能大于${maximum}`] : []
  }
  if (typeof value !== 'string') return []
  const check = checks[widgetOf(schema)]
  if (check) return check(value)
  if (value.length < minLength) return [`至少${minLength}个字`]
  if (value.length > maxLength) return [`最多${maxLength}个字`]
  return pattern && !new RegExp(pattern, 'u').test(value) ? ['格式不对'] : []
}

/** A mask that the server sent stands for its number: of a number carried over, or in a row that is put right. */
function stands(schema: Schema, value: unknown): boolean {
  return value === schema['x-masked'] || (schema.pattern === undefined && String(value).includes('*'))
}

/** Fields that are typed into. */
export const typed: ReadonlySet<string> = new Set([
  'text',
  'longText',
  'number',
  'idNumber',
  'creditCode',
  'mobile',
  'phone',
  'bankCard',
  'householdNumber',
])

/** What is half typed isn't wrong yet: only that nothing stands there is judged with each key, the rest when the cursor leaves. */
function whenLeft(rule: FormRule): FormRule {
  return 'required' in rule || typeof rule === 'function' ? rule : { ...rule, validateTrigger: 'onBlur' }
}

/** What can be told at once, before the server is asked. The server checks everything again, and more. */
export function rulesOf(schema: Schema, label: string, required: boolean): FormRule[] {
  const rules: FormRule[] = []
  const widget = widgetOf(schema)
  const asks = ['choice', 'yesNo', 'date', 'month', 'dateTime', 'post', 'body', 'staff', 'office'].includes(widget)
    ? '请选择'
    : '请填写'
  if (required && widget !== 'materials' && widget !== 'conditions')
    rules.push({ required: true, message: `${asks}${label}` })
  if (schema.minLength && schema.minLength > 1)
    rules.push({ min: schema.minLength, message: `${label}至少 ${schema.minLength} 个字` })
  if (schema.pattern && !checks[widget])
    rules.push({ pattern: new RegExp(schema.pattern, 'u'), message: `${label}的格式不对，请核对` })
  const check = checks[widget]
  if (check) rules.push({ validator: async (_, value: unknown) => stands(schema, value) || fault(check, value) })
  // Some cards in use fail the check of their last digit: it is said, and nobody is stopped.
  if (widget === 'bankCard')
    rules.push({
      warningOnly: true,
      validator: async (_, value: unknown) => fault((text) => bankCard(text).warnings, value),
    })
  return typed.has(widget) ? rules.map(whenLeft) : rules
}
