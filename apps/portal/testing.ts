import type { testHall } from '#apps/hall/testing.ts'

type Hall = Awaited<ReturnType<typeof testHall>>
export type Answers = Readonly<Record<string, unknown>>

/** A form as a browser posts it: lists repeat their name, a cell of a row is `members.0.name`. */
export function typed(form: Answers, before = ''): [string, string][] {
  return Object.entries(form).flatMap(([name, value]): [string, string][] => {
    const at = `${before}${name}`
    if (!Array.isArray(value)) return [[at, String(value)]]
    return value.flatMap((one, n): [string, string][] =>
      typeof one === 'object' ? typed(one as Answers, `${at}.${n}.`) : [[at, String(one)]],
    )
  })
}

export const query = (fields: [string, string][]) => new URLSearchParams(fields).toString()

/** One file of a material as a browser posts it: its name and what it is called count for nothing. */
export const uploader =
  ({ send }: Hall) =>
  (url: string, cookie: string, material: string, bytes: Buffer) => {
    const mark = 'x5b2'
    const head = `--${mark}\r\nContent-Disposition: form-data; name="material"\r\n\r\n${material}\r\n--${mark}\r\nContent-Disposition: form-data; name="file"; filename="照片.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`
    return send('POST', url, {
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${mark}--\r\n`)]),
      headers: {
        cookie,
        'content-type': `multipart/form-data; boundary=${mark}`,
        origin: 'http://localhost:3000',
        host: 'localhost:3000',
      },
    })
  }
