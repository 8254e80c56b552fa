import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Drawn, taskOf } from './render.ts'

/** The size of a preview in px, an upright A4: enough to see what a paper is like, small enough for a slow line. */
const size = { width: 480, height: 679 }
/** A paper is black on white: few greys are enough, and no dots between them. */
const colours = { palette: true, colours: 32, dither: 0, effort: 1 } as const

/** A drawing of a page as a picture for a screen (PNG), all of one shape. The library is loaded with the first. */
export async function pictureOf(
  svg: string,
  shape: { readonly width: number; readonly height: number } = size,
): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  // Drawn as large as it is wanted, not made larger afterwards.
  const [, width = '595'] = /\swidth="([\d.]+)"/.exec(svg) ?? []
  const density = Math.max(72, Math.min(600, (72 * shape.width) / Number(width)))
  return sharp(Buffer.from(svg), { density })
    .resize({ ...shape, fit: 'contain', position: 'top', background: '#ffffff' })
    .flatten({ background: '#ffffff' })
    .png(colours)
    .toBuffer()
}

/** Names the picture without making it: another where the words, the template or the way to the picture are others. */
export function pictureVersion(what: Drawn): string {
  const task = taskOf(what)
  const template = 'paper' in task ? 'sheet' : task.template
  return createHash('sha256')
    .update(JSON.stringify([size, colours, task]))
    .update(readFileSync(new URL(`${template}.typ`, import.meta.url)))
    .digest('base64url')
    .slice(0, 16)
}
