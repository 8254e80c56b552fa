export type FaultCode =
  | 'in-use'
  | 'not-writable'
  | 'other-version'
  | 'no-package'
  | 'no-user'
  | 'port-taken'
  | 'cannot-start'

/** Why the embedded database does not run. `message` is one Chinese line for the person at the keyboard. */
export class EmbeddedFault extends Error {
  readonly code: FaultCode

  constructor(code: FaultCode, says: string, cause?: unknown) {
    super(says, cause === undefined ? undefined : { cause })
    this.name = 'EmbeddedFault'
    this.code = code
  }
}
