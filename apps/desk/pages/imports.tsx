import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { addressOf, type Wanted } from '#apps/desk/api/entries.ts'
import {
  type EarlierJob,
  type ImportJob,
  type ImportTable,
  importJob,
  imports,
  uploadBook,
} from '#apps/desk/api/imports.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Change } from '#ui/given.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty, Loading, Reading } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

const route = getRouteApi('/imports')

/** 导入: a table from Excel; tried first, then taken in whole or only the good lines. */
export function Imports() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const found = useQuery(imports)
  const job = wanted['job'] ?? ''
  return (
    <main id="main" className="page wide">
      <h1>导入Excel表格</h1>
      <p className="quiet">
        先下载模板填写，再上传。上传后系统先试一遍，什么也不改，问题按行和栏目列出，由您决定是否导入。
      </p>
      <Reading of={found} lines={4} />
      {found.data?.kinds.length === 0 ? <Empty says="您没有可以导入的表。调查表在分到名额后可以导入。" /> : null}
      {found.data && found.data.kinds.length > 0 ? (
        <Begin kinds={found.data.kinds} wanted={wanted} onWant={want} />
      ) : null}
      {job ? <One key={job} id={job} /> : null}
      {found.data && (found.data.kinds.length > 0 || found.data.jobs.length > 0) ? (
        <Earlier jobs={found.data.jobs} onOpen={(id) => want({ job: id })} />
      ) : null}
    </main>
  )
}

type BeginProps = { kinds: readonly ImportTable[]; wanted: Wanted; onWant: (change: Change<Wanted>) => void }

