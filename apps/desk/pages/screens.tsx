import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { devices, office } from '#apps/desk/api/office.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import { Devices, type Pairing } from '#rules/quality-service/screens/devices.tsx'
import { Reading } from '#ui/state.tsx'

/** Pairing and stopping the hall's screens: the evaluators of my office's windows (10.5.1), its kiosks (10.4.4) and displays (10.4.5). */
export function Screens() {
  const place = useQuery(office)
  const all = useQuery(devices)
  const [made, setMade] = useState<Pairing | null>(null)
  const again = () => void queries.invalidateQueries({ queryKey: ['office', 'devices'] })
  const failed = (error: Error) => tell(error.message)
  const pair = useMutation({
    mutationFn: (window: number | 'kiosk' | 'display') =>
      typeof window === 'string'
        ? change<Pairing>('POST', `/api/hall/${window}s`, {})
        : change<Pairing>('POST', '/api/hall/pairings', { window }),
    onSuccess: (pairing) => {
      setMade(pairing)
      again()
    },
    onError: failed,
  })
  const revoke = useMutation({
    mutationFn: (id: string) => change('DELETE', `/api/hall/devices/${id}`, {}),
    onSuccess: again,
    onError: failed,
  })
  return (
    <main id="main" className="page">
      <h1>屏幕和评价器</h1>
      <Reading of={all} />
      {all.data ? (
        <Devices
          origin={window.location.origin}
          windows={place.data?.windows ?? []}
          devices={all.data}
          made={made}
          busy={pair.isPending || revoke.isPending}
          onPair={(window) => pair.mutate(window)}
          onPairFree={(kind) => pair.mutate(kind)}
          onRevoke={(id) => revoke.mutate(id)}
        />
      ) : null}
    </main>
  )
}
