import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

type Props = { label: string; active: boolean; children: ReactNode }

/** One group of a navigation: a button that shows its links, closed by Escape, by a choice, or by leaving it. */
export function MenuGroup({ label, active, children }: Props) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
    }
  }, [open])
  const close = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    event.stopPropagation()
    setOpen(false)
    box.current?.querySelector('button')?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the button and links inside bubble to here
    <div className="menu" ref={box} onKeyDown={close}>
      <button
        type="button"
        className={active ? 'active' : ''}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a chosen link closes the menu; the link itself has its keys */}
      <ul id={id} hidden={!open} onClick={() => setOpen(false)}>
        {children}
      </ul>
    </div>
  )
}
