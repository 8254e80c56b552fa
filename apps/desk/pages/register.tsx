import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { session } from '#apps/desk/api/queries.ts'
import { type RegisterView, registerPages, registers, type Wanted } from '#apps/desk/api/registers.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { DateField } from '#ui/form/date.tsx'
import { DirectoryChoice } from '#ui/form/directory.tsx'
import { More } from '#ui/more.tsx'
import { RegisterTable } from '#ui/register.tsx'
import { Empty, Loading, Reading, Trouble } from '#ui/state.tsx'

const route = getRouteApi('/registers/$kind')

/** What was looked for last in each register, so that the way back from a matter leads to the same list. In memory only. */
const last = new Map<string, Wanted>()

/** The ledger of one kind of matter: searched, filtered, page by page, exported. */
export function Register() {
  const { kind } = route.useParams()
  const all = useQuery(registers)
  if (all.isPending) return <Page title="登记簿" says={<Loading lines={8} />} />
  if (all.isError) return <Page title="登记簿" says={<Trouble error={all.error} again={() => void all.refetch()} />} />
  const register = all.data.find((one) => one.kind === kind)
  if (!register) return <Page title="登记簿" says={<Empty says="没有这种登记簿。" />} />
  return <Ledger key={kind} register={register} />
}

function Page({ title, says }: { title: string; says: React.ReactNode }) {
  return (
    <main id="main" className="page wide">
      <h1>{title}</h1>
      {says}
    </main>
  )
}

function Ledger({ register }: { register: RegisterView }) {
  const [wanted, setWanted] = useState<Wanted>(last.get(register.kind) ?? {})
  const me = useQuery(session)
  const found = useInfiniteQuery({
    ...registerPages(register.kind, wanted),
    placeholderData: (before) => before,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const want = (next: Wanted) => {
    last.set(register.kind, next)
    setWanted(next)
  }
  return (
    <main id="main" className="page wide">
      <h1>{register.title}</h1>
      <Filter register={register} wanted={wanted} onWant={want} />
      <Reading
        of={found}
        lines={8}
        none={
          rows.length === 0 &&
          !found.hasNextPage &&
          (Object.keys(wanted).length > 0 ? '没有符合条件的登记，换个条件试试。' : '还没有登记。')
        }
      />
      {rows.length > 0 ? (
        <RegisterTable
          title={register.title}
          rows={rows}
          fields={register.fields}
          own={me.data?.office.id}
          open={(row) => (
            <Link to="/matters/$id" params={{ id: row.id }} className="digits">
              {row.number}
            </Link>
          )}
        />
      ) : null}
      <More list={found} />
    </main>
  )
}

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
const yesOrNo = [
  { value: 'yes', label: '超期' },
  { value: 'no', label: '未超期' },
]

type FilterProps = { register: RegisterView; wanted: Wanted; onWant: (wanted: Wanted) => void }

function Filter({ register, wanted, onWant }: FilterProps) {
  const [words, setWords] = useState(wanted.q ?? '')
  const change = (next: Next) => {
    const all = Object.entries({ ...wanted, ...next }).filter(([, value]) => value !== undefined && value !== '')
    onWant(Object.fromEntries(all) as Wanted)
  }
  const pick = (name: string, value: string | null) => {
    const { [name]: _gone, ...rest } = wanted.is ?? {}
    const is = value ? { ...rest, [name]: value } : rest
    change({ is: Object.keys(is).length > 0 ? is : undefined })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait, a change of the rest must not
  useEffect(() => {
    const q = words.trim()
    if ((wanted.q ?? '') === (q.length >= 2 ? q : '')) return
    const wait = setTimeout(() => change({ q: q.length >= 2 ? q : '' }), 300)
    return () => clearTimeout(wait)
  }, [words])
  const states = register.states.map(({ id, label }) => ({ value: id, label }))
  return (
    <search className="filter-bar">
      <Input
        allowClear
        aria-label="查找"
        className="filter-words"
        placeholder="字词、编号、姓名、整个电话或尾号4位"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {register.fields.map(({ name, label, choices }) =>
        choices ? (
          <Pick
            key={name}
            label={label}
            value={wanted.is?.[name]}
            list={options(choices)}
            onPick={(v) => pick(name, v)}
          />
        ) : null,
      )}
      <Pick
        label="办理情况"
        value={wanted.state}
        list={[{ value: 'open', label: '未办结' }, { value: 'closed', label: '已办结' }, ...states]}
        onPick={(state) => change({ state: state ?? undefined })}
      />
      <Pick
        label="是否超期"
        value={wanted.late === undefined ? undefined : wanted.late ? 'yes' : 'no'}
        list={yesOrNo}
        onPick={(late) => change({ late: late ? late === 'yes' : undefined })}
      />
      <WhoAndWhen wanted={wanted} onChange={change} />
      <span className="filter-end">
        {Object.keys(wanted).length > 0 ? (
          <Button
            onClick={() => {
              setWords('')
              onWant({})
            }}
          >
            清除条件
          </Button>
        ) : null}
        <Export path={`/api/registers/${register.kind}/export`} wanted={wanted} />
      </span>
    </search>
  )
}

type Next = { [K in keyof Wanted]?: Wanted[K] | undefined }

/** Who holds it, and between which days it was registered. */
function WhoAndWhen({ wanted, onChange: change }: { wanted: Wanted; onChange: (next: Next) => void }) {
  return (
    <>
      <label className="filter-field" htmlFor="register-holder">
        承办人
        <DirectoryChoice
          what="staff"
          id="register-holder"
          {...(wanted.holder ? { value: wanted.holder } : {})}
          onChange={(holder) => change({ holder })}
        />
      </label>
      {(['from', 'until'] as const).map((edge) => (
        <label key={edge} className="filter-field" htmlFor={`register-${edge}`}>
          {edge === 'from' ? '登记日期' : '至'}
          <DateField
            time={false}
            id={`register-${edge}`}
            {...(wanted[edge] ? { value: wanted[edge] } : {})}
            onChange={(day) => change({ [edge]: day })}
          />
        </label>
      ))}
    </>
  )
}

type PickProps = {
  label: string
  value: string | undefined
  list: { value: string; label: string }[]
  onPick: (value: string | null) => void
}

function Pick({ label, value, list, onPick }: PickProps) {
  return (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ width: 128 }}
      popupMatchSelectWidth={false}
      value={value ?? null}
      onChange={(picked) => onPick(picked ?? null)}
      options={list}
    />
  )
}
