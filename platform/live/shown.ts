/** Told by the line between the nodes. */
export type Watch = {
  /** Somebody changed what public pages show. */
  readonly changed: () => void
  /** Whether such a change would be heard from now on. */
  readonly hears: (does: boolean) => void
}

export type Shown = {
  /** The same number is the same content; null while this node can't know, because the line between the nodes is cut. */
  readonly version: () => number | null
  readonly watch: Watch
}

/** The version of what public pages show: `own` counts what was changed here; `alone` is the only node, and needs no line. */
export function makeShown(own: () => number, alone: boolean): Shown {
  let heard = 0
  let hears = alone
  return {
    version: () => (hears ? own() + heard : null),
    watch: {
      changed() {
        heard++
      },
      hears(does) {
        // Whatever was said while nobody listened may have been a change.
        heard++
        hears = does
      },
    },
  }
}
