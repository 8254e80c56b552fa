import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

/** A request as somebody, as `testServer` and the contract's script make it. */
export type Call = <Body>(
  who: string,
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
) => Promise<Body & { readonly status: number }>

type Made = { readonly id: string; readonly name: string }
type Seats = readonly { readonly post: string; readonly A: string; readonly B: string }[]

/** A street office as a founder would enter it: people, a head and counters with A and B, a window for each counter. */
export type Founded = {
  readonly office: Made
  readonly people: readonly (Made & { readonly username: string })[]
  readonly posts: Seats
}

async function must<Body>(answer: Promise<Body & { readonly status: number }>): Promise<Body> {
  const given = await answer
  assert.ok(given.status < 300, JSON.stringify(given))
  return given
}

/**
 * Founds an office through the API in a system administrator's name: `staff` people, the head's post with the first two of
 * them as A and B, and counters for the rest two by two. Names are invented (测试数据).
 */
export async function foundOffice(
  call: Call,
  admin: string,
  ask: {
    readonly parent: string
    readonly code: string
    readonly level: string
    readonly staff: number
    readonly name: string
  },
): Promise<Founded> {
  const { parent, code, level, name } = ask
  const post = <Body>(url: string, body: object) => must(call<Body>(admin, 'POST', url, body))
  const office = await post<Made>('/api/ground/offices', { parent, code, level, name, short: `测${code}` })
  const people = []
  for (let n = 1; n <= ask.staff; n += 1) {
    const username = `${code.toLowerCase()}-${n}`
    const number = `${code}-${String(n).padStart(3, '0')}`
    const made = await post<Made>('/api/ground/people', {
      office: office.id,
      username,
      name: `测试${code}${n}`,
      number,
    })
    people.push({ ...made, username })
  }
  const posts: { post: string; A: string; B: string }[] = []
  const seats = Math.max(1, Math.floor(ask.staff / 2))
  for (let n = seats - 1; n >= 0; n -= 1) {
    const isHead = n === 0
    const said = isHead ? '主持全所工作' : '接待来访，受理办件'
    const made = await post<Made>('/api/ground/posts', {
      ...{ office: office.id, name: isHead ? '负责人' : `综合窗口${n}`, duties: said, head: isHead, services: [] },
      ...(isHead ? {} : { services: ['JY01', 'JY02'] }),
    })
    const [a, b] = [people[2 * n], people[2 * n + 1]]
    for (const [role, one] of [
      ['A', a],
      ['B', b],
    ] as const)
      if (one) await post(`/api/ground/posts/${made.id}/assignment`, { role, staff: one.id })
    if (!isHead && a && b)
      await post('/api/ground/windows', { office: office.id, number: n, name: `${n}号综合窗口`, post: made.id })
    posts.push({ post: made.id, A: a?.id ?? '', B: b?.id ?? '' })
  }
  return { office, people, posts }
}

/** A first password for somebody, as the administrator reads it out. */
export async function firstPassword(call: Call, admin: string, staff: string): Promise<string> {
  const { password } = await must(call<{ password: string }>(admin, 'POST', `/api/accounts/${staff}/password`, {}))
  return password
}

/** Two hundred staff in sixty offices below the given top: districts, then streets (测试数据). */
export async function foundTree(call: Call, admin: string, top: string): Promise<readonly Founded[]> {
  const found: Founded[] = []
  const mark = randomUUID().slice(0, 3)
  for (let d = 1; d <= 6; d += 1) {
    const code = `D${mark}${d}`
    const district = await foundOffice(call, admin, {
      ...{ parent: top, code, level: 'district', staff: 2, name: `测试${code}局（测试数据）` },
    })
    found.push(district)
    for (let s = 1; s <= 9; s += 1) {
      const of = `${code}S${s}`
      found.push(
        await foundOffice(call, admin, {
          ...{ parent: district.office.id, code: of, level: 'street', staff: s === 1 ? 2 : 4 },
          name: `测试${of}所（测试数据）`,
        }),
      )
    }
  }
  return found
}
