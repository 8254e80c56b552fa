import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { settleRegister } from '#apps/desk/api/entries.ts'
import { comparing, versions } from '#apps/desk/api/versions.ts'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { Differences, VersionList, type VersionPage } from '#rules/open-affairs/screens/versions.tsx'
import type { Values } from '#ui/form/form.tsx'
import { Reading } from '#ui/state.tsx'

const route = getRouteApi('/versions')

type Asked = { readonly is: 'release' } | { readonly is: 'draft' } | { readonly is: 'drop'; readonly draft: string }

/** 事项版本 (6.2): what is in force, what waits, side by side, and the head's word from a day on. */
export function Versions() {
  const { code, from, to } = route.useSearch()
  const found = useQuery(versions)
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [asked, setAsked] = useState<Asked | null>(null)
  const page = found.data
  const waiting =
    page?.rows.flatMap((row) =>
      row.waiting.filter(({ missing }) => missing.length === 0).map((one) => `${row.code} ${one.version}`),
    ) ?? []
  return (
    <main id="main" className="page wide">
      <h1>事项版本</h1>
      <p className="quiet">
        版本由{page?.answerable ?? '负责单位'}负责人发布；已经受理的办件按受理时的版本办完。
        {page?.needsRelease ? '还没有发布的事项不能受理。' : '演示数据里，还没有发布的事项按随程序带来的版本办理。'}
      </p>
      {page?.mayPublish ? (
        <div className="bar">
          <Button type="primary" disabled={ticked.length === 0} onClick={() => setAsked({ is: 'release' })}>
            发布选中的{ticked.length > 0 ? `${ticked.length}个` : ''}版本
          </Button>
          <Button
            disabled={waiting.length === 0}
            onClick={() => setTicked(ticked.length === waiting.length ? [] : waiting)}
          >
            {ticked.length === waiting.length && waiting.length > 0 ? '全不选' : '全选待发布的'}
          </Button>
          <Button onClick={() => setAsked({ is: 'draft' })}>上传草稿</Button>
        </div>
      ) : null}
      <Reading of={found} lines={10} />
      {code ? <Compared code={code} from={from} to={to} /> : null}
      {page ? (
        <VersionList
          page={page}
          ticked={ticked}
          onTick={(tick, on) => setTicked(on ? [...ticked, tick] : ticked.filter((one) => one !== tick))}
          onDrop={(draft) => setAsked({ is: 'drop', draft })}
          compare={(row) => (
            <Link to="/versions" search={{ code: row.code }}>
              逐项对比
            </Link>
          )}
        />
      ) : null}
      {page && asked ? (
        <Ask
          page={page}
          asked={asked}
          ticked={ticked}
          onDone={() => [setAsked(null), setTicked([])]}
          onLeave={() => setAsked(null)}
        />
      ) : null}
    </main>
  )
}

const titles = { release: '发布版本', draft: '上传草稿', drop: '草稿不采用' } as const

type AskProps = { page: VersionPage; asked: Asked; ticked: readonly string[]; onDone: () => void; onLeave: () => void }

function Ask({ page, asked, ticked, onDone, onLeave }: AskProps) {
  const send = useMutation({
    mutationFn: (values: Values) => {
      if (asked.is === 'draft') return change('POST', '/api/versions/drafts', values)
      if (asked.is === 'drop') return change('POST', `/api/versions/drafts/${asked.draft}/dropped`, values)
      const versions = ticked.map((tick) => {
        const [code, version] = tick.split(' ')
        return { code, version: Number(version) }
      })
      return change('POST', '/api/versions', { ...values, versions })
    },
    onSuccess: () => {
      settleRegister('versions', `已办：${titles[asked.is]}`)
      onDone()
    },
  })
  return (
    <SendOver
      title={titles[asked.is]}
      send={send}
      schema={page.forms[asked.is]}
      sends={titles[asked.is]}
      {...(asked.is === 'release' && { initial: { from: page.today } })}
      onLeave={onLeave}
    >
      {asked.is === 'release' ? <p>{ticked.map((tick) => `${tick.replace(' ', ' 第')}版`).join('，')}</p> : null}
      {asked.is === 'draft' ? (
        <p className="quiet">把事项文件的全文贴在下面。有错的，会写明哪一行、什么原因；八公开不全的不能发布。</p>
      ) : null}
    </SendOver>
  )
}

function Compared({ code, from, to }: { code: string; from: string | undefined; to: string | undefined }) {
  const found = useQuery(comparing(code, from, to))
  const go = route.useNavigate()
  const pick = (name: 'from' | 'to', value: number) =>
    void go({ search: (before) => ({ ...before, [name]: String(value) }), replace: true })
  return (
    <section className="sheet" aria-label="版本对比">
      <Reading of={found} lines={4} />
      {found.data ? (
        <>
          <div className="bar">
            {found.data.versions.map((version) => (
              <Button
                key={version}
                size="small"
                onClick={() => pick('to', version)}
                type={version === found.data.to ? 'primary' : 'default'}
              >
                和第{version}版比
              </Button>
            ))}
            <Button size="small" onClick={() => window.print()}>
              打印
            </Button>
          </div>
          <Differences of={found.data} />
        </>
      ) : null}
    </section>
  )
}
