import { Button } from 'antd'
import type { ReliefView } from '#programs/tax/contract.ts'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { moment } from '#ui/when.ts'

export type Relief = ReliefView
export type ReliefPage = {
  readonly leads: boolean
  readonly totals: readonly { year: number; label: string; people: number; months: number }[]
  readonly rows: readonly Relief[]
  readonly next: string | null
  readonly forms: { readonly revoke: Schema; readonly print: Schema }
}

type Props = {
  rows: readonly Relief[]
  leads: boolean
  onOpen: (relief: Relief) => void
  onRevoke: (relief: Relief) => void
  /** The certificate as the tax office needs it. */
  onPrint: (relief: Relief) => void
  onHistory: (relief: Relief) => void
}

/** What was certified: for whom, which months, by which case; what was taken back stays, with its reason. */
export function ReliefList({ rows, leads, onOpen, onRevoke, onPrint, onHistory }: Props) {
  return (
    <table className="plain">
      <Heads of={['姓名', '单位', '月份', '月数', '核发', '办理']} />
      <tbody>
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.person}
              <small> {one.masked}</small>
            </th>
            <td>
              {one.employer}
              <br />
              <small>
                {one.serviceLabel}，{one.year}年
              </small>
            </td>
            <td>{one.span}</td>
            <td>{one.months}</td>
            <td>
              <Button type="link" size="small" onClick={() => onOpen(one)}>
                {one.number}第{one.nth}行
              </Button>
              <br />
              <small>
                {moment(one.certifiedAt)} {one.certifiedBy}
              </small>
            </td>
            <td>
              {one.revoked ? (
                <Button type="link" size="small" onClick={() => onHistory(one)}>
                  已撤销：{one.revoked.reason}
                </Button>
              ) : (
                <>
                  {one.service === 'JY10' ? (
                    <Button size="small" onClick={() => onPrint(one)}>
                      完整证明PDF
                    </Button>
                  ) : null}
                  {leads ? (
                    <Button size="small" onClick={() => onRevoke(one)}>
                      撤销核发
                    </Button>
                  ) : null}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
