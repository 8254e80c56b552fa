import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { session } from '#apps/desk/api/queries.ts'
import { type RegisterView, registerPages, registers, type Wanted } from '#apps/desk/api/registers.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { DirectoryChoice } from '#ui/form/directory.tsx'
import { type Change, given } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { PeriodFields } from '#ui/period.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { RegisterTable } from '#ui/register.tsx'
import { Empty, Loading, Reading, Trouble } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/registers/$kind')

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
  const [asked, want] = useSought(route.useSearch())
  const { late, ...rest } = asked
  const wanted: Wanted = late ? { ...rest, late: late === 'yes' } : rest
  const me = useQuery(session)
  const found = useInfiniteQuery({
    ...registerPages(register.kind, wanted),
    placeholderData: (before) => before,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <main id="main" className="page wide">
      <h1>{register.title}</h1>
      <Filter register={register} asked={asked} wanted={wanted} onWant={want} />
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

type Asked = ReturnType<typeof route.useSearch>
type FilterProps = {
  register: RegisterView
  asked: Asked
  wanted: Wanted
  onWant: (change: Change<Asked>) => void
}

function Filter({ register, asked, wanted, onWant }: FilterProps) {
  const pick = (name: string, value: string | undefined) => {
    const is = given<Record<string, string>>({ ...asked.is, [name]: value })
    onWant({ is: Object.keys(is).length > 0 ? is : undefined })
  }
  const states = register.states.map(({ id, label }) => ({ value: id, label }))
  return (
    <search className="filter-bar">
      <Words says="字词、编号、姓名、整个电话或尾号4位" value={asked.q} least={2} onFind={(q) => onWant({ q })} />
      {register.fields.map(({ name, label, choices }) =>
        choices ? (
          <Pick
            key={name}
            wide
            width={128}
            label={label}
            value={asked.is?.[name]}
            list={choicesOf(choices)}
            onPick={(value) => pick(name, value)}
          />
        ) : null,
      )}
      <Pick
        wide
        width={128}
        label="办理情况"
        value={asked.state}
        list={[...choicesOf({ open: '未办结', closed: '已办结' }), ...states]}
        onPick={(state) => onWant({ state })}
      />
      <Pick
        wide
        width={128}
        label="是否超期"
        value={asked.late}
        list={choicesOf({ yes: '超期', no: '未超期' })}
        onPick={(late) => onWant({ late })}
      />
      <label className="filter-field" htmlFor="register-holder">
        承办人
        <DirectoryChoice
          what="staff"
          id="register-holder"
          {...(asked.holder ? { value: asked.holder } : {})}
          onChange={(holder) => onWant({ holder })}
        />
      </label>
      <PeriodFields id="register" label="登记日期" value={asked} onChange={onWant} />
      <span className="filter-end">
        {Object.keys(asked).length > 0 ? <Button onClick={() => onWant(cleared(asked))}>清除条件</Button> : null}
        <Export path={`/api/registers/${register.kind}/export`} wanted={wanted} personal />
      </span>
    </search>
  )
}

function cleared(asked: Asked): Change<Asked> {
  return Object.fromEntries(Object.keys(asked).map((name) => [name, undefined]))
}
