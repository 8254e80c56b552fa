import { addDays, type Day, day, type Instant, instantAt, spoken } from '#core/day.ts'
import type { Story } from '#rules/quality-service/visitor/story.ts'
import type { PublicMatter } from '#rules/quality-service/visitor/view.ts'

/** The days of one matter for the applicant's own calendar (RFC 5545): what and until when, of the person nothing. */
export function calendarOf({ number, office, closed }: PublicMatter, days: Story['days'], at: Instant): string {
  const stamp = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const events = closed ? [] : days.flatMap((one) => eventOf(one, number, office, stamp, at))
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//shouwen//track//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.flatMap(folded).join('\r\n')}\r\n`
}

const alarmHours = 15

function eventOf(
  { on, says }: Story['days'][number],
  number: string,
  office: PublicMatter['office'],
  stamp: string,
  now: Instant,
): readonly string[] {
  // At nine in the morning of the day before; where that is over, none.
  const isAhead = instantAt(day(on), 0) - alarmHours * 3_600_000 > now
  const alarm = [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(says)}`,
    `TRIGGER:-PT${alarmHours}H`,
    'END:VALARM',
  ]
  const dated = (of: Day) => of.replaceAll('-', '')
  return [
    'BEGIN:VEVENT',
    `UID:${number}-${dated(on)}-${Buffer.from(says).toString('hex').slice(-12)}@shouwen`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${dated(on)}`,
    `DTEND;VALUE=DATE:${dated(addDays(day(on), 1))}`,
    `SUMMARY:${escaped(says)}`,
    `DESCRIPTION:${escaped(`编号${number}。${spoken(on)}。${office.name}，电话${office.phone}`)}`,
    'TRANSP:TRANSPARENT',
    ...(isAhead ? alarm : []),
    'END:VEVENT',
  ]
}

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n')

/** Lines of no more than 75 bytes, cut between characters. */
function folded(line: string): readonly string[] {
  const lines: string[] = []
  let now = ''
  for (const sign of line) {
    if (Buffer.byteLength(now + sign) > 74) {
      lines.push(now)
      now = ' '
    }
    now += sign
  }
  return [...lines, now]
}
