import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import { change, Refused } from '#apps/desk/api/call.ts'
import { sitting, sittingForm, sittings } from '#apps/desk/api/limits.ts'
import { matter, queries, services } from '#apps/desk/api/queries.ts'
import { draft, dropDraft, keepDraft } from '#apps/desk/bench/drafts.ts'
import { EarlierCases, numbersIn } from '#apps/desk/pages/earlier.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import {
  openingOf,
  openingProblems,
  openingSchema,
  reviewOf,
  reviewSchema,
  SittingCases,
  type SittingForm,
  type SittingView,
} from '#rules/told-once/screens/sitting.tsx'
import { SchemaForm, type Values } from '#ui/form/form.tsx'
import { initialOf } from '#ui/form/initial.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty, Loading, Trouble } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

const route = getRouteApi('/sitting')

/** Several services for one person in one sitting: asked once, looked at once, one receipt (6.4, 10.1.2). */
export function SittingPage() {
  const { id, contact } = route.useSearch()
  return (
    <main id="main" className="page">
      <h1>一站式办理</h1>
      {id ? <Sitting key={id} id={id} /> : <Begin contact={contact} />}
    </main>
  )
}

function Begin({ contact }: { contact: string | undefined }) {
  const [codes, setCodes] = useState<readonly string[]>([])
  const all = useQuery(services)
  return (
    <>
      <div className="pick">
        <label htmlFor="sitting-services">事项</label>
        <Select
          id="sitting-services"
          mode="multiple"
          autoFocus
          style={{ width: 560 }}
          value={[...codes]}
          loading={all.isPending}
          placeholder="选择同一个人这次要办的两项以上服务"
          optionFilterProp="label"
          onChange={(next: string[]) => setCodes(next)}
          options={(all.data ?? []).map((one) => ({
            value: one.code,
            label: `${one.code} ${one.name}`,
            disabled: !one.ready,
          }))}
        />
      </div>
      {codes.length === 1 ? (
        <p className="quiet">
          只办一项的，请到
          <Link to="/open" search={{ service: codes[0]!, ...(contact ? { contact } : {}) }}>
            办件
          </Link>
          登记；再选一项，即可一次办理。
        </p>
      ) : null}
      {codes.length > 1 ? <Opening key={codes.join()} codes={codes} contact={contact} /> : <Recent />}
    </>
  )
}

function Opening({ codes, contact }: { codes: readonly string[]; contact: string | undefined }) {
  const form = useQuery(sittingForm(codes, contact))
  if (form.isError) return <Trouble error={form.error} again={() => void form.refetch()} />
  return form.data ? <OpeningForm form={form.data} contact={contact} /> : <Loading lines={8} />
}

function OpeningForm({ form, contact }: { form: SittingForm; contact: string | undefined }) {
  const go = useNavigate()
  const from = useQuery({ ...matter(contact ?? ''), enabled: contact !== undefined })
  const slot = `new/sitting/${form.services.map(({ code }) => code).join()}/${contact ?? ''}`
  const schema = useMemo(() => openingSchema(form), [form])
  const open = useMutation({
    mutationFn: (values: Values) => change<SittingView>('POST', '/api/sittings', openingOf(values, form, contact)),
    onSuccess: (page) => {
      dropDraft(slot)
      queries.setQueryData(sitting(page.id).queryKey, page)
      void queries.invalidateQueries({ queryKey: ['desk'] })
      void queries.invalidateQueries({ queryKey: ['sittings'] })
      tell(`已一次登记 ${page.cases.length} 项：${page.cases.map(({ number }) => number).join('、')}`)
      void go({ to: '/sitting', search: { id: page.id } })
    },
  })
  const problems = useMemo(
    () => (open.error instanceof Refused ? openingProblems(open.error.problems, form) : []),
    [open.error, form],
  )
  const facts = from.data?.matter.facts
  const [numbers, setNumbers] = useState(() => numbersIn(null))
  const known = draft(slot)
  const initial = useMemo(
    () => ({ shared: { ...(facts && form ? initialOf(form.shared.schema, facts) : {}) }, ...known }),
    [facts, form, known],
  )
  if (contact && from.isPending) return <Loading lines={8} />
  return (
    <section className="act">
      {form.services.map(({ code }) => (
        <EarlierCases key={code} service={code} {...numbers} />
      ))}
      <SchemaForm
        schema={schema}
        initial={initial as Values}
        problems={problems}
        says={open.error?.message ?? null}
        busy={open.isPending}
        sends={`一次登记 ${form.services.length} 项`}
        onSend={(values) => open.mutate(values)}
        onKeep={(values) => {
          keepDraft(slot, values)
          setNumbers(numbersIn(values['shared']))
        }}
      />
    </section>
  )
}

