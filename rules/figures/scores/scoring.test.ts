import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  defaultScheme,
  type Inputs,
  indicatorKeys,
  inputKeys,
  noInputs,
  ranked,
  scoreOf,
} from '#rules/figures/scoring.ts'

// 测试数据: written by hand from the words of clause 6.5 and of the page, never from the table.

/** 办结 有期限/按期 告知/再提 可评/评价/满意 属实/再督办 合格/适用 缺岗 | 得分 | 没有计入 */
const table = `
  50 | 40/40 | 10/0 | 50/50/50 | 0/0 | 20/20 | 0 | 100  |
  50 | 40/39 | 10/0 | 50/50/50 | 0/0 | 20/20 | 0 | 99.3 |
  50 | 40/40 | 10/1 | 50/50/50 | 0/0 | 20/20 | 0 | 98   |
  50 | 40/40 | 10/0 | 50/25/20 | 0/0 | 20/20 | 0 | 93.5 |
  50 | 40/40 | 10/0 | 50/0/0   | 0/0 | 20/20 | 0 | 93.8 | 满意率（没有人评价）
  50 | 40/40 | 10/0 | 50/50/50 | 1/0 | 20/20 | 0 | 98   |
  50 | 40/40 | 10/0 | 50/50/50 | 0/2 | 20/20 | 0 | 98   |
  50 | 40/40 | 10/0 | 50/50/50 | 9/9 | 20/20 | 0 | 90   |
  50 | 40/40 | 10/0 | 50/50/50 | 0/0 | 20/15 | 0 | 97.5 |
  50 | 40/40 | 10/0 | 50/50/50 | 0/0 | 20/20 | 2 | 99   |
  50 | 40/40 | 0/0  | 50/50/50 | 0/0 | 0/0   | 0 | 100  | 一次告知率（没有出具一次性告知书）；检查（没有检查）
  0  | 0/0   | 0/0  | 0/0/0    | 0/0 | 0/0   | 0 | 无   | 按期率（没有办结有承诺期限的办件）；一次告知率（没有出具一次性告知书）；满意率（没有人评价）；参评率（没有可以评价的服务）；投诉（没有办理业务）；检查（没有检查）；在岗（没有办理业务）
  3000 | 3000/2999 | 0/0 | 0/0/0 | 0/0 | 0/0 | 0 | 99.9 | 一次告知率（没有出具一次性告知书）；满意率（没有人评价）；参评率（没有可以评价的服务）；检查（没有检查）
`
describe('得分按公布的算法，没有记录的一项不猜，权重由其余各项分担 (6.5)', () => {
  for (const line of table.trim().split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim())
    const [volume, limit, notice, rating, complaint, inspection, unmanned, score, missing = ''] = cells
    const pair = (cell = '') => cell.split('/').map(Number)
    test(line.trim(), () => {
      const [done = 0, kept = 0] = pair(limit)
      const [noticed = 0, toldTwice = 0] = pair(notice)
      const [visits = 0, rated = 0, content = 0] = pair(rating)
      const [upheld = 0, again = 0] = pair(complaint)
      const [worth = 0, points = 0] = pair(inspection)
      const inputs = {
        volume: Number(volume),
        done,
        kept,
        noticed,
        toldTwice,
        visits,
        rated,
        content,
        upheld,
        again,
        worth,
        points,
        unmanned: Number(unmanned),
      }
      const found = scoreOf(inputs, defaultScheme)
      assert.equal(found.score ?? '无', score === '无' ? '无' : Number(score))
      assert.equal(found.missing.join('；'), missing)
    })
  }
})

test('计算的每一步写明，照着写的数就能算出得分 (6.5)', () => {
  const { steps, score } = scoreOf(
    { ...noInputs, volume: 56, done: 56, kept: 55, visits: 10, rated: 5, content: 5 },
    defaultScheme,
  )
  assert.equal(steps, '（按期率98.2×30＋满意率100×20＋参评率50×5＋投诉100×10＋在岗100×5）÷70＝95.7')
  assert.equal(score, 95.7)
})

const inputs = fc.record({
  volume: fc.nat(500),
  done: fc.integer({ min: 1, max: 300 }),
  noticed: fc.integer({ min: 1, max: 100 }),
  visits: fc.integer({ min: 1, max: 300 }),
  rated: fc.integer({ min: 1, max: 300 }),
  worth: fc.integer({ min: 1, max: 100 }),
  upheld: fc.nat(8),
  again: fc.nat(8),
  unmanned: fc.nat(15),
  kept: fc.nat(300),
  toldTwice: fc.nat(100),
  content: fc.nat(300),
  points: fc.nat(100),
})
const weights = fc.record(
  Object.fromEntries(indicatorKeys.map((key) => [key, fc.nat(60)])) as Record<
    (typeof indicatorKeys)[number],
    fc.Arbitrary<number>
  >,
)

test('得分总在0到100之间，不管权重怎样定 (6.5)', () => {
  const any = fc.record(
    Object.fromEntries(inputKeys.map((key) => [key, fc.nat(400)])) as Record<keyof Inputs, fc.Arbitrary<number>>,
  )
  fc.assert(
    fc.property(any, weights, (given, by) => {
      const { score } = scoreOf(given, { weights: by })
      assert.ok(score === null || (score >= 0 && score <= 100))
    }),
  )
})

test('哪一项做得好一些，得分不会因此变低；差一些，不会变高 (6.5)', () => {
  const better = ['kept', 'content', 'points'] as const
  const worse = ['toldTwice', 'upheld', 'again', 'unmanned'] as const
  fc.assert(
    fc.property(
      inputs,
      weights,
      fc.constantFrom(...better),
      fc.constantFrom(...worse),
      fc.integer({ min: 1, max: 40 }),
      (given, by, up, down, more) => {
        const score = (of: Inputs) => scoreOf(of, { weights: by }).score ?? 0
        assert.ok(score({ ...given, [up]: given[up] + more }) >= score(given), up)
        assert.ok(score({ ...given, [down]: given[down] + more }) <= score(given), down)
      },
    ),
  )
})

test('分数相同的并列，名次空出来；业务量不足的有分不排名 (6.5)', () => {
  const row = (name: string, score: number | null, volume = 20, known = 100) => ({
    ...{ name, score, known, inputs: { ...noInputs, volume } },
  })
  const found = ranked(
    [row('丙', 90), row('甲', 96), row('乙', 96), row('丁', 99, 9), row('戊', null), row('己', 98, 20, 45)],
    10,
  )
  assert.deepEqual(
    found.map(({ name, rank, tied }) => `${name}${rank ?? '不排'}${tied ? '并列' : ''}`),
    ['甲1并列', '乙1并列', '丙3', '丁不排', '己不排', '戊不排'],
  )
})
