import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addDays, addMonths, clockTime, type Day, dayOf, instantAt, iso, minuteOf, spoken, yearOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { dayOfText } from '#office/input.ts'
import { leads } from '#office/keeper.ts'
import { firstDay, marksIn, marksOf } from '#office/marks.ts'
import { type By, type OfficeSnapshot, sees } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { sendBook } from '#platform/sheets/book.ts'
import type { ExcelSheet } from '#platform/sheets/excel.ts'
import { type MonthRow, markView, monthNamed, monthOf } from './month.ts'
import { byOf, placeOf } from './place.ts'

const strict = { additionalProperties: false } as const
const place = Type.Optional(Type.String({ title: '单位', format: 'uuid' }))
const OfMonth = Type.Object({ office: place, month: Type.String({ title: '月份', maxLength: 7 }) }, strict)
const OfPersonDay = Type.Object(
  {
    staff: Type.String({ title: '人员', format: 'uuid' }),
    day: Type.String({ title: '日期', format: 'date' }),
  },
  strict,
)

const emptied = sql<{ staff: StaffId; times: number }>(
  'away.emptied',
  `select staff, count(*) as times from away
   where tenant_id = $1 and office = $2 and from_at >= $3 and from_at < $4 and empty_at is not null group by staff`,
)
const noMonth: Refusal = {
  ...{ refused: 'bad-input', clause: '4.2.1', says: '月份写作 2026-11' },
  problems: [{ at: '/month', says: '没有这个月份' }],
}
const notLed: Refusal = { refused: 'not-yours', clause: '4.2.1', says: '全单位的考勤由负责人查看和导出' }

type Sheet = {
  readonly place: OfficeId
  readonly isLed: boolean
  readonly month: Day
  readonly rows: readonly MonthRow[]
}

/** The month's sheet of an office: everyone's for who leads it, one's own otherwise (4.2.1). */
async function sheetOf(
  tx: Tx,
  by: By,
  asked: { readonly office?: string; readonly month: string },
): Promise<(Sheet & { readonly office: OfficeSnapshot }) | Refusal> {
  const month = monthNamed(asked.month)
  if (month === null || dayOfText(month) === null) return noMonth
  const office = await current(tx, by.tenant, by.at)
  const place = placeOf(office, by, asked.office)
  if (isRefusal(place)) return place
  const end = addMonths(month, 1)
  const range = [by.tenant, place, iso(instantAt(month, 0)), iso(instantAt(end, 0))]
  const [marks, since, empty] = await Promise.all([
    marksIn(tx, by.tenant, [place], [month, addDays(end, -1)]),
    firstDay(tx, by.tenant, place),
    tx.all(emptied, range),
  ])
  const times = new Map(empty.map(({ staff, times }) => [staff, times]))
  const isLed = leads(office, by, place)
  const all = monthOf(office, place, month, { marks, since, emptied: times, at: by.at })
  return { office, place, isLed, month, rows: isLed ? all : all.filter(({ staff }) => staff.id === by.staff) }
}

export const attendanceRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/office/attendance',
    { config: { allow: 'staff' }, schema: { summary: '月度考勤表', querystring: OfMonth } },
    async (request, reply) => {
      const who = whoOf(request)
      const by = byOf(who, world.now())
      const sheet = await world.db.read(scopeOf(who), (tx) => sheetOf(tx, by, request.query))
      if (isRefusal(sheet)) return reply.refuse(sheet)
      const { place, isLed, month, rows } = sheet
      // Days on which nothing was are left out: the page shows what there is.
      const told = rows.map((row) => ({ ...row, days: row.days.filter((one) => one.in || one.out || one.note) }))
      return { place, isLed, month, rows: told }
    },
  )
  app.get(
    '/api/office/attendance/day',
    { config: { allow: 'staff' }, schema: { summary: '某人某日的签到记录，含更正', querystring: OfPersonDay } },
    async (request, reply) => {
      const who = whoOf(request)
      const by = byOf(who, world.now())
      const seen = await world.db.read(scopeOf(who), (tx) => dayView(tx, by, request.query))
      return isRefusal(seen) ? reply.refuse(seen) : seen
    },
  )
  app.post(
    '/api/office/attendance/export',
    { config: { allow: 'staff', key: 'none' }, schema: { summary: '导出月度考勤表（留痕）', body: OfMonth } },
    (request, reply) =>
      sendBook(world, request, reply, async (tx, who, at) => {
        const found = await sheetOf(tx, byOf(who, at), request.body)
        if (isRefusal(found)) return found
        if (!found.isLed) return notLed
        const place = found.office.organizations.get(found.place)?.name ?? ''
        const { month } = request.body
        return {
          ...monthSheet(found),
          ...{ what: 'attendance-export', about: found.place, name: `${place}考勤表 ${month}` },
          says: `导出${place}${month}考勤表，${found.rows.length}人`,
        }
      }),
  )
}

/** One row a person; the days beside the totals, each as it would be read out. */
function monthSheet({ month, rows }: Sheet): ExcelSheet<MonthRow> {
  const days = rows[0]?.days.map(({ day }) => day) ?? []
  const number = (title: string, value: (row: MonthRow) => number) => ({ title, width: 9, value })
  return {
    sheet: `${yearOf(month)}年${Number(month.slice(5, 7))}月考勤`,
    columns: [
      { title: '姓名', width: 12, value: ({ staff }) => staff.name },
      number('应出勤', ({ due }) => due),
      number('实出勤', ({ present }) => present),
      number('晚到次数', ({ late }) => late),
      number('晚到分钟', ({ lateMinutes }) => lateMinutes),
      number('早退次数', ({ early }) => early),
      number('请假天数', ({ leave }) => leave),
      number('缺勤天数', ({ absent }) => absent),
      number('空岗次数', ({ empty }) => empty),
      number('更正次数', ({ corrected }) => corrected),
      ...days.map((on, i) => ({
        title: `${Number(on.slice(8))}日`,
        width: 14,
        value: (row: MonthRow) => dayText(row, i),
      })),
    ],
    rows,
  }
}

function dayText({ days }: MonthRow, i: number): string {
  const one = days[i]
  if (!one) return ''
  const times = [one.in?.time, one.out?.time].filter(Boolean).join('–')
  return [times, one.note].filter(Boolean).join(' ')
}

/** All marks of one person and day, corrections with their reason beside what they corrected. */
async function dayView(tx: Tx, by: By, asked: { readonly staff: string; readonly day: string }) {
  const on = dayOfText(asked.day)
  const whom = asked.staff as StaffId
  const office = await current(tx, by.tenant, by.at)
  const place = officeOf(office.roster, whom, by.at)
  const isKnown = on !== null && place !== null && sees(office, by.staff, place, by.at)
  if (!isKnown || (whom !== by.staff && !leads(office, by, place)))
    return { refused: 'not-seen', clause: '4.2.1', says: '没有这位工作人员当日的记录' } satisfies Refusal
  const marks = await marksOf(tx, by.tenant, whom, on)
  return {
    day: on,
    spoken: spoken(on),
    staff: { id: whom, name: nameOf(office.roster, whom) },
    mayCorrect: whom !== by.staff && on <= dayOf(by.at),
    marks: marks.map((mark) => ({
      ...markView(mark),
      ...{ what: mark.what, corrects: mark.corrects, notedBy: nameOf(office.roster, mark.notedBy) },
      notedAt: `${spoken(dayOf(mark.notedAt))} ${clockTime(minuteOf(mark.notedAt))}`,
    })),
  }
}
