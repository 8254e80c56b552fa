import type { Lamp as Colour } from '#core/view.ts'

export const lampWords: Readonly<Record<Colour, string>> = { green: '正常', yellow: '将到期', red: '紧急' }

/** Colour, shape and word together: circle, triangle, octagon. Nobody has to tell red from green. */
export function Lamp({ lamp, late = false, bare = false }: { lamp: Colour; late?: boolean; bare?: boolean }) {
  const word = late ? '已超期' : lampWords[lamp]
  return (
    <span className={`lamp lamp-${lamp}`}>
      <LampShape lamp={lamp} />
      <span className={bare ? 'unseen' : undefined}>{word}</span>
    </span>
  )
}

/** The shape alone, for places where the word stands beside it. */
export function LampShape({ lamp }: { lamp: Colour }) {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      {lamp === 'green' && <circle cx="8" cy="8" r="6" fill="currentColor" />}
      {lamp === 'yellow' && <path d="M8 1.5 15 14H1z" fill="currentColor" />}
      {lamp === 'red' && <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />}
    </svg>
  )
}
