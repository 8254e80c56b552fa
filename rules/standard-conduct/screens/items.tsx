import { Button } from 'antd'
import { useState } from 'react'
import { type About, abouts } from '#regulation/checks.ts'
import { clauseIds } from '#regulation/clauses.ts'
import { Heads } from '#ui/heads.tsx'
import type { EditionView, OwnItem } from './types.ts'

type Draft = Pick<EditionView, 'own' | 'off'>
type Props = {
  edition: EditionView
  isHead: boolean
  busy: boolean
  says: string | null
  onSave: (draft: Draft) => void
}

/** The checklist: the clauses' items stand; a head leaves out optional ones and adds the office's own. */
export function Items({ edition, isHead, busy, says, onSave }: Props) {
  const [own, setOwn] = useState(edition.own)
  const [off, setOff] = useState(edition.off)
  const isChanged = JSON.stringify([own, off]) !== JSON.stringify([edition.own, edition.off])
  return (
    <>
      <p className="quiet">
        条款规定的项目不能减；选查项目可以不查；本单位可以增加项目。
        {edition.edition === 0 ? '本单位还没有发布自己的版本' : `现为第 ${edition.edition} 版`}
        ，已安排的检查仍按安排时的项目。
      </p>
      {(Object.keys(abouts) as About[]).map((about) => (
        <Section
          key={about}
          about={about}
          items={edition.items}
          own={own}
          off={off}
          isHead={isHead}
          onOff={(id) => setOff(off.includes(id) ? off.filter((one) => one !== id) : [...off, id])}
          onDrop={(id) => setOwn(own.filter((one) => one.id !== id))}
        />
      ))}
      {isHead ? <Adding own={own} onAdd={(item) => setOwn([...own, item])} /> : null}
      {says ? (
        <p className="wrong" role="alert">
          {says}
        </p>
      ) : null}
      {isHead ? (
        <p className="bar">
          <Button type="primary" disabled={!isChanged} loading={busy} onClick={() => onSave({ own, off })}>
            保存为第 {edition.edition + 1} 版
          </Button>
        </p>
      ) : null}
    </>
  )
}

type SectionProps = Pick<EditionView, 'items' | 'own' | 'off'> & {
  about: About
  isHead: boolean
  onOff: (id: string) => void
  onDrop: (id: string) => void
}

/** The items about people, about windows, or about the place. */
function Section({ about, items, own, off, isHead, onOff, onDrop }: SectionProps) {
  return (
    <section aria-labelledby={`items-${about}`}>
      <h2 id={`items-${about}`}>{abouts[about]}</h2>
      <table className="plain">
        <Heads of={['条款', '项目', '权重', '是否检查']} />
        <tbody>
          {items
            .filter((item) => item.about === about)
            .map((item) => (
              <tr key={item.id}>
                <td>{item.clause}</td>
                <th scope="row">{item.words}</th>
                <td className="digits">{item.weight}</td>
                <td>
                  {item.optional ? (
                    <Optional isHead={isHead} isOff={off.includes(item.id)} onOff={() => onOff(item.id)} />
                  ) : (
                    '必查'
                  )}
                </td>
              </tr>
            ))}
          {own
            .filter((item) => item.about === about)
            .map((item) => (
              <tr key={item.id}>
                <td>{item.clause}</td>
                <th scope="row">
                  {item.words} <span className="chip">本单位增加</span>
                </th>
                <td className="digits">{item.weight}</td>
                <td>
                  {isHead ? (
                    <Button aria-label={`去掉${item.words}`} onClick={() => onDrop(item.id)}>
                      去掉
                    </Button>
                  ) : (
                    '必查'
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

function Optional({ isHead, isOff, onOff }: { isHead: boolean; isOff: boolean; onOff: () => void }) {
  if (!isHead) return isOff ? '不查' : '选查'
  return (
    <span className="picks">
      <label>
        <input type="checkbox" checked={!isOff} onChange={onOff} />
        选查
      </label>
    </span>
  )
}

/** One more item of the office's own, under a clause. */
function Adding({ own, onAdd }: { own: readonly OwnItem[]; onAdd: (item: OwnItem) => void }) {
  const [words, setWords] = useState('')
  const [clause, setClause] = useState<OwnItem['clause']>('10.4.2')
  const [about, setAbout] = useState<About>('venue')
  const [weight, setWeight] = useState(1)
  const add = () => {
    const numbers = own.map(({ id }) => Number(id.slice(4)))
    onAdd({ id: `own.${Math.max(0, ...numbers) + 1}`, clause, words: words.trim(), about, weight })
    setWords('')
  }
  return (
    <section className="plan" aria-label="增加检查项目">
      <h2>增加本单位的项目</h2>
      <input
        type="text"
        aria-label="检查内容"
        placeholder="检查内容"
        maxLength={120}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <p className="picks">
        <select
          aria-label="依据条款"
          value={clause}
          onChange={(event) => setClause(event.target.value as OwnItem['clause'])}
        >
          {clauseIds.map((id) => (
            <option key={id}>{id}</option>
          ))}
        </select>
        <select aria-label="检查对象" value={about} onChange={(event) => setAbout(event.target.value as About)}>
          {Object.entries(abouts).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <select aria-label="权重" value={weight} onChange={(event) => setWeight(Number(event.target.value))}>
          {[1, 2, 3, 4, 5].map((one) => (
            <option key={one} value={one}>
              权重{one}
            </option>
          ))}
        </select>
        <Button disabled={words.trim() === ''} onClick={add}>
          加上
        </Button>
      </p>
    </section>
  )
}
