import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { hardship, reviewOf, unemployed } from './forms.ts'
import type { testServer } from './testing.ts'

// 测试数据。One person who stands in every list that can be exported.

type Server = Awaited<ReturnType<typeof testServer>>

export const idNumber = unemployed.idNumber
export const phone = '13800138000'
export const account = '6222020000000000'
export const masks = { id: '220202********0012', phone: '138****8000' }
/** A name that a spreadsheet would run. */
export const name = '=测试满'
/** The class, the lists and the round that these are of. */
export const places = { round: randomUUID(), class: randomUUID(), list: randomUUID(), batch: randomUUID() }

/** A row whose other columns don't matter here. */
async function put({ owner }: Server, table: string, given: Readonly<Record<string, unknown>>): Promise<void> {
  const { rows } = await owner.query<{ name: string; type: string }>(
    `select column_name as name, udt_name as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_nullable = 'NO' and column_default is null`,
    [table],
  )
  const place = {
    tenant_id: demoTenant,
    org_path: demoPath('sljd'),
    office: demoOffice('sljd'),
    id: randomUUID(),
    number: '测试-1',
    name,
  }
  const plain: Readonly<Record<string, unknown>> = {
    ...place,
    post: demoPost('sljd.counter'),
    staff: demoStaff('wang'),
  }
  const some: Readonly<Record<string, unknown>> = {
    ...{
      uuid: demoStaff('wang'),
      text: '测试',
      int4: 1,
      int8: 1,
      int2: 1,
      bool: false,
      date: '2026-03-02',
      jsonb: '{}',
    },
    ...{ timestamptz: '2026-03-02T09:00:00+08:00', _text: [], _uuid: [], ltree: demoPath('sljd') },
  }
  const filled = { ...Object.fromEntries(rows.map((one) => [one.name, plain[one.name] ?? some[one.type]])), ...given }
  const names = Object.keys(filled)
  await owner.query(
    `insert into ${table} (${names}) values (${names.map((_, n) => `$${n + 1}`)})`,
    Object.values(filled),
  )
}

/** One person who stands in each list, with the numbers sealed where they were given: in a case. */
export async function everywhere(s: Server): Promise<void> {
  const form = { ...unemployed, name: '测试满', mobile: phone, unemployedSince: '2026-01-05' }
  await s.open('wang', 'contact', { channel: 'visit', inquiry: 'service', matter: '咨询', name: '测试满', phone })
  const opened = await s.open('wang', 'case', { service: 'JY01', form })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const done = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'finish')
  assert.equal(done.status, 200, JSON.stringify(done))
  const goesOn = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '测试满' } })
  assert.equal(goesOn.status, 201, JSON.stringify(goesOn))
  const { id } = opened.matter
  const { rows } = await s.owner.query<{ blind: string }>(
    `select blind from secret where matter_id = $1 and field = 'form.idNumber'`,
    [id],
  )
  const blind = rows[0]?.blind ?? ''
  const person = { id_masked: masks.id, blind }
  await put(s, 'lateness', {
    ...{ matter_id: id, matter_kind: 'case', service: 'JY01', kind: 'past-due', clause: '7.4' },
    nth: 0,
    posts: [],
  })
  await put(s, 'tax_relief', {
    matter_id: id,
    person: name,
    masked: masks.id,
    blind,
    service: 'JY10',
    employer: '=1+1',
    from_month: '2026-01',
    until_month: '2026-02',
  })
  await put(s, 'loan', { matter_id: id, cleared_on: null })
  await put(s, 'loan_subsidy', { matter_id: id, quarter: '2026-Q1', bank: '@SUM(A1)', fen: 1, interest: 1, taken: 1 })
  await put(s, 'subsidy_claim', {
    id,
    ...{
      person: blind,
      id_masked: masks.id,
      kind: 'difficult',
      state: 'granted',
      from_month: '2026-01',
      to_month: '2026-02',
      parts: '[]',
    },
  })
  await sought(s, id, person)
  await taught(s, id, person)
  await paid(s, id, person)
}

type Person = { readonly id_masked: string; readonly blind: string }

/** On the labour market and in a survey. */
async function sought(s: Server, id: string, person: Person): Promise<void> {
  const data = {
    name,
    phoneMasked: masks.phone,
    wantedJob: '=电工',
    otherJobs: [],
    skills: [],
    workPlace: '示例区',
    kinds: ['full'],
  }
  await put(s, 'seeker', {
    case_id: id,
    person: person.blind,
    state: 'open',
    data: JSON.stringify({ ...data, payLow: 1, startFrom: '2026-03-02' }),
    valid_until: '2026-12-31',
  })
  await put(s, 'referral', { matter_id: id, state: 'open', is_open: true, says: '+1' })
  await put(s, 'survey_round', { id: places.round, state: 'open', until_day: '2026-03-31' })
  await put(s, 'survey_entry', {
    round: places.round,
    area: demoOffice('sljd'),
    ...{ kind: 'household', outcome: 'answered', method: 'visit' },
  })
}

async function taught(s: Server, id: string, person: Person): Promise<void> {
  const seat = randomUUID()
  await put(s, 'training_class', {
    id: places.class,
    service: 'JY14',
    state: 'closed',
    places: 9,
    ended_at: '2026-03-02T09:00:00+08:00',
  })
  await put(s, 'training_applicant', {
    id,
    ...person,
    phone_masked: masks.phone,
    service: 'JY14',
    state: 'done',
    way: 'person',
  })
  await put(s, 'training_seat', {
    id: seat,
    class: places.class,
    applicant: id,
    ...person,
    phone_masked: masks.phone,
    way: 'person',
    state: 'in',
  })
  await put(s, 'training_subsidy', {
    id: places.list,
    class: places.class,
    payee: 'person',
    state: 'made',
    enclosures: [],
  })
  await put(s, 'training_subsidy_row', { list: places.list, seat, ...person })
}

async function paid(s: Server, id: string, person: Person): Promise<void> {
  const payable = randomUUID()
  const owns = { account_name: name, bank: '测试银行', account_masked: '************0000', account_blind: 'b' }
  const cipher = s.world.keys.seal({ tenant: demoTenant, matter: payable, field: 'payable.account' }, account)
  await put(s, 'payable', {
    ...{ id: payable, matter: id, person: person.blind, id_masked: masks.id, kind: 'insurance', state: 'batched' },
    ...{ ...owns, account_cipher: cipher, from_month: '2026-01', to_month: '2026-02' },
  })
  const by = {
    owner: demoStaff('wang'),
    made_by: demoStaff('wang'),
    frozen_by: demoStaff('wang'),
    approved_by: demoStaff('head'),
  }
  await put(s, 'payment_batch', { id: places.batch, ...by, state: 'approved', hash: 'h', kind: 'insurance' })
  await put(s, 'payment_row', { batch: places.batch, payable, state: 'in' })
}
