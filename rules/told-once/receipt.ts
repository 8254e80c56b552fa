import { dayOf, type Instant, spoken } from '#core/day.ts'
import type { Paper } from '#core/sheet.ts'
import { nameOf } from '#matter/setting.ts'
import { visitorCode } from '#matter/visitor.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { CaseFacts } from './contract.ts'
import { applicantOf, kinds } from './papers.ts'
import type { Part } from './sitting.ts'

type Row = { readonly name: string; readonly services: string[] }

/** 一站式受理回执: all cases of a sitting with their dates and codes, each shared paper named once (6.4, 10.1.2). */
export function receiptPaper(world: World, office: OfficeSnapshot, parts: readonly Part[], at: Instant): Paper {
  const [first] = parts
  const received = new Map<string, Row & { readonly copies: number; readonly form: string }>()
  const missing = new Map<string, Row & { readonly fault: string }>()
  for (const { held, service } of parts)
    for (const { id, result, reason } of (held.matter.facts as CaseFacts).review?.materials ?? []) {
      const material = service.materials.find((one) => one.id === id)
      if (!material || result === 'waived') continue
      const key = material.paper ?? `${service.code} ${id}`
      const { name, copies, kind } = material
      const book: Map<string, Row> = result === 'ok' ? received : missing
      const known = book.get(key)
      if (known) known.services.push(service.name)
      else if (result === 'ok')
        received.set(key, { name, copies: Math.max(1, copies), form: kinds[kind], services: [service.name] })
      else missing.set(key, { name, fault: reason ?? '缺少或不合格', services: [service.name] })
    }
  return {
    kind: 'sitting-receipt',
    data: {
      applicant: applicantOf(first!.service, first!.held.matter.facts as CaseFacts),
      receivedAt: spoken(dayOf(at)),
      cases: parts.map(({ held: { matter }, service }) => ({
        service: service.name,
        number: matter.number,
        state: world.processes.of(matter.kind, matter.service)?.states[matter.state]?.label ?? matter.state,
        promisedAt: promisedOf(matter),
        code: visitorCode(world.keys, matter.id),
      })),
      received: [...received.values()],
      missing: [...missing.values()],
      followUp: '可凭办件编号和查询码查询每一项的办理进度、评价服务。同一材料用于几项的，补交一次即可。',
      handler: { name: nameOf(office, first!.held.matter.custody.holder.staff) },
    },
  }
}

function promisedOf({ clocks, closedAt }: Part['held']['matter']): string {
  if (closedAt !== null) return spoken(dayOf(closedAt))
  const running = clocks.find(({ name }) => name === 'limit')
  if (running?.dueAt) return spoken(dayOf(running.dueAt))
  const supplement = clocks.find(({ name, is }) => name === 'supplement' && is === 'running')
  return supplement?.dueAt ? `${spoken(dayOf(supplement.dueAt))}前补正` : '受理后确定'
}
