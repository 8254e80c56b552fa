import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Field } from '#core/service/format.ts'
import type { ImportColumn, ImportKind, ImportLine, ImportUnit } from '#office/import/kind.ts'
import { badInput, notMet } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { misfits } from '#platform/http/schema.ts'
import { progressAt } from './change.ts'
import { type EntryAsk, EntryBody, type Kind, kinds, methods, outcomes } from './contract.ts'
import type { Needs } from './entry.ts'
import { fieldsOf, labelOf } from './questions.ts'
import { placeAt, recordAll } from './record.ts'
import { officesFor, placesToEnter, type Seat, seatAt } from './seat.ts'
import { clause, openRounds } from './store.ts'

/** The form as a schema, compiled once. */
const shape: Readonly<Record<string, unknown>> = { ...EntryBody }

const own = ['area', 'number', 'address', 'name', 'outcome', 'reason', 'method', 'surveyedOn'] as const

/** Households of a round from a table, one person a line; or enterprises, one a line. Each goes in as the tablet's do. */
export function surveyImport(needs: Needs, kind: Kind): ImportKind {
  const household = kind === 'household'
  return {
    ...{
      word: household ? 'survey-households' : 'survey-enterprises',
      title: `调查${kinds[kind]}`,
      clause,
      most: 50_000,
      chunk: 100,
    },
    targets: async (tx, stand) =>
      (await openOnes(tx, stand, kind)).map(({ round }) => ({ id: round.id, name: round.title })),
    may: async (tx, stand, target) => {
      const seat = await seatAt(tx, stand, target ?? '')
      if (isRefusal(seat)) return seat
      if (seat.round.state === 'closed') return notMet(clause, `“${seat.round.title}”已经结束`)
      return null
    },
    columns: async (tx, stand, target) => {
      const seat = await seatAt(tx, stand, target ?? '')
      return isRefusal(seat) ? [] : columnsOf(needs, seat, kind, placesToEnter(seat, await progressAt(tx, seat)))
    },
    ...(household && { together: ({ values }: ImportLine) => String(values['number'] ?? '') }),
    once: ({ lines }) => {
      const { number, address } = lines[0]?.values ?? {}
      return [
        ...(number ? [{ key: `number ${number}`, column: 'number' }] : []),
        ...(address ? [{ key: `address ${String(address).replaceAll(/\s/g, '')}`, column: 'address' }] : []),
      ]
    },
    place: (at) => {
      const [, first = '', second = '', third = ''] = at.split('/')
      if (first === 'members') return { line: Number(second) || 0, column: third || null }
      return { line: 0, column: first === 'answers' ? second || null : first || null }
    },
    enter: async (tx, stand, units, target) => {
      const place = await placeAt(tx, stand, target ?? '')
      if (isRefusal(place)) return units.map(() => place)
      const asked = units.map((unit) => {
        const ask = askOf(needs, place.seat, unit, kind)
        const [wrong] = misfits(shape, ask)
        return wrong ? badInput(clause, wrong.at, wrong.says) : ask
      })
      const fit = asked.flatMap((one) => (isRefusal(one) ? [] : [one]))
      const made = (await recordAll(needs, tx, place, fit)).values()
      return asked.map((one) => (isRefusal(one) ? one : refusalIn(made.next().value)))
    },
  }
}

function refusalIn(made: unknown): Refusal | null {
  return isRefusal(made) ? made : null
}

async function openOnes(tx: Tx, stand: Stand, kind: Kind): Promise<readonly Seat[]> {
  const found: Seat[] = []
  for (const { id } of await openRounds(tx, stand.tenant, officesFor(stand))) {
    const seat = await seatAt(tx, stand, id)
    if (!isRefusal(seat) && placesToEnter(seat, await progressAt(tx, seat)).some((place) => place.kind === kind))
      found.push(seat)
  }
  return found
}

