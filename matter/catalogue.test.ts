import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { eightOpens } from '#core/service/opens.ts'
import { readService } from '#core/service/read.ts'
import { CatalogueError, catalogueOf, loadCatalogue, servicesFolder } from '#matter/catalogue.ts'

const index = readFileSync(join(servicesFolder, 'catalogue.yaml'), 'utf8')
const jy02 = readFileSync(join(servicesFolder, 'JY02.yaml'), 'utf8')

test('all 15 services of clause 1.3 are listed in order; those without a file are 筹备中 and not to be opened', () => {
  const catalogue = loadCatalogue()
  const names =
    '失业登记 就业困难人员认定 企业用工服务 人力资源调查 零就业家庭认定 就业援助 求职登记 岗位信息采集 ' +
    '创业担保贷款 企业吸纳失业人员税收优惠 自主创业人员税收优惠 灵活就业登记 灵活就业人员社会保险补贴 职业培训 创业培训'
  assert.deepEqual(
    catalogue.list().map(({ name }) => name),
    names.split(' '),
  )
  assert.equal(catalogue.list()[8]?.formerly, '小额担保贷款')
  for (const { code, ready } of catalogue.list()) assert.equal(catalogue.get(code) !== undefined, ready, code)
  assert.equal(catalogue.get('JY99'), undefined)
})

test('each service that is ready shows the eight opens, none of them empty', () => {
  const catalogue = loadCatalogue()
  for (const { code } of catalogue.list().filter(({ ready }) => ready)) {
    const version = catalogue.get(code)
    assert.ok(version)
    const opens = eightOpens(version.service)
    assert.equal(opens.length, 8)
    for (const { label, says } of opens)
      assert.ok(says.length > 0 && says.every((text) => text.length > 0), `${code} ${label}`)
  }
})

test('every number that an office may set has a least and a most, and a share is no more than the whole (6.2)', () => {
  const catalogue = loadCatalogue()
  const settings = catalogue.list().flatMap(({ code }) => catalogue.get(code)?.service.settings ?? [])
  const open = settings.filter(({ unit, min, max }) => {
    const isDay = unit === 'day' || unit === 'monthOfYear'
    return !isDay && (min === undefined || max === undefined)
  })
  assert.deepEqual(
    open.map(({ key, label }) => `${key} ${label}`),
    [],
  )
  const shares = settings.filter(({ unit, key }) => unit === 'percent' && key !== 'partnersPercent')
  assert.deepEqual(
    shares.filter(({ max }) => Number(max) > 100),
    [],
  )
  const counts = settings.filter(({ unit, min }) => ['months', 'years', 'times'].includes(unit) && Number(min) < 1)
  assert.deepEqual(counts, [])
})

test('a version is frozen, its digest follows its content and not its layout', () => {
  const version = loadCatalogue().get('JY02')
  assert.ok(version)
  assert.match(version.digest, /^[0-9a-f]{64}$/)
  assert.throws(() => Object.assign(version.service.limits.promised ?? {}, { amount: 99 }), TypeError)
  const [first = '', ...rest] = jy02.split('\n').slice(1)
  const moved = [...rest, first].join('\n')
  const digestOf = (text: string) =>
    catalogueOf([
      { file: 'catalogue.yaml', text: index },
      { file: 'JY02.yaml', text },
    ]).get('JY02')?.digest
  assert.equal(digestOf(moved), version.digest)
  assert.notEqual(
    digestOf(jy02.replace('months(form.unemployedSince, today) >= 6', 'months(form.unemployedSince, today) >= 5')),
    version.digest,
  )
})

test('an older version stays readable beside the newer one', () => {
  const first = jy02.replace('version: 2', 'version: 1')
  const catalogue = catalogueOf([
    { file: 'catalogue.yaml', text: index },
    { file: 'JY02-1.yaml', text: first },
    { file: 'JY02.yaml', text: jy02 },
  ])
  assert.equal(catalogue.get('JY02')?.version, 2)
  assert.equal(catalogue.version('JY02', 1)?.version, 1)
  assert.equal(catalogue.version('JY02', 3), undefined)
})

