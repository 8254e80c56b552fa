import type { Socket } from 'node:net'
import { faultOf, problemJson } from '#platform/http/refuse.ts'

/** What Node's parser gave up: there is no request yet, so nothing else of the door answers. */
type Broken = Error & { readonly code?: string; readonly rawPacket?: unknown }

/**
 * Bytes of an address with its headers: five thousand signs, nine bytes each, are still heard and answered by the route. Less
 * than is read at once, so that what was asked for is seen in what is too long.
 */
export const headerBytes = 49_152

const lines: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    '地址太长，打不开。请返回上一页；查找的只写几个字，如编号、姓名或事项名称',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', '请求没有发完就超时了，请检查网络后再试'],
}
const unclear = [400, 'Bad Request', '请求格式有误，请返回上一页再试'] as const

/** Answers in Chinese what isn't yet a request: a page to who opens an address, a problem document to who asks the API. */
export function unheard({ code = '', rawPacket }: Broken, socket: Socket): void {
  // The rest of what is still coming in is broken too.
  if (code === 'ECONNRESET' || socket.destroyed || answered.has(socket)) return
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const [status, reason, says] = lines[code] ?? unclear
  const isApi = Buffer.isBuffer(rawPacket) && / \/api\//.test(rawPacket.subarray(0, 20).toString('latin1'))
  const body = isApi ? JSON.stringify(faultOf('bad-request', says, status)) : pageOf(says)
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    `Content-Type: ${isApi ? problemJson : 'text/html; charset=utf-8'}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ]
  answered.add(socket)
  // Closed at once, it would be reset by what still comes in, and nobody would read the answer.
  setTimeout(() => socket.destroy(), lingerMs).unref()
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

const answered = new WeakSet<Socket>()
const lingerMs = 1_000

const pageOf = (says: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>打不开 · 首问</title><h1>打不开</h1><p>${says}。</p><p><a href="/">回到首页</a></p></html>\n`
