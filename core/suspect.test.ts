import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flagsIn } from '#core/suspect.ts'

// 测试数据。By hand from 就业促进法 26–31, 41 and 人力资源市场暂行条例 24, 26.

const found = (requirement: string) =>
  flagsIn({ requirement }).map(({ word, about, how }) => `${word}｜${about}｜${how}`)

/** Right ones: nothing is found in them. */
const honest = `
持焊工证，不收取任何押金
不收取押金
无需缴纳押金
不收押金，免培训费，报销体检费
不向求职者收取任何费用、押金和保证金
不以任何名义收取押金、服装费、培训费
入职不需要交押金
零押金入职
押金、保证金一律不收
岗前培训不收费
免费岗前培训，体检费由单位承担
体检费用由公司报销
不扣押身份证
不得扣留证件
身份证复印件由单位留存
身份证原件由本人保管
办理客户入住押金退还
负责投标保证金的核对
不办培训贷
不限男女
不限男女，不限年龄
男女不限，年龄不限，户籍不限，性别不限
性别 不限 年龄 不限
年龄不限性别不限
不限性别、年龄、户籍
性别、年龄、民族不限
男工、女工均可
招工不限男女，学历不限
女性用品销售
负责女性用品销售，有女装导购经验
面向女性客户提供咨询
管理男生宿舍和女生宿舍
无性别、年龄要求
没有年龄限制
年满16周岁，持有效健康证
年龄满18周岁以上
未满16周岁不得录用
照看3-6岁幼儿
教6岁以下儿童
照料60岁以上老人
残疾人优先
生育、工伤保险齐全
民族路店面
传染病防治宣传
带户口本复印件
持电工证，能上夜班
入职培训不收取任何培训费
养老、医疗、生育保险
有维护企业形象的意识，2020年后投产的设备，每天17:00后交接，满90天后转正
会测血压30天内上岗
`
/** Wrong ones, with the words by which they are found. */
const wrong = `
限男性 → 限男性｜性别｜asked
限 男 性 → 限 男 性｜性别｜asked
限\u200b男\u200b性 → 限\u200b男\u200b性｜性别｜asked
只要男的 → 只要男的｜性别｜asked
男工/女工 → 男工｜性别｜asked 女工｜性别｜asked
女生优先 → 女生优先｜性别｜asked
女士优先 → 女士优先｜性别｜asked
学历不限 男性优先 → 男性优先｜性别｜asked
学历不限男性优先 → 男性优先｜性别｜asked
不限年龄、女性优先 → 女性优先｜性别｜asked
性别：女 → 性别：女｜性别｜asked
学历不限性别女 → 性别女｜性别｜asked
男2名 → 男2名｜性别｜asked
男女各一名 → 男女各｜性别｜asked
未婚或已育 → 未婚｜婚育｜asked 已育｜婚育｜asked
35岁以下 → 35岁以下｜年龄｜asked
40岁及以下 → 40岁及以下｜年龄｜asked
40 岁 及 以下 → 40 岁 及 以下｜年龄｜asked
不超过40岁 → 不超过40岁｜年龄｜asked
二十五岁以下 → 二十五岁以下｜年龄｜asked
２５－３５岁 → ２５－３５岁｜年龄｜asked
25－35岁 → 25－35岁｜年龄｜asked
25—35周岁 → 25—35周岁｜年龄｜asked
25~35岁 → 25~35岁｜年龄｜asked
二十至三十五岁 → 二十至三十五岁｜年龄｜asked
18-45周岁 → 18-45周岁｜年龄｜asked
限90后 → 限90后｜年龄｜asked
1990年后出生 → 1990年后出生｜年龄｜asked
限95年后出生 → 95年后出生｜年龄｜asked
本地户口 → 本地户口｜户籍、地域｜asked
限本地户籍 → 限本地户籍｜户籍、地域｜asked
河南人勿扰 → 河南人勿扰｜户籍、地域｜asked
汉族 → 汉族｜民族｜asked
无宗教信仰 → 宗教｜宗教信仰｜asked 信仰｜宗教信仰｜asked
五官端正，身高170以上 → 五官端正｜残疾、身体条件｜asked 身高｜残疾、身体条件｜asked
形象气质佳 → 形象气质佳｜容貌｜asked
无纹身 → 纹身｜残疾、身体条件｜asked
乙肝两对半正常 → 乙肝｜传染病病原携带｜asked 两对半｜传染病病原携带｜asked
HIV阴性 → HIV｜传染病病原携带｜asked
ＨＩＶ阴性 → ＨＩＶ｜传染病病原携带｜asked
党员 → 党员｜政治面貌｜asked
入职交押金 → 押金｜押金｜refused
押　金300元 → 押　金｜押金｜refused
押\n金300元 → 押\n金｜押金｜refused
不交押金不录用 → 押金｜押金｜refused
不得不交押金 → 押金｜押金｜refused
不收培训费，押金300元 → 押金｜押金｜refused
不收培训费、押金300元 → 押金｜押金｜refused
不收押金但收服装费 → 服装费｜收费｜refused
没有经验的须交培训费 → 培训费｜收费｜refused
押金300元，离职退还 → 押金｜押金｜refused
押一个月工资 → 押一个月工资｜押金｜refused
压半个月工资 → 压半个月工资｜押金｜refused
押300元 → 押300元｜押金｜refused
收服装费、体检费 → 服装费｜收费｜refused 体检费｜收费｜refused
岗前培训收费 → 培训收费｜收费｜refused
自行承担体检费 → 体检费｜收费｜refused
扣身份证 → 扣身份证｜扣押证件｜refused
上交身份证原件 → 上交身份证原件｜扣押证件｜refused
身份证由单位保管 → 身份证由单位保管｜扣押证件｜refused
身份证原件由单位保管 → 身份证原件由单位保管｜扣押证件｜refused
身份证 由 单位 保管 → 身份证 由 单位 保管｜扣押证件｜refused
可办培训贷 → 培训贷｜培训贷｜refused
`
const lines = (table: string) => table.trim().split('\n')

test('honest sentences of a vacancy pass: what is denied, what belongs to another word, what the employer bears (1.3)', () => {
  const caught = lines(honest).flatMap((text) => found(text).map((one) => `${text} ⇒ ${one}`))
  assert.deepEqual(caught, [])
})

test('forbidden conditions and charges are found however they are written: blanks, width, dashes, Chinese numerals (1.3)', () => {
  const said = wrong
    .replace('押\n金300元 → 押\n金｜', '')
    .trim()
    .split('\n')
    .filter((row) => row.includes(' → '))
  const other = said.flatMap((row) => {
    const [text = '', wanted = ''] = row.split(' → ')
    const words = found(text).join(' ')
    return words === wanted ? [] : [`${text} ⇒ ${words}`]
  })
  assert.deepEqual(other, [])
  assert.deepEqual(found('押\n金300元'), ['押\n金｜押金｜refused'])
})

test('the place of a word counts the signs as they were written, invisible ones too', () => {
  const [flag] = flagsIn({ duties: '维护设备，\u200b限 女 性' })
  assert.deepEqual([flag?.label, flag?.from, flag?.word], ['岗位职责', 6, '限 女 性'])
})

test('a thousand signs written to confuse are read in no time', () => {
  for (const twist of [
    '不收和和',
    '交给',
    '需要',
    '或者、',
    '不要任何的',
    '不限性别、',
    '以及与',
    '押二十',
    '无 男',
    '身份证由',
  ])
    flagsIn({
      requirement: `身份证${twist.repeat(330).slice(0, 980)}押金`,
      duties: `培训${twist.repeat(330).slice(0, 980)}`,
    })
})
