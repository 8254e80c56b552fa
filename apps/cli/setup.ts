import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { addDays, dayOf, type Instant, instantAt, iso } from '#core/day.ts'
import { publishedNotices } from '#core/notice.ts'
import { newId } from '#matter/id.ts'
import { places } from '#matter/jobs.ts'
import { foundTenant } from '#office/found.ts'
import { hashPassword, passwordProblems } from '#platform/auth/password.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { now, onGround } from './ground.ts'
import { parsed, say, tell, WrongUse } from './words.ts'

const use =
  'shouwen setup [--code 代码] [--name 名称] [--short 简称] [--address 地址] [--phone 电话]（密码在提示下输入，或由标准输入逐行给出）'

/** Three administrators, none with two of the three powers. */
const administrators = [
  { username: 'sysadmin', name: '系统管理员', administrator: 'system' },
  { username: 'secadmin', name: '安全管理员', administrator: 'security' },
  { username: 'auditor', name: '审计管理员', administrator: 'audit' },
] as const

/** What setting up asks for; passwords in the order of the administrators. */
export type Answers = {
  readonly code: string
  readonly name: string
  readonly short: string
  readonly address: string
  readonly phone: string
  readonly passwords: readonly string[]
}

/** `shouwen setup`: the first administrators of an empty folder. They set up offices, people and posts at the desk. */
export async function setup(config: Config, args: readonly string[]): Promise<number> {
  const { options } = parsed(args, 0, ['code', 'name', 'short', 'address', 'phone'], use)
  return onGround(
    config,
    async ({ db }) => {
      if ((await places({ db, now })).length > 0) return tell(1, '这个数据目录里已经有单位了，首批管理员只能建立一次。')
      const answers = await ask(options)
      await found(db, answers)
      say(
        `已建立${answers.name}和三位管理员：${administrators.map(({ username, name }) => `${username}（${name}）`).join('、')}。`,
      )
      say('请用 npm start 启动，由系统管理员登录工作台，依次建立单位、人员、岗位和AB角（docs/operating.md）。')
      return 0
    },
    { mayBegin: true },
  )
}

async function ask(given: Readonly<Record<string, string>>): Promise<Answers> {
  const console = prompter()
  try {
    const word = async (name: string, says: string, fits: RegExp, fault: string): Promise<string> => {
      const text = (given[name] ?? (await console.ask(`${says}：`))).trim()
      if (!fits.test(text)) throw new WrongUse(`${says}${fault}。`)
      return text
    }
    const code = await word('code', '市级单位代码', /^[a-z0-9]{1,20}$/, '应为 1 至 20 个小写字母或数字')
    const name = await word('name', '市级单位名称', /^.{2,60}$/, '应为 2 至 60 个字')
    const short = await word('short', '发文简称', /^.{1,12}$/, '应为 1 至 12 个字')
    const passwords: string[] = []
    for (const { username, name: who } of administrators) {
      const password = await console.askSecret(`${who}（${username}）的密码：`)
      const problems = passwordProblems(password, username)
      if (problems.length > 0) throw new WrongUse(`${who}的密码不合要求：${problems.join('；')}。`)
      if (passwords.includes(password)) throw new WrongUse('三位管理员的密码不能相同。')
      passwords.push(password)
    }
    return { code, name, short, address: given['address'] ?? '', phone: given['phone'] ?? '', passwords }
  } finally {
    console.close()
  }
}

/** Founds the tenant with its top office and the three administrators. */
export async function found(
  db: Db,
  { code, name, short, address, phone, passwords }: Answers,
  at: Instant = now(),
): Promise<{ readonly tenant: string; readonly org: string }> {
  const tenant = newId(at)
  const org = newId(at)
  const valid_from = iso(instantAt(addDays(dayOf(at), -1), 0))
  const hashes = await Promise.all(passwords.map(hashPassword))
  const people = administrators.map((one, i) => ({
    ...one,
    id: newId(at),
    number: `A${i + 1}`,
    phone: '',
    password_hash: hashes[i],
    active: true,
  }))
  const founding = {
    tenant: { tenant_id: tenant, code, name, answerable: null },
    organization: [{ id: org, code, name, short, level: 'city', address, phone, supervision_phone: '', settings: {} }],
    organization_place: [{ org, parent: null, path: code, valid_from }],
    staff: people,
    staff_place: people.map(({ id }) => ({ staff: id, org, valid_from })),
    ...{ post: [], post_assignment: [], service_window: [], outside_body: [] },
    opening_hours: [1, 2, 3, 4, 5].flatMap((weekday) => [
      { org, weekday, opens: 540, closes: 720 },
      { org, weekday, opens: 810, closes: 1020 },
    ]),
    holiday_notice: publishedNotices.map((notice) => ({ ...notice, imported_at: iso(at) })),
  }
  await db.transaction({ tenant, paths: [code] }, (tx) => foundTenant(tx, founding, at, `建立${name}和首批管理员`))
  return { tenant, org }
}

/** Asks at the terminal, passwords unseen; without a terminal each answer is a line of the standard input. */
function prompter() {
  let hidden = false
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!hidden) process.stdout.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true })
  const each = process.stdin.isTTY ? null : lines[Symbol.asyncIterator]()
  const answer = async (says: string): Promise<string> => {
    if (!each) return lines.question(says)
    const next = await each.next()
    if (next.done) throw new WrongUse(`没有给出：${says.replace(/：$/, '')}。`)
    return next.value
  }
  return {
    ask: answer,
    async askSecret(says: string): Promise<string> {
      if (each) return answer(says)
      process.stdout.write(says)
      hidden = true
      const text = await lines.question('')
      hidden = false
      process.stdout.write('\n')
      return text
    },
    close: () => lines.close(),
  }
}
