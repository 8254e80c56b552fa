import { encode } from 'uqr'
import type { SheetHead, TrainingCertificate } from '#core/sheet.ts'
import { drawable } from './fonts.ts'

type Issued = { readonly head: SheetHead; readonly data: TrainingCertificate }

/**
 * 合格证 as the template `certificates` takes them, a page each: one alone looks as it does among many. RangeError for none, or
 * one without a spoken date.
 */
export function certificatePages(papers: readonly Issued[]) {
  const { drawn, isWhole } = drawable(papers.map(({ head, data }) => ({ head, data })))
  const [, year, month, day] = /^(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(drawn[0]?.head.issuedAt ?? '') ?? []
  if (!day) throw new RangeError('a certificate without a spoken date')
  return {
    ...{ date: [year, month, day].map(Number), isWhole },
    papers: drawn.map(({ head, data }) => ({ head, data, qr: qrOf(head.verifyUrl) })),
  }
}

/** A QR code as one SVG path: sharp at any size. */
function qrOf(address: string): string {
  const { data, size } = encode(address, { ecc: 'M', border: 0 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}
