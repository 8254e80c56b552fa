import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { addressOf, venue } from '#apps/desk/api/entries.ts'
import { type Asked, EntryForm, OfficePick } from '#apps/desk/pages/entry.tsx'
import { Areas, Plan, Signs, type VenuePage, Versions } from '#rules/quality-service/screens/venue.tsx'
import { GapList } from '#ui/gaps.tsx'
import { History } from '#ui/history.tsx'
import { Reading } from '#ui/state.tsx'

/** 场地 (10.1.1, 10.1.3, 10.4.5): areas, zones, windows and signs, drawn and printed. */
export function VenueRegister() {
  const [office, setOffice] = useState('')
  const [version, setVersion] = useState<number | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const found = useQuery({
    ...venue({ office, version: version === null ? '' : String(version) }),
    placeholderData: (before) => before,
  })
  const page = found.data
  return (
    <main id="main" className="page">
      <h1>场地</h1>
      <Reading of={found} lines={8} />
      {page ? (
        <>
          <div className="bar">
            {page.leads ? (
              <Button type="primary" onClick={() => setAsked(recording(page, office))}>
                {page.venue ? '登记新情况' : '登记场地'}
              </Button>
            ) : null}
            {page.venue ? (
              <Button href={addressOf('/api/venue/plan.pdf', { office })} target="_blank" rel="noreferrer">
                印平面图
              </Button>
            ) : null}
            <OfficePick
              office={office}
              onPick={(picked) => {
                setVersion(null)
                setOffice(picked)
              }}
            />
            <Versions page={page} shown={version} onShow={setVersion} />
          </div>
          <GapList gaps={page.gaps} well="面积、功能区、窗口位置和标识都达到要求。" />
          <Plan page={page} />
          <Areas page={page} />
          <SignSheets key={office} page={page} office={office} />
          {page.history.length > 0 ? (
            <section aria-labelledby="history">
              <h2 id="history">经历</h2>
              <History lines={page.history} />
            </section>
          ) : null}
        </>
      ) : null}
      {asked ? (
        <EntryForm register="venue" asked={asked} onDone={() => setAsked(null)}>
          <p className="quiet">
            平面图按格子画：从左上角数起，写明每个功能区从第几格开始、宽几格高几格，窗口在哪一格。保存后即成图。
          </p>
        </EntryForm>
      ) : null}
    </main>
  )
}

function SignSheets({ page, office }: { page: VenuePage; office: string }) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  if (!page.venue || page.venue.signs.length === 0) return null
  const choose = (n: number, on: boolean) =>
    setChosen(new Set(on ? [...chosen, n] : [...chosen].filter((one) => one !== n)))
  const which = [...chosen].sort((a, b) => a - b).join(',')
  return (
    <section aria-labelledby="signs">
      <h2 id="signs">标识</h2>
      <div className="bar">
        <Button href={addressOf('/api/venue/signs.pdf', { office, which })} target="_blank" rel="noreferrer">
          印标识（{chosen.size > 0 ? `选中的${chosen.size}张` : '全部'}）
        </Button>
      </div>
      <Signs page={page} chosen={chosen} onChoose={choose} />
    </section>
  )
}

function recording({ forms, suggested }: VenuePage, office: string): Asked {
  const title = '登记场地'
  return {
    title,
    schema: forms['record'] ?? {},
    path: addressOf('/api/venue', { office }),
    done: '已登记场地',
    initial: { ...suggested },
    sends: '登记',
  }
}