/** Planted faults: what is changed, into what, and what must be said of the line that has it. */
const planted: readonly (readonly [string, string, RegExp])[] = [
  ['  fee: { says: 不收费, source: 《就业促进法》第三十五条, confidence: V }', '  charge: 5', /不认识 charge/],
  ['standards:', 'standars:', /不认识 standars，是不是 standards/],
  ['  - id: firstReview', '  - di: firstReview', /不认识 di，是不是 id/],
  ['required: true', 'requierd: true', /不认识 requierd，是不是 required/],
  ['handling: limited', 'handling: someday', /handling 的值 "someday" 不对：应为 instant、limited、initiated 之一/],
  ['check: form.wantsWork', 'check: form.wantsWrok', /表达式不能用：没有这一项：wantsWrok/],
  ['check: form.agreesNotice', 'check: form.agreesNotice &&', /表达式不能用/],
  ['check: form.agreesNotice', 'check: form.name', /结果应为真或假，现为文字/],
  ['when: form.category == "graduate"\n    min', 'when: form.categroy == "graduate"\n    min', /categroy/],
  ['basis: promotionLaw, check', 'basis: promotionLow, check', /没有这条依据：promotionLow/],
  ['differentFrom: firstReview', 'differentFrom: fristReview', /没有 fristReview/],
  ['    days: 5\n', '', /公示要写天数/],
  ['by: superior', 'by: holder', /核准不能由承办人自己作出/],
  ['by: superior', 'by: someone', /by 的值 "someone" 不对/],
  ['{community}居民{name}', '{community}居民{name}{idNumber}', /\{idNumber\} 是个人信息，公示不能出现/],
  ['认定机构：{approver}', '认定机构：{offcie}', /文本里的 \{offcie\} 没有来处/],
  ['认定机构：{approver}', '{community}认定类别{category}', /\{category\} 是敏感信息，不能写进办理结果/],
  ['认定机构：{approver}', '认定机构：{from}', /文本里的 \{from\} 没有来处/],
  ['认定机构：{approver}', '认定机构：{认定机构}', /花括号/],
  ['check: form.agreesNotice', 'check: has(form.agreedNotice)', /申请表没有 agreedNotice 这一项/],
  ['check: form.agreesNotice', "check: 'form.monthlyIncome in [1, 2]'", /两边类型不同/],
  ['promised: { amount: 10', 'promised: { amount: 0', /至少为 1/],
  ['handling: limited', 'handling: limited\nappliedWhen: form.agreesNotice', /只有主动服务才写 appliedWhen/],
  ['handling: limited', 'handling: initiated\nappliedWhen: form.agreed', /agreed/],
  ['kind: review\n    by: holder', 'kind: publicNotice\n    by: holder', /公示前至少要有一个审核环节/],
  ['publicNoticeCountsInLimit: false', 'publicNoticeCountsInLimit: false\ndeniedLabel: 拒绝', /deniedLabel/],
  ['statutory: null', 'statutory: { amount: 5, unit: workingDays, source: 测试, confidence: U }', /不能长于法定时限/],
  ['{ code: laidOff,', '{ code: older,', /选项代码重复/],
  ['id: disability,', 'id: identity,', /identity 重复/],
  ['askPerson: true, how: 核对户口簿或居住证明', 'how: 核对户口簿或居住证明', /askPerson/],
  ['confidence: U }\n\nnotice', 'confidence: X }\n\nnotice', /应为 V、S、C、L、M、U 之一/],
  ['code: JY02', 'code: JY02\ncode: JY02', /YAML/],
  ['says: 不收费', "says: ' '", /says 的值 " " 不对：应为不空的文字/],
  ['publicNoticeCountsInLimit: false', '', /缺少 publicNoticeCountsInLimit/],
]

test('a bad service file is refused with its file, its line and the reason', () => {
  for (const [from, to, says] of planted) {
    assert.ok(jy02.includes(from), `nothing to plant in: ${from}`)
    const read = readService(jy02.replace(from, to), 'JY02.yaml')
    assert.ok('problems' in read, `not refused: ${to}`)
    const found = read.problems.find((problem) => says.test(problem.says))
    assert.ok(found, `${to}: ${JSON.stringify(read.problems)}`)
    assert.equal(found.file, 'JY02.yaml')
  }
})

test('a setting is shared only with a service that has it, by its file: else the start is refused with the line', () => {
  const [jy03, jy08] = ['JY03', 'JY08'].map((code) => readFileSync(join(servicesFolder, `${code}.yaml`), 'utf8'))
  const faultsOf = (from: string, to: string, owner = jy08!) => {
    const text = jy03!.replace(from, to)
    const line = text.split('\n').findIndex((one) => one.includes('key: minimumWage')) + 1
    const files = [
      { file: 'catalogue.yaml', text: index },
      { file: 'JY03.yaml', text },
      { file: 'JY08.yaml', text: owner },
    ]
    try {
      catalogueOf(files)
      return []
    } catch (error) {
      assert.ok(error instanceof CatalogueError)
      return error.problems.map((one) => `${one.file} ${one.line === line ? '这一行' : one.line} ${one.says}`)
    }
  }
  assert.deepEqual(faultsOf('', ''), [])
  const shared = (says: string) => [`JY03.yaml 这一行 当地月最低工资：${says}`]
  assert.deepEqual(faultsOf('of: JY08', 'of: JY07'), shared('JY07 没有 minimumWage 这项标准，不能共用'))
  assert.deepEqual(faultsOf('of: JY08', 'of: JY03'), shared('JY03 没有 minimumWage 这项标准，不能共用'))
  assert.deepEqual(faultsOf('unit: yuanPerMonth', 'unit: yuan'), shared('unit 与 JY08 的不一致，那里为 yuanPerMonth'))
  const kept = jy08!.replace('月最低工资, value: null', '月最低工资, value: 1780')
  assert.deepEqual(faultsOf('', '', kept), shared('与 JY08 共用的标准由各单位设定，两处的 value 都应为 null'))
  assert.match(faultsOf('of: JY08', 'of: 岗位').join(), /of 的值 "岗位" 不对/)
})

