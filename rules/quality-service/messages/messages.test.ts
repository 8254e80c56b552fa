import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { contactForm, hardship, reviewOf, unemployed } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import { parseInstant, spokenAt } from '#core/day.ts'
import { sweep } from '#matter/sweep.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { isSignedBy, signatureOf } from '#platform/messages/sign.ts'
import { awake } from './compose.ts'
import { sendDue } from './send.ts'

const s = await testServer('messages', '2026-03-02T10:00:00+08:00')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const office = demoOffice('sljd')
const street = { office, kinds: ['contact', 'case'], events: ['opened', 'changed', 'late', 'closed'] }
const send = () => sendDue(s.world, scope)

type Got = { readonly headers: IncomingHttpHeaders; readonly body: string }

/** Another program that listens, as one would be written from the open convention alone. */
async function listener(answers: (got: readonly Got[]) => number = () => 204) {
  const got: Got[] = []
  const server = createServer((request, reply) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      const status = answers(got)
      reply.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end('不读')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  return { got, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks` }
}

const typeOf = ({ body }: Got) => (JSON.parse(body) as { type: string }).type
const dataOf = ({ body }: Got) => (JSON.parse(body) as { data: Record<string, unknown> }).data

/** Set up and switched on by the system administrator. */
async function receiver(way: string, body: object) {
  const made = await s.call<{ id: string; secret: string }>('sysadmin', 'POST', `/api/receivers/${way}`, body)
  assert.equal(made.status, 201, JSON.stringify(made))
  const on = await s.call('sysadmin', 'POST', `/api/receivers/${made.id}/on`)
  assert.equal(on.status, 200, JSON.stringify(on))
  return made
}
const drop = (id: string) => s.call('sysadmin', 'POST', `/api/receivers/${id}/removal`, { reason: '试完了' })
const messagesOf = async (id: string) =>
  (await s.owner.query('select state, tries, says, next_at from message where receiver = $1 order by id', [id])).rows

test('nothing goes out unless somebody set it up and switched it on (10.3.2)', async () => {
  const other = await listener()
  await s.open('wang', 'contact', contactForm)
  const made = await s.call<{ id: string }>('sysadmin', 'POST', '/api/receivers/webhook', {
    ...{ ...street, name: '没有启用的', address: other.address },
  })
  await s.open('wang', 'contact', contactForm)
  assert.equal(await send(), 0)
  assert.equal(other.got.length, 0)
  assert.equal((await s.owner.query('select 1 from message')).rows.length, 0)
  await drop(made.id)
})

test('a matter that moves is told once, signed, without anything of a person; a refused move is never told (10.3.2)', async () => {
  const other = await listener()
  const { id, secret } = await receiver('webhook', { ...street, name: '市平台接口', address: other.address })
  const opened = await s.open('wang', 'contact', contactForm)
  const refused = await s.refused('wang', opened, 'hand-over', {})
  assert.ok(refused.status >= 400)
  assert.equal((await messagesOf(id)).length, 1, 'written with the opening, none with the refused move')
  assert.equal(other.got.length, 0, 'nothing is sent inside the move')
  assert.equal(await send(), 1)
  assert.equal(await send(), 0)
  const [first] = other.got
  assert.ok(first)
  assert.equal(typeOf(first), 'matter.opened')
  assert.equal(dataOf(first)['number'], opened.matter.number)
  assert.doesNotMatch(first.body, /测试甲|138|想办理/)
  const { 'webhook-id': name, 'webhook-timestamp': when, 'webhook-signature': mark } = first.headers
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const own = createHmac('sha256', key)
    .update(`${String(name)}.${String(when)}.${first.body}`)
    .digest('base64')
  assert.equal(mark, `v1,${own}`)
  const signed = { id: String(name), timestamp: Number(when), body: first.body }
  assert.ok(isSignedBy(secret, signed, String(mark)))
  assert.ok(!isSignedBy(secret, { ...signed, body: `${first.body} ` }, String(mark)))
  await drop(id)
})

test('what does not arrive is tried again with longer pauses and the same number, given up, and sent by hand (10.3.2)', async () => {
  let isWell = false
  const other = await listener(() => (isWell ? 200 : 503))
  const { id } = await receiver('webhook', { ...street, name: '时好时坏', address: other.address })
  await s.open('wang', 'contact', contactForm)
  const waits: number[] = []
  for (let tried = 1; tried <= 8; tried += 1) {
    assert.equal(await send(), 0)
    const [row] = await messagesOf(id)
    assert.equal(row.tries, tried)
    if (tried === 8) break
    assert.equal(row.state, 'waiting')
    waits.push((new Date(row.next_at).getTime() - s.now()) / 60_000)
    assert.equal(await send(), 0)
    assert.equal((await messagesOf(id))[0].tries, tried, 'not before its time')
    s.pass(waits.at(-1) ?? 0)
  }
  s.setClock('2026-03-04T10:00:00+08:00')
  assert.deepEqual(waits, [1, 5, 30, 120, 300, 600, 1440])
  const [given] = await messagesOf(id)
  assert.equal(given.state, 'given-up')
  assert.equal(given.says, '对方回复503')
  assert.equal(new Set(other.got.map(({ headers }) => headers['webhook-id'])).size, 1)
  const log = await s.call<{ rows: { id: string; again: boolean }[] }>(
    'sysadmin',
    'GET',
    `/api/receivers/${id}/messages`,
  )
  assert.equal(log.rows[0]?.again, true)
  isWell = true
  const again = await s.call('sysadmin', 'POST', `/api/messages/${log.rows[0]!.id}/again`)
  assert.equal(again.status, 200, JSON.stringify(again))
  assert.equal((await messagesOf(id))[0].state, 'sent')
  assert.equal((await s.call('sysadmin', 'POST', `/api/messages/${log.rows[0]!.id}/again`)).status, 422)
  await drop(id)
})

test('one that is down holds up nobody else, and its later messages wait behind its first (10.3.2)', async () => {
  const [bad, good] = [await listener(() => 500), await listener()]
  const broken = await receiver('webhook', { ...street, name: '坏的', address: bad.address })
  const sound = await receiver('webhook', { ...street, name: '好的', address: good.address })
  for (let n = 0; n < 3; n += 1) await s.open('wang', 'contact', contactForm)
  assert.equal(await send(), 3)
  assert.equal(bad.got.length, 1)
  assert.equal(good.got.length, 3)
  assert.deepEqual(
    (await messagesOf(broken.id)).map(({ tries }) => tries),
    [1, 0, 0],
  )
  await drop(broken.id)
  s.pass(2)
  assert.equal(await send(), 0)
  assert.deepEqual(
    (await messagesOf(broken.id)).map(({ state }) => state),
    ['withheld', 'withheld', 'withheld'],
  )
  await drop(sound.id)
})

test('two servers at once send each message once (10.3.2)', async () => {
  const other = await listener()
  const { id } = await receiver('webhook', { ...street, name: '两台服务器', address: other.address })
  for (let n = 0; n < 5; n += 1) await s.open('wang', 'contact', contactForm)
  const sent = await Promise.all([send(), send(), send()])
  assert.equal(
    sent.reduce((sum, one) => sum + one, 0),
    5,
  )
  assert.equal(other.got.length, 5)
  await drop(id)
})

test('the visitor is told by text message when the paper is made, at the number that they left; the number lies nowhere in the open (7.5)', async () => {
  const gateway = await listener()
  const { id } = await receiver('sms', {
    ...{ office, name: '短信平台', address: gateway.address, occasions: ['accepted'] },
    accepted: '{事项}受理了，{承诺日期}前办结，编号{编号}',
  })
  s.setClock('2026-11-23T10:00:00+08:00')
  const opened = await s.open('wang', 'case', { service: 'JY02', form: hardship })
  const accepted = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'accept')
  assert.equal(accepted.status, 200, JSON.stringify(accepted))
  const { rows } = await s.owner.query('select body from message where receiver = $1', [id])
  assert.equal(rows.length, 1)
  assert.doesNotMatch(rows[0].body, /139|测试乙/)
  assert.equal(await send(), 1)
  assert.deepEqual(dataOf(gateway.got[0]!), { to: hardship.mobile, text: rows[0].body })
  assert.match(rows[0].body, /^就业困难人员认定受理了，2026年\d+月\d+日前办结，编号/)
  await drop(id)
})

test('a case that is finished asks for a rating by a link that is good for that alone (10.5.1)', async () => {
  const gateway = await listener()
  const { id } = await receiver('sms', { office, name: '短信平台', address: gateway.address, occasions: ['finished'] })
  const opened = await s.open('wang', 'case', { service: 'JY01', form: unemployed })
  const done = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'finish')
  assert.equal(done.status, 200, JSON.stringify(done))
  assert.equal(await send(), 1)
  const text = String(dataOf(gateway.got[0]!)['text'])
  assert.doesNotMatch(text, /失业登记|测试甲/)
  const [, path = ''] = /请您评价：http:\/\/127\.0\.0\.1:3000(\/\S+?)。/.exec(text) ?? []
  const page = await s.call<{ text: string }>(null, 'GET', path)
  assert.equal(page.status, 200, path)
  assert.match(page.text, /非常满意/)
  await drop(id)
})

test('a text message late in the evening waits until eight in the morning', () => {
  for (const [at, then] of [
    ['2026-03-02T07:59:00+08:00', '2026-03-02T08:00:00+08:00'],
    ['2026-03-02T08:00:00+08:00', '2026-03-02T08:00:00+08:00'],
    ['2026-03-02T20:59:00+08:00', '2026-03-02T20:59:00+08:00'],
    ['2026-03-02T21:00:00+08:00', '2026-03-03T08:00:00+08:00'],
    ['2026-03-02T00:30:00+08:00', '2026-03-02T08:00:00+08:00'],
  ] as const)
    assert.equal(spokenAt(awake(parseInstant(at))), spokenAt(parseInstant(then)), at)
})

test('letter boxes of the staff hear of a lateness, in Chinese, through a mail server (7.4)', async () => {
  const letters: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      let text = ''
      stream.on('data', (piece: Buffer) => {
        text += piece.toString()
      })
      stream.on('end', () => {
        letters.push(text)
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  after(() => void server.close())
  const { port } = server.server.address() as AddressInfo
  const { id } = await receiver('mail', {
    ...{
      office,
      name: '负责人邮箱',
      address: `smtp://127.0.0.1:${port}`,
      from: 'shouwen@example.cn',
      to: ['head@example.cn'],
    },
    ...{ kinds: ['contact'], events: ['late'] },
  })
  const opened = await s.open('wang', 'contact', contactForm)
  assert.equal(await send(), 0)
  s.setClock('2026-12-28T10:00:00+08:00')
  await sweep(s.world, { tenant: demoTenant, path: demoPath('cs'), at: s.now() })
  assert.ok((await send()) > 0, JSON.stringify(await messagesOf(id)))
  assert.equal(
    (await s.look('wang', opened)).clocks.some(({ late }) => late),
    true,
  )
  const [letter = ''] = letters
  assert.match(letter, /^To: head@example\.cn/m)
  const bodies = letters.map((one) => Buffer.from(one.split('\r\n\r\n').slice(1).join(''), 'base64').toString())
  const own = bodies.filter((body) => body.includes(`首问登记${opened.matter.number}已经超期：`))
  assert.equal(own.length, 1, bodies.join('\n'))
  assert.doesNotMatch(bodies.join(), /测试甲|138/)
  await drop(id)
})

