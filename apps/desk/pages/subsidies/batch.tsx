import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { download } from '#apps/desk/api/download.ts'
import { settleRegister } from '#apps/desk/api/entries.ts'
import { batch as batchQuery, key } from '#apps/desk/api/subsidies.ts'
import { type Asked, EntryForm } from '#apps/desk/pages/entry.tsx'
import { ToCase } from '#apps/desk/pages/subsidies/way.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { type BatchRow, BatchRows, batchActs, type WholeBatch } from '#programs/subsidy/screens/batches.tsx'
import { inYuan } from '#programs/subsidy/screens/payables.tsx'
import type { Values } from '#ui/form/form.tsx'
import { History } from '#ui/history.tsx'
import { Reading } from '#ui/state.tsx'
import { day } from '#ui/when.ts'

/** One batch: its rows, what comes next, its list for the bank, what was done to it. */
export function OneBatch({ id, onLeave }: { id: string; onLeave: () => void }) {
  const found = useQuery(batchQuery(id))
  const [chosen, choose] = useState<readonly string[]>([])
  const [asked, setAsked] = useState<Asked | null>(null)
  const send = useMutation({
    mutationFn: ({ act, body = {} }: Move) => change('POST', `/api/subsidies/batches/${id}/${act}`, body),
    onSuccess: (_, { done }) => {
      choose([])
      settleRegister(key, done)
    },
    onError: (error) => tell(error.message),
  })
  const batch = found.data
  return (
    <section>
      <Button type="text" onClick={onLeave}>
        ← 所有批次
      </Button>
      <Reading of={found} lines={8} />
      {batch ? (
        <>
          <Head batch={batch} />
          <Steps batch={batch} chosen={chosen} busy={send.isPending} onMove={send.mutate} onAsk={setAsked} />
          <BatchRows
            batch={batch}
            chosen={chosen}
            open={(row) => <ToCase {...row} />}
            onChoose={choose}
            onAct={(row, act) => setAsked(askOfRow(batch, row, act))}
          />
          <h2 style={apart}>经历</h2>
          <History lines={batch.history} />
        </>
      ) : null}
      {asked ? (
        <EntryForm
          register={key}
          asked={asked}
          onDone={() => {
            setAsked(null)
            choose([])
          }}
        />
      ) : null}
    </section>
  )
}

const apart = { marginBlock: 12 } as const

type Move = { readonly act: string; readonly body?: object; readonly done: string }

function Head({ batch }: { batch: WholeBatch }) {
  return (
    <>
      <h2>
        {batch.number} <span className="chip">{batch.stateLabel}</span>
      </h2>
      <p>
        {batch.kindLabel}，汇集到{day(batch.until)}批准的，{batch.count}笔{inYuan(batch.amount)}；{batch.madeBy?.name}
        编制，{batch.owner?.name}承办，{batch.late ? '▲ 已过 ' : ''}
        {day(batch.due)}前拨付完
        {batch.approvedBy ? `；${batch.approvedBy.name}审批` : ''}
        {batch.hash ? <span className="quiet">　校验码 {batch.hash.slice(0, 8)}</span> : null}
      </p>
      {batch.returned ? <p className="trouble">被退回：{batch.returned}</p> : null}
      {batch.rows.some(({ doubt }) => doubt) ? (
        <p className="trouble">
          有的单位账户已停用、被银行退回或更换，不能拨付：请剔除，退回待入批，等负责人或上级登记新账户后进下一批。
        </p>
      ) : null}
    </>
  )
}

type StepsProps = {
  batch: WholeBatch
  chosen: readonly string[]
  busy: boolean
  onMove: (move: Move) => void
  onAsk: (asked: Asked) => void
}

