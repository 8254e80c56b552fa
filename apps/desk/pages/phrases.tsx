import { useMutation, useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { type Phrases as Answer, phrases } from '#apps/desk/api/phrases.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { refusalOf } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import type { Unkind } from '#regulation/forbidden.ts'
import { PhraseEdit, type PhraseRow, PhraseTable } from '#rules/civil-reception/screens/phrasing.tsx'
import { WordList } from '#rules/civil-reception/screens/words.tsx'
import { Reading } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

/** 文明用语 (3.4.1, 3.4.2, 4.2.6) and 服务忌语 (2.4.2): read by all, worded anew by the head. */
export function Phrases() {
  const found = useQuery(phrases)
  return (
    <main id="main" className="page">
      <h1>文明用语</h1>
      <Reading of={found} lines={8} />
      {found.data ? (
        <>
          <p className="quiet">
            办理到哪一步，事项页右侧就提示那一步的用语；还没登记时看工作台首页和首问登记。
            {found.data.canEdit ? '您可以改成本单位的说法。' : '用语由单位负责人修改。'}
          </p>
          <Situations data={found.data} />
          <Unkinds data={found.data} />
          <Changes changes={found.data.changes} />
        </>
      ) : null}
    </main>
  )
}

function settle(answer: Answer, says: string): void {
  queries.setQueryData(phrases.queryKey, answer)
  tell(says)
}

function Situations({ data }: { data: Answer }) {
  const [editing, setEditing] = useState<PhraseRow | null>(null)
  const save = useMutation({
    mutationFn: ({ row, say }: { row: PhraseRow; say: readonly string[] | null }) =>
      change<Answer>('POST', '/api/phrases', { situation: row.situation, say }),
    onSuccess: (answer, { row, say }) => {
      settle(answer, `“${row.label}”的用语已${say ? '修改' : '恢复'}`)
      setEditing(null)
    },
  })
  const edit = (row: PhraseRow) => {
    save.reset()
    setEditing(row)
  }
  return (
    <section aria-label="各场合用语">
      <PhraseTable rows={data.situations} names={data.values} onEdit={data.canEdit ? edit : null} />
      {editing ? (
        <Modal
          open
          title={`修改用语：${editing.label}`}
          footer={null}
          width={720}
          onCancel={() => setEditing(null)}
          mask={{ closable: false }}
        >
          <PhraseEdit
            key={editing.situation}
            row={editing}
            names={data.values}
            {...refusalOf(save)}
            busy={save.isPending}
            onSave={(say) => save.mutate({ row: editing, say })}
            onLeave={() => setEditing(null)}
          />
        </Modal>
      ) : null}
    </section>
  )
}

function Unkinds({ data }: { data: Answer }) {
  const save = useMutation({
    mutationFn: (list: readonly Unkind[] | null) => change<Answer>('POST', '/api/phrases/unkind', { words: list }),
    onSuccess: (answer) => settle(answer, '服务忌语已修改'),
  })
  return (
    <section aria-labelledby="unkind">
      <h2 id="unkind">服务忌语</h2>
      <WordList
        words={data.unkind.words}
        own={data.unkind.own}
        busy={save.isPending}
        says={save.error?.message ?? null}
        onSave={data.canEdit ? (list) => save.mutate(list) : null}
      />
    </section>
  )
}

function Changes({ changes }: Pick<Answer, 'changes'>) {
  if (changes.length === 0) return null
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">修改记录</h2>
      <ul>
        {changes.map(({ at, says }) => (
          <li key={`${at} ${says}`}>
            <span className="quiet">{moment(at)}</span> {says}
          </li>
        ))}
      </ul>
    </section>
  )
}
