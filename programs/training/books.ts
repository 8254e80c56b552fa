import { dayOf, spoken } from '#core/day.ts'
import { inYuan, yuan } from '#core/sums/money.ts'
import { badInput, notMet } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { unprintable } from '#platform/sheets/fonts.ts'
import { printList } from '#platform/sheets/list.ts'
import { nameColumn, numberColumn } from '#platform/sheets/personal.ts'
import { sharesOf } from './attendance.ts'
import { clause } from './institution.ts'
import { marks, payees } from './policy.ts'
import { marksOf, seatsOf } from './seats.ts'
import { planOfClass, type Row } from './store.ts'
import type { List, ListRow } from './subsidy.ts'
import { type classView, seatView } from './view.ts'

type ClassLine = ReturnType<typeof classView>

export const classColumns: readonly ExcelColumn<ClassLine>[] = [
  { title: '班号', width: 22, value: (row) => row.number },
  { title: '班级', width: 26, value: (row) => row.name },
  { title: '类别', width: 10, value: (row) => row.serviceLabel },
  { title: '工种（课程）和等级', width: 26, value: (row) => row.subjectLabel },
  { title: '状态', width: 14, value: (row) => row.stageLabel },
  { title: '开班', width: 16, value: (row) => spoken(row.from) },
  { title: '结课', width: 16, value: (row) => spoken(row.until) },
  { title: '学时', width: 8, value: (row) => row.hours },
  { title: '名额', width: 8, value: (row) => row.places },
  { title: '在册', width: 8, value: (row) => row.taken },
  { title: '地点', width: 24, value: (row) => row.place },
  { title: '负责人', width: 10, value: (row) => row.keeper?.name ?? null },
  { title: '下一步', width: 14, value: (row) => row.next?.label ?? null },
  { title: '应办日期', width: 16, value: (row) => row.next && spoken(row.next.day) },
  { title: '退回、取消或结班说明', width: 30, value: (row) => row.reason ?? row.returned },
]

/** The roll as it stands, with hours, marks and papers; numbers masked. */
export async function rollSeats(tx: Tx, stand: Stand, row: Row) {
  const [days, seats, kept] = await Promise.all([
    planOfClass(tx, stand.tenant, row.id),
    seatsOf(tx, stand.tenant, row.id),
    marksOf(tx, stand.tenant, row.id),
  ])
  const shares = sharesOf(days, kept, seats)
  const rows = seats
    .filter(({ state }) => state === 'in')
    .map((seat, i) => ({ ...seatView(stand, seat, shares.get(seat.id)!, row.terms), no: i + 1 }))
  return { days, kept, rows }
}
export type RollLine = Awaited<ReturnType<typeof rollSeats>>['rows'][number]

export const rollColumns: readonly ExcelColumn<RollLine>[] = [
  { title: '序号', width: 6, value: (row) => row.no },
  nameColumn('姓名', 12, (row) => row.name),
  numberColumn('公民身份号码', 22, (row) => row.idMasked),
  numberColumn('手机号码', 16, (row) => row.phone),
  { title: '报名编号', width: 26, value: (row) => row.number },
  { title: '补贴方式', width: 12, value: (row) => row.way },
  { title: '到课学时', width: 10, value: (row) => row.there },
  { title: '已上学时', width: 10, value: (row) => row.held },
  { title: '出勤率（%）', width: 12, value: (row) => row.percent },
  { title: '理论', width: 8, value: (row) => row.theoryAgain ?? row.theory },
  { title: '实操', width: 8, value: (row) => row.practiceAgain ?? row.practice },
  { title: '评定', width: 10, value: (row) => row.resultLabel },
  {
    title: '合格证编号',
    width: 26,
    value: (row) => (row.paper ? `${row.paper.number}${row.paper.revoked ? '（已作废）' : ''}` : null),
  },
]

/** So many days have room beside each other to sign in. */
const daysOnPage = 12

/** The days in as few pages as hold them, each with about as many. */
export function spread<Day>(days: readonly Day[]): readonly (readonly Day[])[] {
  const pages = Math.max(1, Math.ceil(days.length / daysOnPage))
  const each = Math.ceil(days.length / pages)
  return Array.from({ length: pages }, (_, nth) => days.slice(nth * each, (nth + 1) * each))
}

