import { useEffect } from 'react'
import { beating, thisMachine } from '#apps/desk/api/machine.ts'
import { useStore } from '#apps/desk/api/store.ts'

/** Lets the register know that this machine works, while somebody is signed in at it (10.3.3). */
export function Beat() {
  const id = useStore(thisMachine)
  useEffect(() => (id === null ? undefined : beating(id)), [id])
  return null
}
