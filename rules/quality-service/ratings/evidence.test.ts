import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allEvidence, badCodes, evidenceFor, type OnRecord, type Stance } from './evidence.ts'

/** A case that went well: everything listed, nothing asked twice, in time, by one person. 测试数据. */
const well: OnRecord = {
  isCase: true,
  late: [],
  kept: { due: '2026年3月9日', done: '2026年3月5日' },
  notices: [],
  asked: [],
  faults: [],
  wanting: false,
  specimens: [{ name: '失业人员登记表', has: true }],
  online: { offered: true, came: false },
  hands: [],
  conduct: [],
}
const late = { label: '办理期限', due: '2026年3月9日', days: 2, proof: '自3月2日起5个工作日' }
const asked = { name: '户口簿', is: 'material', times: 1, listed: true } as const
const notice = { at: '2026年3月3日', names: ['户口簿'] }
const failed = { at: '2026年2月10日', says: '检查3.1条不合格' }

// 每个差评指标：记录是什么样，说明什么（好差评指标和办理记录的对照）。
const table: readonly (readonly [code: string, record: Partial<OnRecord>, stance: Stance, words: RegExp])[] = [
  ['110', {}, 'denies', /2026年3月9日前办结/],
  ['110', { late: [late], kept: null }, 'shows', /超期2个工作日（自3月2日起5个工作日）/],
  ['209', { late: [late], kept: null }, 'shows', /超期2个工作日/],
  ['209', { kept: null }, 'silent', /没有承诺期限/],
  ['109', {}, 'denies', /没有要求过补材料/],
  ['109', { asked: [asked] }, 'denies', /都在办事指南/],
  ['109', { asked: [{ ...asked, listed: false }] }, 'shows', /没有列出而要求过：户口簿/],
  ['109', { isCase: false }, 'silent', /不是办件/],
  ['108', { asked: [{ ...asked, is: 'condition', name: '本地户籍', listed: false }] }, 'shows', /本地户籍/],
  ['108', { asked: [{ ...asked, listed: false }] }, 'denies', /条件都在办事指南/],
  ['210', { asked: [{ ...asked, times: 2 }] }, 'shows', /户口簿：2次/],
  ['210', { faults: [{ at: '2026年3月6日', says: '照片' }] }, 'shows', /第一次告知时没有提出/],
  ['210', { asked: [asked] }, 'denies', /没有要求过第二次/],
  ['208', { notices: [notice], wanting: true }, 'denies', /列有1项/],
  ['208', { wanting: true }, 'shows', /没有发过一次性告知书/],
  ['208', {}, 'silent', /材料齐全/],
  ['207', {}, 'denies', /都写有样本/],
  ['207', { specimens: [{ name: '承诺书', has: false }] }, 'shows', /承诺书/],
  ['207', { specimens: [] }, 'silent', /没有要填写/],
  ['111', {}, 'silent', /请对照核对/],
  ['111', { specimens: [{ name: '承诺书', has: false }] }, 'denies', /没有样本/],
  ['211', { online: { offered: true, came: true } }, 'denies', /网上申请的/],
  ['112', {}, 'silent', /窗口登记/],
  ['112', { online: { offered: false, came: false } }, 'silent', /没有承诺网上申请/],
  ['212', {}, 'silent', /核对预约/],
  ['113', {}, 'denies', /由一个人负责/],
  ['113', { hands: [{ at: '2026年3月3日', says: '王一转赵三' }] }, 'shows', /移交过1次/],
  ['114', { notices: [notice] }, 'shows', /告知1次/],
  ['114', {}, 'denies', /没有要求再来/],
  ['213', { conduct: [failed] }, 'shows', /3.1条不合格/],
  ['214', {}, 'silent', /听取双方/],
  ['115', { late: [late], kept: null, conduct: [failed] }, 'shows', /超期/],
  ['115', {}, 'silent', /没有超期/],
]

for (const [code, record, stance, words] of table)
  test(`${code}：${words.source}，${stance}（10.5.1）`, () => {
    const found = evidenceFor(code, { ...well, ...record })
    assert.equal(found?.stance, stance)
    assert.match(found?.says.join('；') ?? '', words)
  })

test('every code of a bad rating has its evidence, no other has, and each is tried here (10.5.1)', () => {
  assert.deepEqual(
    badCodes.filter((code) => evidenceFor(code, well) === null),
    [],
  )
  assert.equal(evidenceFor('511', well), null)
  assert.equal(badCodes.length, 16)
  assert.deepEqual(
    badCodes.filter((code) => !table.some(([one]) => one === code)),
    [],
  )
})

test('what was named comes first; what else went wrong is shown once (10.5.1)', () => {
  const { named, others } = allEvidence(['214'], { ...well, late: [late], kept: null })
  assert.deepEqual(
    named.map(({ code }) => code),
    ['214'],
  )
  assert.equal(others.length, 1, 'lateness is one thing, though three codes speak of it')
  assert.deepEqual(allEvidence(['209'], { ...well, late: [late], kept: null }).others, [])
})
