import type { Venue, ZoneKind } from './contract.ts'

type Named = { readonly number: number; readonly name: string }

const cell = 24
const edge = 14

/** Fills that print apart in black and white too: each zone has its own hatching beside its own tint. */
const tints: Readonly<Record<ZoneKind, readonly [fill: string, hatch: string]>> = {
  information: ['#e3f0f3', 'M0 8L8 0'],
  guidance: ['#eef3e2', 'M0 0L8 8'],
  service: ['#fdf3df', 'M0 4L8 4'],
  self: ['#efe9f5', 'M4 0L4 8'],
  rest: ['#f2f2f2', 'M0 0'],
  archive: ['#e9e4dc', 'M0 4L8 4M4 0L4 8'],
  other: ['#ffffff', 'M0 0'],
}

/** The hall as a drawing: zones as rectangles on a grid, windows as squares with their numbers (10.1.3). Scales without loss. */
export function planOf(venue: Venue, title: string, windows: readonly Named[]): string {
  const [width, height] = [venue.columns * cell + edge * 2, venue.rows * cell + edge * 2]
  const kinds = [...new Set(venue.zones.map(({ kind }) => kind))]
  const patterns = kinds.map(
    (kind) =>
      `<pattern id="h-${kind}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${tints[kind][0]}"/><path d="${tints[kind][1]}" stroke="#9aa5a8" stroke-width="0.5" fill="none"/></pattern>`,
  )
  const zones = venue.zones.map(({ kind, name, x, y, width: w, height: h }) => {
    const [left, top] = [edge + (x - 1) * cell, edge + (y - 1) * cell]
    const size = Math.max(7, Math.min(15, (w * cell - 8) / Math.max(1, [...name].length)))
    const label = `<text x="${left + (w * cell) / 2}" y="${top + size + 5}" font-size="${size}" text-anchor="middle" stroke="#ffffff" stroke-width="3" paint-order="stroke">${escaped(name)}</text>`
    return `<rect x="${left}" y="${top}" width="${w * cell}" height="${h * cell}" fill="url(#h-${kind})" stroke="#0b5563" stroke-width="1.5"/>${label}`
  })
  const marks = venue.windows.map(({ number, x, y }) => {
    const [left, top] = [edge + (x - 1) * cell + 2, edge + (y - 1) * cell + 2]
    const name = windows.find((one) => one.number === number)?.name ?? `${number}号窗口`
    return `<g><title>${escaped(name)}</title><rect x="${left}" y="${top}" width="${cell - 4}" height="${cell - 4}" rx="3" fill="#0b5563"/><text x="${left + cell / 2 - 2}" y="${top + cell / 2 + 3}" font-size="13" font-weight="bold" text-anchor="middle" fill="#ffffff">${number}</text></g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title><defs>${patterns.join('')}</defs>
<rect x="${edge / 2}" y="${edge / 2}" width="${width - edge}" height="${height - edge}" fill="#ffffff" stroke="#333333" stroke-width="3"/>
${zones.join('\n')}
${marks.join('\n')}
</svg>`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
