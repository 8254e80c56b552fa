import { useState } from 'react'

/** A situation with what is said in it; names in braces are the Chinese ones (`{窗口}`). */
export type Saying = {
  readonly situation: string
  readonly label: string
  readonly clause: string
  readonly say: readonly string[]
}
/** A real name that may be filled in; `phone` goes with a department. */
export type Name = { readonly value: string; readonly hint?: string; readonly phone?: string }
export type Names = Readonly<Record<string, readonly Name[]>>

type Props = { sayings: readonly Saying[]; names: Names; title: string; first?: string | undefined }

/**
 * What is said in situations in which nothing is registered yet (3.4.1, 3.4.2, 4.2.6): one button a situation, and its
 * words with this office's own names. Where several would fit, the name is picked in the sentence itself.
 */
export function SayPanel({ sayings, names, title, first }: Props) {
  const [picked, setPicked] = useState<string | null>(null)
  const shown = sayings.find(({ situation }) => situation === (picked ?? first)) ?? sayings[0]
  if (!shown) return null
  return (
    <section className="phrases says" aria-label={title}>
      <h2>{title}</h2>
      <div className="say-tabs" role="toolbar" aria-label="场合">
        {sayings.map(({ situation, label, clause }) => (
          <button
            key={situation}
            type="button"
            title={`依据 ${clause}`}
            aria-pressed={situation === shown.situation}
            onClick={() => setPicked(situation)}
          >
            {label}
          </button>
        ))}
      </div>
      <Lines key={shown.situation} say={shown.say} names={names} />
    </section>
  )
}

/** The name whose value goes with the department that is picked. */
const phone = '电话'

/** The words of one situation; the picks are shared by its lines, so that the office named first is the one named last. */
export function Lines({ say, names }: { say: readonly string[]; names: Names }) {
  const [picks, setPicks] = useState<Readonly<Record<string, number>>>({})
  const department = names['部门']?.[picks['部门'] ?? 0]
  const known: Names = say.some((text) => text.includes('{部门}'))
    ? { ...names, [phone]: department?.phone ? [{ value: department.phone }] : (names[phone] ?? []) }
    : names
  return (
    <>
      {say.map((text) => (
        <blockquote key={text}>
          {pieces(text).map(({ name, words }, i) => {
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never change places
            if (name === null) return <span key={i}>{words}</span>
            return (
              <Pick
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                key={i}
                name={name}
                names={known[name] ?? []}
                at={picks[name] ?? 0}
                onPick={(at) => setPicks({ ...picks, [name]: at })}
              />
            )
          })}
        </blockquote>
      ))}
      <Hint names={known} picks={picks} say={say} />
    </>
  )
}

type PickProps = { name: string; names: readonly Name[]; at: number; onPick: (at: number) => void }

function Pick({ name, names, at, onPick }: PickProps) {
  const [only] = names
  if (!only) return <span className="say-gap">〔{name}〕</span>
  if (names.length === 1) return <b>{only.value}</b>
  return (
    <select aria-label={name} value={at} onChange={(event) => onPick(Number(event.target.value))}>
      {names.map(({ value, hint }, n) => (
        <option key={value} value={n}>
          {value}
          {isShort(hint) ? `（${hint}）` : ''}
        </option>
      ))}
    </select>
  )
}

/** A hint that fits into the list of choices itself: who is at that window, until when somebody is away. */
const isShort = (hint: string | undefined) => hint !== undefined && hint.length <= 18

/** What stands behind the names picked, where that is longer: what a department is for. */
function Hint({
  names,
  picks,
  say,
}: {
  names: Names
  picks: Readonly<Record<string, number>>
  say: readonly string[]
}) {
  const used = [...new Set(say.flatMap((text) => pieces(text).flatMap(({ name }) => name ?? [])))]
  const hints = used.flatMap((name) => {
    const one = names[name]?.[picks[name] ?? 0]
    return one?.hint && !isShort(one.hint) ? [`${one.value}：${one.hint}`] : []
  })
  return hints.length ? <p className="quiet">{hints.join('；')}</p> : null
}

type Piece = { readonly name: string | null; readonly words: string }

/** A template taken apart at its braces. */
export function pieces(text: string): readonly Piece[] {
  return text
    .split(/(\{[^{}]*\})/)
    .filter(Boolean)
    .map((words) => ({ name: /^\{[^{}]*\}$/.test(words) ? words.slice(1, -1) : null, words }))
}
