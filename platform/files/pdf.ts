import { promisify } from 'node:util'
import { constants, inflate as inflateAsync } from 'node:zlib'
import type { Refusal } from '#core/refusal.ts'

const inflate = promisify(inflateAsync)

/** Known by its first bytes, never by its name. */
export const isPdf = (bytes: Uint8Array): boolean =>
  /^%PDF-[12]\.\d/.test(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 8)).toString('latin1'))

/** What a reading program would do by itself, or bring along: programs, calls of other programs, files in the file. */
const acting = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])/
/** The same where packed data stand between the names: two letters occur in them by chance. */
const surelyActing = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm)(?![A-Za-z0-9])/
const locked = /\/Encrypt(?![A-Za-z0-9])/

/** Of packed objects so much is looked at; a paper has a hundredth of it. */
const mostUnpacked = 32 * 1024 * 1024

/**
 * Why a PDF isn't kept, or null. It isn't drawn anew like a picture, so what acts by itself is looked for, also under
 * names spelled by numbers (`/J#61vaScript`) and in packed objects; what can't be looked into is not kept.
 */
export async function pdfProblem(bytes: Uint8Array): Promise<Refusal | null> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!isPdf(bytes) || !text.slice(-2048).includes('%%EOF')) return refused('这个PDF打不开，可能没有传完或者已损坏')
  const raw = named(text)
  if (locked.test(raw)) return encrypted
  if (surelyActing.test(raw) || acting.test(named(text.replaceAll(packed, 'stream endstream')))) return active
  let left = mostUnpacked
  for (const { dict, data } of streamsOf(text)) {
    const head = named(dict)
    // Points of a picture hold no objects; what says where a first object lies does, whatever else it says of itself.
    const isObjects = /\/First(?![A-Za-z])/.test(head)
    if (/\/Image(?![A-Za-z])/.test(head) && !isObjects) continue
    if (!/\/Filter(?![A-Za-z])/.test(head)) continue
    if (isObjects && !onlyFlate.test(head)) return unread
    if (!/\/(FlateDecode|Fl)(?![A-Za-z])/.test(head)) continue
    const made = await unpacked(Buffer.from(data, 'latin1'), left)
    if (made === tooMuch || (made === null && isObjects)) return unread
    left -= made?.length ?? 0
    if (made !== null && acting.test(named(made))) return active
  }
  return null
}

const packed = /(?<!end)stream\r?\n[\s\S]*?endstream/g

/** Each stream with what is said of it before it. */
function* streamsOf(text: string): Generator<{ readonly dict: string; readonly data: string }> {
  for (const found of text.matchAll(packed)) {
    const before = text.slice(Math.max(0, found.index - 4096), found.index)
    const data = found[0].replace(/^stream\r?\n/, '').slice(0, -'endstream'.length)
    yield { dict: before.slice(Math.max(0, before.lastIndexOf(' obj'))), data }
  }
}

const onlyFlate = /\/Filter\s*(?:\[\s*\/(?:FlateDecode|Fl)\s*\]|\/(?:FlateDecode|Fl))\s*(?:\/|>>)/

const tooMuch = Symbol('more than is looked at')

/** Unpacked up to so many bytes; null where it can't be. */
async function unpacked(data: Buffer, most: number): Promise<string | typeof tooMuch | null> {
  if (most <= 0) return tooMuch
  try {
    return (await inflate(data, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH })).toString('latin1')
  } catch (error) {
    return error instanceof RangeError ? tooMuch : null
  }
}

/** Names as a reader understands them. */
const named = (text: string): string =>
  text.replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const refused = (says: string): Refusal => ({
  refused: 'bad-input',
  clause: null,
  says,
  problems: [{ at: '/file', says }],
})
const encrypted = refused('这个PDF加了密码或者限制，没法审查；请去掉密码以后再传，或者拍照上传')
const active = refused(
  '这个PDF里带有程序、附件或者会自己执行的动作，为了安全不收；请用“打印”另存成PDF再传，或者拍照上传',
)
const unread = refused('这个PDF的结构太复杂，没法检查是否安全；请用“打印”另存成PDF再传，或者拍照上传')