test('a password is only sent through an encrypted line, and a redirect is not followed (10.3.1)', async () => {
  const other = await listener(() => 302)
  const { id } = await receiver('webhook', { ...street, name: '转走的', address: other.address })
  const trial = await s.call('sysadmin', 'POST', `/api/receivers/${id}/test`)
  assert.equal(trial.status, 200)
  assert.equal((await messagesOf(id))[0].says, '对方回复302')
  await drop(id)
})

for (const [address, says] of [
  ['http://169.254.169.254/latest', '不能发到这个地址'],
  ['http://[fe80::1]/', '不能发到这个地址'],
  ['http://0.0.0.0:8080/', '不能发到这个地址'],
  ['ftp://example.cn/', '网址应以 http:// 或 https:// 开头'],
  ['https://me:secret@example.cn/', '网址里不能带用户名、密码或井号'],
  ['没有网址', '网址不完整，应以 http:// 或 https:// 开头'],
] as const)
  test(`no receiver at ${address} (10.3.1)`, async () => {
    const ask = { ...street, name: '不行的', address }
    const refused = await s.call<{ problems: { at: string; says: string }[] }>(
      'sysadmin',
      'POST',
      '/api/receivers/webhook',
      ask,
    )
    assert.equal(refused.status, 422)
    assert.deepEqual(refused.problems, [{ at: '/address', says }])
  })

