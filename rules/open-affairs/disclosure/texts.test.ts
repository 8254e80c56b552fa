import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, parseInstant } from '#core/day.ts'
import { stage } from '#house/stage.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { demoOffice } from '#office/seed.ts'
import { wrongIn } from '#rules/open-affairs/publication/check.ts'
import { demandsOf, keysOf } from './demands.ts'
import { type Own, privateIn } from './sensitive.ts'

const noServices: readonly string[] = []
const office = stage()
const catalogue = loadCatalogue()
const at = parseInstant('2026-03-02T09:00:00+08:00')
const org = (code: string) => office.organizations.get(demoOffice(code))!
const demands = (code: string) => demandsOf({ office, catalogue, org: org(code), at })
const textOf = (code: string, topic: string, subject = '') =>
  demands(code).find((one) => one.topic === topic && one.subject === subject)?.made?.text ?? ''

/** The same text as an item of news. */
const newsRefused = (body: string, { phones, addresses }: Own = { phones: [], addresses: [] }) => {
  const [phone = '', address = ''] = [...phones, ...addresses]
  const content = {
    ...{
      topic: 'notice' as const,
      title: '通知',
      body,
      source: '',
      phone: '',
      service: null,
      from_day: day('2026-03-02'),
    },
    until_day: day('2026-12-31'),
  }
  return wrongIn({ ...org('sljd'), phone, address }, noServices, content, day('2026-03-02'))
}

test('岗位、人员、范围、承诺、制度、投诉渠道的公开稿取自正在运行的内容 (1.2.b, 1.2.c, 1.2.d, 1.2.e, 1.2.f, 1.2.h)', () => {
  assert.match(textOf('sljd', 'posts'), /综合窗口一：接待来访，登记首问/)
  assert.match(textOf('sljd', 'staff'), /综合窗口一：A角王一，B角李二/)
  assert.match(textOf('sljd', 'scope'), /就业困难人员认定（面向个人）/)
  assert.match(textOf('sljd', 'promises'), /就业困难人员认定：10个工作日内办结，不收费/)
  assert.match(textOf('sljd', 'promises'), /首次接待的人负责到底，5个工作日内答复/)
  assert.match(textOf('sljd', 'rules'), /首问负责制度\n2\.1 /)
  assert.match(
    textOf('sljd', 'complaints'),
    /便民路3号[\s\S]*上级监督：示例区人力资源和社会保障局[\s\S]*上级监督：测试市就业服务局/,
  )
})

test('每项服务的公开稿就是正在运行的版本：依据、条件、程序、时限、结果、标准 (1.1, 1.2.i, 1.2.j)', () => {
  const text = textOf('cs', 'service', 'JY02')
  for (const word of [
    '办理条件：',
    '办理程序：',
    '承诺时限：10个工作日',
    '政策依据：《就业促进法》第五十二条',
    '办理结果：',
    '服务标准：',
  ])
    assert.ok(text.includes(word), word)
  assert.equal(
    demands('cs').filter(({ topic }) => topic === 'service').length,
    catalogue.list().filter(({ ready }) => ready).length,
  )
  assert.equal(
    demands('sljd').some(({ topic }) => topic === 'service'),
    false,
  )
})

test('法规政策和行政事项由最高一级单位公开，取自各事项的依据和目录 (1.4)', () => {
  assert.match(textOf('cs', 'law'), /《就业促进法》（全国）/)
  assert.match(textOf('cs', 'item'), /JY02 就业困难人员认定：面向个人，限时办结/)
  assert.equal(textOf('sljd', 'law'), '')
})

test('写不出来的留给人写，系统不替人编：职责权限、工作纪律 (1.2.a, 1.2.g)', () => {
  const written = demands('sljd').filter(({ made }) => made === null)
  assert.deepEqual(
    written.map(({ topic }) => topic),
    ['powers', 'discipline'],
  )
  assert.equal(keysOf(catalogue, org('sljd')).length, 8)
})

test('系统自己写的公开稿里没有个人信息 (1.4)', () => {
  for (const code of ['cs', 'slq', 'sljd'])
    for (const { made, topic } of demands(code))
      assert.deepEqual(
        made ? privateIn('正文', made.text, { phones: [], addresses: [] }, day('2026-03-02')) : [],
        [],
        `${code} ${topic}`,
      )
})

