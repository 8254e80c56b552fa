import { dayOf, parseInstant } from '#core/day.ts'
import { jobsOf } from '#office/import/store.ts'
import { demoTenant as tenant } from '#office/seed.ts'
import { searchAudit } from '#platform/auth/audit-search.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Statement, statements } from '#platform/db/sql.ts'
import { referralPage } from '#programs/labour-market/referrals.ts'
import { seekerPage } from '#programs/labour-market/store.ts'
import { vacancyPage } from '#programs/labour-market/vacancies.ts'
import { batchPage } from '#programs/subsidy/batches.ts'
import { claimPage } from '#programs/subsidy/claims.ts'
import { payablePage } from '#programs/subsidy/payables.ts'
import { recoveryPage } from '#programs/subsidy/recoveries.ts'
import { entryPage } from '#programs/survey/shelf.ts'
import { roundPage } from '#programs/survey/store.ts'
import { reliefPage } from '#programs/tax/store.ts'
import { applicantLine, seatsOf } from '#programs/training/seats.ts'
import { classPage } from '#programs/training/store.ts'
import '#programs/enrolment/store.ts'
import type { Sent, Taped } from './record.ts'
import { bigOffice, city, district, type Known } from './shelves.ts'

/** What a list is asked: its name, how it is narrowed, and what goes to the database for it. */
export type Question = { readonly name: string; readonly how: string; readonly taped: Taped }

/** A page of the lists and the row that says whether there is another. */
export const limit = 51
const big = bigOffice.id
const today = dayOf(parseInstant('2026-11-23T09:45:00+08:00'))
const soon = dayOf(parseInstant('2026-11-30T09:45:00+08:00'))
const nobody = '测试无人'

type Ask = (tx: Tx) => unknown
type Asked = Readonly<Record<string, Ask>>

/** Every list without and with each of its filters; the rare and the missing are what costs. `only`: by a part of the name. */
export async function questions(known: Known, only: string): Promise<Question[]> {
  const found: Question[] = []
  for (const [name, [path, asked]] of Object.entries(listsOf(known))) {
    if (!name.includes(only)) continue
    for (const [how, ask] of Object.entries(asked)) {
      const sent: Sent[] = []
      ask(listener(sent))
      found.push({ name, how, taped: { scope: { tenant, paths: [path] }, readOnly: true, sent } })
    }
  }
  return found
}

/** A transaction that writes down what it is asked and answers nothing. */
function listener(sent: Sent[]): Tx {
  const note = ({ name, text }: { readonly name: string; readonly text: string }, values: readonly unknown[]) =>
    void sent.push({ flight: 0, name, text, values })
  const silent = new Promise<never>(() => {})
  return {
    all: (statement, values) => (note(statement, values), silent),
    one: (statement, values) => (note(statement, values), silent),
    maybe: (statement, values) => (note(statement, values), silent),
    write: note,
  }
}

/** A statement that a module keeps to itself, by its name. */
function named(name: string): Statement<unknown> {
  const found = statements().find((one) => one.name === name)
  if (!found) throw new RangeError(`no statement is called ${name}`)
  return found
}

/** What is typed over a list: the rare, the missing and what nearly every entry has. */
const searches = (ask: (q: string) => Ask): Asked => ({
  name: ask('测试甲乙丙'),
  'two signs of a name': ask('甲乙'),
  'one sign of a name': ask('亥'),
  initials: ask('csjb'),
  'often, a word': ask('测试'),
  'part of a number': ask('001234'),
  'end of a number': ask('2026-1234'),
  'often, of a number': ask('2026'),
  'a digit': ask('7'),
  'no such name': ask(nobody),
})

function listsOf(known: Known): Readonly<Record<string, readonly [string, Asked]>> {
  return {
    ...enrolmentLists(known),
    ...marketLists(known),
    ...subsidyLists(known),
    ...surveyLists(known),
    ...otherLists(known),
  }
}

