import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fastify from 'fastify'
import { unemployed } from '#apps/server/forms.ts'
import { type Refused, testServer } from '#apps/server/testing.ts'
import { addDays, dayOf } from '#core/day.ts'
import { draftFaults } from '#core/service/draft.ts'
import { sixteenthFile } from '#house/samples/sample.ts'
import { loadCatalogue, servicesFolder } from '#matter/catalogue.ts'
import type { Change } from '#matter/effect.ts'
import { demoPath, demoTenant } from '#office/seed.ts'
import { versionEffect } from './effect.ts'
import { publicVersionRoutes } from './routes.ts'

const s = await testServer('versions')
const text = readFileSync(join(servicesFolder, 'JY01.yaml'), 'utf8')
const filed = Number(/^version: (\d+)$/m.exec(text)?.[1])
const next = filed + 1
const fresh = text.replace(/^version: \d+$/m, `version: ${next}`).replace('label: 常住地址', 'label: 现在的常住地址')

type Release = {
  readonly id: string
  readonly isComing: boolean
  readonly calledOff: { readonly reason: string } | null
  readonly version: number
  readonly from: string
  readonly reason: string
  readonly changes: number
  readonly against: number | null
}
type Row = {
  readonly code: string
  readonly inForce: Release | null
  readonly isUnpublished: boolean
  readonly coming: readonly Release[]
  readonly waiting: readonly {
    readonly version: number
    readonly draft: string | null
    readonly missing: readonly string[]
  }[]
  readonly history: readonly Release[]
}
type List = { readonly mayPublish: boolean; readonly rows: readonly Row[] }
type Compared = {
  readonly from: number
  readonly to: number
  readonly versions: readonly { readonly version: number; readonly is: string }[]
  readonly rows: readonly {
    readonly part: string
    readonly item: string
    readonly field: string | null
    readonly is: string
    readonly before: string
    readonly after: string
  }[]
}

const list = (who: string) => s.call<List>(who, 'GET', '/api/versions')
const row = async (code: string) => (await list('city')).rows.find((one) => one.code === code)!
const publish = <Body = List>(who: string, body: object) => s.call<Body>(who, 'POST', '/api/versions', body)
const upload = <Body = { id: string; code: string; version: number }>(who: string, body: string) =>
  s.call<Body>(who, 'POST', '/api/versions/drafts', { text: body })

test('before anything is published each service waits, and the head at the top may publish, nobody else (6.2)', async () => {
  const { rows, mayPublish } = await list('city')
  assert.equal(rows.length, 15)
  assert.ok(mayPublish)
  for (const { code, inForce, isUnpublished, waiting } of rows) {
    assert.deepEqual([inForce, isUnpublished, waiting.length], [null, true, 1], code)
    assert.deepEqual(waiting[0]?.missing, [], code)
  }
  assert.equal((await list('wang')).mayPublish, false)
  const body = { versions: [{ code: 'JY01', version: filed }], from: '2026-11-23', reason: '测试发布' }
  const no = await publish<Refused>('head', body)
  assert.deepEqual([no.status, no.clause], [403, '6.2'])
})

