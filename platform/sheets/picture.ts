import sharp from 'sharp'

/** How wide a preview is, in px: enough to see what a paper is like, small enough for a slow line. */
const width = 640

/** A drawing of a page as a picture for a screen (PNG of few colours). */
export function pictureOf(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg)).resize({ width }).flatten({ background: '#ffffff' }).png({ palette: true }).toBuffer()
}