function enrolmentLists({ inCity, stranger }: Known): Readonly<Record<string, readonly [string, Asked]>> {
  const zero = '00000000-0000-0000-0000-000000000000'
  const enrolment = (offices: readonly string[], closed: boolean, narrowed: readonly unknown[]) => (tx: Tx) =>
    tx.all(named(`enrolment.walk${narrowed[4] ? '-holder' : narrowed[0] ? '-service' : ''}`), [
      tenant,
      offices,
      '-infinity',
      zero,
      '2026-11-23',
      closed,
      ...narrowed,
      limit,
    ])
  const none = [null, null, null, null, null]
  return {
    enrolment: [
      city,
      {
        'no filter': enrolment([big], false, none),
        'those who left': enrolment([big], true, none),
        service: enrolment([big], false, ['JY02', null, null, null, null]),
        'rare state': enrolment([big], false, [null, 'suspended', null, null, null]),
        'rare category': enrolment([big], false, [null, null, 'disabled', null, null]),
        'due by': enrolment([big], false, [null, null, null, '2026-02-20', null]),
        'one holder': enrolment([big], false, [null, null, null, null, stranger]),
        'whole city': enrolment(inCity, false, none),
      },
    ],
  }
}

function marketLists({ far }: Known): Readonly<Record<string, readonly [string, Asked]>> {
  type Shelf = (stage: string | null, words: readonly string[] | null, kind: string | null, after?: string) => Ask
  const seekers: Shelf = (stage, words, kind, after) => (tx) =>
    seekerPage(tx, tenant, big, [today, soon], { stage, words, kind, after: after ?? null }, limit)
  const vacancies: Shelf = (stage, words, kind, after) => (tx) =>
    vacancyPage(tx, tenant, big, [today, soon], { stage, words, kind, after: after ?? null }, limit)
  const referrals =
    (state: string | null, q: string | null, after: string | null = null) =>
    (tx: Tx) =>
      referralPage(tx, tenant, big, { state, q, after }, limit)
  return {
    seeker: [
      bigOffice.path,
      {
        ...{ 'no filter': seekers(null, null, null), 'further on': seekers(null, null, null, far) },
        ...{ open: seekers('open', null, null), soon: seekers('soon', null, null) },
        ...{ expired: seekers('expired', null, null), placed: seekers('placed', null, null) },
        ...{ ended: seekers('ended', null, null), 'rare kind': seekers(null, null, 'part') },
        'rare kind of the open': seekers('open', null, 'part'),
        words: seekers(null, ['甲乙', '乙丙'], null),
        'no such words': seekers('open', ['无人'], null),
      },
    ],
    vacancy: [
      bigOffice.path,
      {
        ...{ 'no filter': vacancies(null, null, null), 'further on': vacancies('filled', null, null, far) },
        ...Object.fromEntries(
          ['published', 'coming', 'soon', 'expired', 'draft', 'waiting', 'filled', 'withdrawn'].map((stage) => [
            stage,
            vacancies(stage, null, null),
          ]),
        ),
        'rare kind': vacancies(null, null, 'part'),
        'rare kind of the published': vacancies('published', null, 'part'),
        words: vacancies(null, ['甲乙', '乙丙'], null),
      },
    ],
    referral: [
      bigOffice.path,
      {
        ...{ 'no filter': referrals(null, null), 'further on': referrals(null, null, far) },
        ...{
          open: referrals('open', null),
          'rare state': referrals('hired', null),
          name: referrals(null, '甲乙丙'),
        },
        ...searches((q) => referrals(null, q)),
      },
    ],
  }
}

function subsidyLists({ inCity, inDistrict, far }: Known): Readonly<Record<string, readonly [string, Asked]>> {
  const claims = (filter: Parameters<typeof claimPage>[3]) => (tx: Tx) => claimPage(tx, tenant, big, filter, limit)
  const payables = (offices: readonly string[], filter: Parameters<typeof payablePage>[3]) => (tx: Tx) =>
    payablePage(tx, tenant, offices, filter, limit)
  const batches = (filter: Parameters<typeof batchPage>[3]) => (tx: Tx) => batchPage(tx, tenant, big, filter, limit)
  return {
    'subsidy claims': [
      bigOffice.path,
      {
        ...{
          'no filter': claims({}),
          'further on': claims({ after: far }),
          reserved: claims({ state: 'reserved' }),
          'rare state': claims({ state: 'removed' }),
        },
        ...searches((q) => claims({ q })),
        'name of a state': claims({ state: 'granted', q: '测试甲乙丙' }),
      },
    ],
    payable: [
      city,
      {
        ...{
          'no filter': payables([big], {}),
          'further on': payables([big], { after: far }),
          waiting: payables([big], { state: 'waiting' }),
        },
        ...{ 'rare state': payables([big], { state: 'refused' }), 'rare kind': payables([big], { kind: 'interest' }) },
        ...{ 'no such kind': payables([big], { kind: 'startup' }), ...searches((q) => payables([big], { q })) },
        'rare state of a kind': payables([big], { kind: 'training', state: 'returned' }),
        ...{ 'name, whole city': payables(inCity, { q: '甲乙丙' }), 'whole district': payables(inDistrict, {}) },
        'often, whole city': payables(inCity, { q: '测试' }),
        'name of a state': payables([big], { state: 'paid', q: '甲乙' }),
        ...{ 'whole city': payables(inCity, {}), 'rare state, whole city': payables(inCity, { state: 'refused' }) },
      },
    ],
    'payment batches': [
      bigOffice.path,
      {
        ...{
          'no filter': batches({}),
          open: batches({ state: 'open' }),
          'rare state': batches({ state: 'dissolved' }),
        },
        ...{ 'rare kind': batches({ kind: 'interest' }), 'no such kind': batches({ kind: 'startup' }) },
      },
    ],
    recovery: [district, { 'no filter': (tx) => recoveryPage(tx, tenant, inDistrict, '', '', limit) }],
  }
}