function Begin({ kinds, wanted, onWant }: BeginProps) {
  const file = useRef<HTMLInputElement>(null)
  const kind = kinds.find(({ word }) => word === wanted['kind']) ?? kinds[0]
  const target = kind?.targets?.find(({ id }) => id === wanted['target'])?.id ?? kind?.targets?.[0]?.id ?? ''
  const send = useMutation({
    mutationFn: (book: File) => uploadBook(kind?.word ?? '', target, book),
    onSuccess: ({ id }) => {
      onWant({ job: id })
      void queries.invalidateQueries({ queryKey: imports.queryKey })
    },
  })
  if (!kind) return null
  return (
    <>
      <div className="bar">
        <Select
          aria-label="导入什么"
          style={{ width: 220 }}
          value={kind.word}
          onChange={(word) => onWant({ kind: word, target: '', job: '' })}
          options={kinds.map(({ word, title }) => ({ value: word, label: title }))}
        />
        {kind.targets ? (
          <Select
            aria-label="导入到"
            style={{ width: 220 }}
            value={target}
            onChange={(id) => onWant({ target: id })}
            options={kind.targets.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
        <Button href={addressOf(`/api/imports/template/${kind.word}`, { target })}>下载模板</Button>
        <Button type="primary" loading={send.isPending} onClick={() => file.current?.click()}>
          上传填好的表
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".xlsx"
          aria-label="选择表格"
          onChange={(event) => {
            const [book] = event.target.files ?? []
            if (book) send.mutate(book)
            event.target.value = ''
          }}
        />
        <span className="quiet">一次最多{kind.most}行，只收.xlsx</span>
      </div>
      {send.error ? (
        <p className="trouble" role="alert">
          {send.error.message}
        </p>
      ) : null}
    </>
  )
}

function One({ id }: { id: string }) {
  const found = useQuery(importJob(id))
  const [sure, setSure] = useState<'all' | 'good' | 'cancel' | null>(null)
  const act = useMutation({
    mutationFn: (word: 'all' | 'good' | 'cancel') =>
      word === 'cancel'
        ? change('POST', `/api/imports/${id}/cancel`, {})
        : change('POST', `/api/imports/${id}/run`, { mode: word }),
    onError: (error) => tell(error.message),
    onSettled: () => {
      setSure(null)
      for (const queryKey of [['import', id], ['imports']]) void queries.invalidateQueries({ queryKey })
    },
  })
  const job = found.data
  if (!job) return found.isError ? <Reading of={found} /> : <Loading />
  return (
    <section aria-label="这次导入">
      <h2>
        {job.kindTitle} <small>{job.file}</small>
      </h2>
      <Progress of={job} />
      <div className="bar">
        {job.offers.includes('all') ? (
          <Button type="primary" onClick={() => setSure('all')}>
            全部导入
          </Button>
        ) : null}
        {job.offers.includes('good') ? (
          <Button type="primary" onClick={() => setSure('good')}>
            {job.done > 0
              ? `接着导入其余${job.units - job.bad - job.done}项`
              : `只导入没有问题的${job.units - job.bad}项`}
          </Button>
        ) : null}
        {job.report ? <Button href={`/api/imports/${id}/report`}>下载结果表（标出问题）</Button> : null}
        {job.offers.includes('cancel') ? <Button onClick={() => setSure('cancel')}>取消</Button> : null}
      </div>
      <Problems of={job} />
      <Modal
        open={sure !== null}
        title={sure === 'cancel' ? '取消这次导入？' : '确认导入？'}
        okText={sure === 'cancel' ? '取消导入' : '导入'}
        cancelText="返回"
        confirmLoading={act.isPending}
        onOk={() => sure && act.mutate(sure)}
        onCancel={() => setSure(null)}
      >
        {sure === 'cancel'
          ? '还没有导入的不再导入，已经导入的保留。'
          : sure === 'all'
            ? `共${job.rows}行，中途有一行没有通过，就一行也不导入。`
            : `有问题的${job.bad}项不导入，改好后可以再传。`}
      </Modal>
    </section>
  )
}

function Progress({ of: job }: { of: ImportJob }) {
  const going = job.state === 'checking' ? job.checked : job.state === 'running' ? job.done : null
  // In one transaction nothing is in before all is.
  const whole = job.state === 'running' && job.mode === 'all'
  return (
    <p role="status">
      {job.stateLabel}：共{job.rows}行{job.units === job.rows ? '' : `（${job.units}项）`}
      {job.bad > 0 ? `，${job.bad}项有问题` : ''}
      {whole ? `，已处理${job.done}项，全部通过才算导入` : job.done > 0 ? `，已导入${job.done}项` : ''}
      {job.says ? `。${job.says}` : ''}{' '}
      {going === null ? null : <progress max={Math.max(1, job.units)} value={going} aria-label={`已处理${going}项`} />}
    </p>
  )
}

function Problems({ of: { problems, state } }: { of: ImportJob }) {
  if (problems.length === 0) return state === 'checked' ? <p>没有发现问题。</p> : null
  return (
    <table className="plain">
      <Heads of={['行', '栏目', '问题']} />
      <tbody>
        {problems.map(({ row, column, says }) => (
          <tr key={`${row} ${column} ${says}`}>
            <td>第{row}行</td>
            <td>{column ?? '整行'}</td>
            <td>{says}</td>
          </tr>
        ))}
      </tbody>
      {problems.length >= 200 ? <caption>只列出前200处，全部问题在结果表里。</caption> : null}
    </table>
  )
}

function Earlier({ jobs, onOpen }: { jobs: readonly EarlierJob[]; onOpen: (id: string) => void }) {
  return (
    <>
      <h2>以前的导入</h2>
      <p className="quiet">只列您自己最近20次的，新的在前。</p>
      {jobs.length === 0 ? (
        <p className="quiet">还没有导入过。每次导入都列在这里，可以再打开看结果。</p>
      ) : (
        <Jobs jobs={jobs} onOpen={onOpen} />
      )}
    </>
  )
}

/** 已导入3项，4项有误未导入 */
function resultOf({ state, stateLabel, done, bad }: EarlierJob): string {
  const left = bad > 0 ? `，${bad}项有误未导入` : ''
  if (state === 'done') return `${stateLabel}${done}项${left}`
  return done > 0 ? `${stateLabel}，已导入${done}项` : stateLabel
}

function Jobs({ jobs, onOpen }: { jobs: readonly EarlierJob[]; onOpen: (id: string) => void }) {
  return (
    <table className="plain" aria-label="以前的导入">
      <Heads of={['表', '时间', '导入人', '结果', '办理']} />
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id}>
            <th scope="row">
              {job.kindTitle}
              <small> {job.file}</small>
            </th>
            <td>{moment(job.madeAt)}</td>
            <td>{job.madeBy?.name}</td>
            <td>
              {resultOf(job)}
              {job.says ? <small> {job.says}</small> : null}
            </td>
            <td>
              <Button size="small" onClick={() => onOpen(job.id)} aria-label={`看${moment(job.madeAt)}导入的结果`}>
                看结果
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
