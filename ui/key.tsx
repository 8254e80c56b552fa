import type { ReactNode } from 'react'

/** A key printed on a button: for the eye only, a screen reader has `aria-keyshortcuts`. */
export function Key({ children }: { children: ReactNode }) {
  return (
    <span className="key" aria-hidden="true">
      {children}
    </span>
  )
}