function surveyLists({ round, stranger, area, far }: Known): Readonly<Record<string, readonly [string, Asked]>> {
  const entries = (filter: Parameters<typeof entryPage>[3]) => (tx: Tx) => entryPage(tx, tenant, round, filter, limit)
  return {
    'survey entries': [
      city,
      {
        ...{
          'no filter': entries({}),
          'further on': entries({ after: far }),
          area: entries({ area }),
          'rare kind': entries({ kind: 'enterprise' }),
        },
        ...{ refused: entries({ outcome: 'refused' }), 'rare outcome': entries({ outcome: 'moved' }) },
        ...{ 'one of the staff': entries({ staff: stranger }), drawn: entries({ check: 'drawn' }) },
        ...{
          'rare check': entries({ check: 'differs' }),
          'area and rare outcome': entries({ area: big, outcome: 'moved' }),
        },
        ...searches((q) => entries({ q })),
        'name of a check': entries({ check: 'agrees', q: '甲乙' }),
      },
    ],
  }
}

function otherLists({ stranger, klass, far }: Known): Readonly<Record<string, readonly [string, Asked]>> {
  const classes = (filter: Parameters<typeof classPage>[4]) => (tx: Tx) => classPage(tx, tenant, big, today, filter)
  const reliefs = (filter: Parameters<typeof reliefPage>[3]) => (tx: Tx) => reliefPage(tx, tenant, big, filter, limit)
  const all = { staff: null, who: null, what: null, failedOnly: false, before: null, limit }
  const audit = (narrowed: Partial<Parameters<typeof searchAudit>[2]>) => (tx: Tx) =>
    void searchAudit(tx, tenant, { ...all, from: '2025-01-01' as typeof today, until: today, ...narrowed })
  return {
    'survey rounds': [city, { 'no filter': (tx) => roundPage(tx, tenant, [big], null, null) }],
    'tax reliefs': [
      bigOffice.path,
      {
        ...{
          'no filter': reliefs({}),
          'further on': reliefs({ after: far }),
          year: reliefs({ year: 2025 }),
          'rare service': reliefs({ service: 'JY11' }),
        },
        ...searches((q) => reliefs({ q })),
        'name of a year': reliefs({ year: 2025, q: '甲乙' }),
      },
    ],
    'training classes': [
      bigOffice.path,
      {
        ...{
          'no filter': classes({}),
          coming: classes({ stage: 'coming' }),
          cancelled: classes({ stage: 'cancelled' }),
        },
        ...{ 'rare service': classes({ service: 'JY15' }), keeper: classes({ keeper: stranger }) },
        ...searches((q) => classes({ q })),
      },
    ],
    'training roll': [
      bigOffice.path,
      {
        'of a class': (tx) => seatsOf(tx, tenant, klass),
        'waiting in line': (tx) => applicantLine(tx, tenant, bigOffice.path, undefined, limit),
        'waiting in a small office': (tx) => applicantLine(tx, tenant, `${district}.o77`, undefined, limit),
      },
    ],
    'import jobs': [bigOffice.path, { 'one of the staff': (tx) => jobsOf(tx, tenant, big, stranger) }],
    audit: [
      city,
      {
        ...{ 'no filter': audit({}), 'an act': audit({ what: 'reveal' }), 'rare act': audit({ what: 'rare' }) },
        ...{
          'no such act': audit({ what: 'none' }),
          'one person': audit({ who: stranger }),
          failed: audit({ failedOnly: true }),
        },
        'some people': audit({ staff: [stranger] }),
      },
    ],
  }
}
