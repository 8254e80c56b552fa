import { Button, Dropdown } from 'antd'

type Props = {
  /** Whose they are, for who can't see the row. */
  of: string
  acts: readonly { readonly key: string; readonly label: string }[]
  onAct: (act: string) => void
}

/** What else can be done with a row, behind one button; nothing where there is nothing. */
export function Acts({ of, acts, onAct }: Props) {
  if (acts.length === 0) return null
  return (
    <Dropdown trigger={['click']} menu={{ items: [...acts], onClick: ({ key }) => onAct(key) }}>
      <Button size="small" aria-label={`办理${of}`}>
        办理…
      </Button>
    </Dropdown>
  )
}
