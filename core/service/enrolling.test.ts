import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readService } from '#core/service/read.ts'

/** The part `enrolment` of a file is checked whole when it is loaded; each fault names its line. */

const text = (code: string) => readFileSync(`services/${code}.yaml`, 'utf8')

/** What is said when one line of a file is changed, and whether it points at a line of the part. */
function said(code: string, was: string, is: string): string {
  const file = text(code)
  assert.ok(file.includes(was), `${code} has no ${was}`)
  const changed = file.replace(was, is)
  const read = readService(changed, `${code}.yaml`)
  const problems = 'problems' in read ? read.problems : []
  const starts = changed.split('\n').indexOf('enrolment:') + 1
  for (const { line } of problems) assert.ok(line >= starts, `line ${line} before ${starts}`)
  return problems.map(({ says }) => says).join('；')
}

for (const code of ['JY01', 'JY02', 'JY05', 'JY12'])
  test(`${code} says what its register is`, () => {
    const read = readService(text(code), `${code}.yaml`)
    assert.ok('service' in read && read.service.enrolment, JSON.stringify(read))
  })

const planted: readonly (readonly [string, string, string, RegExp])[] = [
  ['JY01', 'every: contactMonths', 'every: nothing', /settings 里没有 nothing/],
  [
    'JY01',
    'warn: silentMonths, exit: lostMonths',
    'warn: lostMonths, exit: silentMonths',
    /提示的时间应早于建议退出的时间/,
  ],
  ['JY01', 'reason: silent }', 'reason: gone }', /exits 里没有 gone/],
  ['JY01', 'proof: silent }', 'proof: refusals }', /没有 refusals，记录里无从核对/],
  ['JY01', '{ code: business, label: 从事个体经营', '{ code: employed, label: 从事个体经营', /employed 重复/],
  ['JY01', 'card: [intention,', 'card: [health, intention,', /敏感信息，不写进在册卡片/],
  ['JY01', '    every: contactMonths\n', '', /要有 contact\.every、review 或 term 之一/],
  ['JY01', ', min: 1, max: 6,', ',', /在册期间至少几个月联系一次要写 min，至少为1/],
  ['JY01', 'below: lostMonths, ', '', /几个月没有联系提示承办人要写 below: lostMonths/],
  ['JY12', 'below: termMonths, ', '', /到期前几个月提醒要写 below: termMonths/],
  ['JY02', 'refuses: true }', 'refuses: false }', /拒绝次数无从计数/],
  ['JY02', 'category: category\n', 'category: monthlyIncome\n', /应为申请表里的单选/],
  ['JY02', 'confirm: superior', 'confirm: holder', /confirm/],
  ['JY05', 'members: members\n', 'members: remark\n', /应为申请表里的表格/],
  ['JY12', '  endsOn: endedOn\n', '', /写了 endsWhen 就要写 endsOn 和 endsFor/],
  ['JY12', 'opensWhen: form.action == "start"', 'opensWhen: form.doing == "start"', /表达式不能用/],
  ['JY12', 'proof: expired }', 'proof: silent }', /没有 silence，记录里无从核对/],
  [
    'JY12',
    '- { code: moved, label: 到外地就业, basis: registration',
    '- { code: away, label: 到外地就业, basis: registration',
    /exits 里没有“到外地就业”/,
  ],
  ['JY12', 'basis: office, confidence: U, proof', 'basis: nowhere, confidence: U, proof', /没有这条依据：nowhere/],
]
for (const [code, was, is, says] of planted)
  test(`catches ${code}: ${is.trim() || `no ${was.trim()}`}`, () => assert.match(said(code, was, is), says))
