import { renderPages } from './render.ts'

export type PrintedSign = {
  readonly kind: string
  readonly text: string
  readonly arrow?: 'left' | 'right' | 'ahead' | 'none'
}
type Printed = { readonly org: string; readonly day: string; readonly mark: string | null }

/** Signs to put up (10.4.5): one to a page, as large as it goes, with an arrow where it points the way. */
export function printSigns({ day, signs, ...head }: Printed & { readonly signs: readonly PrintedSign[] }) {
  return renderPages('signs', { ...head, signs, date: day.split('-').map(Number) })
}

type Plan = Printed & { readonly from: string; readonly windows: readonly string[] }

/** The plan of the hall on one page, from its drawing. */
export function printPlan({ day, ...head }: Plan, svg: string): Promise<Uint8Array> {
  const pictures = [{ path: 'plan.svg', bytes: Buffer.from(svg) }]
  return renderPages('plan', { ...head, date: day.split('-').map(Number) }, pictures)
}