test('a figure that no office could set, or whose own default lies outside its bounds, stops the start with file, line and reason', () => {
  const jy10 = readFileSync(join(servicesFolder, 'JY10.yaml'), 'utf8')
  const bounds = 'unit: yuanPerYear, min: 6000, max: 7800'
  const wrong: readonly (readonly [string, string])[] = [
    ['min: 7800, max: 6000', '下限7800元/年大于上限6000元/年，本单位填不了任何数'],
    ['min: 6000.01', '不能小于6000.01元/年'],
    ['max: 5999', '不能超过5999元/年'],
    ['min: 2/3', 'min 应为数'],
    ['max: 7800.005', 'max 最多写两位小数'],
  ]
  for (const [text, says] of wrong) {
    const broken = jy10.replace(bounds, `unit: yuanPerYear, ${text}`)
    assert.notEqual(broken, jy10)
    const line = jy10.slice(0, jy10.indexOf(bounds)).split('\n').length
    const sources = [
      { file: 'catalogue.yaml', text: index },
      { file: 'JY10.yaml', text: broken },
    ]
    assert.throws(
      () => catalogueOf(sources),
      (error) => {
        assert.ok(error instanceof CatalogueError)
        const [told, ...more] = error.problems
        assert.deepEqual([told?.file, told?.line, more], ['JY10.yaml', line, []], text)
        assert.ok(told?.says.startsWith(`本省执行的定额标准（每人）：${says}`), JSON.stringify(told))
        return error.message.includes('JY10.yaml') && error.message.includes(says)
      },
    )
  }
})

test('line and column are those of the fault', () => {
  const faults: readonly (readonly [string, string])[] = [
    ['check: form.wantsWork', 'check: form.wantsWrok'],
    ['basis: promotionLaw, check', 'basis: promotionLow, check'],
    ['by: superior', 'by: someone'],
  ]
  for (const [from, to] of faults) {
    const broken = jy02.replace(from, to)
    const read = readService(broken, 'JY02.yaml')
    assert.ok('problems' in read)
    const lines = broken.slice(0, broken.indexOf(to)).split('\n')
    const key = `${to.slice(0, to.lastIndexOf(': ') + 2)}`
    const column = (lines.at(-1)?.length ?? 0) + key.length + 1
    assert.deepEqual(
      read.problems.map((problem) => [problem.line, problem.column]),
      [[lines.length, column]],
      to,
    )
  }
})

test('the catalogue refuses to load, and lists the problems of all files in one error', () => {
  const sources = [
    { file: 'catalogue.yaml', text: index },
    { file: 'JY02.yaml', text: jy02.replace('name: 就业困难人员认定\n', 'name: 困难认定\n') },
    { file: 'JY07.yaml', text: jy02 },
    { file: 'JY03.yaml', text: 'code: [' },
  ]
  assert.throws(
    () => catalogueOf(sources),
    (error: unknown) => {
      assert.ok(error instanceof CatalogueError)
      assert.match(error.message, /services\/JY02\.yaml:3:7 name 与目录不一致，目录为 就业困难人员认定/)
      assert.match(error.message, /services\/JY07\.yaml:2:7 文件名应以 JY02 开头/)
      assert.match(error.message, /services\/JY07\.yaml:4:\d+ JY02 的第 2 版重复/)
      assert.match(error.message, /services\/JY03\.yaml:1:\d+ 不是正确的 YAML/)
      return true
    },
  )
  const shapeless = readService('你好', 'JY16.yaml')
  assert.ok('problems' in shapeless)
  assert.deepEqual(
    shapeless.problems.map(({ file, line }) => `${file}:${line}`),
    ['JY16.yaml:1'],
  )
  assert.match(shapeless.problems[0]?.says ?? '', /^文件 应为一组“键: 值”，现为 "你好"；请写 code、name/)
  assert.throws(() => catalogueOf([]), /没有服务目录文件/)
  assert.throws(
    () => catalogueOf([{ file: 'catalogue.yaml', text: `${index}- { code: JY01 }` }]),
    /catalogue\.yaml:\d+:\d+ 缺少 name/,
  )
})
