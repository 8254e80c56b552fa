import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { addressOf, badges, type Wanted } from '#apps/desk/api/entries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type Asked, EntryForm, EntryHistory, OfficePick } from '#apps/desk/pages/entry.tsx'
import { acts, type Badge, type BadgePage, BadgeRegister, Missing } from '#rules/badges/screens/register.tsx'
import { More } from '#ui/more.tsx'
import { Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/badges')

const states = [
  { value: '', label: '全部' },
  { value: 'living', label: '在用' },
  { value: 'due', label: '应收回' },
  { value: 'lost', label: '已挂失' },
  { value: 'returned', label: '已收回' },
  { value: 'revoked', label: '已注销' },
]
const kinds = [
  { value: 'badge', label: '胸牌' },
  { value: 'plate', label: '桌牌' },
]

/** 工作证牌 (rule 9): issued, taken back, lost, revoked; printed many to a sheet. */
export function Badges() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<Asked | null>(null)
  const [seen, setSeen] = useState<Badge | null>(null)
  const found = useInfiniteQuery({ ...badges(wanted), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const choose = (id: string, on: boolean) =>
    setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id)))
  return (
    <main id="main" className="page wide">
      <h1>工作证牌</h1>
      {page ? <Bar page={page} rows={rows} chosen={chosen} wanted={wanted} onAsk={setAsked} /> : null}
      {page ? <Missing missing={page.missing} /> : null}
      <search className="filter-bar">
        <OfficePick
          office={wanted['office'] ?? ''}
          onPick={(office) => {
            setChosen(new Set())
            want({ office })
          }}
        />
        <Segmented
          aria-label="状态"
          options={states}
          value={wanted['state'] ?? ''}
          onChange={(state) => want({ state })}
        />
        <Pick label="种类" width={100} value={wanted['kind']} list={kinds} onPick={(kind) => want({ kind })} />
        <Words says="姓名、编号或岗位" value={wanted['q']} onFind={(q) => want({ q })} />
      </search>
      <Reading of={found} lines={8} none={rows.length === 0 && '没有符合条件的证牌。'} />
      {rows.length > 0 && page ? (
        <BadgeRegister
          prints={page.leads}
          rows={rows}
          chosen={chosen}
          onChoose={choose}
          onHistory={setSeen}
          onAct={(badge, act) => setAsked(askedOf(page, badge, act))}
        />
      ) : null}
      <More list={found} />
      {asked ? <EntryForm register="badges" asked={asked} onDone={() => setAsked(null)} /> : null}
      {seen ? (
        <EntryHistory title={`${seen.number}的经历`} path={`/api/badges/${seen.id}`} onClose={() => setSeen(null)} />
      ) : null}
    </main>
  )
}

type BarProps = {
  page: BadgePage
  rows: readonly Badge[]
  chosen: ReadonlySet<string>
  wanted: Wanted
  onAsk: (asked: Asked) => void
}

function Bar({ page, rows, chosen, wanted, onAsk }: BarProps) {
  const { forms, suggested } = page
  const office = wanted['office'] ?? ''
  const only = (kind: string) => rows.filter((row) => chosen.has(row.id) && row.kind === kind).map(({ id }) => id)
  const sheet = (kind: string) => addressOf('/api/badges/print.pdf', { office, kind, ids: only(kind).join(',') })
  const count = (kind: string) => (only(kind).length > 0 ? `选中的${only(kind).length}枚` : '全部在用')
  return (
    <div className="bar">
      {page.leads ? (
        <>
          <Button
            type="primary"
            onClick={() =>
              onAsk({
                ...{
                  title: '制发证牌',
                  schema: forms['issue'] ?? {},
                  path: addressOf('/api/badges', { office }),
                  done: '已制发',
                },
                ...{ initial: { ...suggested, kind: 'badge' }, sends: '制发', photo: true },
              })
            }
          >
            制发证牌
          </Button>
          {page.missing.length > 0 ? (
            <Button
              onClick={() =>
                onAsk({
                  ...{
                    title: '为缺牌人员补齐',
                    schema: forms['missing'] ?? {},
                    path: addressOf('/api/badges/missing', { office }),
                  },
                  ...{ initial: suggested, sends: '全部制发', done: '已为缺牌人员制发' },
                })
              }
            >
              补齐缺牌人员（{page.missing.length}人）
            </Button>
          ) : null}
          <Button href={sheet('badge')} target="_blank" rel="noreferrer">
            印胸牌（{count('badge')}）
          </Button>
          <Button href={sheet('plate')} target="_blank" rel="noreferrer">
            印桌牌（{count('plate')}）
          </Button>
        </>
      ) : null}
      <Button href={addressOf('/api/badges.xlsx', wanted)}>导出Excel</Button>
      <span className="quiet">
        在用{page.counts.living}枚，应收回{page.counts.due}枚
      </span>
    </div>
  )
}

function askedOf({ forms, suggested }: BadgePage, badge: Badge, act: string): Asked {
  const what = `${acts[act]}：${badge.staff.name}的${badge.kindLabel}${badge.number}`
  const path = `/api/badges/${badge.id}/${act === 'incident' ? 'incidents' : act}`
  const form = { title: what, schema: forms[act] ?? {}, path, done: `已办理：${what}` }
  if (act === 'reissue') return { ...form, initial: { ...suggested, how: 'returned' }, photo: true }
  return act === 'revoked' ? { ...form, sends: '注销，不能恢复' } : form
}
