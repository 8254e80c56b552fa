import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { reminders } from '#apps/desk/api/contacts.ts'
import { session } from '#apps/desk/api/queries.ts'
import { DailyLines } from '#apps/desk/pages/daily.tsx'
import { Sayings } from '#apps/desk/pages/say.tsx'
import { Loading } from '#ui/state.tsx'

const RememberedList = lazy(() =>
  import('#apps/desk/pages/remembered.tsx').then(({ RememberedList: list }) => ({ default: list })),
)

/** Nothing in hand yet: what to do next, by key. */
export function Welcome() {
  const me = useQuery(session)
  return (
    <main id="main" className="hand welcome">
      <h1>{me.data ? `${me.data.name}，您好` : '您好'}</h1>
      <p>左边是您名下和您代办的事项，最急的在最上面。</p>
      <ul>
        <li>
          来人、来电：<kbd>N</kbd> 首问登记，从登记起即由您负责
        </li>
        <li>
          打开最急的一件：<kbd>J</kbd>
        </li>
        <li>
          直接办件：<kbd>C</kbd>，输入事项代码或名称
        </li>
        <li>
          全部按键：<kbd>?</kbd>
        </li>
      </ul>
      <Sayings title="来人来电时这样说" />
      <Remembered />
      <DailyLines />
    </main>
  )
}

/** Hard matters are in sight whenever there is a moment (2.2). */
function Remembered() {
  const found = useQuery(reminders)
  if (!found.data?.length) return null
  return (
    <section aria-labelledby="remembered" className="welcome-part">
      <h2 id="remembered">记挂事项</h2>
      <Suspense fallback={<Loading />}>
        <RememberedList />
      </Suspense>
    </section>
  )
}
