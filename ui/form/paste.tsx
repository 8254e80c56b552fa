import { Button, Input } from 'antd'
import { useId } from 'react'
import { type Pasted, readPasted } from '#ui/form/pasted.ts'
import { choicesOf, fieldsOf, type Schema, widgetOf } from '#ui/form/schema.ts'

type Props = {
  label: string
  item: Schema
  text: string
  onText: (text: string) => void
  /** How many rows there is still room for. */
  room: number
  onTake: (read: Pasted) => void
  onLeave: () => void
}

/** A piece of a spreadsheet as it was understood, before it becomes rows; what was not understood is told cell by cell. */
export function Paste({ label, item, text, onText, room, onTake, onLeave }: Props) {
  const hint = useId()
  const read = readPasted(text, item)
  const fields = fieldsOf(item)
  const wrong = read.rows.filter(({ cells }) => cells.some(({ fault }) => fault)).length
  return (
    <section className="paste" aria-label={`${label}：从表格粘贴`}>
      <p className="quiet" id={hint}>
        在电子表格里选中这些行，复制，粘贴到下面。第一行是栏名的按栏名对，否则按这个顺序：
        {fields.map(([name, { title }]) => title ?? name).join('、')}。
      </p>
      <Input.TextArea
        aria-label="粘贴的表格"
        aria-describedby={hint}
        autoSize={{ minRows: 2, maxRows: 4 }}
        value={text}
        autoFocus
        onChange={({ target }) => onText(target.value)}
      />
      {read.rows.length > 0 ? (
        <>
          <p role="status">
            共{read.rows.length}行，{wrong === 0 ? '全都看懂了' : `其中${wrong}行有要改的地方，已标出`}。
            {read.unused.length > 0 ? `没有用到的栏：${read.unused.join('、')}。` : null}
            {read.rows.length > room ? `还能加${room}行，多出的请分次办理。` : null}
          </p>
          <div className="paste-rows">
            <table className="plain">
              <caption className="unseen">看懂的内容</caption>
              <thead>
                <tr>
                  {['行', ...fields.map(([name, { title }]) => title ?? name)].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {read.rows.map(({ line, cells }) => (
                  <tr key={line}>
                    <th scope="row">{line}</th>
                    {cells.map(({ name, raw, value, fault }, n) => (
                      <td key={name} data-wrong={fault !== null}>
                        {fault === null ? said(fields[n]?.[1] ?? {}, value) : raw}
                        {fault === null ? null : <small>{fault}</small>}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
      <div className="bar">
        <Button
          type="primary"
          disabled={read.rows.length === 0 || read.rows.length > room}
          onClick={() => onTake(read)}
        >
          加入{read.rows.length > 0 ? `${read.rows.length}行` : ''}
        </Button>
        <Button onClick={onLeave}>不加入</Button>
      </div>
    </section>
  )
}

type LeftProps = { item: Schema; from: number; read: Pasted; onSeen: () => void }

/** What stayed empty or wrong of the rows that came in, until somebody has put it right: nothing of the table is lost. */
export function Left({ item, from, read, onSeen }: LeftProps) {
  const titles = new Map(fieldsOf(item).map(([name, { title = name }]) => [name, title]))
  const left = read.rows.flatMap(({ cells }, n) =>
    cells.flatMap(({ name, raw, fault }) => (fault === null ? [] : [{ row: from + n, name, raw, fault }])),
  )
  if (left.length === 0) return null
  return (
    <div className="trouble" role="status">
      <p>粘贴的内容有{left.length}处要改：</p>
      <ul>
        {left.map(({ row, name, raw, fault }) => (
          <li key={`${row} ${name}`}>
            第{row + 1}行，{titles.get(name)}
            {raw ? `“${raw}”` : ''}：{fault}
          </li>
        ))}
      </ul>
      <Button size="small" onClick={onSeen}>
        知道了
      </Button>
    </div>
  )
}

/** A value as the form would say it. */
function said(field: Schema, value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  const words = choicesOf(widgetOf(field) === 'choices' ? (field.items ?? {}) : field)
  const all = Array.isArray(value) ? value : [value]
  return all.map((one) => words.find((word) => word.value === one)?.label ?? String(one)).join('、')
}
