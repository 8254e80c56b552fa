import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Acts } from '#ui/acts.tsx'
import { Fact } from '#ui/fact.tsx'
import { Heads } from '#ui/heads.tsx'
import { History } from '#ui/history.tsx'
import { day } from '#ui/when.ts'
import { Sent } from './referrals.tsx'
import type { Flag, VacancyRow, WholeVacancy } from './types.ts'

/** What can be done with a vacancy, in the words of the buttons. */
export const vacancyActs: Readonly<Record<string, string>> = {
  match: '找人选',
  edit: '补全',
  submit: '提交审核',
  publish: '审核通过并发布',
  return: '退回修改',
  renew: '续期',
  feedback: '记单位反馈',
  revise: '撤下改正',
  withdraw: '撤下',
}

type Acting = { onAct: (row: VacancyRow, act: string) => void }
type Props = Acting & { rows: readonly VacancyRow[]; onLook: (row: VacancyRow) => void }

/** What work is offered: how far each is, how many places are left, the next step as a button. */
export function VacancyList({ rows, onLook, onAct }: Props) {
  return (
    <table className="plain">
      <Heads of={['岗位', '单位', '薪资和地点', '已招', '状态', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Button
                type="link"
                style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
                onClick={() => onLook(row)}
              >
                {row.data.jobTitle || '（未写岗位）'}
              </Button>
              <small>{row.kindLabel}</small>
            </th>
            <td>{row.data.company}</td>
            <td>
              {row.pay}
              <small>{row.data.workPlace}</small>
            </td>
            <td className="digits">
              {row.filled}/{row.headcount}
            </td>
            <td>
              <Standing row={row} />
            </td>
            <td>
              <Next row={row} onLook={onLook} onAct={onAct} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const warns = ['soon', 'expired', 'waiting']

function Standing({ row: { stage, stageLabel, until, dueDay, reason, flags, reviewer } }: { row: VacancyRow }) {
  const isOut = stage === 'published' || stage === 'soon' || stage === 'expired'
  return (
    <>
      <span className={warns.includes(stage) ? 'chip chip-warn' : 'chip'}>{stageLabel}</span>
      {isOut ? <small> 到{day(until)}</small> : null}
      {dueDay ? <small> {day(dueDay)}前审核</small> : null}
      {stage === 'draft' && reason ? <small> 退回：{reason}</small> : null}
      {stage === 'withdrawn' && reason ? <small> {reason}</small> : null}
      {flags.length > 0 ? <small> 有{flags.length}处用词要核对</small> : null}
      {isOut && reviewer ? <small> {reviewer.name}审核</small> : null}
    </>
  )
}

const nexts = ['match', 'publish', 'edit', 'submit']

/** What one would do next; what is to be judged is read first. */
function Next({ row, onLook, onAct }: Acting & { row: VacancyRow; onLook: (row: VacancyRow) => void }) {
  const runsOut = row.stage === 'soon' || row.stage === 'expired'
  const first = row.offers.find((act) => (runsOut ? act === 'renew' : nexts.includes(act)))
  const others = row.offers.filter((act) => act !== first && !(first === 'publish' && act === 'return'))
  return (
    <>
      {first === 'publish' ? (
        <Button size="small" type="primary" onClick={() => onLook(row)}>
          审核
        </Button>
      ) : first ? (
        <Button size="small" type="primary" onClick={() => onAct(row, first)}>
          {vacancyActs[first]}
        </Button>
      ) : null}{' '}
      <Acts
        of={row.data.jobTitle ?? ''}
        acts={others.map((key) => ({ key, label: vacancyActs[key] ?? key }))}
        onAct={(act) => onAct(row, act)}
      />
    </>
  )
}

/** Suspicious words at their place, each with its basis and what to write instead. */
export function Flags({ flags }: { flags: readonly Flag[] }) {
  if (flags.length === 0) return null
  return (
    <div className="trouble" role="note">
      <p>有{flags.length}处用词要核对：</p>
      <ul>
        {flags.map((flag) => (
          <li key={`${flag.label}${flag.from}${flag.word}`}>
            {flag.label}第{flag.from + 1}字“<mark>{flag.word}</mark>”涉及{flag.about}（{flag.basis}）。
            {flag.how === 'refused' ? '不能发布，' : ''}应改写：{flag.instead}
          </li>
        ))}
      </ul>
    </div>
  )
}

type TextProps = { row: WholeVacancy; children?: ReactNode }

/** One vacancy as the public will read it, with what only the office sees, what came of it, and its history. */
export function VacancyText({ row, children }: TextProps) {
  const { data, counts, ofCase } = row
  return (
    <>
      <Flags flags={row.flags} />
      <dl className="facts">
        <Fact name="单位" says={data.company ?? ''} />
        <Fact name="薪资" says={row.pay} />
        <Fact name="地点" says={data.workPlace ?? ''} />
        <Fact name="招聘人数" says={`${row.headcount}人，已招${row.filled}人`} />
        <Fact name="性质、学历、技能" says={`${row.kindLabel}，学历${row.educationLabel}，技能${row.skillLabel}`} />
        <Fact name="工种" says={data.jobType ?? ''} />
        <Fact name="招聘条件" says={data.requirement ?? ''} />
        <Fact name="岗位职责" says={data.duties ?? ''} />
        <Fact name="福利待遇" says={data.benefits ?? ''} />
        <Fact name="招聘流程" says={data.hiringSteps ?? ''} />
        <Fact name="应聘方式" says={data.applyBy ?? ''} />
        <Fact name="对外咨询电话" says={data.hotline ?? ''} />
        <Fact name="单位情况" says={data.companyIntro ?? ''} />
        <Fact name="发布" says={data.publishUntil ? `${day(row.from)}到${day(row.until)}` : '还没有填写'} />
        <Fact name="联系人（不公布）" says={[data.contact, data.phoneMasked].filter(Boolean).join('，')} />
        <Fact name="来源" says={`${row.service === 'JY03' ? '用工服务' : '岗位信息采集'}${row.number}`} />
        <Fact name="采集和修改" says={row.authors.join('、')} />
        <Fact name="审核" says={row.reviewer ? `${row.reviewer.name}：${row.opinion ?? ''}` : ''} />
        <Fact name="承办" says={`${row.owner.name}（${row.owner.post ?? ''}）`} />
        <Fact name="推荐结果" says={`推荐${counts.all}人次，等反馈${counts.open}人，到岗${counts.hired}人`} />
        <Fact
          name="这次用工需求合计"
          says={row.service === 'JY03' ? `要${ofCase.wanted}人，推荐${ofCase.all}人次，到岗${ofCase.hired}人` : ''}
        />
        <Fact name="单位反馈" says={data.feedback ?? ''} />
      </dl>
      <div className="apart">{children}</div>
      <h2>推荐情况</h2>
      <Sent rows={row.referrals} of="name" />
      <h2>经历</h2>
      <History lines={row.history} />
    </>
  )
}