test('a bad draft is refused with line and reason, and each of the eight opens that lacks is named', async () => {
  const broken = fresh.replace('type: idNumber', 'type: idNumbr').replace(/^ {2}fee: .*$/m, '')
  const no = await upload<Refused>('city', broken)
  assert.equal(no.status, 422)
  const says = no.problems.map((one) => one.says)
  assert.ok(
    says.some((one) => /^草稿\.yaml 第\d+行第\d+列：八公开缺“收费标准”，请写 opens 下面的 fee$/.test(one)),
    says.join('\n'),
  )
  assert.ok(
    says.some((one) => /^草稿\.yaml 第\d+行第\d+列：.*idNumbr/.test(one)),
    says.join('\n'),
  )
  assert.deepEqual(draftFaults(broken, '草稿.yaml'), says, 'the page tells of a chosen file what the server would')
  assert.deepEqual(draftFaults(fresh, 'JY01.yaml'), [])
  const used = await upload<Refused>('city', text)
  assert.match(used.problems[0]?.says ?? '', new RegExp(`版本号 ${filed} 已经用过，请写 ${next}`))
  const other = await upload<Refused>('city', fresh.replace('name: 失业登记\n', 'name: 失业\n'))
  assert.match(
    other.problems[0]?.says ?? '',
    /^草稿\.yaml 第\d+行第\d+列：name（事项名称）与目录不一致，目录为 失业登记/,
  )
  assert.equal((await upload<Refused>('wang', fresh)).clause, '6.2')
  const far = await upload<Refused>('city', fresh.replace(/^version: .*$/m, 'version: 99999999999'))
  assert.match(far.problems[0]?.says ?? '', /^草稿\.yaml 第\d+行第\d+列：.*9999/)
  const torn = await upload<Refused>('city', `code: JY01\ncode: [JY01\n`)
  assert.equal(torn.status, 422)
  for (const { says } of torn.problems.filter(({ says }) => says.startsWith('草稿')))
    assert.match(says, /^草稿\.yaml 第\d+行第\d+列：不是正确的 YAML：[^A-Za-z]+$/)
})

test('草稿少了哪一项，逐项指出名称和该写什么：名称、说明、列表，一项一行 (6.2)', async () => {
  const lines = async (...left: readonly string[]) => {
    const cut = left.reduce((all, key) => all.replace(new RegExp(`^${key}:.*\\n(?:(?: .*)?\\n)*`, 'm'), ''), fresh)
    const no = await upload<Refused>('city', cut)
    assert.equal(no.status, 422, JSON.stringify(no))
    const says = no.problems.map((one) => one.says)
    assert.deepEqual(draftFaults(cut, '草稿.yaml'), says)
    for (const one of says) assert.match(one, /^草稿\.yaml 第\d+行第\d+列：/)
    return says.filter((one) => !one.includes('八公开'))
  }
  assert.deepEqual(await lines('name', 'summary'), [
    '草稿.yaml 第1行第1列：缺少 name（事项名称）：请写 name，应为不空的文字，不超过 2000 字',
    '草稿.yaml 第1行第1列：缺少 summary（事项说明）：请写 summary，应为不空的文字，不超过 2000 字',
  ])
  assert.deepEqual(await lines('version', 'handling', 'opens', 'materials'), [
    '草稿.yaml 第1行第1列：缺少 version（版本号）：请写 version，应为整数，不小于 1，不大于 9999',
    '草稿.yaml 第1行第1列：缺少 handling（办件类型）：请写 handling，应为 instant、limited、initiated 之一',
    '草稿.yaml 第1行第1列：缺少 opens（收费、许可和承办）：请写 opens，下面写 fee、licence、handler',
    '草稿.yaml 第1行第1列：缺少 materials（申报材料）：请写 materials，下面每项一行，前面加短横“-”',
  ])
})

test('共用的标准不能随草稿断开：对方没有这一项，或对方自己拿掉了，逐处指出 (6.2)', async () => {
  const file = (code: string) =>
    readFileSync(join(servicesFolder, `${code}.yaml`), 'utf8').replace(/^version: .*$/m, 'version: 77')
  const away = await upload<Refused>('city', file('JY03').replace('of: JY08', 'of: JY07'))
  assert.match(
    away.problems[0]?.says ?? '',
    /^草稿\.yaml 第\d+行第\d+列：当地月最低工资：JY07 没有 minimumWage 这项标准/,
  )
  const taken = await upload<Refused>('city', file('JY08').replaceAll('minimumWage', 'monthlyWage'))
  assert.deepEqual(taken.status, 422, JSON.stringify(taken))
  assert.match(
    taken.problems[0]?.says ?? '',
    /^草稿\.yaml 第\d+行第\d+列：企业用工服务（JY03）共用当地月最低工资：JY08 没有 minimumWage 这项标准/,
  )
})

