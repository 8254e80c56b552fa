import { Socket } from 'node:net'

/** A socket that sends what is written in one turn of the event loop by one system call: a pipeline is one flight. */
export class Flight extends Socket {
  #gathering = false

  /** To a port of a host, or to a socket's path: the two ways that pg connects. */
  override connect(...address: unknown[]): this {
    Reflect.apply(super.connect, this, address)
    // Node lays its own `write` over ours while it connects; without this each statement is a system call of its own.
    Reflect.deleteProperty(this, 'write')
    return this
  }

  override write(chunk: Uint8Array | string, ...rest: never[]): boolean {
    if (!this.#gathering) {
      this.#gathering = true
      this.cork()
      process.nextTick(() => {
        this.#gathering = false
        this.uncork()
      })
    }
    return super.write(chunk, ...rest)
  }
}
