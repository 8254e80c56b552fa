import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Listeners in a process of their own: each a line that stays open, taken up again when it breaks, as a browser does. */
export type Ears = {
  readonly port: number
  readonly lines: readonly { readonly path: string; readonly cookie: string }[]
}
export type Heard = {
  /** Lines that are open now. */
  readonly open: number
  /** Moments (ms since 1970) at which each line first heard of a change since it was asked last; a line that didn't has none. */
  readonly at: readonly number[]
  /** Moments at which each line was open again. */
  readonly openAt: readonly number[]
  readonly refused: number
}

/** What a browser waits where the server didn't say. */
const usualRetry = 3_000
let open = 0
let refused = 0
let at = new Map<number, number>()
let openAt: number[] = []

process.on('message', (asked: Ears | 'heard') => {
  if (asked === 'heard') {
    process.send?.({ open, at: [...at.values()], openAt, refused } satisfies Heard)
    at = new Map()
    openAt = []
    refused = 0
  } else void start(asked)
})
process.on('disconnect', () => process.exit(0))

async function start({ port, lines }: Ears): Promise<void> {
  for (const [n, line] of lines.entries()) {
    listen(port, line.path, line.cookie, n)
    if (n % 50 === 49) await sleep(50)
  }
}

function listen(port: number, path: string, cookie: string, nth: number): void {
  const socket = connect({ port, host: '127.0.0.1', localAddress: `127.9.${nth % 250}.${1 + (nth % 200)}` })
  let isOpen = false
  let retry = usualRetry
  socket.on('data', (chunk: Buffer) => {
    const text = chunk.toString('latin1')
    if (!isOpen && text.startsWith('HTTP/1.1 200')) {
      isOpen = true
      open++
      openAt.push(Date.now())
    } else if (!isOpen) {
      refused++
      socket.destroy()
    }
    retry = Number(/^retry: (\d+)/m.exec(text)?.[1] ?? retry)
    if (text.includes('event: ') && !at.has(nth)) at.set(nth, Date.now())
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    if (isOpen) open--
    isOpen = false
    setTimeout(() => listen(port, path, cookie, nth), retry)
  })
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: text/event-stream\r\ncookie: ${cookie}\r\n\r\n`,
  )
}
