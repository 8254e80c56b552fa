import type { Refusal } from '#core/refusal.ts'
import { assignedTo, nameOf, type OfficeId, type PostId } from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import { saveWindow, saveWindowClosed } from '#office/ground-store.ts'
import { keeps, leads } from '#office/keeper.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'

export type WindowAsk = {
  readonly office: OfficeId
  readonly number: number
  readonly name: string
  readonly post: PostId
}
type OfWindow = { readonly office: OfficeId; readonly number: number }

/** A window is opened, renamed or given another post. Without A and B of its post it stays shut (5.5). */
export function openWindow(office: OfficeSnapshot, by: By, ask: WindowAsk): Refusal | Change<OfWindow> {
  const { roster } = office
  const o = office.organizations.get(ask.office)
  if (!o || !(keeps(office, by, ask.office) || leads(office, by, ask.office))) return notSeen('没有这个单位')
  if (o.closedAt !== null) return badInput('10.1.3', '/office', `${o.name}已撤销`)
  const post = (roster.postsIn.get(ask.office) ?? []).find((p) => p.id === ask.post)
  if (!post) return badInput('10.1.3', '/post', '本单位没有这个岗位')
  for (const role of ['A', 'B'] as const)
    if (assignedTo(roster, ask.post, role, by.at) === null)
      return notMet('5.5', `${post.name}没有${role}角，配齐AB角后才能开设窗口`)
  const { office: org, number, name } = ask
  return {
    writes: [saveWindow(by.tenant, org, number, name, ask.post)],
    line: {
      ...{ act: 'window.open', clause: '10.1.3', office: org },
      what: { number, name, post: ask.post },
      says: `${nameOf(roster, by.staff)}设置${o.name}${number}号窗口${name}，由${post.name}承办`,
    },
    result: { office: org, number },
  }
}

/** The window is taken away; its number may be used again. */
export function closeWindow(
  office: OfficeSnapshot,
  by: By,
  ask: OfWindow & { readonly screens: number },
): Refusal | Change<OfWindow> {
  if (!(keeps(office, by, ask.office) || leads(office, by, ask.office))) return notSeen('没有这个窗口')
  const window = (office.windows.get(ask.office) ?? []).find((w) => w.number === ask.number)
  if (!window) return notSeen('没有这个窗口')
  if (ask.screens > 0) return notMet('10.5.1', '这个窗口还有评价器在用，请先解除配对')
  const { office: org, number } = ask
  return {
    writes: [saveWindowClosed(by.tenant, org, number, by.at)],
    line: {
      ...{ act: 'window.close', clause: '10.1.3', office: org },
      what: { number },
      says: `${nameOf(office.roster, by.staff)}撤销${number}号窗口${window.name}`,
    },
    result: { office: org, number },
  }
}
