import type { FastifyInstance } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { openLine, withWindows } from '#apps/portal/front.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { type Calendar, isKnown, openingsOn } from '#core/calendar.ts'
import { addDays, addMonths, clockTime, type Day, day, dayOf, type Instant, spoken, weekday } from '#core/day.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'

const months = 3
const heads = ['一', '二', '三', '四', '五', '六', '日']

/** 办公日历: on which days and hours an office is open, make-up working days and closures with their reasons (7.4). */
export function calendarPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/calendar', alike('office'), async (request, reply) => {
    const at = world.now()
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, at))
    const all = withWindows(office)
    const shown = all.find(({ code }) => code === one(request.query, 'office', 40)) ?? all[0]
    if (!shown) return sendPage(request, reply, { title: '办公日历 · 首问', main: html`<h1>还没有建立服务窗口</h1>` })
    const says = `${shown.name}今后三个月哪天办公、哪天休息，调休上班和临时停办。`
    return sendPage(request, reply, {
      title: '办公日历 · 首问',
      says,
      main: pageOf(office, shown, all, at),
      keepSeconds: 0,
    })
  })
}

function pageOf(office: OfficeSnapshot, shown: Organization, all: readonly Organization[], at: Instant): Html {
  const today = dayOf(at)
  const calendar = office.calendar(shown.id)
  const first = day(`${today.slice(0, 7)}-01`)
  const usual = usualOf(calendar, today)
  return html`<h1>办公日历</h1>
${all.length > 1 && html`<nav aria-label="单位"><ul class="links row">${all.map(({ id, code, name }) => html`<li><a href="/calendar?office=${code}"${id === shown.id && html` aria-current="page"`}>${id === shown.id && html`<span aria-hidden="true">✓ </span>`}${name}</a></li>`)}</ul></nav>`}
<h2>${shown.name}</h2>
${openLine(office, shown, at)}
<p>没有另外写明的日子：${usual ? html`上班，${usual}` : '休息'}。</p>
${Array.from({ length: months }, (_, i) => monthOf({ calendar, usual, today }, addMonths(first, i)))}
<p class="hint">周末上班的是调休上班日。放假安排待公布的月份，除法定节假日外，先按平常的办公日列出。</p>`
}

const hoursOn = (calendar: Calendar, on: Day): string =>
  openingsOn(calendar, on)
    .map(([from, to]) => `${clockTime(from)}—${clockTime(to)}`)
    .join('，')

/** The hours that most days of the month to come have: said once. */
function usualOf(calendar: Calendar, today: Day): string {
  const all = Array.from({ length: 30 }, (_, i) => hoursOn(calendar, addDays(today, i))).filter((hours) => hours !== '')
  const counts = Map.groupBy(all, (hours) => hours)
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? ''
}

type Shown = { readonly calendar: Calendar; readonly usual: string; readonly today: Day }

function monthOf(shown: Shown, first: Day): Html {
  const [year, month] = first.split('-').map(Number) as [number, number]
  const days: Day[] = []
  for (let on = first; on.slice(0, 7) === first.slice(0, 7); on = addDays(on, 1)) days.push(on)
  const before = (weekday(first) + 6) % 7
  const cells = [...Array.from({ length: before }, () => null), ...days]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) => cells.slice(i * 7, i * 7 + 7))
  return html`<h3>${year}年${month}月${!isKnown(shown.calendar, first) && '（放假安排待国家公布）'}</h3>
<div class="wide"><table class="month"><thead><tr>${heads.map((head) => html`<th scope="col"><span class="far">周</span>${head}</th>`)}</tr></thead><tbody>
${weeks.map(
  (week) => html`<tr>${Array.from({ length: 7 }, (_, i) => cellOf(shown, week[i] ?? null))}</tr>
`,
)}</tbody></table></div>`
}

/**
 * Holidays on days of our calendar that the law itself names (全国年节及纪念日放假办法 第二条): they are rest before the year's
 * notice is there. Those by the moon come with it.
 */
const fixed: readonly string[] = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']

/** A day in words, not by its colour alone. */
function cellOf({ calendar, usual, today }: Shown, on: Day | null): Html {
  if (on === null) return html`<td></td>`
  const isWeekend = weekday(on) % 6 === 0
  const isByLaw = !isKnown(calendar, on) && fixed.includes(on.slice(5))
  const hours = isByLaw ? '' : hoursOn(calendar, on)
  const closed = calendar.closures.find((one) => one.day === on)
  const state = isByLaw ? '法定节假日' : hours === '' ? '休息' : isWeekend ? '调休上班' : ''
  const said = closed && `${hours === '' ? '停办' : '部分时间停办'}：${closed.why}`
  return html`<td class="${hours === '' ? 'rest' : 'work'}"${on === today && html` aria-current="date"`}><time datetime="${on}" title="${spoken(on)}">${Number(on.slice(8))}</time>${on === today && html` <b>今天</b>`}
${hours !== '' && hours !== usual && html`<small>${hours}</small>`}${state && html`<small>${state}</small>`}${said && html`<small>${said}</small>`}</td>`
}