/** 花名册 on paper: as a list, or with a column for each day to sign in. */
export async function rollPrint(tx: Tx, stand: Stand, row: Row, signs: boolean, mark: string | null) {
  const { days, kept, rows } = await rollSeats(tx, stand, row)
  if (rows.length === 0) return notMet(clause, '名册上还没有学员')
  const missing = unprintable([rows.map(({ name }) => name), row.name])
  if (missing.length > 0) return badInput(clause, '/name', `“${missing.join('')}”印不出来，请手写补正后再印`)
  const of = new Map(kept.map(({ seat, day, mark: word }) => [`${seat} ${day}`, marks[word].label]))
  const title = `${row.name}${signs ? '签到表' : '花名册'}`
  const head = { title, org: stand.org.name, day: dayOf(stand.at), mark, wide: true }
  const note = `${row.number}　${spoken(row.from_day)}至${spoken(row.until_day)}　共${row.hours}学时　地点：${row.place}　在册${rows.length}人`
  const [first, ...further] = spread(days).map((shown, nth, all) => ({
    note: all.length > 1 ? `${note}　（${days.length}天分${all.length}张，第${nth + 1}张）` : note,
    titles: ['序号', '姓名', ...shown.map(({ day }) => day.slice(5).replace('-', '月').concat('日'))],
    widths: [0.6, 1.6, ...shown.map(() => 1.2)],
    rows: rows.map((one) => [String(one.no), one.name, ...shown.map(({ day }) => of.get(`${one.id} ${day}`) ?? '')]),
  }))
  const list = signs
    ? { ...head, ...first!, further }
    : {
        ...{ ...head, note },
        titles: [
          '序号',
          '姓名',
          '公民身份号码',
          '手机号码',
          '报名编号',
          '出勤率',
          '理论',
          '实操',
          '评定',
          '合格证编号',
        ],
        widths: [0.6, 1.2, 2.2, 1.7, 2.8, 0.9, 0.7, 0.7, 0.9, 2.6],
        rows: rows.map((one) => [
          ...[String(one.no), one.name, one.idMasked, one.phone, one.number],
          ...[one.percent === null ? '' : `${one.percent}%`, String(one.theoryAgain ?? one.theory ?? '')],
          ...[String(one.practiceAgain ?? one.practice ?? ''), one.resultLabel ?? '', one.paper?.number ?? ''],
        ]),
      }
  return { print: () => printList(list), name: title, says: `印制${title}（${row.number}）` }
}

export type ListLine = ListRow & { readonly no: number }

export const subsidyColumns = (list: List): readonly ExcelColumn<ListLine>[] => [
  { title: '序号', width: 6, value: (row) => row.no },
  nameColumn('姓名', 12, (row) => row.name),
  numberColumn('公民身份号码', 22, (row) => row.id_masked),
  { title: '合格证编号', width: 28, value: (row) => row.paper },
  { title: '补贴金额（元）', width: 16, value: (row) => inYuan(row.amount) },
  { title: '拨给', width: 12, value: () => payees[list.payee] },
  { title: '名册编号', width: 26, value: () => list.number },
  { title: '补贴标准依据', width: 40, value: () => list.source },
]

/** The list on paper, with the sum and the places to sign. */
export function subsidyPrint(stand: Stand, list: List, row: Row, rows: readonly ListRow[], mark: string | null) {
  const missing = unprintable([rows.map(({ name }) => name), row.name, list.source])
  if (missing.length > 0) return badInput(clause, '/name', `“${missing.join('')}”印不出来，请手写补正后再印`)
  const title = '培训补贴名册'
  const printed = {
    ...{ title, org: stand.org.name, day: dayOf(stand.at), mark, wide: false },
    note: `${list.number}　${row.name}（${row.number}）　${rows.length}人，每人${yuan(list.standard)}元，共${yuan(list.total)}元　拨给：${payees[list.payee]}　依据：${list.source}　造册：　　　　复核：　　　　批准：　　　　`,
    titles: ['序号', '姓名', '公民身份号码', '合格证编号', '金额（元）'],
    widths: [0.6, 1.4, 2.4, 3, 1.4],
    rows: [
      ...rows.map((one, i) => [String(i + 1), one.name, one.id_masked, one.paper, yuan(one.amount)]),
      ['', '合计', '', '', yuan(list.total)],
    ],
  }
  return { print: () => printList(printed), name: `${row.name}${title}`, says: `印制补贴名册${list.number}` }
}
