import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'

export type Tab = { readonly key: string; readonly label: string; readonly content: ReactNode }

/** Tabs by the ARIA pattern: arrows move, all panels stay in the page so that printing shows them. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  const [open, setOpen] = useState(tabs[0]?.key ?? '')
  const id = useId()
  const shown = tabs.some((t) => t.key === open) ? open : tabs[0]?.key
  const turn = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = tabs[(tabs.findIndex((t) => t.key === shown) + step + tabs.length) % tabs.length]
    if (!next) return
    setOpen(next.key)
    document.getElementById(`${id}-${next.key}`)?.focus()
  }
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} onKeyDown={turn}>
        {tabs.map((t) => (
          <button
            key={t.key}
            type="button"
            role="tab"
            id={`${id}-${t.key}`}
            aria-selected={t.key === shown}
            aria-controls={`${id}-${t.key}-panel`}
            tabIndex={t.key === shown ? 0 : -1}
            onClick={() => setOpen(t.key)}
          >
            {t.label}
          </button>
        ))}
      </div>
      {tabs.map((t) => (
        <section
          key={t.key}
          role="tabpanel"
          id={`${id}-${t.key}-panel`}
          aria-labelledby={`${id}-${t.key}`}
          data-open={t.key === shown}
        >
          <h3 className="on-paper">{t.label}</h3>
          {t.content}
        </section>
      ))}
    </div>
  )
}
