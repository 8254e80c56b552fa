import { connect, type Socket } from 'node:net'

export type Reply = { readonly status: number; readonly body: Buffer; readonly headers: string }

const lastChunk = Buffer.from('0\r\n\r\n')

type Waiting = { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void }

/**
 * One keep-alive connection that asks one thing at a time. As little work as HTTP/1.1 allows: on two cores a usual client
 * would take from the server what is being measured.
 */
export class Wire {
  readonly #port: number
  readonly #from: string | undefined
  #socket: Socket | null = null
  #got: Buffer = Buffer.alloc(0)
  #waiting: Waiting | null = null

  /** `from`: another address of loopback to call from, as another visitor's machine would (Linux). */
  constructor(port: number, from?: string) {
    this.#port = port
    this.#from = from
  }

  /** Sends one request; `headers` are whole lines, each with its line end. Rejects when the connection breaks. */
  ask(method: string, path: string, headers = '', body = ''): Promise<Reply> {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>()
    this.#waiting = { resolve, reject }
    const type = body ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` : ''
    this.#open().write(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${this.#port}\r\n${headers}${type}\r\n${body}`)
    return promise
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = null
  }

  #open(): Socket {
    if (this.#socket) return this.#socket
    const socket = connect({
      ...{ port: this.#port, host: '127.0.0.1' },
      ...(this.#from && { localAddress: this.#from }),
    }).setNoDelay(true)
    this.#got = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    const broken = (error: Error) => {
      if (this.#socket === socket) this.#socket = null
      socket.destroy()
      const waiting = this.#waiting
      this.#waiting = null
      waiting?.reject(error)
    }
    socket.on('error', broken)
    socket.on('close', () => broken(new Error('connection closed')))
    this.#socket = socket
    return socket
  }

  #take(chunk: Buffer): void {
    this.#got = this.#got.length === 0 ? chunk : Buffer.concat([this.#got, chunk])
    const end = this.#got.indexOf('\r\n\r\n')
    if (end < 0) return
    const headers = this.#got.toString('latin1', 0, end)
    const isChunked = /transfer-encoding: chunked/i.test(headers)
    const length = Number(/content-length: (\d+)/i.exec(headers)?.[1] ?? 0)
    // One thing is asked at a time, so the last chunk ends what came; nobody here looks into chunks.
    const whole = isChunked ? this.#got.length : end + 4 + length
    if (this.#got.length < whole || (isChunked && !this.#got.subarray(-5).equals(lastChunk))) return
    const body = this.#got.subarray(end + 4, whole)
    this.#got = this.#got.subarray(whole)
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.resolve({ status: Number(headers.slice(9, 12)), body, headers })
  }
}

/** Signs in and answers the cookie. */
export async function signIn(port: number, username: string, password = 'shouwen-demo'): Promise<string> {
  const wire = new Wire(port)
  const reply = await wire.ask('POST', '/api/session', '', JSON.stringify({ username, password }))
  wire.close()
  const cookie = /set-cookie: ([^;\r]+)/i.exec(reply.headers)?.[1]
  if (!cookie) throw new Error(`sign-in of ${username}: ${reply.status} ${reply.body.toString()}`)
  return cookie
}
