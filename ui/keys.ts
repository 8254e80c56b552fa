import { useEffect, useRef } from 'react'
import { isTyping } from '#ui/form/focus.ts'

/** What a key does; the name is `event.key`, with `Alt+` before it where Alt is held. */
export type Keys = Readonly<Record<string, () => void>>

/**
 * Keys of a screen. Single keys rest while the person types, while a dialog is open, and when `single` is off
 * (WCAG 2.1.4: speech input and shaking hands must not trigger them); those with Alt always work.
 */
export function useKeys(keys: Keys, single = true): void {
  const latest = useRef({ keys, single })
  latest.current = { keys, single }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.defaultPrevented) return
      const name = event.altKey ? `Alt+${event.code.replace('Key', '').toLowerCase()}` : event.key
      const act = latest.current.keys[name]
      if (!act) return
      if (
        !event.altKey &&
        (!latest.current.single || isTyping(event.target) || document.querySelector('[role=dialog]'))
      )
        return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
