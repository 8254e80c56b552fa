/** How wide a preview is, in px: enough to see what a paper is like, small enough for a slow line. */
const width = 640

/** A drawing of a page as a picture for a screen (PNG of few colours). The library is loaded with the first. */
export async function pictureOf(svg: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  return sharp(Buffer.from(svg)).resize({ width }).flatten({ background: '#ffffff' }).png({ palette: true }).toBuffer()
}
