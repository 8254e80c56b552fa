import { Button } from 'antd'
import { useEffect } from 'react'
import { store, useStore } from '#apps/desk/api/store.ts'
import type { SheetView } from '#core/view.ts'

export type News = { readonly says: string; readonly sheets: readonly SheetView[] }

const news = store<News | null>(null)

/** Says what has just been done, with the sheets that it issued, for ten seconds and to a screen reader. */
export function tell(says: string, sheets: readonly SheetView[] = []): void {
  news.set({ says, sheets })
}

export function Told() {
  const now = useStore(news)
  useEffect(() => {
    if (!now) return
    const end = setTimeout(() => news.set(null), now.sheets.length ? 30_000 : 10_000)
    return () => clearTimeout(end)
  }, [now])
  return (
    <div className="told" role="status" aria-live="polite">
      {now ? (
        <p>
          <span>{now.says}</span>
          {now.sheets.map((s) => (
            <a key={s.id} href={s.url} target="_blank" rel="noreferrer">
              打印{s.title}
            </a>
          ))}
          <Button size="small" type="text" onClick={() => news.set(null)}>
            知道了
          </Button>
        </p>
      ) : null}
    </div>
  )
}
