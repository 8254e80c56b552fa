import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { settleRegister } from '#apps/desk/api/entries.ts'
import { comparing, versions } from '#apps/desk/api/versions.ts'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import {
  Differences,
  Published,
  type Release,
  VersionList,
  type VersionPage,
  type VersionRow,
} from '#rules/open-affairs/screens/versions.tsx'
import type { Values } from '#ui/form/form.tsx'
import { Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { day } from '#ui/when.ts'

const route = getRouteApi('/versions')
/** No service file comes near it; the text itself is bounded by the form. */
const mostBytes = 600_000
const tooLarge = '文件太大，不像是事项文件'

type Asked =
  | { readonly is: 'release' }
  | { readonly is: 'draft'; readonly text: string; readonly file: string }
  | { readonly is: 'drop'; readonly draft: string }
  | { readonly is: 'callOff'; readonly release: Release }

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
        </div>
      ) : null}
      {page?.mayPublish ? <PickDraft onGood={(file, text) => setAsked({ is: 'draft', file, text })} /> : null}
      <Reading of={found} lines={10} />
      {code ? <Compared code={code} from={from} to={to} row={page?.rows.find((one) => one.code === code)} /> : null}
      {page ? (
        <VersionList
          page={page}
          ticked={ticked}
          onTick={(tick, on) => setTicked(on ? [...ticked, tick] : ticked.filter((one) => one !== tick))}
          onDrop={(draft) => setAsked({ is: 'drop', draft })}
          onCallOff={(release) => setAsked({ is: 'callOff', release })}
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

/** A draft from a file, judged here by the very check that judges it on arrival; a faulty one is not sent. */
function PickDraft({ onGood }: { onGood: (file: string, text: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const check = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > mostBytes) return { file: file.name, problems: [tooLarge] }
      const [text, { draftFaults }] = await Promise.all([file.text(), import('#core/service/draft.ts')])
      const problems = draftFaults(text, file.name)
      if (problems.length === 0) onGood(file.name, text)
      return { file: file.name, problems }
    },
  })
  const wrong = check.data && check.data.problems.length > 0 ? check.data : null
  return (
    <>
      <div className="bar">
        <Button loading={check.isPending} onClick={() => input.current?.click()}>
          上传草稿
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".yaml,.yml"
          aria-label="选择事项文件"
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) check.mutate(file)
            // The same file, put right, may be chosen again.
            target.value = ''
          }}
        />
        <span className="quiet">选.yaml文件，先检查，没有错误才上传</span>
      </div>
      <div role="alert">
        {check.isError ? <p className="wrong">这个文件读不了，请重新选择</p> : null}
        {wrong ? (
          <>
            <p className="wrong">
              {wrong.file} 没有上传，共{wrong.problems.length}处要改：
            </p>
            <ol>
              {wrong.problems.map((says) => (
                <li key={says}>{says}</li>
              ))}
            </ol>
          </>
        ) : null}
      </div>
    </>
  )
}

const titles = { release: '发布版本', draft: '上传草稿', drop: '草稿不采用', callOff: '撤回发布' } as const

type AskProps = { page: VersionPage; asked: Asked; ticked: readonly string[]; onDone: () => void; onLeave: () => void }

function Ask({ page, asked, ticked, onDone, onLeave }: AskProps) {
  const send = useMutation({
    mutationFn: (values: Values) => {
      if (asked.is === 'draft') return change('POST', '/api/versions/drafts', values)
      if (asked.is === 'drop') return change('POST', `/api/versions/drafts/${asked.draft}/dropped`, values)
      if (asked.is === 'callOff') return change('POST', `/api/versions/releases/${asked.release.id}/called-off`, values)
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
      {...(asked.is === 'draft' && { initial: { text: asked.text } })}
      onLeave={onLeave}
    >
      {asked.is === 'release' ? <p>{ticked.map((tick) => `${tick.replace(' ', ' 第')}版`).join('，')}</p> : null}
      {asked.is === 'callOff' ? (
        <p>
          第{asked.release.version}版原定{day(asked.release.from)}
          起执行，撤回后不执行，回到待发布；撤回的理由留在历次发布里。
        </p>
      ) : null}
      {asked.is === 'draft' ? (
        <p className="quiet">{asked.file}已检查，没有发现错误。下面是全文，核对后上传。</p>
      ) : null}
    </SendOver>
  )
}

type ComparedProps = { code: string; from: string | undefined; to: string | undefined; row: VersionRow | undefined }

function Compared({ code, from, to, row }: ComparedProps) {
  const found = useQuery(comparing(code, from, to))
  const go = route.useNavigate()
  // What is shown stands in the address: picking one side never moves the other.
  const pick = (side: 'from' | 'to', version: string | undefined) =>
    void go({
      search: (before) => ({
        ...before,
        ...(found.data && { from: String(found.data.from), to: String(found.data.to) }),
        [side]: version,
      }),
      replace: true,
    })
  return (
    <section className="sheet" aria-label="版本对比">
      <Reading of={found} lines={4} />
      {found.data ? (
        <>
          <div className="bar">
            {(['from', 'to'] as const).map((side) => (
              <Pick
                key={side}
                label={side === 'from' ? '旧版' : '新版'}
                width={220}
                value={String(found.data[side])}
                list={found.data.versions.map(({ version, is }) => ({
                  value: String(version),
                  label: `${side === 'from' ? '旧版' : '新版'}：第${version}版（${is}）`,
                }))}
                onPick={(version) => pick(side, version)}
              />
            ))}
            <Button size="small" onClick={() => window.print()}>
              打印
            </Button>
          </div>
          <Differences of={found.data} />
        </>
      ) : null}
      {row ? <Published of={row} /> : null}
    </section>
  )
}
