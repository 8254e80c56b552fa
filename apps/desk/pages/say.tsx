import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { phrases } from '#apps/desk/api/phrases.ts'
import { session } from '#apps/desk/api/queries.ts'
import { unkindWords } from '#regulation/forbidden.ts'
import { beforehand } from '#regulation/phrases.ts'
import { SayPanel } from '#ui/say.tsx'
import { UnkindContext } from '#ui/saytext.tsx'

type Props = {
  /** How the person came, where that is known: then the other way's phrases are left out. */
  channel?: unknown
  title?: string
}

const written: readonly unknown[] = ['letter', 'fax', 'email', 'web']

/** What is said while nothing is registered yet (3.4.1, 3.4.2, 4.2.6), with the names of my office. */
export function Sayings({ channel, title = '此刻用语' }: Props) {
  const found = useQuery(phrases)
  if (!found.data || written.includes(channel)) return null
  const fits = (by: string) => by === 'either' || channel === undefined || (by === 'phone') === (channel === 'call')
  const { situations } = found.data
  const sayings = beforehand
    .flatMap((name) => situations.find(({ situation }) => situation === name) ?? [])
    .filter(({ by }) => fits(by))
  return (
    <SayPanel
      key={String(channel)}
      sayings={sayings}
      names={found.data.values}
      title={`${title}${channel === 'call' ? '（铃响三声内接起）' : ''}`}
      first={channel === 'call' ? 'phonePickUp' : 'arrives'}
    />
  )
}

/** Hands the office's list of unkind words to every form (2.4.2). */
export function Worded({ children }: { children: ReactNode }) {
  const me = useQuery(session)
  const found = useQuery({ ...phrases, enabled: Boolean(me.data && !me.data.administrator) })
  // Always wrapped: a wrapper that comes later would build the whole desk anew and lose what is being typed.
  return <UnkindContext value={found.data?.unkind.words ?? unkindWords}>{children}</UnkindContext>
}
