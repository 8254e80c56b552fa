import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import { Acts } from '#ui/acts.tsx'
import { Fact } from '#ui/fact.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { History, type Line } from '#ui/history.tsx'
import { day, moment } from '#ui/when.ts'

export type Publication = {
  readonly id: string
  readonly topic: string
  readonly topicLabel: string
  readonly title: string
  readonly text: string
  readonly source: string
  readonly phone: string
  readonly service: { readonly code: string; readonly name: string } | null
  readonly clause: string
  readonly version: number
  readonly from: string
  readonly until: string | null
  readonly stage: string
  readonly stageLabel: string
  readonly meanwhile: string | null
  readonly page: string | null
  readonly returned: string | null
  readonly authors: readonly string[]
  readonly changedAt: string
  readonly withdrawnReason: string | null
  readonly waits: {
    readonly days: number
    readonly due: string
    readonly overdueDays: number
    readonly reviewer: Name | null
  } | null
  readonly offers: readonly string[]
}

type Version = {
  readonly version: number
  readonly title: string
  readonly text: string
  readonly from: string
  readonly until: string | null
  readonly submittedAt: string
  readonly submittedBy: Name | null
}

export type WholePublication = Publication & {
  readonly versions: readonly Version[]
  readonly history: readonly Line[]
}

export type PublicationPage = {
  readonly rows: readonly Publication[]
  readonly next: string | null
  readonly counts: { readonly waiting: number; readonly published: number; readonly ended: number }
  readonly writes: boolean
  readonly suggested: { readonly from: string; readonly phone: string }
  readonly forms: Readonly<Record<'write' | 'return' | 'withdraw', Schema>>
}

/** What can be done with an item, in the words of the buttons. */
export const publicationActs: Readonly<Record<string, string>> = {
  submit: '提交审核',
  approve: '批准发布',
  return: '退回修改',
  recall: '撤回修改',
  edit: '修改',
  withdraw: '提前撤下',
  copy: '照此另写一条',
}

type Acting = { onAct: (item: Publication, act: string) => void }
type Props = Acting & { rows: readonly Publication[]; onLook: (item: Publication) => void }

const apart = { display: 'grid', gap: 8, marginBlock: 12, overflowWrap: 'anywhere' } as const
/** A long title breaks into lines like any text. */
const asText = { padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' } as const

/** What the office publishes: how far each is, who is to read it and since when, from when till when it is public (10.3.2). */
export function PublicationList({ rows, onLook, onAct }: Props) {
  return (
    <table className="plain">
      <Heads of={['标题', '栏目', '状态', '公开时间', '办理']} />
      <tbody>
        {rows.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              <Button type="link" style={asText} onClick={() => onLook(item)}>
                {item.title}
              </Button>
              {item.source ? <small> {item.source}</small> : null}
            </th>
            <td>{item.topicLabel}</td>
            <td>
              <Standing item={item} />
            </td>
            <td>
              {day(item.from)}起
              {item.until ? (
                <>
                  <br />到{day(item.until)}
                </>
              ) : null}
            </td>
            <td>
              <Next item={item} onLook={onLook} onAct={onAct} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The step that comes next as a button; the others behind it. What is to be judged is read first. */
function Next({ item, onLook, onAct }: Acting & { item: Publication; onLook: (item: Publication) => void }) {
  const judges = item.offers.includes('approve')
  const others = item.offers.filter((act) => act !== 'approve' && act !== 'return' && act !== 'submit')
  return (
    <>
      {judges ? (
        <Button size="small" type="primary" onClick={() => onLook(item)}>
          审核
        </Button>
      ) : null}
      {item.offers.includes('submit') ? (
        <Button size="small" onClick={() => onAct(item, 'submit')}>
          提交审核
        </Button>
      ) : null}
      <Acts
        of={item.title}
        acts={others.map((key) => ({ key, label: publicationActs[key] ?? key }))}
        onAct={(act) => onAct(item, act)}
      />
    </>
  )
}

function Standing({ item: { stageLabel, meanwhile, waits, returned, withdrawnReason } }: { item: Publication }) {
  return (
    <>
      <span className="chip">{stageLabel}</span> {meanwhile ? <span className="chip">{meanwhile}</span> : null}
      {waits && waits.overdueDays > 0 ? (
        <span className="chip chip-warn">超过期限{waits.overdueDays}个工作日</span>
      ) : null}
      {waits ? (
        <small>
          {' '}
          {waits.reviewer ? `待${waits.reviewer.name}审核，` : ''}已等{waits.days}个工作日，{day(waits.due)}前审核
        </small>
      ) : null}
      {returned ? <small> 退回：{returned}</small> : null}
      {withdrawnReason ? <small> {withdrawnReason}</small> : null}
    </>
  )
}

/** One item as the public will read it, with what can be done, its former versions and its history. */
export function PublicationText({ item, busy, onAct }: Acting & { item: WholePublication; busy: boolean }) {
  const former = item.versions.filter(({ version }) => version !== item.version)
  return (
    <>
      <p>
        <Standing item={item} />
      </p>
      <dl className="facts">
        <Fact name="栏目" says={item.topicLabel} />
        <Fact name="公开时间" says={`${day(item.from)}起${item.until ? `，到${day(item.until)}` : '，长期'}`} />
        <Fact name="来源、文号" says={item.source} />
        <Fact name="咨询电话" says={item.phone} />
        <Fact name="有关的服务事项" says={item.service ? `${item.service.code} ${item.service.name}` : ''} />
        <Fact name="起草和修改" says={item.authors.join('、')} />
      </dl>
      <Paragraphs text={item.text} />
      <div className="bar">
        {item.offers.map((act) => (
          <Button
            key={act}
            disabled={busy}
            type={act === 'approve' || act === 'submit' ? 'primary' : 'default'}
            onClick={() => onAct(item, act)}
          >
            {publicationActs[act] ?? act}
          </Button>
        ))}
        {item.page ? (
          <Button href={item.page} target="_blank" rel="noreferrer">
            看公开的页面
          </Button>
        ) : null}
      </div>
      {former.length > 0 ? <h2>以前提交的各版</h2> : null}
      {former.map((version) => (
        <details key={version.version}>
          <summary>
            第{version.version}版：{version.title}（{version.submittedBy?.name}，{moment(version.submittedAt)}提交）
          </summary>
          <Paragraphs text={version.text} />
        </details>
      ))}
      <h2>经历</h2>
      <History lines={item.history} />
    </>
  )
}

function Paragraphs({ text }: { text: string }) {
  return (
    <article style={apart}>
      {text.split('\n').map((paragraph, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that is not changed here
        <p key={i}>{paragraph}</p>
      ))}
    </article>
  )
}