test('a draft waits, is compared field by field, comes into force on its day, and open matters keep theirs', async () => {
  const early = await s.open('wang', 'case', { service: 'JY01', form: unemployed })
  assert.equal(early.status, 201, JSON.stringify(early))
  assert.equal(
    (
      await publish('city', {
        versions: [{ code: 'JY01', version: filed }],
        from: '2026-11-23',
        reason: '随程序带来的版本',
      })
    ).status,
    201,
  )
  const draft = await upload('city', fresh)
  assert.deepEqual([draft.status, draft.version], [201, next])
  const compared = await s.call<Compared>('wang', 'GET', '/api/versions/JY01/compare')
  assert.deepEqual([compared.from, compared.to], [filed, next])
  assert.deepEqual(compared.rows, [
    {
      part: '申请表',
      item: '现在的常住地址',
      field: '名称',
      is: 'changed',
      before: '常住地址',
      after: '现在的常住地址',
    },
  ])
  const past = await publish<Refused>('city', {
    versions: [{ code: 'JY01', version: next }],
    from: '2026-11-22',
    reason: '倒签',
  })
  assert.deepEqual([past.status, past.problems[0]?.at], [422, '/from'])
  const done = await publish('city', {
    versions: [{ code: 'JY01', version: next }],
    from: '2026-11-25',
    reason: '地址写法统一',
  })
  assert.equal(done.status, 201, JSON.stringify(done))
  assert.deepEqual([(await row('JY01')).inForce?.version, (await row('JY01')).coming[0]?.version], [filed, next])
  const twice = await publish<Refused>('city', {
    versions: [{ code: 'JY01', version: next }],
    from: '2026-11-26',
    reason: '再发一次',
  })
  assert.match(twice.says, /已经是这一版/)

  s.setClock('2026-11-25T09:00:00+08:00')
  assert.equal((await row('JY01')).inForce?.version, next)
  const card = await s.call<{ version: number }>(null, 'GET', '/api/services/JY01')
  assert.equal(card.version, next)
  const late = await s.open('wang', 'case', { service: 'JY01', form: { ...unemployed, name: '测试乙' } })
  assert.equal(late.status, 201, JSON.stringify(late))
  const versionOf = async (id: string) =>
    (await s.owner.query(`select service_version as version from matter where id = $1`, [id])).rows[0]?.version
  assert.deepEqual(
    [String(await versionOf(early.matter.id)), String(await versionOf(late.matter.id))],
    [String(filed), String(next)],
  )
  const held = await s.look('wang', early)
  assert.equal(held.status, 200)

  const history = await s.call<{ rows: readonly Release[] }>(null, 'GET', '/api/services/JY01/versions')
  assert.deepEqual(
    history.rows.map(({ version, from, changes, reason }) => [version, from, changes, reason]),
    [
      [next, '2026年11月25日', 1, '地址写法统一'],
      [filed, '2026年11月23日', 0, '随程序带来的版本'],
    ],
  )
  assert.deepEqual(
    (await row('JY01')).history.map(({ version, against }) => [version, against]),
    [
      [next, filed],
      [filed, null],
    ],
  )
  const page = await s.app.inject({ url: '/services/JY01' })
  assert.ok(page.body.includes('地址写法统一') && page.body.includes(`第${next}版`))
})

test('a draft that is not taken stays on the record and can not be published; its number is free again', async () => {
  const other = readFileSync(join(servicesFolder, 'JY12.yaml'), 'utf8').replace(
    /^version: (\d+)$/m,
    (_, n) => `version: ${Number(n) + 1}`,
  )
  const draft = await upload('city', other)
  assert.equal(draft.status, 201, JSON.stringify(draft))
  const dropped = await s.call<List>('city', 'POST', `/api/versions/drafts/${draft.id}/dropped`, { reason: '暂不修改' })
  assert.equal(dropped.status, 200)
  const no = await publish<Refused>('city', {
    versions: [{ code: 'JY12', version: draft.version }],
    from: '2026-11-25',
    reason: '误选',
  })
  assert.match(no.says, /没有这个版本/)
  assert.equal((await upload('city', other)).status, 201)
  const again = await s.call<Refused>('city', 'POST', `/api/versions/drafts/${draft.id}/dropped`, {
    reason: '再来一次',
  })
  assert.equal(again.clause, '6.2')
})

