import '#apps/desk/pages/ground/ground.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { messages, type Receiver, type Receivers, receivers, type Way } from '#apps/desk/api/messages.ts'
import { type Deed, Does, sure } from '#apps/desk/pages/ground/act.tsx'
import { Heads } from '#ui/heads.tsx'
import { More } from '#ui/more.tsx'
import { Empty, Reading } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

type Forms = Receivers['forms']
type Told = { readonly secret: string | null }

const adds: readonly (readonly [Way, string, string])[] = [
  ['webhook', '接入对接系统', '接入后先发一条测试消息，通了再启用。签名密钥只显示一次。'],
  ['mail', '接入邮箱', '密码加密保存，不再显示。邮件里不含个人信息。'],
  ['sms', '接入短信平台', '手机号码只在发送时解密，平台收到号码和文字。晚9时至早8时不发，等到早8时。'],
]

/** 外发消息: who outside hears of what happens, whether it arrives, and what did not (10.3.2). */
export function MessagesPage() {
  const found = useQuery(receivers)
  const [told, setTold] = useState<Told | null>(null)
  const [seen, setSeen] = useState<Receiver | null>(null)
  const tells = (answer: unknown) => setTold(answer as Told)
  return (
    <main id="main" className="page wide">
      <h1>外发消息</h1>
      <p className="quiet">
        不设置就不外发。消息在办理的内容保存之后才发出，没有送达的自动重试，重试一天多仍不成的列为“没有送达”。
      </p>
      {found.data ? (
        <div className="bar">
          {adds.map(([way, label, note]) => (
            <Does key={way} small={false} label={label} deed={adding(found.data.forms, way, label, note, tells)} />
          ))}
        </div>
      ) : null}
      <Reading of={found} lines={6} />
      {found.data?.rows.length === 0 ? <Empty says="还没有接收方，什么都不外发。" /> : null}
      {found.data && found.data.rows.length > 0 ? (
        <List rows={found.data.rows} forms={found.data.forms} onSee={setSeen} onKey={tells} />
      ) : null}
      {seen ? <Log of={seen} onClose={() => setSeen(null)} /> : null}
      {told?.secret ? <Secret secret={told.secret} onClose={() => setTold(null)} /> : null}
    </main>
  )
}

function adding(forms: Forms, way: Way, title: string, note: string, tells: Deed['tells'] & {}): Deed {
  return {
    ...{
      title,
      path: `/api/receivers/${way}`,
      schema: forms[way],
      sends: '保存，暂不启用',
      done: '已保存，还没有启用',
    },
    ...{ note: <p className="quiet">{note}</p>, tells },
  }
}

type ListProps = {
  rows: readonly Receiver[]
  forms: Forms
  onSee: (row: Receiver) => void
  onKey: (answer: unknown) => void
}

function List({ rows, forms, onSee, onKey }: ListProps) {
  return (
    <table className="plain">
      <Heads of={['接收方', '单位', '发什么', '送达情况', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.name} <small>{row.wayLabel}</small>
              <small className="break"> {row.address}</small>
            </th>
            <td>{row.office.name}</td>
            <td>{row.hears}</td>
            <td>
              <Standing of={row} />
            </td>
            <td>
              <Button size="small" onClick={() => onSee(row)}>
                发送记录
              </Button>{' '}
              <Acts of={row} forms={forms} onKey={onKey} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Standing({ of: { on, waiting, failed, sentAt, trouble } }: { of: Receiver }) {
  return (
    <>
      <span className={on ? 'chip' : 'chip chip-warn'}>{on ? '已启用' : '未启用'}</span>{' '}
      {failed > 0 ? <span className="chip chip-warn">{`没有送达${failed > 1000 ? '1000多' : failed}条`}</span> : null}{' '}
      {waiting > 0 ? <span>{`待发${waiting > 1000 ? '1000多' : waiting}条`}</span> : null}
      <small> {sentAt ? `最近送达${moment(sentAt)}` : '还没有送达过'}</small>
      {trouble && (waiting > 0 || failed > 0) ? <small>，{trouble}</small> : null}
    </>
  )
}

function Acts({ of: row, forms, onKey }: { of: Receiver; forms: Forms; onKey: (answer: unknown) => void }) {
  const at = (act: string) => `/api/receivers/${row.id}/${act}`
  const stop = (title: string, act: string, done: string): Deed => ({
    title,
    path: at(act),
    schema: forms.stop,
    sends: title,
    done,
  })
  const change: Deed = {
    ...{ title: `修改：${row.name}`, path: at(row.way), schema: forms[row.way], initial: row.filled, done: '已修改' },
    ...(row.way === 'mail' && { note: <p className="quiet">密码不填就不变。</p> }),
  }
  return (
    <>
      <Does
        label="发测试消息"
        deed={sure('发测试消息', at('test'), `向“${row.name}”发一条不含业务内容的测试消息。`, '已发出，看送达情况')}
      />{' '}
      <Does label="修改" deed={change} />{' '}
      {row.on ? (
        <Does label="停用" deed={stop('停用', 'off', '已停用')} />
      ) : (
        <Does label="启用" deed={sure('启用', at('on'), `从现在起，“${row.name}”收到${row.hears}。`, '已启用')} />
      )}{' '}
      {row.way === 'mail' ? null : (
        <Does
          label="换密钥"
          deed={{ ...sure('换密钥', at('secret'), '旧密钥立即失效，请同时更换对方的设置。', '已更换'), tells: onKey }}
        />
      )}{' '}
      <Does danger label="撤销" deed={stop('撤销', 'removal', '已撤销')} />
    </>
  )
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Modal open title="签名密钥" onOk={onClose} onCancel={onClose} cancelButtonProps={{ hidden: true }} okText="已抄下">
      <p className="first-password">
        <code className="break">{secret}</code>
      </p>
      <p className="quiet">请填到对方系统里，用来核对消息确实来自本系统。关闭后不能再查看，忘了可以更换。</p>
    </Modal>
  )
}

/** What went out to one of them, and what came of it. */
function Log({ of, onClose }: { of: Receiver; onClose: () => void }) {
  const list = useInfiniteQuery(messages(of.id))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Modal open title={`${of.name}的发送记录`} footer={null} width={820} onCancel={onClose}>
      <Reading of={list} lines={6} none={rows.length === 0 && '还没有发过消息。'} />
      {rows.length > 0 ? (
        <table className="plain">
          <Heads of={['时间', '内容', '状态', '次数', '情况', '办理']} />
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>{moment(row.madeAt)}</td>
                <th scope="row">{row.eventLabel}</th>
                <td>{row.stateLabel}</td>
                <td>{row.tries}</td>
                <td>
                  {row.says}
                  {row.nextAt ? <small> 下次{moment(row.nextAt)}</small> : null}
                </td>
                <td>
                  {row.again ? (
                    <Does
                      label="重发"
                      deed={sure('重发', `/api/messages/${row.id}/again`, '从头再试。', '已重发，看送达情况')}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <More list={list} />
    </Modal>
  )
}
