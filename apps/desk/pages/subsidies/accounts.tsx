import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { accounts, key } from '#apps/desk/api/subsidies.ts'
import { type Asked, EntryForm } from '#apps/desk/pages/entry.tsx'
import { accountStates } from '#programs/subsidy/contract.ts'
import { Accounts, accountActs } from '#programs/subsidy/screens/accounts.tsx'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import type { TabProps } from './page.tsx'

/** 单位账户: to which accounts institutions and banks are paid; closed here, and looked at when the bank sent a payment back. */
export function AccountTab({ wanted, want }: TabProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { office = '', state = '' } = wanted
  const found = useInfiniteQuery({ ...accounts({ office, state }), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  return (
    <section>
      <search className="filter-bar">
        <Pick
          label="状态"
          width={170}
          value={wanted['state']}
          list={choicesOf(accountStates)}
          onPick={(next) => want({ state: next })}
        />
      </search>
      <p className="quiet">
        培训机构、经办银行、小微企业的收款账户，每个单位一个，由负责人或上级登记、核实、停用。新账户在“待入批”里该单位的一笔上登记，替换原来的；停用或被银行退回的，不再拨付。
      </p>
      <Reading
        of={found}
        lines={4}
        none={
          rows.length === 0 &&
          (state
            ? '没有这种情况的单位账户。'
            : '还没有单位账户。培训补贴、贷款贴息批准以后，在“待入批”里该单位的一笔上登记。')
        }
      />
      {rows.length > 0 ? (
        <Accounts
          rows={rows}
          onAct={(item, act) =>
            page &&
            setAsked({
              ...{ title: `${accountActs[act]}：${item.name} ${item.account}`, schema: page.forms[act] },
              ...{ path: `/api/subsidies/accounts/${item.id}/${act}`, sends: accountActs[act] },
              done: act === 'close' ? '账户已停用，待入批的等新账户' : '账户已恢复使用',
            })
          }
        />
      ) : null}
      <More list={found} />
      {asked ? <EntryForm register={key} asked={asked} onDone={() => setAsked(null)} /> : null}
    </section>
  )
}
