import type { Asked } from '#apps/desk/pages/entry.tsx'
import { listActs } from '#programs/training/screens/lists.tsx'
import type { ClassPage, Seat, SubsidyList, WholeClass } from '#programs/training/screens/types.ts'

/** The steps of a whole class, by the words of the API; what is done on its tabs has its own place there. */
export const classActs: Readonly<Record<string, string>> = {
  approve: '批准开班',
  return: '退回',
  submit: '申请开班',
  edit: '修改',
  told: '登记已通知学员',
  close: '结班',
  keeper: '移交负责人',
  cancel: '取消培训班',
}

const at = ({ id }: WholeClass, word: string) => `/api/training/classes/${id}/${word}`

/** What a step asks; null for one that is taken at once. */
export function actAsked(found: WholeClass, word: string, page: ClassPage | undefined): Asked | null {
  const asked = {
    title: `${classActs[word]}：${found.name}`,
    path: at(found, word),
    done: `已办理：${classActs[word]}`,
  }
  if (word === 'submit') return null
  if (word === 'edit') return page ? { ...asked, ...editing(found, page), sends: '保存' } : null
  if (word === 'keeper') return page ? { ...asked, schema: page.forms.keeper, sends: '移交' } : null
  const schema = found.forms[word] ?? {}
  if (word === 'told') return { ...asked, ...telling(found, schema), sends: '已通知到' }
  if (word === 'approve') {
    const known = ['attendance', 'theory', 'practice'].filter((field) => !found.asks.includes(field))
    return { ...asked, schema: without(schema, ...known), initial: { opinion: '同意开班' }, sends: '批准开班' }
  }
  return { ...asked, schema, sends: word === 'cancel' ? '取消，不能恢复' : (classActs[word] ?? '提交') }
}

function editing(found: WholeClass, page: ClassPage) {
  const { service, subject, level, name, institution, place, phone, places, keeper, plan } = found
  const what = service === 'JY14' ? { trade: subject, level } : { course: subject }
  const initial = { ...what, name, institution, place, phone, places, keeper: keeper?.id, plan }
  return { schema: page.forms[service], initial, also: { service } }
}

/** Everybody who is still to be told, by their names: ticked unless somebody wasn't reached. */
function telling(found: WholeClass, schema: Asked['schema']) {
  const open = found.seats.filter(({ toTell }) => toTell)
  const oneOf = open.map(({ id, name, phone }) => ({ const: id, title: `${name} ${phone}` }))
  const seats = { ...schema.properties?.['seats'], items: { type: 'string', oneOf } }
  return {
    schema: { ...schema, properties: { ...schema.properties, seats } },
    initial: { seats: open.map(({ id }) => id) },
  }
}

const seatActs = { leave: '退班', admit: '准予参加考核', revoke: '作废合格证' } as const

/** What is asked about one trainee; who it is goes along unasked. */
export function seatAsked(found: WholeClass, word: keyof typeof seatActs, seat: Seat): Asked {
  return {
    ...{
      title: `${seatActs[word]}：${seat.name}`,
      path: at(found, word),
      done: `已办理：${seat.name}${seatActs[word]}`,
    },
    ...{ schema: without(found.forms[word] ?? {}, 'seat'), also: { seat: seat.id }, sends: seatActs[word] },
  }
}

/** A new list, or a step of one. */
export function listAsked(found: WholeClass, list: SubsidyList | null, act: string): Asked {
  if (!list) {
    const initial = { payee: found.seats.some(({ way }) => way === '学员本人') ? undefined : 'provider' }
    const schema = found.forms['subsidy'] ?? {}
    return {
      title: `造补贴名册：${found.name}`,
      schema,
      path: at(found, act),
      initial,
      done: '已造册，等待复核',
      sends: '造册',
    }
  }
  const word = listActs[act] ?? act
  const path = `/api/training/subsidies/${list.id}/${act}`
  const schema = found.forms[act === 'return' ? 'return' : 'opinion'] ?? {}
  return { title: `${word}：${list.number}`, schema, path, done: `已${word}`, sends: word }
}

function without(schema: Asked['schema'], ...fields: readonly string[]): Asked['schema'] {
  const kept = Object.entries(schema.properties ?? {}).filter(([name]) => !fields.includes(name))
  const required = (schema.required ?? []).filter((name) => !fields.includes(name))
  return { ...schema, properties: Object.fromEntries(kept), required }
}