test('指到个人的病史、家庭、信仰、犯罪、住址、账户、未成年人都拦下，隔开写、用汉字写数也一样，说在哪里 (1.4)', () => {
  const own = { phones: ['0431-12345678'], addresses: ['示例街道便民路3号1单元101室'] }
  const found = (text: string) => privateIn('正文', text, own, day('2026-03-02'))
  // biome-ignore format: one sentence, one row
  const wrong: readonly (readonly [text: string, what: string])[] = [
    ['王某确诊糖尿病，予以照顾', '健康'],
    ['张某，肢体残疾二级', '健康'],
    ['李四系二级残疾', '健康'],
    ['李 四 系 ２ 级 残 疾', '健康'],
    ['经核实李四，男，二级肢体残疾', '健康'],
    ['王五患有糖尿病', '健康'],
    ['身份证号码：AB1234567', '证件'],
    ['李某系低保户', '经济'],
    ['张三家享受低保', '经济'],
    ['张三全家纳入低保', '经济'],
    ['其本人信仰佛教', '宗教'],
    ['赵某刑满释放', '犯罪'],
    ['王五刑满释放', '犯罪'],
    ['王五曾吸毒', '犯罪'],
    ['家庭住址：示例街道幸福里四号楼', '住址'],
    ['张三，示例路12号3单元501室', '住址'],
    ['示例路十二号三单元五〇一室', '住址'],
    ['家住示例路12号', '住址'],
    ['幸福小区3栋501', '住址'],
    ['账号：6222020000000', '账户'],
    ['其女儿八岁', '未成年人'],
    ['赵六，13岁，就读于示例小学', '未成年人'],
    ['赵六，十三岁', '未成年人'],
    ['赵六就读于示例小学', '未成年人'],
    ['联系13900000031', '手机'],
    ['联系一三九零零零零零零三一', '手机'],
    ['联系幺三九 〇〇〇〇 〇〇三一', '手机'],
    ['联系１３９零零零零零零３１', '手机'],
    ['联系139\u200b0000\u200b0031', '手机'],
    ['找张三，zhangsan@example.com', '邮箱'],
    ['邮箱：zhangsan＠example.com', '邮箱'],
    ['李某怀孕', '生育'],
    ['李某怀孕期间予以照顾', '生育'],
    ['张三怀孕六个月', '生育'],
    ['经核实王五离婚后无收入', '婚姻'],
    ['赵某离异，独自生活', '婚姻'],
    ['李某系收养的孩子', '婚姻'],
    ['张三收养一名女童', '婚姻'],
    ['王某患癌症', '健康'],
    ['李某患乙肝病', '健康'],
    ['王某有精神病', '健康'],
    ['张三有案底', '犯罪'],
    ['赵某曾犯罪', '犯罪'],
    ['李某居住在示例路12号', '住址'],
    ['张三QQ：123456789', 'QQ'],
    ['微信号：zhangsan88', '微信'],
  ]
  for (const [text, what] of wrong) {
    assert.match(found(text)[0] ?? `${text}：放过了`, new RegExp(`像是.*${what}`), text)
    assert.ok(
      newsRefused(text)?.problems?.some(({ says }) => says.includes('像是')),
      `信息发布：${text}`,
    )
  }
  assert.match(found('第一段\n李某系低保户')[0] ?? '', /正文第2段第1字/)
  assert.match(found('第一段\n 　李 四系二级残疾')[0] ?? '', /正文第2段第3字/)
})

test('讲政策、讲本单位的不拦：残疾人、低保家庭等群体，单位的地址、电话和邮箱 (1.4)', () => {
  const own = { phones: ['0431-12345678'], addresses: ['示例街道便民路3号1单元101室'] }
  for (const text of [
    '残疾人、低保家庭成员可以申请就业困难人员认定',
    '患病的工作人员按规定请假',
    '咨询电话0431-12345678，地址示例街道便民路3号',
    '信访、投诉由专人办理',
    '残疾等级为一级、二级的重度残疾人，每月补贴100元',
    '持有一级、二级残疾证的，可以申请',
    '企业招用刑满释放人员、社区矫正人员的，按规定给予补贴',
    '家庭为低保户的，凭证明申请',
    '患有职业病的职工可以申请转岗培训',
    '任何人患有疾病的都可以申请困难救助',
    '年满16周岁的劳动者可以登记求职；抚养6岁以下儿童的给予照顾',
    '在小学、中学就读的学生子女的家长可以申请弹性岗位',
    '综合窗口一：A角王一，B角李二；王一负责低保审核、社区矫正人员安置',
    '王一，45岁，综合窗口一经办人',
    '本所地址：示例街道便民路3号1单元101室',
    '报名地点：示例路8号2单元101室',
    '产业园3栋501室招聘会',
    '监督邮箱jiandu@example.com，咨询邮箱：zixun@example.com',
    '电子邮箱：jiuye@example.gov.cn',
    '方案为残疾一级每月一百元，金额是二级残疾的两倍',
    '二〇二六年三月二日至二〇二六年四月一日受理',
    '其他人员患有疾病的，参照执行；及其职工为低保家庭成员的，也可以申请',
    '孕期妇女就业政策',
    '怀孕的女职工按规定享受产假',
    '用人单位不得因女职工怀孕、生育降低工资',
    '残疾人就业服务',
    '离异、丧偶的单亲家庭可以申请公益性岗位',
    '收养子女的职工凭证明申请',
    '癌症、尿毒症患者家庭可以申请临时救助',
    '有犯罪记录的人员不得担任保安员',
    '咨询QQ：123456789，微信公众号：slqjiuye',
    '高校毕业生离校未就业的，可以登记',
  ])
    assert.deepEqual([privateIn('正文', text, own, day('2026-03-02')), newsRefused(text, own)], [[], null], text)
})
