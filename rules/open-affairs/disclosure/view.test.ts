import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, parseInstant } from '#core/day.ts'
import { stage } from '#house/stage.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { demoOffice } from '#office/seed.ts'
import type { Row } from './store.ts'
import { boardOf, disclosureView } from './view.ts'

const office = stage()
const org = office.organizations.get(demoOffice('sljd'))!
const row = (live: string, until: string | null): Row =>
  ({
    ...{ matter_id: live, office: org.id, number: '测试', topic: 'rules', subject: '', name: '', cause: 'new' },
    ...{ state: 'public', title: '制度', digest: '', owed: [], late: false, holder: '', ended_at: null, due_at: null },
    ...{ live_at: new Date(live), live_until: until && day(until), opened_at: new Date(live) },
  }) as unknown as Row

test('公开期一满，台账和缺漏表当时就说已撤下，和公开的网页一样，不等夜里的作业 (1.2, 1.6)', () => {
  const old = row('2026-01-05T09:00:00+08:00', null)
  const now = row('2026-02-02T09:00:00+08:00', '2026-03-01')
  const standing = (today: string) =>
    boardOf(office, loadCatalogue(), [org], [old, now], day(today)).find(({ topic }) => topic === 'rules')?.standing
  assert.deepEqual([standing('2026-03-01'), standing('2026-03-02')], ['open', 'expired'])
  const label = (at: string) => disclosureView({ office, at: parseInstant(at) }, now).stateLabel
  assert.notEqual(label('2026-03-01T23:00:00+08:00'), '公开期已满，已撤下')
  assert.equal(label('2026-03-02T00:01:00+08:00'), '公开期已满，已撤下')
})
