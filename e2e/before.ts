import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { demoOffice, demoPost, demoStaff } from '#office/seed.ts'
import { api } from './stage.ts'

/** What others did before a journey begins, asked of the program as their desks would ask it. */

type Taken = { readonly id: string; readonly version: number; readonly number: string }

/** One change in the name of whoever sits at this page; anything but a yes breaks the journey. */
async function change(page: Page, path: string, data: object): Promise<Record<string, unknown>> {
  const answer = await api(page).post(path, { data, headers: { 'idempotency-key': randomUUID() } })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

async function held(page: Page, path: string, data: object): Promise<Taken> {
  const answer = await change(page, path, data)
  return (answer['matter'] ?? answer) as Taken
}

const move = (page: Page, matter: Taken, name: string, input: object) =>
  held(page, `/api/matters/${matter.id}/moves/${name}`, { version: matter.version, ...input })

/** Leave is asked for. */
export async function asksForLeave(page: Page, from: string, until: string): Promise<void> {
  await change(page, '/api/office/absences', { kind: 'leave', from, until, reason: '私事（测试数据）' })
}

/** An important petition, read back, waits for the leader's word. */
export async function importantPetition(page: Page, name: string): Promise<Taken> {
  const opened = await held(page, '/api/matters', {
    kind: 'petition',
    input: {
      ...{ channel: 'visit', name, phone: '13900000021', people: 1, important: true },
      ...{ matter: '补贴迟发两个月（测试数据）', demand: '请核实并补发' },
    },
  })
  const read = await move(page, opened, 'read-back', { points: '补贴迟发两个月', confirmed: true, way: 'face' })
  return move(page, read, 'submit', { opinion: '拟核实后书面答复' })
}

/** A superior looked at a window and found one thing amiss; the head has to confirm it. */
export async function inspected(page: Page): Promise<Taken> {
  const begun = await held(page, '/api/inspections', {
    ...{ office: demoOffice('sljd'), mode: 'spot', template: 'window', people: [] },
    windows: [demoPost('sljd.counter2')],
  })
  const { checklist } = (await (await api(page).get(`/api/inspections/${begun.id}`)).json()) as {
    checklist: { lines: { item: string; whom: { id: string } | null; measure: { unit: string; of?: object } | null }[] }
  }
  const answers = checklist.lines.map(({ item, whom, measure }) => ({
    item,
    ...(whom && { of: whom.id }),
    ...(measure
      ? { value: { amount: item === '4.3.2.b' ? 12 : 0, unit: measure.unit, ...(measure.of && { of: 6 }) } }
      : { result: 'pass' }),
    ...(item === '4.3.2.b' && { note: '旧材料没有入柜（测试数据）' }),
  }))
  const { version } = await held(page, `/api/inspections/${begun.id}/answers`, { answers })
  return move(page, { ...begun, version }, 'finish', { remark: '文件堆放过高（测试数据）' })
}

/** The superior orders what was found to be put right. */
export const ordered = async (page: Page, { id }: Taken): Promise<Taken> => {
  const { page: seen } = (await (await api(page).get(`/api/inspections/${id}`)).json()) as { page: { matter: Taken } }
  return move(page, seen.matter, 'order', {
    ...{ to: demoPost('sljd.counter2'), days: 3, demand: '清理台面（测试数据）' },
  })
}

/** A colleague proposes to praise another for a contact. */
export async function praised(page: Page, staff: Parameters<typeof demoStaff>[0], number: string): Promise<void> {
  const deed = '耐心接待，一次办好（测试数据）'
  await change(page, '/api/commendations', { staff: demoStaff(staff), number, source: 'colleague', deed })
}
