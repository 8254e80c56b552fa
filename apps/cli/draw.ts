import { readFileSync } from 'node:fs'
import type { Config } from '#platform/config.ts'
import { draw, keyOf, populationHash } from '#rules/standard-conduct/sampling/lot.ts'
import { parsed, say, tell } from './words.ts'

/** `shouwen check-draw <file>`: draws again from the exported list alone, without a database or a line (6.6). */
export async function checkDraw(_config: Config, args: readonly string[]): Promise<number> {
  const { words } = parsed(args, 1, [], 'shouwen check-draw <总体清单.csv>')
  const faults = faultsIn(readFileSync(words[0]!, 'utf8'))
  if (faults.length > 0) return tell(1, ...faults)
  say('总体摘要、每件的杂凑值、抽中的名单都和种子、公布的办法一致。')
  return 0
}

/** What is wrong with an exported list, in words; nothing when it is as it was drawn. */
export function faultsIn(csv: string): readonly string[] {
  const lines = csv.replace('\ufeff', '').split('\r\n').filter(Boolean)
  const rows = lines.map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')))
  const [heads = [], ...body] = rows
  const at = (name: string) => heads.indexOf(name)
  const [id, stratum, tickets, value, drawn] = ['编号', '层', '签数', '杂凑值', '抽中'].map(at) as [number, ...number[]]
  if ([id, stratum, tickets, value, drawn, at('种子'), at('应抽'), at('总体摘要')].includes(-1) || body.length === 0)
    return ['这不是导出的总体清单。']
  const first = body[0]!
  const [seed = '', size = '', hash = ''] = [first[at('种子')], first[at('应抽')], first[at('总体摘要')]]
  const population = body.map((row) => ({
    ...{ id: row[id] ?? '', stratum: row[stratum!] ?? '', tickets: Number(row[tickets!]) },
  }))
  const faults: string[] = []
  if (populationHash(population) !== hash) faults.push('总体摘要不符：清单被改过，或者不完整。')
  if (seed === '') return [...faults, '还没有抽取，没有种子，不能核对名单。']
  const wrong = body.filter((row, i) => row[value!] !== keyOf(seed, population[i]!))
  if (wrong.length > 0) faults.push(`${wrong.length}件的杂凑值不符，如${wrong[0]![id]}。`)
  const right = new Set(draw(seed, population, Number(size)).map((one) => one.id))
  const said = body.filter((row) => row[drawn!] === '抽中').map((row) => row[id])
  if (said.length !== right.size || said.some((one) => !right.has(one ?? ''))) faults.push('抽中的名单不符。')
  return faults
}
