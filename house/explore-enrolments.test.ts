import { exploresWell } from '#house/exploring.ts'
import { runningTables } from '#house/tables.ts'

for (const process of runningTables()) if (process.kind === 'enrolment') exploresWell(process)
