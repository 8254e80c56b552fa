import { qrOf } from './badges.ts'
import { drawable } from './fonts.ts'
import { renderPages } from './render.ts'

/** A number on paper: the office, the number, what for, how far the line was. Nobody's name, telephone or number is on it. */
export type TicketSlip = {
  readonly org: string
  readonly number: string
  readonly zone: string
  readonly lane: string | null
  readonly wish: string
  /** How far the line was when it was printed; null for whoever is called already. */
  readonly wait: string | null
  /** Day and time of taking, spoken. */
  readonly taken: string
  /** With the number it lets its holder rate the window that served them (10.5.1). */
  readonly code: string
  /** Where its QR code leads. */
  readonly url: string
  readonly day: string
  readonly mark: string | null
}

/** The slip as PDF on a roll of 80 mm. A character without a glyph stands as 〓: the number must get to its owner. */
export function printTicket({ url, day, ...slip }: TicketSlip): Promise<Uint8Array> {
  const { drawn } = drawable(slip)
  return renderPages('tickets', { ...drawn, qr: qrOf(url), date: day.split('-').map(Number) })
}
