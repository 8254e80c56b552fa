import { Button } from 'antd'
import type { SheetView } from '#core/view.ts'
import { moment } from '#ui/when.ts'

/** The sheets as issued: opened as PDF, or printed without leaving the page. */
export function Sheets({ sheets }: { sheets: readonly SheetView[] }) {
  if (sheets.length === 0) return <p className="quiet">还没有出具文书。</p>
  return (
    <ul className="sheets">
      {sheets.map((s) => (
        <li key={s.id}>
          <p>
            <b>{s.title}</b> <span className="digits">{s.number}</span>
          </p>
          <p className="quiet">
            {moment(s.issuedAt)} 出具 · 验证码 <span className="digits">{s.code}</span>
          </p>
          <p>
            <a href={s.url} target="_blank" rel="noreferrer">
              打开 PDF
            </a>
            <Button size="small" onClick={() => printSheet(s.url)}>
              打印
            </Button>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Prints through a hidden frame, so that the clerk stays where they are. */
function printSheet(url: string): void {
  const frame = document.createElement('iframe')
  frame.className = 'unseen'
  frame.title = '打印'
  frame.src = url
  frame.onload = () => frame.contentWindow?.print()
  document.body.append(frame)
  setTimeout(() => frame.remove(), 120_000)
}
