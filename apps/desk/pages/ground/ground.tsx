import '#apps/desk/pages/ground/ground.css'
import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { ground, type Tree, type TreeRow, tree } from '#apps/desk/api/ground.ts'
import { session } from '#apps/desk/api/queries.ts'
import { Answerable } from '#apps/desk/pages/ground/answerable.tsx'
import { Figures } from '#apps/desk/pages/ground/figures.tsx'
import { People } from '#apps/desk/pages/ground/people.tsx'
import { Hours, Place, Settings } from '#apps/desk/pages/ground/place.tsx'
import { Posts, Windows } from '#apps/desk/pages/ground/posts.tsx'
import { Loading, Reading, Trouble } from '#ui/state.tsx'
import { Tabs } from '#ui/tabs.tsx'

/** 单位设置: the tree on the left, all of one office on the right. */
export function GroundPage() {
  const found = useQuery(tree)
  const [picked, setPicked] = useState<string | null>(null)
  const id = picked ?? found.data?.own ?? null
  return (
    <main id="main" className="page wide">
      <h1>单位、人员和岗位</h1>
      <Reading of={found} lines={8} />
      {found.data ? (
        <div className="ground">
          <Offices tree={found.data} picked={id} onPick={setPicked} />
          {id ? <One key={id} id={id} tree={found.data} /> : null}
        </div>
      ) : null}
    </main>
  )
}

function Offices({
  tree: { offices },
  picked,
  onPick,
}: {
  tree: Tree
  picked: string | null
  onPick: (id: string) => void
}) {
  const [words, setWords] = useState('')
  const top = offices[0]?.path.split('.').length ?? 1
  const word = words.trim()
  const shown = offices.filter((o) => !word || o.name.includes(word) || o.code.includes(word))
  return (
    <nav aria-label="单位" className="ground-tree">
      {offices.length > 8 ? (
        <Input
          allowClear
          aria-label="查找单位"
          placeholder="查找单位"
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      ) : null}
      <ul>
        {shown.map((o) => (
          <li key={o.id} style={{ paddingLeft: word ? 0 : `${(o.path.split('.').length - top) * 14}px` }}>
            <button type="button" aria-current={o.id === picked} onClick={() => onPick(o.id)}>
              {o.name}
              <small>{wordsOf(o)}</small>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function wordsOf(o: TreeRow): string {
  if (o.closedAt) return '已撤销'
  const gaps = o.gaps > 0 ? `，AB角缺口${o.gaps}` : ''
  return `${o.people}人 ${o.posts}岗${gaps}`
}

function One({ id, tree }: { id: string; tree: Tree }) {
  const { offices } = tree
  const found = useQuery(ground(id))
  const me = useQuery(session)
  if (found.isPending) return <Loading lines={8} />
  if (found.isError) return <Trouble error={found.error} again={() => void found.refetch()} />
  const place = found.data
  return (
    <section aria-labelledby="ground-name">
      <h2 id="ground-name">{place.office.name}</h2>
      {tree.mayName ? <Answerable answerable={tree.answerable} place={place} /> : null}
      <Tabs
        label={place.office.name}
        tabs={[
          { key: 'place', label: '概况', content: <Place place={place} offices={offices} /> },
          {
            key: 'people',
            label: `人员 ${place.people.length}`,
            content: <People place={place} offices={offices} me={me.data?.staffId ?? ''} />,
          },
          { key: 'posts', label: `岗位 ${place.posts.length}`, content: <Posts place={place} /> },
          { key: 'windows', label: `窗口 ${place.windows.length}`, content: <Windows place={place} /> },
          { key: 'hours', label: '办公时间', content: <Hours place={place} /> },
          { key: 'settings', label: '时限和阈值', content: <Settings place={place} /> },
          { key: 'figures', label: '政策标准', content: <Figures place={place} /> },
        ]}
      />
    </section>
  )
}
