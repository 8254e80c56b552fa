import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { departures, type Ground, type PersonRow, settleGround, type TreeRow } from '#apps/desk/api/ground.ts'
import { Does, sure } from '#apps/desk/pages/ground/act.tsx'
import { leaveForm, moveForm, personEditForm, personForm } from '#apps/desk/pages/ground/forms.ts'
import { FirstPassword, passwordDeed } from '#apps/desk/pages/ground/password.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { day } from '#ui/when.ts'

/** The people of an office: who they are, what they are A and B of, and what may be done. */
export function People({ place, offices, me }: { place: Ground; offices: readonly TreeRow[]; me: string }) {
  const [told, setTold] = useState<unknown>(null)
  const { people, may, office } = place
  return (
    <>
      {may.keep ? (
        <div className="bar">
          <Does
            small={false}
            primary
            label="登记人员"
            deed={{
              title: `登记${office.name}人员`,
              path: '/api/ground/people',
              schema: personForm,
              body: (values) => ({ ...values, office: office.id }),
              done: '已登记，签发初始密码后即可登录',
            }}
          />
        </div>
      ) : null}
      <Departures office={office.id} />
      {people.length === 0 ? <Empty says="还没有人员。" /> : null}
      {people.length > 0 ? (
        <table className="plain">
          <Heads of={['姓名', '工号、用户名', '岗位', '账户', '办理']} />
          <tbody>
            {people.map((p) => (
              <tr key={p.id}>
                <th scope="row">
                  {p.name}
                  {p.phone ? <small> {p.phone}</small> : null}
                </th>
                <td>
                  {p.number} <small>{p.username}</small>
                </td>
                <td>
                  {p.posts.join('、') || <span className="quiet">未任岗位</span>}
                  {p.next ? <small> {`${day(p.next.from)}起调往${p.next.office}`}</small> : null}
                  {p.until && !p.next ? <small> {`${day(p.until)}离职`}</small> : null}
                </td>
                <td>
                  <Door person={p} />
                </td>
                <td>
                  {p.id === me ? (
                    <span className="quiet">本人，由他人管理</span>
                  ) : (
                    <Deeds person={p} place={place} offices={offices} onPassword={setTold} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {told ? <FirstPassword answer={told} onClose={() => setTold(null)} /> : null}
    </>
  )
}

/** How an account stands, in a word. */
export function Door({ person: p }: { person: Pick<PersonRow, 'locked' | 'hasPassword' | 'once' | 'active'> }) {
  if (!p.active) return <span className="chip chip-warn">已停止</span>
  if (p.locked) return <span className="chip chip-warn">已停用</span>
  if (!p.hasPassword) return <span className="chip">未设密码</span>
  return p.once ? <span className="chip">待改初始密码</span> : <span>正常</span>
}

function Deeds({
  person,
  place,
  offices,
  onPassword,
}: {
  person: PersonRow
  place: Ground
  offices: readonly TreeRow[]
  onPassword: (answer: unknown) => void
}) {
  const { may, office } = place
  const others = offices
    .filter((o) => o.id !== office.id && o.closedAt === null)
    .map((o) => ({ value: o.id, label: o.name }))
  const path = `/api/ground/people/${person.id}`
  const edit = {
    title: `更新${person.name}的信息`,
    ...{ path, schema: personEditForm, initial: { name: person.name, number: person.number }, done: '已更新' },
  }
  return (
    <>
      <Does label="更新" deed={edit} />
      {others.length > 0 ? (
        <Does
          label="调动"
          deed={{
            title: `调动${person.name}`,
            path: `${path}/move`,
            schema: moveForm(others, may.lead),
            sends: '办理调动',
            done: '已提交；需要移交确认的，已送单位负责人',
          }}
        />
      ) : null}
      <Does
        label="离职"
        deed={{
          title: `${person.name}离职`,
          path: `${path}/move`,
          schema: leaveForm(may.lead),
          body: (values) => ({ ...values, to: null }),
          sends: '办理离职',
          done: '已提交；需要移交确认的，已送单位负责人',
        }}
      />
      {may.keep ? <Does label="初始密码" deed={passwordDeed(person, onPassword)} /> : null}
    </>
  )
}

/** Who waits for the head's word, with what is in hand (5.5). */
function Departures({ office }: { office: string }) {
  const found = useQuery(departures)
  const withdraw = useMutation({
    mutationFn: (id: string) => change('POST', `/api/ground/departures/${id}/withdraw`, {}),
    onSuccess: () => settleGround('已退回'),
    onError: (error) => tell(error.message),
  })
  return found.data
    ?.filter((d) => d.office.id === office)
    .map((d) => (
      <div key={d.id} className="brief">
        <p>
          <b>{d.staff.name}</b> {`${day(d.from)}起${d.to ? `调往${d.to.name}` : '离职'}，由${d.askedBy.name}提出，`}
          {d.mayConfirm ? '请核对移交后确认。' : '待单位负责人确认移交。'}
          <span className="clauses">依据 5.5</span>
        </p>
        {d.inHand.length > 0 ? (
          <ul>
            {d.inHand.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : null}
        {d.mayConfirm ? (
          <Does
            primary
            label="确认移交"
            deed={sure(
              '确认移交',
              `/api/ground/departures/${d.id}/confirm`,
              '确认后调动生效：上列岗位空缺并提醒调整AB角，未办结事项留在岗位上，由B角或您承办。',
              '已确认，调动生效',
            )}
          />
        ) : null}{' '}
        <Button size="small" disabled={withdraw.isPending} onClick={() => withdraw.mutate(d.id)}>
          退回
        </Button>
      </div>
    ))
}