/** The lines of one household as the tablet would send it: what is asked of the whole stands in its first line. */
function askOf({ service }: Needs, { round }: Seat, { id, lines }: ImportUnit, kind: Kind): EntryAsk {
  const form = service(round.service_version)
  const first = lines[0]?.values ?? {}
  const pick = (values: ImportLine['values'], names: readonly string[]) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
  const namesOf = (part: 'household' | 'member' | 'enterprise') => fieldsOf(form, part).map(({ name }) => name)
  const answers = pick(first, namesOf(kind))
  const members =
    kind === 'household'
      ? lines.map(({ values }) => pick(values, namesOf('member'))).filter((one) => Object.keys(one).length > 0)
      : []
  const ask = {
    ...{
      entry: id,
      kind,
      outcome: 'answered',
      ...pick(first, kind === 'household' ? own.filter((name) => name !== 'name') : own),
    },
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(members.length > 0 && { members }),
  }
  return ask as EntryAsk
}

/** Questions that are written as a month, though the form takes them as words. */
const months: readonly string[] = ['bornMonth']

function columnsOf(
  { service }: Needs,
  { round }: Seat,
  kind: Kind,
  places: ReturnType<typeof placesToEnter>,
): readonly ImportColumn[] {
  const form = service(round.service_version)
  const areas = new Map(places.filter((place) => place.kind === kind).map(({ area, name }) => [area, name]))
  const words = (all: Readonly<Record<string, string>>) => Object.entries(all).map(([code, label]) => ({ code, label }))
  const fixed: readonly ImportColumn[] = [
    {
      ...{ name: 'area', title: '社区', type: 'choice', required: true, example: [...areas.values()][0] ?? '' },
      options: [...areas].map(([code, label]) => ({ code, label })),
    },
    kind === 'household'
      ? {
          name: 'number',
          title: '户编号',
          type: 'text',
          required: true,
          example: 'A001',
          hint: '同一户的人写同一个编号，一人一行，行行相连',
        }
      : { name: 'number', title: '统一社会信用代码', type: 'text', required: true, example: '91220201MA00000005' },
    kind === 'household'
      ? {
          name: 'address',
          title: '住址',
          type: 'text',
          required: false,
          example: '示例路1号1单元101',
          hint: '写在户主一行；同一轮一个住址只收一次',
        }
      : { name: 'name', title: '单位名称', type: 'text', required: true, example: '测试商行（测试数据）' },
    {
      name: 'outcome',
      title: '调查结果',
      type: 'choice',
      required: false,
      options: words(outcomes),
      example: '已调查',
      hint: '不填为已调查',
    },
    {
      name: 'reason',
      title: '情况说明',
      type: 'text',
      required: false,
      example: '',
      hint: '没有调查成的必填，其余各栏不填',
    },
    {
      name: 'method',
      title: '调查方式',
      type: 'choice',
      required: false,
      options: words(methods),
      example: '上门',
      hint: '写在每户的第一行',
    },
    {
      name: 'surveyedOn',
      title: '调查日期',
      type: 'day',
      required: false,
      example: round.from_day,
      hint: '写在每户的第一行',
    },
  ]
  const asked =
    kind === 'household' ? [...fieldsOf(form, 'household'), ...fieldsOf(form, 'member')] : fieldsOf(form, 'enterprise')
  return [...fixed, ...asked.map(columnOf)]
}

function columnOf(field: Field): ImportColumn {
  const { name, type, options, hint, required, when } = field
  const shape =
    months.includes(name) || type === 'month' ? 'month' : type === 'number' || type === 'integer' ? 'integer' : type
  const kind =
    shape === 'date'
      ? 'day'
      : ['integer', 'month', 'yesNo', 'choice', 'list'].includes(shape)
        ? (shape as ImportColumn['type'])
        : 'text'
  const says = [
    required ? '已调查的必填' : '可以不填',
    when?.includes('relation == "head"') ? '写在每户的第一行' : '',
    hint ?? '',
  ].filter(Boolean)
  return {
    ...{ name, title: labelOf(field), type: kind, required: false, hint: says.join('；') },
    ...(options && { options: options.map(({ code, label: word }) => ({ code, label: word })) }),
    example: name === 'name' ? '张示例' : exampleOf(kind, options?.[0]?.label),
  }
}

function exampleOf(type: ImportColumn['type'], first = ''): string {
  if (type === 'choice') return first
  return { text: '', integer: '1', day: '', month: '1990-01', yesNo: '是', list: '' }[type]
}
