import type { ReactNode } from 'react'
import { Acts } from '#ui/acts.tsx'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'
import type { Applicant, ClassRow, Institution } from './types.ts'

type Props = { rows: readonly ClassRow[]; link: (row: ClassRow) => ReactNode }

/** The classes of an office, the latest first, each with what it waits for and by when. */
export function ClassList({ rows, link }: Props) {
  return (
    <table className="plain">
      <Heads of={['班级', '培训内容', '时间', '在册／名额', '状态', '负责人', '下一步']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {link(row)} <small className="block">{row.number}</small>
            </th>
            <td>
              {row.subjectLabel} <small className="block">{row.serviceLabel}</small>
            </td>
            <td>
              {day(row.from)}
              <small className="block">
                至{day(row.until)}，{row.hours}学时
              </small>
            </td>
            <td>
              {row.taken}／{row.places}{' '}
              {row.stage === 'coming' && row.taken >= row.places ? <span className="chip">满员</span> : null}
            </td>
            <td>
              {row.stageLabel}
              {row.returned && row.stage === 'draft' ? <small className="block">退回：{row.returned}</small> : null}
            </td>
            <td>{row.keeper?.name}</td>
            <td>
              <NextOf row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a class waits for, and since when it is late. */
export function NextOf({ row: { next, late } }: { row: Pick<ClassRow, 'next' | 'late'> }) {
  if (!next) return <span className="quiet">没有待办</span>
  return (
    <>
      {next.label} {late ? <span className="chip chip-warn">{day(next.day)}已过</span> : <small>{day(next.day)}</small>}
    </>
  )
}

/** Whose application was approved and who waits for a class, the longest first. */
export function ApplicantList({ rows }: { rows: readonly Applicant[] }) {
  return (
    <table className="plain">
      <Heads of={['姓名', '培训内容', '报名的机构', '补贴方式', '手机号码', '核准日期', '报名编号']} />
      <tbody>
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.name} <small className="block">{one.idMasked}</small>
            </th>
            <td>{one.subjectLabel}</td>
            <td>{one.provider}</td>
            <td>{one.way}</td>
            <td>{one.phone}</td>
            <td>{one.since ? day(one.since.slice(0, 10)) : null}</td>
            <td>{one.number}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const institutionActs: Readonly<Record<string, string>> = { change: '变更', removal: '移出名单' }
type InstitutionProps = {
  rows: readonly Institution[]
  onAct: (one: Institution, act: string) => void
  onHistory: (one: Institution) => void
}

/** Who may teach, by what qualification and until when. */
export function InstitutionList({ rows, onAct, onHistory }: InstitutionProps) {
  return (
    <table className="plain">
      <Heads of={['机构', '可承担的培训', '资质和文号', '有效期至', '联系', '办理']} />
      <tbody>
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.name} {one.word === '可开班' ? null : <span className="chip chip-warn">{one.word}</span>}
              {one.reason ? <small className="block">{one.reason}</small> : null}
            </th>
            <td>{one.servicesLabel}</td>
            <td>{one.qualification}</td>
            <td>{day(one.validUntil)}</td>
            <td>
              {one.contact} {one.phone}
            </td>
            <td>
              <Acts
                of={one.name}
                acts={[
                  ...one.offers.map((key) => ({ key, label: institutionActs[key] ?? key })),
                  { key: 'history', label: '经历' },
                ]}
                onAct={(act) => (act === 'history' ? onHistory(one) : onAct(one, act))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
