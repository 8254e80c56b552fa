import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { daily } from '#apps/desk/api/duty.ts'

/** On the empty bench: how A's desks stand that I would take over, each in one line (5.1.a). */
export function DailyLines() {
  const { data } = useQuery(daily)
  const posts = data?.posts.filter(({ acting, A }) => A && !acting) ?? []
  if (posts.length === 0) return null
  return (
    <section aria-labelledby="daily" className="welcome-part">
      <h2 id="daily">B角每日简报</h2>
      <ul>
        {posts.map(({ post, A, matters, closed }) => {
          const late = matters.filter((one) => one.late).length
          const changed = matters.filter((one) => one.changed).length
          return (
            <li key={post.id}>
              <Link to="/duty" hash="brief">
                {post.name}（A角{A?.name}）
              </Link>
              ：在办 {matters.length} 件{late > 0 ? `，超期 ${late} 件` : ''}，昨天以来有变化 {changed} 件
              {closed.length > 0 ? `，办结 ${closed.length} 件` : ''}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
