import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { type Found, useLookup } from '#ui/form/lookup.ts'

type Props = {
  what: 'post' | 'body' | 'staff' | 'office'
  scope?: string | undefined
  role?: string | undefined
  value?: string
  onChange?: (value: string) => void
  id?: string
}

const hints = {
  post: '输入岗位或姓名',
  body: '输入单位、部门名称',
  staff: '输入姓名',
  office: '输入单位名称',
} as const

/** A colleague's post, a person or an outside body, found by typing a part of its name. */
export function DirectoryChoice({ what, scope, role, value, onChange, id }: Props) {
  const { find } = useLookup()
  const [words, setWords] = useState('')
  const [found, setFound] = useState<readonly Found[]>([])
  const [busy, setBusy] = useState(true)
  useEffect(() => {
    let current = true
    const wait = setTimeout(async () => {
      const rows = await find(what, words, scope, role).catch(() => [])
      if (!current) return
      setFound(rows)
      setBusy(false)
    }, 150)
    return () => {
      current = false
      clearTimeout(wait)
    }
  }, [find, what, words, scope, role])
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value === undefined ? {} : { value })}
      {...(onChange ? { onChange } : {})}
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={hints[what]}
      notFoundContent={busy ? '正在查找' : '没有找到，换个词试试'}
      options={found.map((f) => ({ value: f.value, label: f.label, hint: f.hint }))}
      optionRender={(option) => (
        <span className="found">
          {option.label} <small>{String(option.data.hint ?? '')}</small>
        </span>
      )}
    />
  )
}
