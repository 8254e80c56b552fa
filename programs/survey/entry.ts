import { type Day, dayOf, spoken } from '#core/day.ts'
import { canonical } from '#core/journal.ts'
import { creditProblems } from '#core/numbers.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf } from '#core/roster.ts'
import type { Answers } from '#core/service/form.ts'
import type { Field, Service } from '#core/service/format.ts'
import { isSealedType } from '#core/service/schema.ts'
import type { World } from '#matter/world.ts'
import { badInput, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import { mask, normalize } from '#platform/crypto/personal.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Answered, type CorrectAsk, methods, outcomes, units } from './contract.ts'
import { fieldsOf, judged, type Told, type Versions } from './questions.ts'
import { areaName, openSeat, reachesArea, type Seat } from './seat.ts'
import { type Entry, lockEntry, type Member, membersOf, type Sealed, saveEntry, saveMembers, twinsOf } from './shelf.ts'
import { clause } from './store.ts'

export type Needs = Pick<World, 'keys'> & { readonly service: Versions }
type Done = Promise<Entry | Refusal>

/** What was entered put right, or a visit made up for: by the surveyor or a head, with the reason, the change on record. */
export async function correct(needs: Needs, tx: Tx, at: Stand, id: string, ask: CorrectAsk): Done {
  const found = await held(tx, at, id, ask.version)
  if (isRefusal(found)) return found
  const { seat, row } = found
  const { stand } = seat
  if (row.staff !== stand.staff && !seat.leads)
    return notYours(clause, `由调查员${nameOf(stand.office.roster, row.staff as never)}或负责人更正`)
  const known = await membersOf(tx, stand.tenant, id)
  const said = { ...unmasked(needs, stand.tenant, row, known, ask), kind: row.kind, number: row.number }
  const wrong = wrongDay(seat, ask.surveyedOn) ?? wrongWords(said)
  if (wrong) return wrong
  const told = answersOf(needs, seat, said)
  if (isRefusal(told)) return told
  const next = rowOf(needs, seat, said, told, id)
  const twins = await twinsOf(tx, stand.tenant, { ...row, address_blind: next.address_blind })
  const other = twins.find((one) => one.id !== id)
  if (other) return there(other, '/address')
  const people = peopleOf(needs, seat, told, id, known)
  const changed = differences(needs.service(seat.round.service_version), row, known, next, people)
  const done = await saveEntry(tx, stand.tenant, {
    ...{ ...row, ...next },
    // What was looked at again was another answer: whoever draws may draw it anew.
    ...(row.check_state && row.check_state !== 'drawn' && changed.length > 0
      ? { check_state: null, drawn_at: null, checked_by: null, checked_at: null, check_note: null }
      : {}),
  })
  saveMembers(tx, stand.tenant, done, people)
  const all = [...changed, ...aroundIt(row, done)]
  const what = all.length > 0 ? all.join('；') : '内容没有变化'
  tell(tx, stand, done, 'correct', `更正（${ask.why}）：${what}`.slice(0, 1900))
  return done
}

/** An entry of a round that is open, of this version, seen from where this person stands. */
export async function held(
  tx: Tx,
  at: Stand,
  id: string,
  version: number,
): Promise<{ readonly seat: Seat; readonly row: Entry } | Refusal> {
  const row = await lockEntry(tx, at.tenant, id)
  if (!row || !reachesArea(at, row.area)) return unseenEntry
  const seat = await openSeat(tx, at, row.round)
  if (isRefusal(seat)) return seat
  if (row.version !== version) return { refused: 'stale', clause, says: '这条记录刚刚有人改过，请重新打开再办' }
  return { seat, row }
}

export const unseenEntry = notSeen('没有这条调查记录，或者它不属于您可以查看的单位')

export function there({ number, outcome, surveyed_on, kind }: Entry, at: string): Refusal {
  const what = at === '/address' ? `这个住址在${units[kind]}编号${number}下` : `${number}`
  const then = outcome === 'answered' ? '不再重复' : '补访请在原记录上更正'
  return badInput(clause, at, `${what}本轮已于${spoken(surveyed_on)}登记为${outcomes[outcome]}，${then}`)
}

export function wrongDay({ stand, round }: Seat, day: string): Refusal | null {
  if (day > dayOf(stand.at)) return badInput(clause, '/surveyedOn', '调查日期不能晚于今天')
  return day < round.from_day ? badInput(clause, '/surveyedOn', `本轮从${spoken(round.from_day)}开始`) : null
}

export function wrongWords({ kind, outcome, address, reason, name }: Omit<Answered, 'number'>): Refusal | null {
  if (kind === 'household' && !address?.trim()) return badInput(clause, '/address', '请填写住址，写到门牌')
  if (kind === 'enterprise' && !name?.trim()) return badInput(clause, '/name', '请填写单位名称')
  if (outcome !== 'answered' && !reason?.trim()) return badInput(clause, '/reason', `${outcomes[outcome]}的，写明情况`)
  return null
}

/** The answers as the round's own form judges them; nothing is asked of who couldn't be asked. */
export function answersOf(needs: Needs, { stand, round }: Seat, ask: Answered): Told | Refusal {
  if (ask.kind === 'enterprise') {
    const [fault] = creditProblems(ask.number)
    if (fault) return badInput(clause, '/number', `统一社会信用代码：${fault}`)
  }
  if (ask.outcome !== 'answered') {
    const some = Object.keys(ask.answers ?? {}).length + (ask.members ?? []).length
    return some > 0
      ? badInput(clause, '/answers', `${outcomes[ask.outcome]}的不填调查内容`)
      : { answers: {}, members: [] }
  }
  const said = { ...ask, name: ask.name ?? '', answers: ask.answers ?? {}, members: ask.members ?? [] }
  const where = {
    round: round.title,
    area: areaName(stand, stand.org.id),
    surveyor: nameOf(stand.office.roster, stand.staff),
  }
  return judged(needs.service(round.service_version), said, where, dayOf(stand.at))
}

type Kept = Pick<
  Entry,
  'outcome' | 'name' | 'address' | 'address_blind' | 'facts' | 'sealed' | 'people' | 'reason' | 'method' | 'surveyed_on'
>

export function rowOf(
  needs: Needs,
  { stand, round }: Seat,
  ask: Answered,
  { answers, members }: Told,
  id: string,
): Kept {
  const address = ask.kind === 'household' ? (ask.address?.trim() ?? '') : ''
  const fields = fieldsOf(needs.service(round.service_version), ask.kind === 'household' ? 'household' : 'enterprise')
  const { facts, sealed } = sealedIn(needs, fields, answers, { tenant: stand.tenant, matter: id }, '')
  const head = members.find(({ relation }) => relation === 'head')?.['name']
  return {
    ...{ outcome: ask.outcome, name: String(head ?? ask.name ?? '').trim(), facts, sealed, people: members.length },
    address: address ? needs.keys.seal({ tenant: stand.tenant, matter: id, field: 'address' }, address) : null,
    address_blind: address ? needs.keys.blind('text', spelled(address)) : null,
    ...{ reason: ask.reason?.trim() ?? '', method: ask.method, surveyed_on: ask.surveyedOn as Day },
  }
}

/** One spelling of an address: no blanks, the signs between its numbers alike. */
function spelled(address: string): string {
  return normalize('text', address)
    .replaceAll(/\s/g, '')
    .replaceAll(/[－–—―﹣]/g, '-')
    .toLowerCase()
}

export function peopleOf(
  needs: Needs,
  { stand, round }: Seat,
  { members }: Told,
  id: string,
  before: readonly Member[],
): readonly Member[] {
  const fields = fieldsOf(needs.service(round.service_version), 'member')
  return members.map((member, nth) => {
    const { name, ...rest } = member
    const kept = before.find((one) => one.name === name)
    const { facts, sealed } = sealedIn(needs, fields, rest, { tenant: stand.tenant, matter: id }, `${nth}.`)
    return {
      nth,
      name: String(name),
      facts,
      sealed,
      contact: kept?.contact ?? null,
      contact_number: kept?.contact_number ?? null,
    }
  })
}

/** Numbers leave the facts for the seal; what stays shows their masks. */
function sealedIn(
  { keys }: Pick<Needs, 'keys'>,
  fields: readonly Field[],
  answers: Answers,
  where: { readonly tenant: string; readonly matter: string },
  prefix: string,
): { readonly facts: Answers; readonly sealed: Sealed } {
  const secret = new Set(fields.filter(({ type }) => isSealedType(type)).map(({ name }) => name))
  const given = Object.entries(answers)
  return {
    facts: Object.fromEntries(given.filter(([name]) => !secret.has(name))),
    sealed: Object.fromEntries(
      given
        .filter(([name]) => secret.has(name))
        .map(([name, value]) => {
          const plain = String(value)
          return [
            name,
            { cipher: keys.seal({ ...where, field: `${prefix}${name}` }, plain), masked: mask('phone', plain) },
          ]
        }),
    ),
  }
}

/** A mask that was sent back stands for the number it hides: a person's by their name, whatever line they are in now. */
function unmasked({ keys }: Needs, tenant: string, row: Entry, known: readonly Member[], ask: CorrectAsk): CorrectAsk {
  const open = (field: string, cipher: string) => keys.open({ tenant, matter: row.id, field }, cipher)
  const fill = (typed: Answers, sealed: Sealed, prefix: string): Answers =>
    Object.fromEntries(
      Object.entries(typed).map(([name, value]) => {
        const kept = sealed[name]
        return [name, kept && value === kept.masked ? open(`${prefix}${name}`, kept.cipher) : value]
      }),
    )
  const old = row.address === null ? null : open('address', row.address)
  const { address = '', ...rest } = ask
  const kept = address !== '' && address !== hiddenAddress ? address : old
  return {
    ...rest,
    ...(ask.answers && { answers: fill(ask.answers, row.sealed, '') }),
    ...(ask.members && {
      members: ask.members.map((member) => {
        const before = known.find(({ name }) => name === member['name'])
        return before ? fill(member, before.sealed, `${before.nth}.`) : member
      }),
    }),
    ...(kept && { address: kept }),
  }
}

/** What stands for an address that is kept and not shown. */
export const hiddenAddress = '***'

/** What a correction changed, by the names of the questions; what is personal is named and not told. */
function differences(
  service: Service,
  row: Entry,
  known: readonly Member[],
  next: Kept,
  people: readonly Member[],
): readonly string[] {
  const outcome =
    row.outcome === next.outcome ? [] : [`调查结果由${outcomes[row.outcome]}改为${outcomes[next.outcome]}`]
  const address = row.address_blind === next.address_blind ? [] : ['住址']
  const count = known.length === people.length ? [] : [`家庭成员由${known.length}人改为${people.length}人`]
  const part = row.kind === 'household' ? 'household' : 'enterprise'
  const own = changes(
    fieldsOf(service, part),
    { ...row.facts, ...masksOf(row.sealed) },
    { ...next.facts, ...masksOf(next.sealed) },
  )
  const each = people.flatMap((person, n) => {
    const before = known[n]
    if (!before) return []
    const renamed = before.name === person.name ? [] : ['姓名']
    const found = changes(
      fieldsOf(service, 'member'),
      { ...before.facts, ...masksOf(before.sealed) },
      { ...person.facts, ...masksOf(person.sealed) },
    )
    const all = [...renamed, ...found]
    return all.length > 0 ? [`第${n + 1}名成员的${all.join('、')}`] : []
  })
  return [...outcome, ...address, ...count, ...own, ...each]
}

function changes(fields: readonly Field[], before: Answers, after: Answers): readonly string[] {
  return fields
    .filter(({ name }) => name !== 'name' && canonical(before[name] ?? null) !== canonical(after[name] ?? null))
    .map((field) => `${field.label}${turned(field, before[field.name], after[field.name])}`)
}

/** What a correction changed of the visit itself. */
function aroundIt(before: Entry, after: Entry): readonly string[] {
  const way = (one: Entry) => methods[one.method as keyof typeof methods] ?? one.method
  return [
    ...(before.method === after.method ? [] : [`调查方式由${way(before)}改为${way(after)}`]),
    ...(before.surveyed_on === after.surveyed_on
      ? []
      : [`调查日期由${spoken(before.surveyed_on)}改为${spoken(after.surveyed_on)}`]),
    ...(before.reason === after.reason ? [] : ['情况说明']),
  ]
}

/** A choice is told by its words; what was typed is not told again. */
function turned({ type, options = [], sensitive }: Field, before: unknown, after: unknown): string {
  if (sensitive || (type !== 'choice' && type !== 'yesNo')) return ''
  const word = (value: unknown) =>
    typeof value === 'boolean' ? (value ? '是' : '否') : (options.find(({ code }) => code === value)?.label ?? '未填')
  return `由${word(before)}改为${word(after)}`
}

export function masksOf(sealed: Sealed): Answers {
  return Object.fromEntries(Object.entries(sealed).map(([name, { masked }]) => [name, masked]))
}

/** A line in the history of an entry, which lies where the entry does. */
export function tell(tx: Tx, at: Stand, row: Entry, act: string, says: string): void {
  const stand = standOf(at.office, at, row.area)
  if (isRefusal(stand)) throw new RangeError('an entry of an area that is not seen')
  entered(tx, stand, {
    register: 'survey-entry',
    entry: row.id,
    clause,
    act,
    says,
    what: { outcome: row.outcome, version: row.version },
  })
}
