import { formOf } from '#office/register.ts'
import type { Window } from '#office/snapshot.ts'
import { FinishBody, LaneBody, type Plan, PlanBody, TakeBody, TransferBody } from './contract.ts'

type Choice = { readonly id: string; readonly name: string }
const oneOf = (list: readonly { readonly const: string | number; readonly title: string }[]) => ({ oneOf: list })

/** The forms of the queue as the desk draws them: services, zones and windows become choices of this office. */
export function formsOf(plan: Plan, windows: readonly Window[], services: readonly Choice[]) {
  const numbers = oneOf(windows.map(({ number, name }) => ({ const: number, title: `${number}号（${name}）` })))
  const codes = oneOf(services.map(({ id, name }) => ({ const: id, title: name })))
  const { window, ...transfer } = formOf(TransferBody, {
    zone: plan.zones.map(({ letter, name }) => ({ id: letter, name })),
  }).properties
  const { zones } = PlanBody.properties
  const zone = zones.items.properties
  return {
    take: formOf(TakeBody, { service: services }),
    finish: FinishBody,
    transfer: {
      ...TransferBody,
      properties: { zone: transfer['zone'], window: { ...window, ...numbers }, why: transfer['why'] },
    },
    lane: LaneBody,
    plan: {
      ...PlanBody,
      properties: {
        ...PlanBody.properties,
        zones: {
          ...zones,
          items: {
            ...zones.items,
            properties: {
              ...zone,
              services: { ...zone.services, items: { type: 'string', ...codes } },
              windows: { ...zone.windows, items: { type: 'integer', ...numbers } },
            },
          },
        },
      },
    },
  }
}
