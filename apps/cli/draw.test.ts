import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyed, populationHash } from '#rules/standard-conduct/sampling/lot.ts'
import { faultsIn } from './draw.ts'

// 测试数据: a list as it is exported, of which the smallest two values were drawn.
const population = [1, 2, 3, 4, 5].map((n) => ({ id: `id${n}`, stratum: '', tickets: n === 3 ? 2 : 1 }))
const order = keyed('66c7', population)
const two = new Set(order.slice(0, 2).map(({ id }) => id))
const lines = population.map(({ id, stratum, tickets }, i) => {
  const key = order.find((one) => one.id === id)!.key
  const once = i === 0 ? `2,"66c7","${populationHash(population)}"` : ',,'
  return `${i + 1},"${id}","${stratum}",${tickets},"${key}","${two.has(id) ? '抽中' : ''}",${once}`
})
const list = ['\ufeff"序号","编号","层","签数","杂凑值","抽中","应抽","种子","总体摘要"', ...lines, ''].join('\r\n')

test('an exported list is drawn again from the file alone; whatever was changed in it shows (6.6)', () => {
  assert.deepEqual(faultsIn(list), [])
  assert.match(faultsIn(list.replace('"id2"', '"id9"')).join(), /总体摘要不符.*杂凑值不符/)
  assert.match(faultsIn(list.replace('"id3","",2,', '"id3","",3,')).join(), /总体摘要不符/)
  const other = population.find(({ id }) => !two.has(id))!.id
  const drawn = [...two][0]!
  const swapped = list
    .replace(new RegExp(`("${drawn}".*)"抽中"`), '$1""')
    .replace(new RegExp(`("${other}",.*?,.*?,".*?",)""`), '$1"抽中"')
  assert.deepEqual(faultsIn(swapped), ['抽中的名单不符。'])
  assert.deepEqual(faultsIn('a,b\r\n1,2\r\n'), ['这不是导出的总体清单。'])
})
