import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SheetData, type SheetKind, sheetTitles } from '#core/sheet.ts'
import { closePress, renderSheet } from './render.ts'
import { specimenHead, specimens } from './specimens.ts'

/** Prints one specimen of each sheet into a folder: `node platform/sheets/gallery.ts out/`. */
const [, , folder = 'out'] = process.argv
mkdirSync(folder, { recursive: true })

async function show<K extends SheetKind>(kind: K, data: SheetData[K]): Promise<void> {
  const pdf = await renderSheet(kind, data, specimenHead(kind))
  writeFileSync(join(folder, `${kind}.pdf`), pdf)
  console.log(`${sheetTitles[kind]}  ${kind}.pdf  ${Math.round(pdf.length / 1024)} KB`)
}

for (const kind of Object.keys(sheetTitles) as SheetKind[]) await show(kind, specimens[kind])
closePress()
