import { useQuery } from '@tanstack/react-query'
import type { Ground, PostRow } from '#apps/desk/api/ground.ts'
import { services } from '#apps/desk/api/queries.ts'
import type { ServiceRow } from '#apps/desk/api/types.ts'
import { type Deed, Does, sure } from '#apps/desk/pages/ground/act.tsx'
import { postForm, seatForm, windowForm } from '#apps/desk/pages/ground/forms.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'

/** The posts of an office with A and B, duties and services. */
export function Posts({ place }: { place: Ground }) {
  const all = useQuery(services).data ?? []
  const { posts, office, may } = place
  const hasHead = posts.some((p) => p.head)
  return (
    <>
      <div className="bar">
        <Does
          small={false}
          primary
          label="设立岗位"
          deed={{
            title: `在${office.name}设立岗位`,
            path: '/api/ground/posts',
            schema: postForm(all, may.head && !hasHead),
            body: (values) => ({ duties: '', services: [], ...values, office: office.id }),
            done: '已设立，请配备A角、B角',
          }}
        />
      </div>
      {posts.length === 0 ? <Empty says="还没有岗位。先设负责人岗位，再设窗口岗位。" /> : null}
      {posts.length > 0 ? (
        <table className="plain">
          <Heads of={['岗位', 'A角', 'B角', '职责和事项', '办理']} />
          <tbody>
            {posts.map((p) => (
              <Line key={p.id} post={p} place={place} all={all} />
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  )
}

function Line({ post: p, place, all }: { post: PostRow; place: Ground; all: readonly ServiceRow[] }) {
  const { may } = place
  const edit: Deed = {
    title: `更新${p.name}`,
    path: `/api/ground/posts/${p.id}`,
    schema: postForm(all, false),
    initial: { name: p.name, duties: p.duties, services: [...p.services] },
    body: (values) => ({ duties: '', services: [], ...values }),
    done: '已更新',
  }
  const after = `撤销${p.name}后，其A角、B角同时结束，不能恢复。`
  return (
    <tr>
      <th scope="row">
        {p.name} {p.head ? <span className="chip">负责人</span> : null}
      </th>
      <td>{p.A?.name ?? <span className="chip chip-warn">未配备</span>}</td>
      <td>{p.B?.name ?? <span className="chip chip-warn">未配备</span>}</td>
      <td>
        {p.duties} <small>{p.services.join(' ')}</small>
      </td>
      <td>
        {(p.head ? may.head && (may.appoint || !(p.A && p.B)) : may.appoint) ? (
          <Does label="A、B角" deed={seatDeed(p, place)} />
        ) : null}
        {p.head && !may.head ? null : (
          <>
            <Does label="更新" deed={edit} />
            <Does danger label="撤销" deed={sure('撤销岗位', `/api/ground/posts/${p.id}/close`, after, '已撤销岗位')} />
          </>
        )}
      </td>
    </tr>
  )
}

function seatDeed(post: PostRow, { candidates, office }: Ground): Deed {
  const fit = candidates.map((p) => ({ value: p.id, label: `${p.name} ${p.number}` }))
  return {
    title: `${office.name}${post.name}的A角、B角`,
    path: `/api/ground/posts/${post.id}/assignment`,
    schema: seatForm(fit),
    body: (values) => ({ staff: null, ...values }),
    done: '已调整',
  }
}

/** The windows of an office, each by its post. */
export function Windows({ place }: { place: Ground }) {
  const { windows, posts, office } = place
  const fit = posts.map((p) => ({ value: p.id, label: p.name }))
  const deed = (title: string, initial?: Deed['initial']): Deed => ({
    ...{ title, path: '/api/ground/windows', schema: windowForm(fit), done: '已保存窗口' },
    ...(initial ? { initial } : {}),
    body: (values) => ({ ...values, office: office.id }),
  })
  return (
    <>
      <div className="bar">
        <Does small={false} primary label="设置窗口" deed={deed('设置窗口')} />
      </div>
      {windows.length === 0 ? <Empty says="还没有窗口。" /> : null}
      {windows.length > 0 ? (
        <table className="plain">
          <Heads of={['窗口号', '名称', '承办岗位', '办理']} />
          <tbody>
            {windows.map((w) => (
              <tr key={w.number}>
                <th scope="row">{w.number}号</th>
                <td>{w.name}</td>
                <td>{w.post.name}</td>
                <td>
                  <Does
                    label="更新"
                    deed={deed(`更新${w.number}号窗口`, { number: w.number, name: w.name, post: w.post.id })}
                  />
                  <Does
                    danger
                    label="撤销"
                    deed={sure(
                      '撤销窗口',
                      '/api/ground/windows/close',
                      `撤销后${w.number}号窗口不再对外办理。`,
                      '已撤销窗口',
                      {
                        office: office.id,
                        number: w.number,
                      },
                    )}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  )
}
