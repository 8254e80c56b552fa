import { store } from '#apps/desk/api/store.ts'

const slot = 'shouwen-machine'

function kept(): string | null {
  try {
    return localStorage.getItem(slot)
  } catch {
    return null
  }
}

/** The registered machine on which this desk runs, as its clerk said; kept in this browser only (10.3.3). */
export const thisMachine = store<string | null>(kept())

/** Says which machine this is; null for none. */
export function callThis(id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(slot)
    else localStorage.setItem(slot, id)
  } catch {
    // A browser that keeps nothing: it holds until the page is closed.
  }
  thisMachine.set(id)
}

const everyMs = 5 * 60_000

/** A sign of life now and every five minutes while the desk is open. It fails silently: the daily look is there too. */
export function beating(id: string): () => void {
  const beat = () => {
    void fetch(`/api/machines/${id}/beat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).catch(() => null)
  }
  beat()
  const timer = setInterval(beat, everyMs)
  return () => clearInterval(timer)
}
