import { clauseStates, type Keeper, keepings } from '#core/coverage.ts'
import { headed, tabled } from '#house/pages/mark.ts'
import { testFiles, testsByClause } from '#house/pages/tested.ts'
import { runningTables } from '#house/tables.ts'
import { keptBy } from '#regulation/clause.ts'
import { rules } from '#regulation/rules.ts'

const marks = { kept: '●', 'by-hand': '◐', 'not-yet': '○' } as const

/** Every clause: how it stands, what keeps it, and which tests show it. */
export function clausesPage(): string {
  const states = clauseStates(runningTables())
  const tests = testsByClause(testFiles())
  const count = (state: keyof typeof keepings) =>
    `${marks[state]} ${keepings[state]} ${states.filter((one) => one.state === state).length}`
  const sections = rules.map(({ number, title }) => {
    const rows = states
      .filter(({ rule }) => rule === number)
      .map(({ id, words, kept, state, by, lacks, hand }) => [
        id,
        words,
        kept.map((means) => keptBy[means]).join('、'),
        `${marks[state]} ${keepings[state]}`,
        [
          ...keepersOf(by),
          ...lacks.map((what) => `还差：${what}`),
          ...hand.map(({ part, why }) => `由人：${part}（${why.replace(/。$/, '')}）`),
        ].join('；') || '—',
        (tests.get(id) ?? []).map((path) => `\`${path}\``).join(' ') || '—',
      ])
    return `## ${number} ${title}\n\n${tabled(['条款', '内容', '方式', '状态', '由什么落实', '测试'], rows)}\n`
  })
  const head = headed(
    '条款落实情况',
    `由流程表和 \`regulation/\` 生成。${count('kept')}　${count('by-hand')}　${count('not-yet')}`,
  )
  return [head, ...sections].join('\n')
}

/** Rows of one name in several tables are said once. */
function keepersOf(by: readonly Keeper[]): string[] {
  return [...Map.groupBy(by, ({ where }) => where)].map(([where, same]) => {
    const [first] = same
    return same.length > 1 ? `${first!.what.split('：').at(-1)}（\`${where}\`）` : `${first!.what}（\`${where}\`）`
  })
}