function Steps({ batch, chosen, busy, onMove, onAsk }: StepsProps) {
  const may = (act: string) => batch.offers.includes(act)
  const ask = (act: string, done: string, more: Partial<Asked> = {}) => onAsk({ ...asking(batch, act, done), ...more })
  const left = batch.rows.filter(({ state, checked }) => state === 'in' && !checked).length
  return (
    <div className="bar" style={apart}>
      {may('freeze') ? (
        <Button
          type="primary"
          loading={busy}
          onClick={() => onMove({ act: 'freeze', done: '已提交，由其他人复核审批' })}
        >
          提交复核审批
        </Button>
      ) : null}
      {may('check') ? (
        <Button
          type={left > 0 ? 'primary' : 'default'}
          disabled={chosen.length === 0}
          loading={busy}
          onClick={() => onMove({ act: 'check', body: { rows: chosen }, done: `复核通过${chosen.length}笔` })}
        >
          选中的复核通过
        </Button>
      ) : null}
      {may('approve') ? (
        <Button
          type={left === 0 ? 'primary' : 'default'}
          disabled={left > 0}
          title={left > 0 ? `还有${left}笔没有复核` : undefined}
          onClick={() => ask('approve', '已审批同意', { also: { hash: batch.hash }, initial: { opinion: '同意拨付' } })}
        >
          审批同意{left > 0 ? `（还有${left}笔未复核）` : ''}
        </Button>
      ) : null}
      {may('pay') ? (
        <Button
          type="primary"
          onClick={() => ask('pay', '已登记拨付', chosen.length > 0 ? { also: { rows: chosen } } : {})}
        >
          {chosen.length > 0 ? `登记拨付（选中${chosen.length}笔）` : '登记拨付（全部）'}
        </Button>
      ) : null}
      {may('gather') ? <Button onClick={() => ask('gather', '已汇集')}>再汇集</Button> : null}
      {may('send-back') ? <Button onClick={() => ask('send-back', '已退回')}>退回</Button> : null}
      {may('hand') ? <Button onClick={() => ask('hand', '已调整', handed(batch))}>调整承办</Button> : null}
      <Lists batch={batch} />
      {batch.state === 'frozen' ? <span className="quiet">{apartSays(batch, left)}</span> : null}
      {may('dissolve') ? (
        <Popconfirm
          title="各笔退回待入批，批次不再使用。"
          okText="解散"
          cancelText="不解散"
          onConfirm={() => onMove({ act: 'dissolve', done: '已解散' })}
        >
          <Button danger>解散</Button>
        </Popconfirm>
      ) : null}
    </div>
  )
}

/** Who is next, and why perhaps not whoever looks: three persons for three steps. */
function apartSays({ offers }: WholeBatch, left: number): string {
  if (left > 0) return '编制、复核、审批由不同的人办理，复核过的不能再审批。'
  return offers.includes('approve') ? '' : '已逐笔复核，由编制、复核以外的负责人或上级审批。'
}

function handed({ owner, due }: WholeBatch): Partial<Asked> {
  return { initial: { ...(owner && { owner: owner.id }), due } }
}

/** The pay-out list: masked at once, with whole numbers after a reason that goes on the record. */
function Lists({ batch }: { batch: WholeBatch }) {
  const [as, ask] = useState<'xlsx' | 'pdf' | null>(null)
  const base = `/api/subsidies/batches/${batch.id}`
  const schema = batch.forms['whole']
  const send = useMutation({
    mutationFn: (values: Values) => download(`${base}/whole.${as}`, values),
    onSuccess: () => {
      ask(null)
      tell('已导出，文件在下载文件夹里；用后请妥善保管')
    },
  })
  const whole = batch.state === 'approved' || batch.state === 'settled'
  return (
    <>
      <Button href={`${base}/list.xlsx`}>名册Excel</Button>
      <Button href={`${base}/list.pdf`} target="_blank" rel="noreferrer">
        名册PDF
      </Button>
      {whole ? <Button onClick={() => ask('xlsx')}>完整账号Excel</Button> : null}
      {whole ? <Button onClick={() => ask('pdf')}>完整账号PDF</Button> : null}
      {as && schema ? (
        <SendOver
          title="导出完整账号的拨付名册"
          width={520}
          send={send}
          schema={schema}
          sends="导出"
          onLeave={() => ask(null)}
        >
          <p>只交给财政部门和代发银行。谁在何时为什么导出，记录在案。</p>
        </SendOver>
      ) : null}
    </>
  )
}

function asking({ id, number, forms }: WholeBatch, act: string, done: string): Asked {
  const path = `/api/subsidies/batches/${id}/${act}`
  const title = `${batchActs[act] ?? '办理'}：${number}`
  return { title, schema: forms[act] ?? { type: 'object' }, path, done, sends: batchActs[act] ?? '提交' }
}

function askOfRow(batch: WholeBatch, row: BatchRow, act: string): Asked {
  const strikes = act === 'strike'
  return {
    ...asking(batch, act, strikes ? '已剔除' : '已登记银行退回，等本人更正账户'),
    title: `${strikes ? '剔除' : '银行退回'}：${row.name}（${row.number}）${inYuan(row.amount)}`,
    also: { row: row.id },
    sends: strikes ? '剔除' : '登记退回',
    ...(strikes && { initial: { after: 'next' } }),
  }
}
