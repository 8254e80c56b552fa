import { cut } from '#house/source.ts'

/**
 * Who may import whom: the architecture as a constant. `faces` are what browsers and other rules see of a rule: its pure
 * files, by name; all else in its folder is its own; programs are built like rules. `pages` are the apps that run in a browser.
 */
export const mayImport = {
  regulation: ['regulation'],
  core: ['regulation', 'core'],
  platform: ['core', 'platform'],
  office: ['regulation', 'core', 'platform', 'office'],
  matter: ['regulation', 'services', 'core', 'office', 'platform', 'matter'],
  faces: ['regulation', 'core', 'faces'],
  rules: ['regulation', 'core', 'faces', 'matter', 'office', 'platform', 'rules'],
  ui: ['regulation', 'core', 'ui'],
  screens: ['regulation', 'core', 'ui', 'faces', 'screens'],
  pages: ['regulation', 'core', 'ui', 'faces', 'screens', 'pages'],
  // Started by `bin/`, imported by nobody else.
  apps: ['regulation', 'services', 'core', 'office', 'matter', 'platform', 'faces', 'rules', 'apps'],
} as const satisfies Record<string, readonly string[]>

type Zone = keyof typeof mayImport

/** Packages from outside, by zone; a zone that isn't here may use any. No `node:` where a browser runs the code too. */
const mayUse: Partial<Record<Zone, RegExp>> = {
  regulation: /^(?!)/,
  core: /^(typebox|@marcbachmann\/cel-js|yaml)(\/|$)/,
  faces: /^typebox(\/|$)/,
  ui: /^(react|react-dom|antd|@ant-design\/icons|dayjs)(\/|$)/,
  screens: /^(react|antd|@ant-design\/icons|@tanstack\/react-query)(\/|$)/,
  pages: /^(?!node:|fastify|pg$|@fastify|graphile|@node-rs|@myriaddreamin)/,
}

/** Pure files: what a rule decides, and the parts that its table is split into. */
const faces =
  /^(process|policy|contract|intake|review|gaps|steps|papers|complaint|orders|handling|redress|rating|appeal|lateness|explain|noting|notice|ledger|shared|forms|clocks|together|passed|drawing|drawn|sampling|scoring)\.ts$/
const browsers = ['desk']

/** The zone of a file of ours, or the empty text for a place that has no rules of its own (bin, bench, e2e, house). */
export function zoneOf(path: string): Zone | 'services' | '' {
  const [top = '', second = '', third = ''] = path.split('/')
  if (isRoom(top)) return third === 'screens' ? 'screens' : faces.test(third) ? 'faces' : 'rules'
  if (top === 'apps') return browsers.includes(second) ? 'pages' : 'apps'
  if (top === 'services') return 'services'
  return Object.hasOwn(mayImport, top) ? (top as Zone) : ''
}

/** Tests and what only tests are made of: they may import anything, and no other file may import them. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|(^|\/)(testing(-setup)?|samples?)\.ts$/.test(path)
}

/** Every import of a file that the table forbids, each as one line. */
export function trespasses(path: string, source: string): string[] {
  const from = zoneOf(path)
  const found = importsOf(source).flatMap((to) => {
    if (to.startsWith('../')) return from === '' && staysInside(path, to) ? [] : [`${path}: climb with #, not ${to}`]
    if (isTest(path)) return []
    const target = to.startsWith('#') ? to.slice(1) : to.startsWith('./') ? beside(path, to) : null
    if (target === null) return allows(from, to) ? [] : [`${path}: ${from} may not use ${to}`]
    if (isTest(target)) return [`${path}: ${target} is for tests`]
    if (from === '' || from === 'services')
      return zoneOf(target) === 'apps' && !path.startsWith('bin/') ? [`${path}: nobody imports ${target}`] : []
    const allowed = (mayImport[from] as readonly string[]).includes(zoneOf(target)) && !crossesRules(path, target)
    return allowed ? [] : [`${path}: ${from} may not import ${target}`]
  })
  return [...new Set(found)]
}

function allows(from: ReturnType<typeof zoneOf>, to: string): boolean {
  const list = from === '' || from === 'services' ? undefined : mayUse[from]
  return list === undefined || list.test(to)
}

const isRoom = (top: string): boolean => top === 'rules' || top === 'programs'

/**
 * A rule or a program sees another only by its faces, never its store, routes, jobs or screens. The regulation holds
 * without any program: no rule sees one.
 */
function crossesRules(path: string, target: string): boolean {
  const [top = '', own] = path.split('/')
  const [targetTop = '', other] = target.split('/')
  if (!isRoom(top) || !isRoom(targetTop)) return false
  if (top === 'rules' && targetTop === 'programs') return true
  return (top !== targetTop || own !== other) && zoneOf(target) !== 'faces'
}

/** The journeys and figures have no `#` name: inside their own folder they may climb. */
function staysInside(path: string, to: string): boolean {
  return path.split('/').length > to.split('../').length
}

function beside(path: string, to: string): string {
  return `${path.slice(0, path.lastIndexOf('/'))}/${to.slice(2)}`
}

/** What a file imports, by `import … from`, `export … from`, `import()` and `import.meta.resolve()`. */
function importsOf(source: string): string[] {
  return cut(source)
    .pieces.filter(
      ({ is, from }) =>
        is === 'text' &&
        /(\bfrom|\bimport|\bimport\s*\(|\bresolve\s*\()\s*$/.test(source.slice(Math.max(0, from - 30), from - 1)),
    )
    .map(({ from, to }) => source.slice(from, to))
    .filter((to) => /^[#@.a-z][^\s]*$/.test(to))
}
