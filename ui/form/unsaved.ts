import { useCallback, useEffect, useRef } from 'react'

/**
 * Once something was typed, the browser asks before the page is left or loaded again; it ends with the form. Answers what to
 * call when something is typed.
 */
export function useUnsaved(): () => void {
  const isTyped = useRef(false)
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (isTyped.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])
  return useCallback(() => {
    isTyped.current = true
  }, [])
}
