import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { duty } from '#core/roster.ts'
import { fill } from '#core/service/template.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Phrase, phrases } from '#regulation/phrases.ts'

/** What the clerk may say now, with this matter's real names, counts and dates; a sentence with a gap is left out (3.4). */
export function phrasesFor(process: Process, matter: Matter, office: OfficeSnapshot, at: Instant): readonly string[] {
  const place = office.organizations.get(matter.office)
  const { holder } = matter.custody
  const values = {
    office: place?.name,
    phone: place?.phone,
    staff: nameOf(office, duty(office.roster, holder.post, at).staff),
    ...process.values?.(matter),
  }
  const situations = process.states[matter.state]?.say ?? []
  return situations.flatMap((situation) => {
    const phrase: Phrase = phrases[situation]
    return phrase.say.flatMap((text) => fill(text, values) ?? [])
  })
}
