/** The media type of an Excel book. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
export const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

/** `_x0041_` would be read as a sign by its number, so the underscore is written by its own. */
export function escaped(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '_x000D_')
}

/** The styles of titles, and of a cell that stands out: something is wrong with it. */
export const boldStyle = 1
export const markedStyle = 2

/** The parts of a book besides its sheets. */
export function frameOf(sheets: readonly string[]): readonly (readonly [string, string])[] {
  const each = <T>(make: (n: number) => T) => sheets.map((_, i) => make(i + 1))
  const types = each(
    (n) =>
      `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  )
  const named = sheets.map((sheet, i) => {
    const name = escaped(nameOf(sheet)).replaceAll('"', '&quot;')
    return `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`
  })
  const related = each(
    (n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  )
  const fills = ['none', 'gray125'].map((kind) => `<fill><patternFill patternType="${kind}"/></fill>`)
  return [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${xlsxType}.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    ['xl/workbook.xml', `${head}<workbook ${ns} xmlns:r="${relations}"><sheets>${named.join('')}</sheets></workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packages}/relationships">${related.join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${head}<styleSheet ${ns}><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="4">${fills.join('')}<fill><patternFill patternType="solid"><fgColor rgb="FFEEEEEE"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFD9D9"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf xfId="0" fillId="3" applyFill="1"/></cellXfs></styleSheet>`,
    ],
  ]
}

/** A text without what XML can't hold. */
export function writable(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}

/** At most 31 characters, and none that Excel forbids. */
function nameOf(sheet: string): string {
  const name = writable(sheet).replaceAll(/[\\/?*[\]:\t\r\n]/g, ' ')
  return writable(name.slice(0, 31)).trim() || '表'
}
