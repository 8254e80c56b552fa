import { useEffect } from 'react'
import { queries } from '#apps/desk/api/queries.ts'
import { store } from '#apps/desk/api/store.ts'

/** Is the line to the server open? While it isn't, lists are asked for every 30 seconds. */
export const linked = store(true)

const pollEvery = 30_000
const everyNth = 4

/** Listens for what changed and asks for exactly that again. */
export function useLive(signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn) return
    let source = listen()
    let turn = 0
    // A browser gives up a line that was refused (a restart, a lost session); polling takes it up again. Now and then it
    // looks though the line is open: a hint of another node can be lost on its way here.
    const polling = setInterval(() => {
      turn++
      if (source.readyState === EventSource.OPEN && turn % everyNth !== 0) return
      refreshAll()
      if (source.readyState === EventSource.CLOSED) source = listen()
    }, pollEvery)
    return () => {
      clearInterval(polling)
      source.close()
      linked.set(true)
    }
  }, [signedIn])
}

function listen(): EventSource {
  const source = new EventSource('/api/live')
  source.addEventListener('desk', refreshDesk)
  source.addEventListener('queue', () => void queries.invalidateQueries({ queryKey: ['queue'] }))
  source.addEventListener('matter', (event) => refreshMatter(String(event.data)))
  source.onopen = () => {
    if (!linked.get()) refreshAll()
    linked.set(true)
  }
  source.onerror = () => linked.set(false)
  return source
}

function refreshDesk(): void {
  void queries.invalidateQueries({ queryKey: ['desk'] })
  void queries.invalidateQueries({ queryKey: ['office'] })
  void queries.invalidateQueries({ queryKey: ['alarms'] })
}

function refreshAll(): void {
  refreshDesk()
  void queries.invalidateQueries({ queryKey: ['queue'] })
  void queries.invalidateQueries({ queryKey: ['matter'] })
}

/** The event carries the matter's id, bare or as JSON, and its version where known: what is here already isn't asked for again. */
function refreshMatter(data: string): void {
  const told = /^\s*\{/.test(data) ? parsed(data) : { id: data.replaceAll('"', '').trim() }
  if (!told.id) {
    refreshAll()
    return
  }
  const known = queries.getQueryData<{ matter: { version: number } }>(['matter', told.id])
  if (known && told.version !== undefined && known.matter.version >= told.version) return
  void queries.invalidateQueries({ queryKey: ['matter', told.id] })
}

function parsed(data: string): { id?: string; version?: number } {
  try {
    return JSON.parse(data) as { id?: string; version?: number }
  } catch {
    return {}
  }
}
