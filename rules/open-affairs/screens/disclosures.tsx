import type { ReactNode } from 'react'
import type { MatterView } from '#core/view.ts'
import { channels, type DisclosureFacts, topicOf } from '#rules/open-affairs/contract.ts'
import { owed } from '#rules/open-affairs/policy.ts'
import { Fact } from '#ui/fact.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { day, moment } from '#ui/when.ts'

type Link = (id: string, says: string) => ReactNode

export type Disclosure = {
  readonly id: string
  readonly number: string
  readonly topicLabel: string
  readonly clause: string
  readonly title: string
  readonly state: string
  readonly stateLabel: string
  readonly cause: string
  readonly holder: string
  readonly late: boolean
  readonly due: string | null
  readonly since: string | null
  readonly until: string | null
  readonly owed: readonly string[]
}
export type DisclosurePage = {
  readonly office: { readonly id: string; readonly name: string }
  readonly rows: readonly Disclosure[]
  readonly next: string | null
  readonly form: Schema
}

export type Gap = {
  readonly office: { readonly id: string; readonly name: string }
  readonly topic: string
  readonly subject: string
  readonly label: string
  readonly clause: string
  readonly standing: string
  readonly standingLabel: string
  readonly matter: { readonly id: string; readonly number: string; readonly state: string } | null
  readonly holder: string | null
  readonly due: string | null
  readonly since: string | null
  readonly until: string | null
}
export type GapPage = {
  readonly rows: readonly Gap[]
  readonly counts: { readonly all: number; readonly gaps: number; readonly late: number }
  readonly isCut: boolean
}

const bad = new Set(['late', 'expired'])

/** What must be open and how it stands, office by office: who has it in hand and by when (1.2). */
export function Gaps({ rows, link }: { rows: readonly Gap[]; link: Link }) {
  return (
    <table className="plain">
      <Heads of={['应公开的内容', '单位', '条款', '情况', '期限', '办理']} />
      <tbody>
        {rows.map((gap) => (
          <tr key={`${gap.office.id} ${gap.topic} ${gap.subject}`}>
            <th scope="row">{gap.label}</th>
            <td>{gap.office.name}</td>
            <td>{gap.clause}</td>
            <td>
              <span className={bad.has(gap.standing) ? 'chip chip-warn' : 'chip'}>{gap.standingLabel}</span>
            </td>
            <td>
              {gap.due ? `${day(gap.due)}前公开` : gap.since ? `${day(gap.since)}起` : null}
              {gap.until ? `，到${day(gap.until)}` : null}
            </td>
            <td>
              {gap.matter ? (
                <>
                  {link(gap.matter.id, gap.matter.state)}
                  {gap.holder ? <small> {gap.holder}</small> : null}
                </>
              ) : (
                <small>几分钟内由系统登记；单位没有负责人岗位的，请先设岗</small>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The register of what an office made and makes public: from the duty to the archive (1.5, 1.6). */
export function DisclosureList({ rows, link }: { rows: readonly Disclosure[]; link: Link }) {
  return (
    <table className="plain">
      <Heads of={['标题', '主题', '状态', '公开时间', '待补的渠道', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{link(row.id, row.title)}</th>
            <td>
              {row.topicLabel}
              <small> {row.clause}</small>
            </td>
            <td>
              <span className="chip">{row.stateLabel}</span>
              {row.late ? <span className="chip chip-warn">超期</span> : null}
              <small> {row.cause}</small>
            </td>
            <td>
              {row.since ? `${day(row.since)}起` : row.due ? `应在${day(row.due)}前` : null}
              {row.until ? `，到${day(row.until)}` : null}
            </td>
            <td>{row.owed.join('、')}</td>
            <td>
              {row.holder}
              <small> {row.number}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const apart = { display: 'grid', gap: 8, marginBlock: 12, overflowWrap: 'anywhere' } as const

/** The text as the public will read it, read whole before it is judged; and each channel with its evidence. */
export function DisclosureCard({ matter }: { matter: MatterView }) {
  const facts = matter.facts as DisclosureFacts
  const { topic, title, text, until, shown, returned } = facts
  const row = topicOf(topic)
  const missing = facts.publishedAt ? owed(facts) : facts.channels
  return (
    <>
      <dl className="facts">
        <Fact name="主题" says={`${row.label}（${row.clause}）`} />
        <Fact name="内容来源" says={row.from === 'running' ? '由系统按实际运行的内容生成' : '由工作人员写'} />
        <Fact name="公开到" says={until ? day(until) : '长期'} />
        <Fact name="退回原因" says={returned ?? ''} />
      </dl>
      {text ? (
        <article style={apart}>
          <h3>{title}</h3>
          {text.split('\n').map((paragraph, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that is not changed here
            <p key={i}>{paragraph}</p>
          ))}
        </article>
      ) : (
        <p className="quiet">还没有起草。</p>
      )}
      <h3>公开渠道</h3>
      <ul>
        {shown.map(({ channel, at, on, how, photos = [] }) => (
          <li key={`${channel} ${at}`}>
            {channels[channel].label}：{channels[channel].self ? moment(new Date(at).toISOString()) : day(on)}，{how}
            {photos.map((photo) => (
              <img key={photo} src={`/api/files/${photo}`} alt="公开的照片" height={80} />
            ))}
          </li>
        ))}
        {missing.map((channel) => (
          <li key={channel}>
            {channels[channel].label}：{channels[channel].self ? '批准时由系统公开' : '还没有办'}
          </li>
        ))}
      </ul>
    </>
  )
}
