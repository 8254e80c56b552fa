import type { Notice } from '#core/calendar.ts'
import { parseNotice } from '#core/notice.ts'
import type { Refusal } from '#core/refusal.ts'
import { isHeadOf, lineOf, nameOf, officeOf } from '#core/roster.ts'
import { keepCalendars, withNotice } from '#office/calendar.ts'
import type { Change } from '#office/change.ts'
import { notMet, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { insertNotice } from '#office/store.ts'

export type Imported = { readonly notice: Notice; readonly warnings: readonly string[] }

/** A year's holiday notice for the whole tenant, brought in by a system administrator or the head at the top (7.4). */
export function importNotice(
  office: OfficeSnapshot,
  by: By,
  ask: { readonly file: unknown },
): Refusal | Change<Imported> {
  if (!mayImport(office, by)) return notYours('7.4', '节假日安排由系统管理员或市级主管部门负责人导入')
  const reading = parseNotice(ask.file)
  if ('problems' in reading) {
    return { refused: 'bad-input', clause: '7.4', says: '节假日安排文件有误，未导入', problems: reading.problems }
  }
  const { notice, warnings } = reading
  if (office.notices.some((n) => n.version === notice.version))
    return notMet('7.4', `${notice.year}年的这份安排已经导入`)
  const says = `${nameOf(office.roster, by.staff)}导入${notice.year}年节假日安排（${notice.source}）`
  return {
    writes: [insertNotice(by.tenant, notice, by.staff, by.at), ...keepCalendars(withNotice(office, notice), by)],
    line: {
      act: 'calendar.import',
      clause: '7.4',
      office: null,
      what: { year: notice.year, version: notice.version },
      says,
    },
    result: { notice, warnings },
  }
}

function mayImport({ roster, administrators }: OfficeSnapshot, by: By): boolean {
  if (administrators.get(by.staff) === 'system') return true
  const own = officeOf(roster, by.staff, by.at)
  const top = own && lineOf(roster, own, by.at).at(-1)
  return top !== null && top !== undefined && isHeadOf(roster, by.staff, top, by.at)
}
