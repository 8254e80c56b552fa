import { Button } from 'antd'
import { useState } from 'react'

export type Invite = { readonly text: string | null; readonly link: string | null; readonly until: string }

type Props = {
  busy: boolean
  invite: Invite | null
  trouble: string | null
  onTake: () => void
}

/** 请服务对象评价 (10.5.1): the words to send by telephone, taken by a press and never sent from here; who took them is on record. */
export function InviteCard({ busy, invite, trouble, onTake }: Props) {
  const [copied, setCopied] = useState(false)
  const text = invite?.text ?? ''
  const copy = async () => {
    await navigator.clipboard.writeText(text).catch(() => {})
    setCopied(true)
  }
  if (!text)
    return (
      <div className="bar">
        <Button loading={busy} onClick={onTake}>
          取评价短信
        </Button>
        <span className="quiet">给没带单子的服务对象发短信用。取用会留下记录；评价只由本人作出，不得代评。</span>
        {trouble ? (
          <p className="trouble" role="alert">
            {trouble}
          </p>
        ) : null}
      </div>
    )
  return (
    <div className="invite">
      <label htmlFor="invite-text">短信文字（含评价链接）</label>
      <textarea
        id="invite-text"
        className="ant-input"
        readOnly
        rows={4}
        value={text}
        onFocus={(event) => event.target.select()}
      />
      <div className="bar">
        <Button type="primary" onClick={copy}>
          {copied ? '已复制' : '复制文字和链接'}
        </Button>
        <span className="quiet" role="status">
          {copied ? '可以粘贴到短信里发给服务对象本人。' : '已记录由您取用。'}
        </span>
      </div>
    </div>
  )
}
