import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, instant, iso, spoken } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal } from '#core/refusal.ts'
import { absenceAt, duty, type OfficeId, officeOf } from '#core/roster.ts'
import { changing, whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { change } from '#office/change.ts'
import { current } from '#office/current.ts'
import { leads } from '#office/keeper.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { unkindFor, unkindKey, unkindWords } from '#regulation/forbidden.ts'
import {
  beforehand,
  inChinese,
  type Phrase,
  phrases,
  type Situation,
  saying,
  slots,
  wordsFor,
} from '#regulation/phrases.ts'
import { changePhrase, changeWords } from './wording.ts'

const situations = Object.keys(phrases) as Situation[]
const situation = choice<Situation>('场合', phrases)
const line = Type.String({ title: '用语', minLength: 1, maxLength: 120, pattern: '\\S' })
const PhraseBody = Type.Object(
  {
    situation,
    say: Type.Union([Type.Array(line, { title: '用语', minItems: 1, maxItems: 8 }), Type.Null()], { title: '用语' }),
  },
  { additionalProperties: false },
)
const Word = Type.Object(
  {
    word: Type.String({ title: '忌语', minLength: 1, maxLength: 20, pattern: '\\S' }),
    how: choice('轻重', { hard: '不能说', soft: '提醒改' }),
    instead: Type.String({ title: '怎样改', minLength: 1, maxLength: 60, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
const WordsBody = Type.Object(
  {
    words: Type.Union([Type.Array(Word, { title: '忌语', minItems: 1, maxItems: 300 }), Type.Null()], {
      title: '忌语',
    }),
  },
  { additionalProperties: false },
)

const changes = sql<{ at: Date; says: string; clause: string }>(
  'reception.changes',
  `select at, says, clause from office_journal where tenant_id = $1 and org = $2 and act in ('phrase.change', 'unkind.change') order by seq desc limit 20`,
)

/** What is said in each situation, with the names of this office; its head may word it anew (3.4.1, 3.4.2, 4.2.6, 2.4.2). */
export const phraseRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get('/api/phrases', { config: { allow: 'staff' }, schema: { summary: '文明用语和服务忌语' } }, (request) => {
    const who = whoOf(request)
    const by = { tenant: who.tenantId, staff: who.staffId, at: world.now() }
    return world.db.read(scopeOf(who), (tx) => shown(tx, by))
  })

  app.post(
    '/api/phrases',
    { config: { allow: 'staff' }, schema: { summary: '修改一个场合的用语', body: PhraseBody } },
    (request, reply) => {
      const who = whoOf(request)
      const by = { tenant: who.tenantId, staff: who.staffId, at: world.now() }
      const { say, situation: which } = request.body
      return changing(world.db, { ...who, actor: who.staffId }, by.at, request, reply, async (tx, gate) => {
        await gate
        const ask = { office: who.orgId as OfficeId, situation: which as Situation, say }
        const done = await change(tx, by, changePhrase, ask)
        return isRefusal(done) ? done : { status: 200, body: await shown(tx, by) }
      })
    },
  )

  app.post(
    '/api/phrases/unkind',
    { config: { allow: 'staff' }, schema: { summary: '修改服务忌语', body: WordsBody } },
    (request, reply) => {
      const who = whoOf(request)
      const by = { tenant: who.tenantId, staff: who.staffId, at: world.now() }
      const words = request.body.words?.map(({ word, how, instead }) => ({
        word: word.trim(),
        how: how === 'soft' ? ('soft' as const) : ('hard' as const),
        instead: instead.trim(),
      }))
      return changing(world.db, { ...who, actor: who.staffId }, by.at, request, reply, async (tx, gate) => {
        await gate
        const done = await change(tx, by, changeWords, { office: who.orgId as OfficeId, words: words ?? null })
        return isRefusal(done) ? done : { status: 200, body: await shown(tx, by) }
      })
    },
  )
}

async function shown(tx: Tx, by: By) {
  const office = await current(tx, by.tenant, by.at)
  const id = officeOf(office.roster, by.staff, by.at)
  const rows = id ? await tx.all(changes, [by.tenant, id]) : []
  const settings = (id && office.organizations.get(id)?.settings) || {}
  return {
    office: id && { id, name: nameOf(office, id) },
    canEdit: id !== null && leads(office, by, id),
    situations: situations.map((name) => {
      const { label, clause, by: how, needs = [], knows = [], say }: Phrase = phrases[name]
      const own = settings[saying(name)] !== undefined
      return {
        ...{ situation: name, label, clause, by: how, own, beforehand: beforehand.includes(name) },
        say: wordsFor(name, settings).map(inChinese),
        usual: say.map(inChinese),
        needs: needs.map((slot) => slots[slot]),
        knows: [...needs, ...knows].map((slot) => slots[slot]),
      }
    }),
    values: id === null ? {} : valuesAt(office, id, by),
    unkind: { own: settings[unkindKey] !== undefined, words: unkindFor(settings), usual: unkindWords },
    changes: rows.map(({ at, says, clause }) => ({ at: iso(instant(at.getTime())), says, clause })),
  }
}

type Value = { readonly value: string; readonly hint?: string; readonly phone?: string }

/** The real names that a phrase may be filled with while nothing is registered yet: those of this office, now. */
function valuesAt(
  office: OfficeSnapshot,
  id: OfficeId,
  { staff: me, at }: By,
): Readonly<Record<string, readonly Value[]>> {
  const { roster } = office
  const place = office.organizations.get(id)
  const all = (office.windows.get(id) ?? []).map(({ number, name, post }) => ({
    value: name.includes(`${number}号`) ? name : `${number}号窗口${name}`,
    by: duty(roster, post, at).staff,
  }))
  // Nobody is guided to the window that they stand at.
  const windows = all
    .filter(({ by }) => by !== me)
    .map(({ value, by }) => ({ value, hint: `现由${nameOf(office, by)}值守` }))
  const people = [...roster.staff.values()].filter((one) => one.id !== me && officeOf(roster, one.id, at) === id)
  const staff = people.map((one) => {
    const away = absenceAt(roster, one.id, at)
    return {
      value: one.name,
      hint: away ? (away.until ? `${spoken(dayOf(away.until))}前不在` : '现在不在') : '在岗',
      away: away !== null,
    }
  })
  const departments = office.outside
    .filter(({ inSystem }) => inSystem)
    .map(({ name, phone, matters }) => ({ value: name, hint: matters, ...(phone && { phone }) }))
  return {
    [slots.office]: place ? [{ value: place.name }] : [],
    [slots.phone]: place?.phone ? [{ value: place.phone }] : [],
    [slots.window]: windows,
    // Whoever is away is asked for most.
    [slots.staff]: staff
      .toSorted((a, b) => Number(b.away) - Number(a.away))
      .map(({ value, hint }) => ({ value, hint })),
    [slots.department]: departments,
  }
}