function Recent() {
  const list = useQuery(sittings)
  if (list.isPending) return <Loading />
  if (list.isError) return <Trouble error={list.error} again={() => void list.refetch()} />
  if (list.data.length === 0) return <Empty says="还没有一站式办理。选好两项以上服务，信息和材料只问一次、只看一次。" />
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">最近的一站式办理</h2>
      <table className="plain">
        <Heads of={['服务对象', '事项', '到访时间', '进度']} />
        <tbody>
          {list.data.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to="/sitting" search={{ id: one.id }}>
                  {one.applicant}
                </Link>
              </th>
              <td>{one.services.join('、')}</td>
              <td>{moment(one.at)}</td>
              <td>{one.open === 0 ? '全部办完' : `办完 ${one.all - one.open} 项，还有 ${one.open} 项`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Sitting({ id }: { id: string }) {
  const page = useQuery(sitting(id))
  if (page.isPending) return <Loading lines={8} />
  if (page.isError) return <Trouble error={page.error} again={() => void page.refetch()} />
  return <Cases key={page.data.cases.map(({ version }) => version).join()} page={page.data} />
}

function settle(page: SittingView, says: string): void {
  queries.setQueryData(sitting(page.id).queryKey, page)
  for (const key of ['desk', 'matter', 'sittings', 'due']) void queries.invalidateQueries({ queryKey: [key] })
  tell(says)
}

function Cases({ page }: { page: SittingView }) {
  const toReview = page.cases.some(({ reviewing, reviewed }) => reviewing && !reviewed)
  const ready = !toReview && page.cases.some(({ next }) => next !== null)
  return (
    <>
      <p>
        服务对象 <b>{page.applicant}</b>，{moment(page.at)}到访，一次办理 {page.cases.length} 项。
        {page.receipt ? (
          <>
            {' '}
            <a href={page.receipt.url} target="_blank" rel="noreferrer">
              一站式受理回执（{page.receipt.number}）
            </a>
          </>
        ) : null}
      </p>
      <section aria-label="各项办理情况">
        <SittingCases
          cases={page.cases}
          open={(one) => (
            <Link to="/matters/$id" params={{ id: one.id }}>
              {one.serviceName}
            </Link>
          )}
        />
      </section>
      {toReview ? <ReviewAll page={page} /> : null}
      {ready ? <Conclude page={page} /> : null}
    </>
  )
}

function ReviewAll({ page }: { page: SittingView }) {
  const schema = useMemo(() => reviewSchema(page), [page])
  const review = useMutation({
    mutationFn: (values: Values) =>
      change<SittingView>('POST', `/api/sittings/${page.id}/review`, reviewOf(values, page)),
    onSuccess: (next) => settle(next, '各项都已审查'),
  })
  return (
    <section className="act" aria-labelledby="review">
      <h2 id="review">逐项审查</h2>
      <SchemaForm
        schema={schema}
        initial={{}}
        problems={[]}
        says={review.error ? saysOf(review.error) : null}
        busy={review.isPending}
        sends="保存审查"
        onSend={(values) => review.mutate(values)}
      />
    </section>
  )
}

/** All that is still missing, with the service it belongs to. */
function saysOf(error: Error): string {
  const says = error instanceof Refused ? [...new Set(error.problems.map((one) => one.says))] : []
  if (says.length === 0) return error.message
  return says.length > 3 ? `${says.slice(0, 3).join('；')}……共 ${says.length} 处` : says.join('；')
}

function Conclude({ page }: { page: SittingView }) {
  const conclude = useMutation({
    mutationFn: () => change<SittingView>('POST', `/api/sittings/${page.id}/conclusion`, {}),
    onSuccess: (next) => settle(next, '已处理完毕，请打印一站式受理回执交服务对象'),
  })
  return (
    <section aria-label="处理">
      {conclude.error ? <Trouble error={conclude.error} /> : null}
      <Button type="primary" loading={conclude.isPending} onClick={() => conclude.mutate()}>
        按审查结果处理并出具回执
      </Button>
      <p className="quiet">
        齐全的即办事项当场办结，限时事项受理；不齐全的一次性告知。各项一起成功，有一项不能办则都不办。
      </p>
    </section>
  )
}
