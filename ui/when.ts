const zone = 'Asia/Shanghai'
const dayForm = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric' })
const clockForm = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const shortForm = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, month: 'numeric', day: 'numeric' })
const weekForm = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, weekday: 'short' })
const sortable = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })

/** Is it an ISO 8601 day or instant, such as the wire carries? */
export function isIso(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}|$)/.test(value)
}

const instant = (iso: string) => new Date(iso.length === 10 ? `${iso}T00:00:00+08:00` : iso)

/** 2026年11月23日 */
export function day(iso: string): string {
  return dayForm.format(instant(iso))
}

/** 2026年11月23日 09:30; only the day when no time of day is given. */
export function moment(iso: string): string {
  return iso.length === 10 ? day(iso) : `${day(iso)} ${clockForm.format(instant(iso))}`
}

/** 09:30 */
export function timeOfDay(iso: string): string {
  return clockForm.format(instant(iso))
}

/** The calendar day of an instant in Shanghai, as YYYY-MM-DD. */
export function dayKey(at: Date): string {
  return sortable.format(at)
}

/** 今天 17:00 · 明天 · 11月27日 周五: for lists, read against `now`. */
export function near(iso: string, now: Date): string {
  const at = instant(iso)
  const days = Math.round((Date.parse(dayKey(at)) - Date.parse(dayKey(now))) / 86_400_000)
  const time = iso.length === 10 ? '' : ` ${clockForm.format(at)}`
  if (days === 0) return `今天${time}`
  if (days === 1) return `明天${time}`
  if (days === -1) return `昨天${time}`
  const [month, date] = shortForm.format(at).split('/')
  return `${month}月${date}日 ${weekForm.format(at)}`
}
