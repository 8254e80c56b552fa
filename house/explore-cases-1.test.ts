import { exploresWell } from '#house/exploring.ts'
import { codeOf, runningTables } from '#house/tables.ts'

for (const process of runningTables()) if (process.kind === 'case' && codeOf(process) <= 'JY08') exploresWell(process)
