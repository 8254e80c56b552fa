import { addMonths, type Day, spoken } from '#core/day.ts'
import { mobileProblems, phoneProblems } from '#core/numbers.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import type { Organization } from '#office/snapshot.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import { findUnkind, unkindFor } from '#regulation/forbidden.ts'
import { privateIn } from '#rules/open-affairs/disclosure/sensitive.ts'
import { topics } from './contract.ts'
import { type Content, clause } from './store.ts'

type Fields = readonly (readonly [at: string, label: string, text: string])[]

/** How many months ahead something may begin, and may last. */
const aheadMonths = 12
const lastsMonths = 60

/**
 * What keeps an item from going out, each at its field and its place in the text: numbers of persons (10.3.2), words that
 * are not written to a visitor (2.4.2), markup, days that do not fit.
 */
export function wrongIn(org: Organization, services: readonly string[], content: Content, today: Day): Refusal | null {
  const fields: Fields = [
    ['/title', '标题', content.title],
    ['/text', '正文', content.body],
    ['/source', '来源、文号', content.source],
  ]
  const found = [
    ...fields.slice(0, 2).flatMap(([at, label, text]) => (text === '' ? [{ at, says: `请填写${label}`, clause }] : [])),
    ...fields.flatMap((field) => [...personal(org, field, today), ...unkind(org, field), ...markup(field)]),
    ...wrongPhone(org, content.phone),
    ...wrongDays(content, today),
    ...(content.service === null || services.includes(content.service)
      ? []
      : [{ at: '/service', says: '没有这个服务事项', clause }]),
  ]
  const [first] = found
  if (!first) return null
  const by: ClauseId = found.every((problem) => problem.clause === '2.4.2') ? '2.4.2' : clause
  return { refused: 'bad-input', clause: by, says: first.says, problems: found }
}

function personal({ phone, supervisionPhone, address }: Organization, [at, label, text]: Fields[number], today: Day) {
  const own = { phones: [phone, supervisionPhone], addresses: [address] }
  return privateIn(label, text, own, today).map((says): Problem => ({ at, says, clause }))
}

function unkind({ settings }: Organization, [at, label, text]: Fields[number]) {
  return findUnkind(text, unkindFor(settings))
    .filter(({ how }) => how === 'hard')
    .map(({ word, instead, from }): Problem => {
      const says = `${placeOf(label, text, from)}的“${word}”不能对服务对象写，请改写：${instead}`
      return { at, says, clause: '2.4.2' }
    })
}

function markup([at, label, text]: Fields[number]): readonly Problem[] {
  const found = /<\/?[a-z!][^>]*>/i.exec(text)
  return found ? [{ at, says: `${placeOf(label, text, found.index)}有网页标记，只写文字`, clause }] : []
}

/** A mobile number is a person's, unless it is the one by which the office itself is reached. */
function wrongPhone({ phone, supervisionPhone }: Organization, given: string): readonly Problem[] {
  if (given === '' || given === phone || given === supervisionPhone) return []
  const [wrong] = phoneProblems(given)
  if (wrong) return [{ at: '/phone', says: wrong, clause }]
  if (mobileProblems(given).length > 0) return []
  return [{ at: '/phone', says: '咨询电话应是本单位的办公电话，不能公开个人手机号码', clause }]
}

function wrongDays({ topic, from_day: from, until_day: until }: Content, today: Day): readonly Problem[] {
  const { label, ends } = topics[topic]
  const wrong = (at: string, says: string): readonly Problem[] => [{ at, says, clause }]
  if (from > addMonths(today, aheadMonths)) return wrong('/from', '发布日期最多在一年以内')
  if (from < addMonths(today, -lastsMonths)) return wrong('/from', '发布日期最多在五年以内')
  if (until === null) return ends ? wrong('/until', `${label}有期限，填写公开到哪一天`) : []
  if (until < from) return wrong('/until', '公开到的日期早于发布日期')
  if (until < today) return wrong('/until', `公开到${spoken(until)}，已经过了，请改期或不再发布`)
  return until > addMonths(from, lastsMonths) ? wrong('/until', '公开时间最多五年') : []
}

/** 标题第3字，正文第2段第15字: as somebody would look for it. */
function placeOf(label: string, text: string, at: number): string {
  const before = text.slice(0, at).split('\n')
  const column = [...(before.at(-1) ?? '')].length + 1
  return text.includes('\n') ? `${label}第${before.length}段第${column}字` : `${label}第${column}字`
}
