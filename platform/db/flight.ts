import { Socket } from 'node:net'

/** A socket that sends what is written in one turn of the event loop by one system call: a pipeline is one flight. */
export class Flight extends Socket {
  #gathering = false

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