test('one service named twice in one request is refused, and nothing of the request is published (6.2)', async () => {
  const before = (await row('JY15')).history
  const [waits] = (await row('JY15')).waiting
  assert.ok(waits)
  const one = { code: 'JY15', version: waits.version }
  const no = await publish<Refused>('city', { versions: [one, one], from: '2026-11-25', reason: '选了两次' })
  assert.deepEqual(
    [no.status, no.clause, no.problems],
    [
      422,
      '6.2',
      [{ at: '/versions/1', says: `JY15 第${waits.version}版：同一事项一次只能发布一个版本`, clause: '6.2' }],
    ],
  )
  assert.deepEqual((await row('JY15')).history, before)
})

test('two who publish the same version at once: it is published once (6.2)', async () => {
  const [waits] = (await row('JY15')).waiting
  assert.ok(waits)
  const ask = { versions: [{ code: 'JY15', version: waits.version }], from: '2026-12-01', reason: '两人同时发布' }
  const both = await Promise.all([publish<Refused>('city', ask), publish<Refused>('city', ask)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 422])
  assert.equal((await row('JY15')).history.filter(({ version }) => version === waits.version).length, 1)
})

test('another node on the same database runs what was published here, without a restart (6.2)', async () => {
  const catalogue = loadCatalogue()
  const other = fastify()
  await other.register(publicVersionRoutes, {
    world: { ...s.world, catalogue },
    place: { tenant: demoTenant, path: demoPath('cs') },
    askMs: 20,
  })
  await other.ready()
  try {
    const seen = async (code: string, version: number) => {
      for (let left = 200; left > 0 && catalogue.inForce(code)?.version !== version; left--) await sleep(20)
      return [catalogue.inForce(code)?.version, catalogue.get(code)?.version]
    }
    assert.deepEqual(await seen('JY01', next), [next, next])
    assert.equal(catalogue.inForce('JY14'), null)
    const [waits] = (await row('JY14')).waiting
    const version = waits?.version ?? 0
    const done = await publish('city', {
      versions: [{ code: 'JY14', version }],
      from: '2026-11-25',
      reason: '首次发布',
    })
    assert.equal(done.status, 201, JSON.stringify(done))
    assert.deepEqual(await seen('JY14', version), [version, version])
  } finally {
    await other.close()
  }
})

test('outside the demonstration a service without a published version is not opened (6.2)', async () => {
  const catalogue = loadCatalogue()
  const change = { before: null, after: { kind: 'case', service: { code: 'JY01', version: '1' } } } as unknown as Change
  const tx = {} as never
  const real = versionEffect(catalogue, null)
  const refusal = await real(tx, '', change)
  assert.deepEqual([refusal?.clause, refusal?.refused], ['6.2', 'not-met'])
  assert.equal(await versionEffect(catalogue, '测试数据')(tx, '', change), null)
  catalogue.shelve({
    versions: [],
    releases: [{ code: 'JY01', version: filed, from: '2026-01-01' as never }],
    today: () => '2026-11-23' as never,
  })
  assert.equal(await real(tx, '', change), null)
  assert.equal(await real(tx, '', { ...change, before: change.after }), null)
})

test('第16个事项：一份草稿发布就有，进目录，谁都看得到；发布以前只在待发布里 (6.2)', async () => {
  const names = async () => s.world.catalogue.list().map(({ code }) => code)
  const waits = async () => (await list('city')).rows.find(({ code }) => code === 'JY16')
  const sent = await upload('city', readFileSync(sixteenthFile, 'utf8'))
  assert.equal(sent.status, 201, JSON.stringify(sent))
  assert.deepEqual([(await waits())?.waiting.length], [1])
  assert.ok(!(await names()).includes('JY16'))
  const today = dayOf(s.now())
  const done = await publish('city', { versions: [{ code: 'JY16', version: 1 }], from: today, reason: '测试发布' })
  assert.equal(done.status, 201, JSON.stringify(done))
  assert.ok((await names()).includes('JY16'))
  assert.deepEqual(
    (await waits())?.history.map(({ version, against }) => [version, against]),
    [[1, null]],
  )
})