test('a text that asks for what nobody fills is refused at its field (10.3.2)', async () => {
  const ask = {
    office,
    name: '短信平台',
    address: 'http://127.0.0.1:9/',
    occasions: ['accepted'],
    accepted: '{姓名}您好',
  }
  const refused = await s.call<{ problems: object[] }>('sysadmin', 'POST', '/api/receivers/sms', ask)
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.problems, [{ at: '/accepted', says: '短信里没有“{姓名}”这一项' }])
})

test('only the system administrator sets it up; the key is told once and a repeat does not tell it again (10.3.2)', async () => {
  for (const who of ['wang', 'head', 'city', 'secadmin', 'auditor'])
    assert.equal((await s.call(who, 'GET', '/api/receivers')).status, 403, who)
  const ask = { ...street, name: '一次', address: 'http://127.0.0.1:9/' }
  const first = await s.call<{ id: string; secret: string | null }>(
    'sysadmin',
    'POST',
    '/api/receivers/webhook',
    ask,
    'one-key',
  )
  const again = await s.call<{ secret: string | null }>('sysadmin', 'POST', '/api/receivers/webhook', ask, 'one-key')
  assert.match(first.secret ?? '', /^whsec_/)
  assert.equal(again.secret, null)
  const list = await s.call('sysadmin', 'GET', '/api/receivers')
  assert.ok(!JSON.stringify(list).includes(first.secret ?? '?'))
  const { rows } = await s.owner.query('select secret from receiver where id = $1', [first.id])
  assert.ok(!String(rows[0].secret).includes(first.secret ?? '?'))
  await drop(first.id)
})

test('the signature is the one of the open convention', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' }
  assert.equal(signatureOf(secret, signed), 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})
