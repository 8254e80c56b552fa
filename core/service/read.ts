import { type ErrorCode, isNode, LineCounter, parseDocument } from 'yaml'
import { checkService } from '#core/service/check.ts'
import {
  catalogueSchema,
  type FileProblem,
  type Handling,
  type Place,
  type PlaceOf,
  type Service,
  type ServiceObject,
} from '#core/service/format.ts'
import { shapeFaults } from '#core/service/shape.ts'

/** What a YAML text holds, with the place of every path in it; or why it isn't YAML. */
export type Parsed =
  | { readonly value: unknown; readonly placeOf: PlaceOf }
  | { readonly problems: readonly FileProblem[] }

/** The kinds of fault as people say them; the parser's own words are English. */
const kinds: Readonly<Partial<Record<ErrorCode, string>>> = {
  ...{ DUPLICATE_KEY: '同一项写了两次', BAD_INDENT: '缩进不对', TAB_AS_INDENT: '缩进要用空格，不用制表符' },
  ...{ MISSING_CHAR: '少了引号、括号、冒号或逗号', UNEXPECTED_TOKEN: '有多余的或放错地方的符号' },
  ...{ BAD_SCALAR_START: '文字的第一个符号要用引号括起来', MULTILINE_IMPLICIT_KEY: '项目名称要写在一行里，后面写冒号' },
  ...{ BLOCK_AS_IMPLICIT_KEY: '一行里写了两项，请分行或加引号', BLOCK_IN_FLOW: '括号里的内容要写成一行的样子' },
  ...{
    BAD_ALIAS: '引用的名称没有定义',
    ALIAS_PROPS: '引用的地方不能再加内容',
    MULTIPLE_DOCS: '一个文件只能写一份内容',
  },
  ...{ BAD_DQ_ESCAPE: '双引号里的反斜杠写法有误', MULTIPLE_ANCHORS: '一处只能有一个锚点' },
}

/** Parses YAML; a repeated key or a broken line is a problem with its place. */
export function parseYaml(text: string, file: string): Parsed {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      ...placed(lineCounter, error.pos[0]),
      says: `不是正确的 YAML：${kinds[error.code] ?? '写法有误'}`,
    }))
    return { problems }
  }
  const placeOf: PlaceOf = (path) => {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return placed(lineCounter, node.range[0])
    }
    return { line: 1, column: 1 }
  }
  return { value: document.toJS(), placeOf }
}

function placed(counter: LineCounter, offset: number): Place {
  const { line, col } = counter.linePos(offset)
  return { line, column: col }
}

/** Reads one service file: the service, deeply frozen, with its places; or every problem with its own. */
export function readService(
  text: string,
  file: string,
): { readonly service: Service; readonly placeOf: PlaceOf } | { readonly problems: readonly FileProblem[] } {
  const parsed = parseYaml(text, file)
  if ('problems' in parsed) return parsed
  const problems = checkService(parsed.value, { file, placeOf: parsed.placeOf })
  return problems.length > 0 ? { problems } : { service: freeze(parsed.value as Service), placeOf: parsed.placeOf }
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

/** Reads the list of all services: the rows in their order, or every problem with its place. */
export function readCatalogue(
  text: string,
  file: string,
): { readonly rows: readonly CatalogueRow[] } | { readonly problems: readonly FileProblem[] } {
  const parsed = parseYaml(text, file)
  if ('problems' in parsed) return parsed
  const faults = shapeFaults(catalogueSchema, parsed.value)
  const problems = faults.map(({ path, says }) => ({ file, ...parsed.placeOf(path), says }))
  if (problems.length > 0) return { problems }
  const rows = parsed.value as readonly CatalogueRow[]
  const codes = rows.map((row) => row.code)
  const twice = codes.flatMap((code, index) =>
    codes.indexOf(code) < index ? [{ file, ...parsed.placeOf([index]), says: `${code} 重复` }] : [],
  )
  return twice.length > 0 ? { problems: twice } : { rows: freeze(rows) }
}
