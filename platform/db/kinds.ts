/**
 * What each table is when the database is spread over several servers. Whatever is not named here is a tenant table:
 * co-located by tenant_id, and held to every rule of platform/db/citus.ts. Partitions follow their parent.
 */
export type TableKind = 'tenant' | 'reference' | 'technical'

/** Small and slow-changing, copied to each server. They never point at tenant tables. */
export const referenceTables: readonly string[] = [
  'absence',
  'arrangement',
  'calendar_version',
  'closure',
  'departure',
  'holiday_notice',
  'hours_scheme',
  'office_version',
  'opening_hours',
  'organization',
  'organization_place',
  'outside_body',
  'post',
  'post_assignment',
  'receiver',
  'service_window',
  'staff',
  'staff_place',
  'tenant',
]

/**
 * About the program, or an index by another name (`matter_word`): they hold nothing that is read without its tenant table,
 * and do not point at tenant tables either.
 */
export const technicalTables: readonly string[] = [
  'list_word',
  'market_word',
  'matter_word',
  'migration',
  'session',
  'sign_in_failure',
]

/** Written once, never changed and never removed: not by grant, whatever the code tries. */
export const appendOnlyTables: readonly string[] = [
  'attendance',
  'audit',
  'box_scan',
  'check_edition',
  'figure_report',
  'file',
  'file_bytes',
  'hours_scheme',
  'journal',
  'journal_root',
  'ledger',
  'office_journal',
  'publication_version',
  'queue_plan',
  'rating',
  'rating_invite',
  'sampling_population',
  'score_month',
  'score_scheme',
  'training_void',
  'venue',
]

export function kindOf(table: string): TableKind {
  if (referenceTables.includes(table)) return 'reference'
  return technicalTables.includes(table) ? 'technical' : 'tenant'
}
