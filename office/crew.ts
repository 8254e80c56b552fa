import type { Instant } from '#core/day.ts'
import { assignedTo, duty, type OfficeId, type StaffId } from '#core/roster.ts'
import type { OfficeSnapshot, Window } from '#office/snapshot.ts'

/**
 * Who mans the window that somebody spoke of: A and B of its post, and whoever stood in there, at any of these instants.
 * A visitor says where it was in their own words: from words that fit no window all windows are meant, since nobody of
 * them can say that it was not theirs (10.5.4).
 */
export function crewOf(
  office: OfficeSnapshot,
  place: OfficeId,
  words: string,
  at: readonly Instant[],
): ReadonlySet<StaffId> {
  const { roster } = office
  const windows = office.windows.get(place) ?? []
  const meant = windowsIn(windows, words)
  return new Set(
    (meant.length > 0 ? meant : windows).flatMap(({ post }) =>
      at.flatMap((then) => {
        const now = duty(roster, post, then)
        // What fell to the head for want of A and B is led by them, not manned.
        const stood = now.as === 'head' ? null : now.staff
        const found = [assignedTo(roster, post, 'A', then), assignedTo(roster, post, 'B', then), stood]
        return found.filter((staff) => staff !== null)
      }),
    ),
  )
}

/** Its whole name; else its number, or a part of its name. */
function windowsIn(windows: readonly Window[], words: string): readonly Window[] {
  const said = plain(words)
  const exactly = windows.filter(({ name }) => plain(name) === said)
  if (exactly.length > 0) return exactly
  const number = Number(/(\d+)号/.exec(said)?.[1] ?? (/^\d+$/.test(said) ? said : Number.NaN))
  return windows.filter((one) => {
    const name = plain(one.name)
    return one.number === number || said.includes(name) || (said.length > 1 && name.includes(said))
  })
}

const digits = '〇一二三四五六七八九'

/** Full-width letters, spaces and single Chinese digits written alike: 二 号 窗口 is 2号窗口. */
function plain(words: string): string {
  const written = words.normalize('NFKC').replaceAll(/\s/g, '')
  return written.replaceAll(/(?<![十百一二三四五六七八九〇])([一二三四五六七八九])(?=号)/g, (_, one: string) =>
    String(digits.indexOf(one)),
  )
}
