import pg from 'pg'

const { builtins } = pg.types

/**
 * How values come back: `date` as 'YYYY-MM-DD' (a calendar day has no zone), `bigint` as a number that must be exact,
 * the rest as pg does it: timestamptz as Date, numeric as string, json parsed, uuid and ltree as string.
 */
export const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format !== 'binary' && oid === builtins.DATE) return (text: string) => text
    if (format !== 'binary' && oid === builtins.INT8) return exactNumber
    return pg.types.getTypeParser(oid, format)
  },
}

function exactNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint beyond exact numbers: ${text}`)
  return number
}
