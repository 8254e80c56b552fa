import assert from 'node:assert/strict'
import type { Clock } from '#core/clock.ts'
import { clockTime, dayOf, type Instant, minuteOf, parseInstant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { duty } from '#core/roster.ts'
import { sheetTitle } from '#core/sheet.ts'
import type { Stepped } from '#core/step.ts'
import { asked, opened, type Player, type Scene, stage } from '#house/stage.ts'
import { demoStaff } from '#office/seed.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { people, type Username } from '#office/story.ts'

type Input = Readonly<Record<string, unknown>>

export type Walk = {
  readonly process: Process
  /** Rows `月-日 时:分 | 谁 | 办什么 | 结果`; the first opens the matter. */
  readonly table: string
  /** What is filled in, by the words of the third column; a row that isn't here fills in nothing. */
  readonly inputs?: Readonly<Record<string, Input>>
  /** Who is away: `王一 03-04 09:00 03-06 17:00`, one per line. */
  readonly away?: string
  /** Further things to look at: the word before `=` in the last column. */
  readonly see?: Readonly<Record<string, (matter: Matter, stepped: Stepped) => unknown>>
}

/**
 * Walks one matter down a table that the writer of the clause can read. A result is a list of claims parted by `；`:
 * the state first, then whatever matters of `某某负责` · `待某某接收` · `首问某某` · `轮到某某` · `<期限>至03-05 17:00` ·
 * `<期限>暂停` `<期限>已停` `<期限>超期` · `出<文书>` · `<word>=<value>`. A refusal is a result like any other:
 * `不能（<条款>）`, with words that it must contain after `：`.
 */
export function walk({ process, table, inputs = {}, away = '', see = {} }: Walk): Matter {
  const office = stage(away.trim() === '' ? [] : away.trim().split('\n').map(absence))
  let matter: Matter | null = null
  for (const row of table.trim().split('\n')) {
    const [when = '', who = '', does = '', result = ''] = row.split('|').map((cell) => cell.trim())
    const at = instantOf(when)
    const scene: Scene = { process, office, who: playerOf(who), at }
    const input = inputs[does] ?? {}
    const done: Stepped | Refusal =
      matter === null ? opened(scene, input) : asked(scene, matter, moveOf(process, matter, does), input)
    if (isRefusal(done)) {
      assert.match(
        result,
        /^不能/,
        `${row}\n    was refused: ${done.says} (${done.clause}) ${JSON.stringify(done.problems ?? [])}`,
      )
      assert.ok(refusedAs(done, result), `${row}\n    was refused otherwise: ${done.says} (${done.clause})`)
      continue
    }
    const now: Matter = done.after
    matter = now
    for (const claim of result.split('；')) {
      const got = truth({ ...scene, matter: now, stepped: done, see }, claim)
      assert.equal(got, claim, `${row}\n    ${claim}, but: ${got}`)
    }
  }
  assert.ok(matter, 'the walk opened nothing')
  return matter
}

/** `03-02 09:00` of the year 2026. */
export function instantOf(when: string): Instant {
  return parseInstant(`2026-${when.replace(' ', 'T')}:00+08:00`)
}

function absence(line: string) {
  const [name = '', ...when] = line.trim().split(/\s+/)
  return {
    who: playerOf(name) as Username,
    from: instantOf(when.slice(0, 2).join(' ')),
    until: instantOf(when.slice(2, 4).join(' ')),
  }
}

/** Who is called so; 时限 is time itself, 服务对象 whoever comes in. */
export function playerOf(name: string): Player {
  if (name === '时限') return 'time'
  if (name === '服务对象') return 'visitor'
  const found = people.find((person) => person.name === name)
  assert.ok(found, `nobody is called ${name}`)
  return found.username
}

/** A move by its label, the words before `：`; of two with one label the one that starts here. */
function moveOf(process: Process, matter: Matter, does: string): string {
  const label = does.split('：')[0]
  const named = Object.entries(process.moves).filter(([name, move]) => move.label === label || name === label)
  const found = named.find(([, { from }]) => from.includes(matter.state)) ?? named[0]
  assert.ok(found, `${process.title} has no move ${label}`)
  return found[0]
}

type Told = {
  readonly clause: string | null
  readonly says: string
  readonly problems?: readonly { readonly says: string }[]
}

/** Is this the refusal that `不能（条款）：words` speaks of? Clause and words may each be left out. */
export function refusedAs({ clause, says, problems = [] }: Told, result: string): boolean {
  const [, wanted, words] = /^不能(?:（([^）]+)）)?(?:：(.+))?$/.exec(result) ?? []
  const said = [says, ...problems.map((problem) => problem.says)].join(' ')
  return (wanted === undefined || wanted === clause) && (words === undefined || said.includes(words))
}

type View = Scene & {
  readonly office: OfficeSnapshot
  readonly matter: Matter
  readonly stepped: Stepped
  readonly see: NonNullable<Walk['see']>
}

/** What is really so, in the words of the claim; the claim itself when it holds. */
function truth(view: View, claim: string): string {
  const { process, office, matter, at, stepped, see } = view
  const name = (staff: string) => office.roster.staff.get(staff as never)?.name ?? staff
  const { holder, first, offered } = matter.custody
  const [word = '', value] = claim.split('=')
  if (value !== undefined) return `${word}=${String(see[word]?.(matter, stepped))}`
  if (claim.endsWith('负责')) return `${name(holder.staff)}负责`
  if (claim.startsWith('首问') && people.some((one) => claim === `首问${one.name}`)) return `首问${name(first.staff)}`
  if (claim === '没有待接收') return offered ? `待${name(offered.to.staff)}接收` : claim
  if (/^待.*接收$/.test(claim) && !isState(process, claim))
    return offered ? `待${name(offered.to.staff)}接收` : '没有待接收'
  if (claim.startsWith('轮到'))
    return matter.turn ? `轮到${name(duty(office.roster, matter.turn, at).staff)}` : `轮到${name(holder.staff)}`
  if (claim === '没有请示') return matter.asked ? '仍有请示' : claim
  if (claim.startsWith('请示'))
    return matter.asked ? `请示${name(duty(office.roster, matter.asked, at).staff)}` : '没有请示'
  if (claim.startsWith('出')) return stepped.paper ? `出${sheetTitle(stepped.paper)}` : '没有出文书'
  const clock = matter.clocks.find((one) => claim.startsWith(process.clocks[one.name]?.label ?? '\u0000'))
  if (clock) return clockSays(process.clocks[clock.name]!.label, clock, claim)
  return process.states[matter.state]?.label ?? matter.state
}

function isState(process: Process, claim: string): boolean {
  return Object.values(process.states).some(({ label }) => label === claim)
}

function clockSays(label: string, clock: Clock, claim: string): string {
  if (claim === `${label}超期`) return clock.lateSince === null ? `${label}没有超期` : claim
  if (clock.is === 'paused') return `${label}暂停`
  if (clock.is === 'stopped') return `${label}已停`
  return `${label}至${written(clock.dueAt!)}`
}

function written(at: Instant): string {
  return `${dayOf(at).slice(5)} ${clockTime(minuteOf(at))}`
}

/** The staff id of a person of the demonstration by name, for claims about facts. */
export function staffNamed(name: string): string {
  return demoStaff(playerOf(name) as Username)
}
