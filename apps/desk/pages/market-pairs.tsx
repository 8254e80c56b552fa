import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { settleRegister } from '#apps/desk/api/entries.ts'
import { pairs } from '#apps/desk/api/market.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { Pairs } from '#programs/labour-market/screens/pairs.tsx'
import type { Pair } from '#programs/labour-market/screens/types.ts'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { More } from '#ui/more.tsx'
import { Reading } from '#ui/state.tsx'

type Props = { book: 'seekers' | 'vacancies'; id: string; title: string; onClose: () => void }
type Referred = {
  readonly number: string
  readonly letter: { readonly title: string; readonly url: string } | null
}

const why: Schema = {
  type: 'object',
  required: ['reason'],
  properties: {
    reason: { type: 'string', title: '求职人的理由', minLength: 1, maxLength: 300, 'x-widget': 'longText' },
  },
}

/** What fits one entry, over the page: read the reasons, ask the seeker, send them with a letter. */
export function Fitting({ book, id, title, onClose }: Props) {
  const [passing, setPassing] = useState<Pair | null>(null)
  const [done, setDone] = useState<Referred | null>(null)
  const found = useInfiniteQuery(pairs(book, id))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const between = (pair: Pair) =>
    book === 'seekers' ? { seeker: id, vacancy: pair.id } : { seeker: pair.id, vacancy: id }
  const send = useMutation({
    mutationFn: (pair: Pair) => change<Referred>('POST', '/api/market/referrals', { ...between(pair), agrees: true }),
    onSuccess: (made) => {
      setDone(made)
      settleRegister('market', `已推荐，编号${made.number}`)
      void queries.invalidateQueries({ queryKey: ['desk'] })
    },
  })
  const pass = useMutation({
    mutationFn: ({ pair, reason }: { pair: Pair; reason: Values }) => {
      const { seeker, vacancy } = between(pair)
      return change('POST', `/api/market/seekers/${seeker}/pass-over`, { ...reason, vacancy })
    },
    onSuccess: () => {
      setPassing(null)
      settleRegister('market', '已记下，不计拒绝，以后不再推荐这个岗位')
    },
  })
  const none =
    book === 'seekers'
      ? '现在没有对口的岗位。可以问问本人能不能放宽意向，或者有新岗位再看。'
      : '现在没有对口的求职人。有人登记求职后再看。'
  return (
    <Modal open title={title} footer={null} width={860} onCancel={onClose}>
      <p className="quiet">
        按岗位、报酬、地点、性质、学历、技能和到岗时间比对，不看性别、年龄、户籍和婚育。权重在政策标准里设定。
      </p>
      {done ? (
        <p role="status" className="bar">
          已推荐，编号{done.number}。
          {done.letter ? (
            <a href={done.letter.url} target="_blank" rel="noreferrer">
              打印{done.letter.title}（两联）
            </a>
          ) : null}
        </p>
      ) : null}
      {send.error ? (
        <p className="trouble" role="alert">
          {send.error.message}
        </p>
      ) : null}
      <Reading of={found} lines={6} none={rows.length === 0 && none} />
      <Pairs rows={rows} busy={send.isPending} onRefer={(pair) => send.mutate(pair)} onPass={setPassing} />
      <More list={found} />
      {passing ? (
        <SendOver
          title={`本人说不去：${passing.title}`}
          send={{ ...pass, mutate: (reason) => pass.mutate({ pair: passing, reason }) }}
          schema={why}
          sends="记下"
          onLeave={() => setPassing(null)}
        >
          <p className="quiet">推荐之前说不去，不计入拒绝。</p>
        </SendOver>
      ) : null}
    </Modal>
  )
}