test('没有待发布的版本时，对比的是执行的和它前一版；草稿第一次发布，算出比程序带来的改了几处 (6.2)', async () => {
  const text = readFileSync(join(servicesFolder, 'JY02.yaml'), 'utf8')
    .replace(/^version: .*$/m, 'version: 90')
    .replace(/^scope: .*$/m, 'scope: 测试范围')
  assert.equal((await upload('city', text)).status, 201)
  const done = await publish('city', {
    versions: [{ code: 'JY02', version: 90 }],
    from: dayOf(s.now()),
    reason: '测试发布',
  })
  assert.equal(done.status, 201, JSON.stringify(done))
  assert.deepEqual(
    (await row('JY02')).history.map(({ changes, against }) => [changes, against]),
    [[1, 2]],
  )
  const compared = await s.call<Compared>('wang', 'GET', '/api/versions/JY02/compare')
  assert.deepEqual([compared.from, compared.to, compared.rows.length], [2, 90, 1])
  // Asked for the other way round, the older one still stands first.
  const turned = await s.call<Compared>('wang', 'GET', '/api/versions/JY02/compare?from=90&to=2')
  assert.deepEqual([turned.from, turned.to, turned.versions.at(-1)?.is], [2, 90, '执行中'])
})

test('还没有到日子的发布可以撤回：写明理由，记在历次发布里，那一版回到待发布；已经执行的、别人的不行 (6.2)', async () => {
  const [waits] = (await row('JY13')).waiting
  assert.ok(waits)
  const day = (n: number) => addDays(dayOf(s.now()), n)
  const ask = { versions: [{ code: 'JY13', version: waits.version }], from: day(7), reason: '下周起执行' }
  assert.equal((await publish('city', ask)).status, 201)
  const [coming] = (await row('JY13')).coming
  assert.ok(coming)
  const off = <Body = List>(who: string, id: string, reason = '日子写错了') =>
    s.call<Body>(who, 'POST', `/api/versions/releases/${id}/called-off`, { reason })
  const clerk = await off<Refused>('wang', coming.id)
  assert.deepEqual([clerk.status, clerk.clause], [403, '6.2'])
  const bare = await off<Refused>('city', coming.id, ' ')
  assert.equal(bare.status, 422)
  const done = await off('city', coming.id)
  assert.equal(done.status, 200, JSON.stringify(done))
  const after = await row('JY13')
  assert.deepEqual([after.coming, after.waiting.map(({ version }) => version)], [[], [waits.version]])
  const [told] = after.history
  assert.deepEqual([told?.version, told?.isComing, told?.calledOff?.reason], [waits.version, false, '日子写错了'])
  const again = await off<Refused>('city', coming.id)
  assert.deepEqual([again.status, again.says], [422, '这次发布已经撤回'])
  const { rows } = await s.owner.query(`select says from ledger where entry = $1 and act = 'call-off'`, [coming.id])
  assert.match(rows[0]?.says ?? '', /^撤回JY13第\d+版自2026年\d+月\d+日起执行的发布。理由：日子写错了$/)
  const open = await s.call<{ rows: readonly Release[] }>(null, 'GET', '/api/services/JY13/versions')
  assert.deepEqual(open.rows, [])

  assert.equal((await publish('city', { ...ask, from: day(1), reason: '改为明天起' })).status, 201)
  const [next] = (await row('JY13')).coming
  s.setClock(`${day(1)}T09:00:00+08:00`)
  const late = await off<Refused>('city', next?.id ?? '')
  assert.deepEqual([late.status, late.clause], [422, '6.2'])
  assert.match(late.says, /^已自2026年\d+月\d+日起执行，不能撤回/)
  assert.equal((await row('JY13')).inForce?.version, waits.version)
})
