import { Link } from '@tanstack/react-router'
import { Empty } from '#ui/state.tsx'

/** An address that the desk doesn't have. */
export function Lost() {
  return (
    <main className="page">
      <Empty says="没有这个页面，可能是地址抄漏了。">
        <Link to="/">回到工作台</Link>
      </Empty>
    </main>
  )
}
