import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readService } from '#core/service/read.ts'
import { type Catalogue, catalogueOf, servicesFolder, versionOf } from '#matter/catalogue.ts'

/** A service beyond the fifteen: one file, and nothing else is told of it (测试数据). */
export const sixteenthFile = join(dirname(fileURLToPath(import.meta.url)), 'JY16.yaml')
const file = join(dirname(fileURLToPath(import.meta.url)), 'JY98.yaml')

/** A service with steps side by side, a counter-sign and a statutory limit: for tests, never published (测试数据). */
export function sampleVersion() {
  const read = readService(readFileSync(file, 'utf8'), 'JY98.yaml')
  if ('problems' in read) throw new Error(read.problems.map(({ line, says }) => `${line} ${says}`).join('\n'))
  return versionOf(read.service)
}

export const sampleForm = { name: '测试丙', idNumber: '220203197512311017', mobile: '13900000000' }

/** A review of the sample in which all is in order. */
export const sampleReview = {
  materials: [{ id: 'identity', result: 'ok' }],
  conditions: [{ id: 'seen', result: 'yes' }],
}

/** The program's own services and the sample beside them, for tests of what several services have in common. */
export function catalogueWithSample(): Catalogue {
  const listed = ['catalogue.yaml', 'JY01.yaml', 'JY02.yaml'].map((name) => ({
    file: name,
    text: readFileSync(join(servicesFolder, name), 'utf8'),
  }))
  return catalogueOf([...listed, { file: 'JY98.yaml', text: readFileSync(file, 'utf8') }])
}

/** The program's own catalogue as it stood before a service had a file: that one is 筹备中. */
export function catalogueWithout(code: string): Catalogue {
  const names = readdirSync(servicesFolder).filter((name) => name.endsWith('.yaml') && !name.startsWith(code))
  return catalogueOf(names.map((name) => ({ file: name, text: readFileSync(join(servicesFolder, name), 'utf8') })))
}
