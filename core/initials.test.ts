import assert from 'node:assert/strict'
import { test } from 'node:test'
import { initialsOf, nameInitials } from '#core/initials.ts'

const table = `
失业登记 sydj
就业困难人员认定 jyknryrd
企业用工服务 qyygfw
人力资源调查 rlzydc
零就业家庭认定 ljyjtrd
就业援助 jyyz
求职登记 qzdj
岗位信息采集 gwxxcj
创业担保贷款 cydbdk
自主创业 zzcy
灵活就业登记 lhjydj
职业培训 zypx
安阿额鹅哦欧 aaeeoo
测试甲，JY07 csjjy07
`

test('the initials of services and odd signs', () => {
  for (const line of table.trim().split('\n')) {
    const [text = '', letters = ''] = line.split(' ')
    assert.equal(initialsOf(text), letters, text)
  }
})

test('a common sign of each letter lies in its range', () => {
  const signs = '爱白才大二方高好家看李马年欧平钱人三天王小杨张阿波擦得饿飞给和及可来吗那偶怕去热色它我西一在'
  assert.equal(initialsOf(signs), 'abcdefghjklmnopqrstwxyzabcdefghjklmnopqrstwxyz')
})

test('a surname is found by both readings', () => {
  assert.deepEqual(nameInitials('单某甲'), ['dmj', 'smj'])
  assert.deepEqual(nameInitials('曾某'), ['cm', 'zm'])
  assert.deepEqual(nameInitials('张三强'), ['zsq'])
})
