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

/** The sign-in succeeded: everything that waited goes on. */
export function openGate(): void {
  askedToSignIn.set(false)
  for (const go of waiting.splice(0)) go()
}
