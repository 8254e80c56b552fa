/** The database is there but not fit to serve. `message` is one Chinese line for the person who starts the program. */
export class DatabaseFault extends Error {
  constructor(says: string, cause?: unknown) {
    super(says, cause === undefined ? undefined : { cause })
    this.name = 'DatabaseFault'
  }
}
