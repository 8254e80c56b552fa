import { isNode, LineCounter, parseDocument } from 'yaml'
import { checkService } from '#core/service/check.ts'
import {
  catalogueSchema,
  type FileProblem,
  type Handling,
  type LineOf,
  type Service,
  type ServiceObject,
} from '#core/service/format.ts'
import { shapeFaults } from '#core/service/shape.ts'

/** What a YAML text holds, with the line of every path in it; or why it isn't YAML. */
export type Parsed =
  | { readonly value: unknown; readonly lineOf: LineOf }
  | { readonly problems: readonly FileProblem[] }

/** Parses YAML; a repeated key or a broken line is a problem with its line. */
export function parseYaml(text: string, file: string): Parsed {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      line: lineCounter.linePos(error.pos[0]).line,
      says: `不是正确的 YAML：${error.message}`,
    }))
    return { problems }
  }
  const lineOf: LineOf = (path) => {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line
    }
    return 1
  }
  return { value: document.toJS(), lineOf }
}

/** Reads one service file: the service, deeply frozen, with its lines; or every problem with its line. */
export function readService(
  text: string,
  file: string,
): { readonly service: Service; readonly lineOf: LineOf } | { readonly problems: readonly FileProblem[] } {
  const parsed = parseYaml(text, file)
  if ('problems' in parsed) return parsed
  const problems = checkService(parsed.value, { file, lineOf: parsed.lineOf })
  return problems.length > 0 ? { problems } : { service: freeze(parsed.value as Service), lineOf: parsed.lineOf }
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) freeze(inner)
  }
  return value
}

/** One line of `services/catalogue.yaml`. */
export type CatalogueRow = {
  readonly code: string
  readonly name: string
  readonly object: ServiceObject
  readonly handling: Handling
  readonly formerly?: string
}

/** Reads the list of all services: the rows in their order, or every problem with its line. */
export function readCatalogue(
  text: string,
  file: string,
): { readonly rows: readonly CatalogueRow[] } | { readonly problems: readonly FileProblem[] } {
  const parsed = parseYaml(text, file)
  if ('problems' in parsed) return parsed
  const faults = shapeFaults(catalogueSchema, parsed.value)
  const problems = faults.map(({ path, says }) => ({ file, line: parsed.lineOf(path), says }))
  if (problems.length > 0) return { problems }
  const rows = parsed.value as readonly CatalogueRow[]
  const codes = rows.map((row) => row.code)
  const twice = codes.flatMap((code, index) =>
    codes.indexOf(code) < index ? [{ file, line: parsed.lineOf([index]), says: `${code} 重复` }] : [],
  )
  return twice.length > 0 ? { problems: twice } : { rows: freeze(rows) }
}
