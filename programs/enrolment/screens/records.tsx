import type { EnrolmentFacts, EnrolmentRecord } from '#programs/enrolment/contract.ts'
import type { About } from '#programs/enrolment/screens/list.tsx'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { day } from '#ui/when.ts'

const kinds: Readonly<Record<EnrolmentRecord['what'], string>> = {
  contact: '联系',
  review: '复核',
  member: '成员变动',
  renewal: '续期',
  kept: '继续在册',
  case: '办件',
  amended: '变更信息',
}

type Props = { facts: EnrolmentFacts; about: About | undefined; names: Readonly<Record<string, string>> }

/** The card of an entry: since when, until when, what was done for the person, and how it stands with leaving. */
export function EntryRecords({ facts, about, names }: Props) {
  const { registered, since, until, contacted, records, proposed, ended } = facts
  const facing = [
    `${day(registered)}由${facts.originNumber}列入，自${day(since)}起${until ? `，期限至${day(until)}` : ''}`,
    `最近联系：${day(contacted)}`,
    ...(proposed && !ended
      ? [
          `${proposed.by ? `${names[proposed.by] ?? ''}提出` : '时限建议'}自${day(proposed.on)}退出：${about?.exits[proposed.reason] ?? proposed.reason}（${proposed.basis}）。${proposed.says}`,
        ]
      : []),
    ...(ended ? [`自${day(ended.on)}退出：${ended.label}（${ended.basis}）`] : []),
  ]
  return (
    <>
      <ul>
        {facing.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {records.length === 0 ? (
        <Empty says="还没有联系和复核记录。联系后点上面的登记按钮，写下方式、结果和下次时间。" />
      ) : (
        <table className="plain" aria-label="在册记录">
          <Heads of={['日期', '内容', '说明', '经办']} />
          <tbody>
            {records.toReversed().map((record) => (
              <Line key={`${record.at} ${record.what}`} record={record} about={about} names={names} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Line({
  record: { on, what, way, result, says, next, late, by },
  about,
  names,
}: { record: EnrolmentRecord } & Omit<Props, 'facts'>) {
  const ways = (way ?? '').split(',').flatMap((one) => (one ? [about?.ways[one] ?? one] : []))
  const found = result && what === 'contact' ? (about?.results[result] ?? result) : ''
  return (
    <tr>
      <th scope="row">
        {day(on)}
        {late ? <small className="late-word">▲ 迟</small> : null}
      </th>
      <td>
        {kinds[what]}
        <small>{[...ways, found].filter(Boolean).join('，')}</small>
      </td>
      <td>
        {says}
        {next ? <small>约定{day(next)}再联系</small> : null}
      </td>
      <td>{names[by] ?? ''}</td>
    </tr>
  )
}
