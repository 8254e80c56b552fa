import { store } from '#apps/desk/api/store.ts'

/** Requests that met 401 wait here until the person has signed in again; the form underneath stays as it is. */
const waiting: (() => void)[] = []

/** True while the sign-in is asked for in place, over the page. */
export const askedToSignIn = store(false)

/** Resolves when the person has signed in again. */
export function signedInAgain(): Promise<void> {
  askedToSignIn.set(true)
  return new Promise((go) => waiting.push(go))
}

/** Whose desk this page is since it was loaded. */
let whose: string | null = null

/** Takes the desk for this person; false when it is somebody else's: then it has to begin anew, with nothing of theirs. */
export function takeDesk(staff: string): boolean {
  whose ??= staff
  return whose === staff
}

/** The sign-in succeeded: what waited goes on. What another left waiting is not sent under this name: the desk begins anew. */
export function openGate(staff: string): void {
  if (!takeDesk(staff)) {
    beginAnew()
    return
  }
  askedToSignIn.set(false)
  for (const go of waiting.splice(0)) go()
}

/** Loads the page anew for somebody else, without asking about what the first one typed: it isn't theirs to keep. */
export function beginAnew(): void {
  window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
  location.reload()
}

/** Who was here has signed out: the desk is nobody's, and what waited is not sent. */
export function leaveDesk(): void {
  whose = null
  waiting.splice(0)
}
