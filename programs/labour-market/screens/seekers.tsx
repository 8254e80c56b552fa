import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Acts } from '#ui/acts.tsx'
import { Fact } from '#ui/fact.tsx'
import { Heads } from '#ui/heads.tsx'
import { History } from '#ui/history.tsx'
import { day } from '#ui/when.ts'
import { Sent } from './referrals.tsx'
import type { SeekerRow, WholeSeeker } from './types.ts'

/** What can be done with a seeker, in the words of the buttons. */
export const seekerActs: Readonly<Record<string, string>> = {
  match: '找岗位',
  renew: '续期',
  wish: '改意向',
  share: '同意或撤回提供信息',
  end: '停止求职',
}

type Acting = { onAct: (row: SeekerRow, act: string) => void }
type Props = Acting & { rows: readonly SeekerRow[]; onLook: (row: SeekerRow) => void }

const yuan = (sum: number) => (sum === 0 ? '面议' : `${sum.toLocaleString('zh-CN')}元起`)

/** Who seeks work: wishes, how long it holds, the next step as a button. */
export function SeekerList({ rows, onLook, onAct }: Props) {
  return (
    <table className="plain">
      <Heads of={['求职人', '期望岗位', '报酬', '地点', '状态', '办理']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => onLook(row)}>
                {row.name}
              </Button>
              <small className="digits">{row.phoneMasked}</small>
            </th>
            <td>
              {row.wantedJob}
              {row.otherJobs.length > 0 ? <small> 也可：{row.otherJobs.join('、')}</small> : null}
              <small>{row.kindLabels.join('、')}</small>
            </td>
            <td>{yuan(row.payLow)}</td>
            <td>{row.workPlace}</td>
            <td>
              <Standing row={row} />
            </td>
            <td>
              <Next row={row} onAct={onAct} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Standing({ row: { stage, stageLabel, validUntil, ended } }: { row: SeekerRow }) {
  return (
    <>
      <span className={stage === 'soon' || stage === 'expired' ? 'chip chip-warn' : 'chip'}>{stageLabel}</span>{' '}
      <small>{ended ?? `有效到${day(validUntil)}`}</small>
    </>
  )
}

/** What one would do next: ask again where it is nearly over, else find work. */
function Next({ row, onAct }: Acting & { row: SeekerRow }) {
  const first = row.stage === 'soon' || row.stage === 'expired' ? 'renew' : 'match'
  const others = row.offers.filter((act) => act !== first)
  return (
    <>
      {row.offers.includes(first) ? (
        <Button size="small" type="primary" onClick={() => onAct(row, first)}>
          {seekerActs[first]}
        </Button>
      ) : null}{' '}
      <Acts
        of={row.name}
        acts={others.map((key) => ({ key, label: seekerActs[key] ?? key }))}
        onAct={(act) => onAct(row, act)}
      />
    </>
  )
}

/** One seeker whole, with where they were sent and what was done. */
export function SeekerText({ row, children }: { row: WholeSeeker; children?: ReactNode }) {
  return (
    <>
      <dl className="facts">
        <Fact name="登记号" says={row.number} />
        <Fact name="电话" says={row.phoneMasked} />
        <Fact name="期望岗位" says={[row.wantedJob, ...row.otherJobs].join('、')} />
        <Fact name="会做的" says={row.skills.join('、')} />
        <Fact name="报酬" says={yuan(row.payLow)} />
        <Fact name="地点" says={row.workPlace} />
        <Fact name="工作性质" says={row.kindLabels.join('、')} />
        <Fact name="学历和技能等级" says={[row.educationLabel, row.skillLabel].filter(Boolean).join('，')} />
        <Fact name="可到岗" says={day(row.startFrom)} />
        <Fact name="向单位提供信息" says={row.shares ? '本人同意' : '本人没有同意，由本人自己联系单位'} />
        <Fact name="承办" says={`${row.owner.name}（${row.owner.post ?? ''}）`} />
        <Fact name="状态" says={row.ended ?? `${row.stageLabel}，有效到${day(row.validUntil)}`} />
        <Fact name="无正当理由不去" says={`${row.refusals}次`} />
      </dl>
      <div className="apart">{children}</div>
      <h2>推荐情况</h2>
      <Sent rows={row.referrals} of="job" />
      <h2>经历</h2>
      <History lines={row.history} />
    </>
  )
}
