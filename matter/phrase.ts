import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { duty } from '#core/roster.ts'
import { fill } from '#core/service/template.ts'
import { type SheetKind, titleOnFile } from '#core/sheet.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Phrase, phrases, wordsFor } from '#regulation/phrases.ts'

/** Ways of coming in which nobody stands at the window; on the telephone the telephone's phrases are said instead. */
const unseen: readonly unknown[] = ['call', 'letter', 'fax', 'email', 'web']

/**
 * What the clerk may say now: the office's own words or the built-in ones, with this matter's real names, counts and dates.
 * A sentence with a gap is left out, and so is what belongs to the telephone where nobody telephones (3.4.1, 3.4.2).
 */
export function phrasesFor(
  process: Process,
  matter: Matter,
  office: OfficeSnapshot,
  at: Instant,
  sheets: readonly { readonly kind: SheetKind; readonly title?: string | null }[] = [],
): readonly string[] {
  const place = office.organizations.get(matter.office)
  const { holder } = matter.custody
  const last = sheets.at(-1)
  const windows = (office.windows.get(matter.office) ?? []).filter(({ post }) => post !== holder.post)
  const values = {
    office: place?.name,
    phone: place?.phone,
    staff: nameOf(office, duty(office.roster, holder.post, at).staff),
    sheet: last && titleOnFile(last),
    window: windows.map(({ number }) => `${number}号窗口`).join('或') || undefined,
    ...process.values?.(matter),
  }
  const channel = matter.facts['channel']
  const fits = ({ by }: Phrase) => by === 'either' || (by === 'phone' ? channel === 'call' : !unseen.includes(channel))
  const situations = process.states[matter.state]?.say ?? []
  return situations
    .filter((situation) => fits(phrases[situation]))
    .flatMap((situation) => wordsFor(situation, place?.settings).flatMap((text) => fill(text, values) ?? []))
}
