import { Button } from 'antd'
import { isLetter } from '#core/sheet.ts'
import type { MatterView, SheetView } from '#core/view.ts'
import { moment } from '#ui/when.ts'

/** The sheets as issued: opened as PDF, or printed without leaving the page. */
export function Sheets({ sheets, matter }: { sheets: readonly SheetView[]; matter?: MatterView }) {
  return (
    <>
      {matter ? <Forms matter={matter} /> : null}
      {sheets.length === 0 ? <p className="quiet">还没有出具文书。</p> : <Issued sheets={sheets} />}
    </>
  )
}

/** The office's own registers, filled from what is on record (2.1, 7.5). */
function Forms({ matter: { id, kind, facts } }: { matter: MatterView }) {
  const form = kind === 'contact' ? 'first-asked' : Array.isArray(facts['extensions']) ? 'extension' : null
  if (form === null) return null
  return (
    <p>
      <a href={`/api/matters/${id}/forms/${form}.pdf`} target="_blank" rel="noreferrer">
        {form === 'extension' ? '打印延期办理审批表' : '打印首问负责登记表（附回执）'}
      </a>
    </p>
  )
}

function Issued({ sheets }: { sheets: readonly SheetView[] }) {
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
            {isLetter(s.kind) ? (
              <a href={s.url.replace(/\.pdf$/, '.docx')} download>
                Word草稿
              </a>
            ) : null}
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
