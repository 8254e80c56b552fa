import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Matter } from '#core/matter.ts'
import type { Stepped } from '#core/step.ts'
import { staffNamed, type Walk, walk } from '#house/walk.ts'
import { demoOffice, demoPost } from '#office/seed.ts'
import { type CheckItem, checksVersion, type Template, templates, type Unit } from '#regulation/checks.ts'
import { artefacts } from '#regulation/kept.ts'
import type { Answer, InspectionFacts, Measured } from './contract.ts'
import { inspection } from './process.ts'
import { linesOf } from './review.ts'

// 照服务规范逐条手写：查谁或哪里、查什么、看到什么、应当怎么判、扣几分权重。检查项目从哪个表里来，这里不看。
// 每一行都从安排检查办到复查合格；2026年3月2日是星期一，冯七是区局局长，周四是所长。

const posts = { 王一: 'sljd.counter', 李二: 'sljd.counter2', 赵三: 'sljd.review', 吴五: 'sljd.aid' } as const
const windows = { '1号窗口': ['王一', '综合窗口一'], '2号窗口': ['李二', '综合窗口二'] } as const
const unitsSaid = { 声: 'rings', 分钟: 'minutes', 厘米: 'cm', 平方米: 'm2', 件: 'pieces' } as const satisfies Record<
  string,
  Unit
>
const photo = '01900000-0000-7000-8000-0000000000f1'

/** One line of a table below: `条款 | 查谁、哪里 | 查什么 | 看到什么 | 结论`. */
type Row = { readonly clause: string; readonly of: Subject; readonly asks: string; readonly saw: string } & Judged
type Subject = {
  readonly is: CheckItem['about']
  readonly id: string | null
  readonly name: string
  /** As papers name it. */
  readonly printed: string
  /** Who is on that post, or leads the place, and puts it right. */
  readonly by: Named
}
type Named = keyof typeof posts | '周四'
type Judged = { readonly result: '合格' | '不合格' | '不适用'; readonly costs: number }

function rowOf(line: string): Row {
  const [clause = '', of = '', asks = '', saw = '', judged = ''] = line.split('|').map((cell) => cell.trim())
  const [, result, costs] = /^(合格|不适用|不合格，扣(\d))$/.exec(judged) ?? []
  assert.ok(result, `${line}: no such judgement`)
  return {
    ...{ clause, asks, saw, of: subjectOf(of), costs: Number(costs ?? 0) },
    result: result.slice(0, 3) as Row['result'],
  }
}

function subjectOf(name: string): Subject {
  if (name === '场所') return { is: 'venue', id: null, name: '场所', printed: '场所', by: '周四' }
  if (name in posts) return { is: 'person', id: staffNamed(name), name, printed: name, by: name as Named }
  assert.ok(name in windows, `nobody and no place is called ${name}`)
  const [by, printed] = windows[name as keyof typeof windows]
  return { is: 'window', id: demoPost(posts[by]), name, printed, by }
}

/** A number with its unit among the words; `6份中的1份` is a share. */
function measuredIn(saw: string): Measured | null {
  const [, of, part] = /([\d.]+)份中的([\d.]+)份/.exec(saw) ?? []
  if (of && part) return { amount: Number(part), of: Number(of), unit: 'share' }
  const [, amount, unit] = /([\d.]+)(声|分钟|厘米|平方米|件)/.exec(saw) ?? []
  return amount && unit ? { amount: Number(amount), unit: unitsSaid[unit as keyof typeof unitsSaid] } : null
}

/** What the template asks this row's subject about; each other line is found in order. */
function answersTo(template: Template, row: Row, scope: Scope): readonly Answer[] {
  const lines = linesOf({ template, version: checksVersion, own: [], off: [], ...scope })
  const meant = lines.filter(
    ({ item, of }) =>
      item.clause === row.clause && item.about === row.of.is && of === row.of.id && item.words.includes(row.asks),
  )
  assert.equal(
    meant.length,
    1,
    `${templates[template]}：第${row.clause}条对${row.of.name}有${meant.length}项问到“${row.asks}”`,
  )
  return lines.map((line) => {
    const { item, of, key } = line
    return { item: item.id, ...(of && { of }), ...(key === meant[0]!.key ? answerOf(row) : inOrder(item)) }
  })
}
type Scope = { readonly people: readonly string[]; readonly windows: readonly string[] }

function answerOf({ saw, result }: Row): Pick<Answer, 'result' | 'value' | 'note'> {
  const value = measuredIn(saw)
  if (value) return { value }
  return { result: result === '不适用' ? 'na' : result === '合格' ? 'pass' : 'fail', note: `${saw}（测试数据）` }
}

function inOrder({ kind }: CheckItem): Pick<Answer, 'result' | 'value'> {
  if (kind.is === 'seen') return { result: 'pass' }
  const amount = 'atLeast' in kind.bound ? 900 : 0
  return { value: { amount, unit: kind.unit, ...(kind.unit === 'share' && { of: 6 }) } }
}

const factsOf = ({ facts }: Matter) => facts as InspectionFacts
const paperOf = (stepped: Stepped) => (stepped.paper?.data ?? {}) as { lines?: Printed[]; failures?: Printed[] }
type Printed = { readonly clause: string; readonly about: string; readonly words: string; readonly result?: string }
/** Failed lines of a paper: the clause, whom it is about, and whether it speaks of what was looked at. */
const printed = (found: readonly Printed[] = [], asks: string) =>
  found.map(({ clause, about, words }) => `${clause} ${about} ${words.includes(asks) ? asks : words}`).join('、')

const seeing = (asks: string): NonNullable<Walk['see']> => ({
  不合格条款: (matter) =>
    factsOf(matter)
      .findings.map(({ clause }) => clause)
      .join('、'),
  对象: (matter) =>
    factsOf(matter)
      .findings.map(({ subject }) => subject.staff ?? subject.window ?? '场所')
      .join('、'),
  扣分: (matter) => factsOf(matter).score!.applicable - factsOf(matter).score!.passed,
  满分: (matter) => factsOf(matter).score!.score === 100,
  得分相符: (matter) => {
    const { score, passed, applicable } = factsOf(matter).score!
    return score === Math.round((passed * 1000) / applicable) / 10
  },
  记录表不符合: (_matter, stepped) =>
    printed(
      paperOf(stepped).lines?.filter(({ result }) => result === '不符合'),
      asks,
    ),
  通知书: (_matter, stepped) => printed(paperOf(stepped).failures, asks),
  未整改: (matter) => factsOf(matter).findings.filter(({ rectifiedAt }) => !rectifiedAt).length,
})

/** Plays one row through the inspection's own door, to its end. */
function play(template: Template, row: Row): void {
  const { clause, of, asks, result, costs } = row
  const scope = {
    people: of.is === 'person' ? [of.id!] : template === 'full' || template === 'early' ? [staffNamed('王一')] : [],
    windows: of.is === 'window' ? [of.id!] : template === 'full' ? [demoPost('sljd.counter2')] : [],
  }
  const answers = answersTo(template, row, scope)
  const begun = `
  03-02 08:40 | 冯七 | 安排检查 | 已安排待检查；计划检查日至03-02 17:00
  03-02 08:41 | 冯七 | 开始检查 | 检查中；检查完成期限至03-03 17:00
  03-02 09:10 | 冯七 | 填写检查结果 | 检查中
  03-02 09:12 | 冯七 | 完成检查 | 待被检查单位确认；出检查记录表；得分相符=true；`
  const good = `${begun}不合格条款=；扣分=0；满分=true；记录表不符合=
  03-02 09:20 | 周四 | 确认检查结果 | 检查合格`
  const bad = `${begun}不合格条款=${clause}；对象=${of.id ?? '场所'}；扣分=${costs}；满分=false；记录表不符合=${clause} ${of.printed} ${asks}
  03-02 09:20 | 周四 | 确认检查结果 | 待下达整改通知；下达整改期限至03-03 17:00
  03-02 09:30 | 冯七 | 下达整改通知 | 整改中；轮到${of.by}；整改期限至03-04 17:00；出整改通知书；通知书=${clause} ${of.printed} ${asks}
  03-03 09:00 | ${of.by} | 报告整改情况 | 待复查；轮到冯七；整改期限已停；复查期限至03-05 17:00；未整改=1
  03-03 09:10 | ${of.by} | 复查合格 | 不能（6.6）：应由承办人
  03-03 10:00 | 冯七 | 复查合格 | 整改合格；复查期限已停；未整改=0`
  walk({
    process: inspection,
    table: result === '不合格' ? bad : good,
    see: seeing(asks),
    inputs: {
      安排检查: { office: demoOffice('sljd'), mode: 'spot', template, ...scope },
      填写检查结果: { answers },
      下达整改通知: {
        to: demoPost(of.by === '周四' ? 'sljd.head' : posts[of.by]),
        days: 2,
        demand: '整改（测试数据）',
      },
      报告整改情况: { says: '已整改（测试数据）', photos: [photo] },
      复查合格: { says: '已到位（测试数据）' },
    },
  })
}

/** Plays each row in its own template, and as a part of a whole inspection. */
function played(template: Template, table: string): readonly Row[] {
  const [, ...lines] = table.trim().split('\n')
  const rows = lines.map(rowOf)
  for (const row of rows)
    for (const where of [template, 'full'] as const)
      test(`${templates[where]}，第${row.clause}条，${row.of.name}：${row.saw}，${row.result}`, () => play(where, row))
  return rows
}

const people = played(
  'people',
  `
  条款  | 查谁 | 查什么   | 看到什么                       | 结论
  2.3.4 | 王一 | 铃响     | 响到第2声接起                  | 合格
  2.3.4 | 王一 | 铃响     | 响到第3声接起                  | 合格
  2.3.4 | 王一 | 铃响     | 响到第4声才接起                | 不合格，扣3
  2.3.4 | 李二 | 问好     | 拿起电话就问什么事，没报单位   | 不合格，扣2
  2.3.4 | 李二 | 同事不在 | 说同事不在，让人改天再来       | 不合格，扣2
  3.1.1 | 王一 | 着装     | 穿拖鞋和短裤上班               | 不合格，扣2
  3.1.1 | 李二 | 统一服装 | 发了统一服装，上班没有穿       | 不合格，扣1
  3.1.2 | 李二 | 妆容     | 浓妆，耳饰夸张                 | 不合格，扣1
  3.1.3 | 赵三 | 迎送     | 来人不招呼，走时不起身         | 不合格，扣1
  3.2.1 | 王一 | 拖       | 材料早已齐全，压着没有办       | 不合格，扣3
  3.2.1 | 吴五 | 推       | 不按程序，让来人自己去找别人   | 不合格，扣3
  3.2.2 | 赵三 | 差错     | 一个人的材料装进了别人的卷里   | 不合格，扣3
  3.2.2 | 赵三 | 丢失     | 收下的复印件找不到了           | 不合格，扣3
  4.1.1 | 李二 | 仪容     | 指甲过长，头发蓬乱             | 不合格，扣2
  4.1.2 | 赵三 | 站姿     | 叉腰倚墙站着                   | 不合格，扣1
  4.1.3 | 王一 | 椅面     | 坐满椅面，半躺着摇腿           | 不合格，扣1
  4.1.4 | 李二 | 走路     | 搂着同事穿过大厅               | 不合格，扣1
  4.1.5 | 吴五 | 指路     | 弯着手指随手一点，没看来人     | 不合格，扣1
  4.2.1 | 王一 | 到岗     | 开门前6分钟到岗                | 合格
  4.2.1 | 王一 | 到岗     | 开门前5分钟到岗                | 合格
  4.2.1 | 王一 | 到岗     | 开门前4分钟到岗                | 不合格，扣3
  4.2.1 | 李二 | 下班     | 没到下班时间就走了             | 不合格，扣2
  4.2.2 | 赵三 | 喧闹     | 隔着大厅大声喊人               | 不合格，扣1
  4.2.3 | 吴五 | 申报     | 离开窗口，没有申报何时回来     | 不合格，扣3
  4.2.3 | 吴五 | 聚谈     | 在别的窗口聚着聊天             | 不合格，扣3
  4.2.4 | 王一 | 睡觉     | 上班时趴在桌上睡着了           | 不合格，扣3
  4.2.4 | 王一 | 游戏     | 上班时玩手机游戏               | 不合格，扣3
  4.2.4 | 李二 | 上网     | 上班时在网上买东西             | 不合格，扣3
  4.2.5 | 李二 | 免提     | 开着免提打电话                 | 不合格，扣1
  4.2.5 | 李二 | 私人电话 | 上班时打私人电话               | 不合格，扣1
  4.2.7 | 赵三 | 酒       | 饮酒后上岗                     | 不合格，扣5
  9.0   | 王一 | 工作牌   | 没有佩戴工作牌                 | 不合格，扣2
  9.0   | 王一 | 胸前     | 工作牌放在口袋里               | 不合格，扣2
`,
)

const desks = played(
  'window',
  `
  条款  | 哪里    | 查什么   | 看到什么                       | 结论
  4.3.1 | 2号窗口 | 台面     | 规定物品以外0件                | 合格
  4.3.1 | 2号窗口 | 台面     | 茶杯1件                        | 不合格，扣2
  4.3.2 | 2号窗口 | 占台面   | 文件占台面7份中的1份           | 合格
  4.3.2 | 2号窗口 | 占台面   | 文件占台面6份中的1份           | 合格
  4.3.2 | 2号窗口 | 占台面   | 文件占台面6份中的1.001份       | 不合格，扣2
  4.3.2 | 1号窗口 | 占台面   | 文件占台面2份中的1份           | 不合格，扣2
  4.3.2 | 2号窗口 | 叠放     | 叠放最高处9.9厘米              | 合格
  4.3.2 | 2号窗口 | 叠放     | 叠放最高处10厘米               | 合格
  4.3.2 | 2号窗口 | 叠放     | 叠放最高处10.1厘米             | 不合格，扣2
  4.3.2 | 1号窗口 | 摆放整齐 | 文件架横在过道上               | 不合格，扣1
  4.3.4 | 1号窗口 | 座椅     | 窗口外的座椅歪在一边           | 不合格，扣1
  9.0   | 2号窗口 | 座牌     | 座牌收在抽屉里                 | 不合格，扣2
`,
)

const venue = played(
  'venue',
  `
  条款   | 哪里 | 查什么       | 看到什么                       | 结论
  4.3.3  | 场所 | 资料柜       | 资料柜没有靠墙，柜里放着私物   | 不合格，扣1
  4.3.5  | 场所 | 墙面         | 墙上贴着手写的通知             | 不合格，扣1
  4.3.6  | 场所 | 吸烟         | 有人在大厅吸烟                 | 不合格，扣2
  10.1.1 | 场所 | 服务场所面积 | 实测50.1平方米                 | 合格
  10.1.1 | 场所 | 服务场所面积 | 实测50平方米                   | 合格
  10.1.1 | 场所 | 服务场所面积 | 实测49.9平方米                 | 不合格，扣5
  10.1.1 | 场所 | 档案室       | 实测10.1平方米                 | 合格
  10.1.1 | 场所 | 档案室       | 实测10平方米                   | 合格
  10.1.1 | 场所 | 档案室       | 实测9.9平方米                  | 不合格，扣3
  10.1.1 | 场所 | 独立设窗     | 合署办公，与别的单位合用窗口   | 不合格，扣2
  10.1.1 | 场所 | 独立设窗     | 单独办公，没有合署             | 不适用
  10.1.4 | 场所 | 信息发布     | 没有信息发布的屏幕和栏目       | 不合格，扣2
  10.1.4 | 场所 | 采光         | 大厅没有采光，宣传栏也没有     | 不合格，扣2
  10.1.4 | 场所 | 办公设备     | 复印机坏了很久没有修           | 不合格，扣2
  10.1.4 | 场所 | 档案设备     | 没有档案柜                     | 不合格，扣2
  10.2.1 | 场所 | 噪音         | 厅里放着音乐                   | 不合格，扣1
  10.2.2 | 场所 | 锁好         | 无人的桌上放着印章和现金       | 不合格，扣3
  10.2.2 | 场所 | 物品         | 纸箱堆在过道                   | 不合格，扣3
  10.2.3 | 场所 | 打扫         | 开门前11分钟打扫完             | 合格
  10.2.3 | 场所 | 打扫         | 开门前10分钟打扫完             | 合格
  10.2.3 | 场所 | 打扫         | 开门前9分钟才打扫完            | 不合格，扣2
  10.2.4 | 场所 | 绿植         | 绿植枯死，门把手断了           | 不合格，扣1
  10.2.5 | 场所 | 痰           | 地上有痰迹                     | 不合格，扣1
  10.2.5 | 场所 | 垃圾         | 墙角堆着垃圾                   | 不合格，扣1
  10.3.1 | 场所 | 就业专网     | 一个窗口的电脑没有接专网       | 不合格，扣3
  10.3.1 | 场所 | 互联网       | 没有一台电脑上互联网           | 不合格，扣3
  10.3.1 | 场所 | 内外网       | 一台电脑同时接着内网和外网     | 不合格，扣5
  10.4.1 | 场所 | 照明         | 一排灯不亮                     | 不合格，扣1
  10.4.2 | 场所 | 老花镜       | 没有老花镜                     | 不合格，扣2
  10.4.2 | 场所 | 座椅         | 等候的人没有座椅               | 不合格，扣2
  10.4.2 | 场所 | 饮水机       | 饮水机没有水                   | 不合格，扣2
  10.4.2 | 场所 | 无障碍       | 坡道上停着自行车               | 不合格，扣2
  10.4.3 | 场所 | 政策资料     | 宣传架是空的                   | 不合格，扣1
  10.4.3 | 场所 | 办事指南     | 办事指南发完了                 | 不合格，扣1
  10.4.5 | 场所 | 窗口名称     | 窗口上没有名称                 | 不合格，扣2
  10.4.5 | 场所 | 功能区       | 功能区没有标识                 | 不合格，扣2
  10.4.5 | 场所 | 分流         | 没有引导标识，也没有人导办     | 不合格，扣1
`,
)

const early = played(
  'early',
  `
  条款   | 哪里 | 查什么 | 看到什么                 | 结论
  4.2.1  | 王一 | 到岗   | 开门前5分钟到岗          | 合格
  4.2.1  | 王一 | 到岗   | 开门前4分钟到岗          | 不合格，扣3
  10.2.3 | 场所 | 打扫   | 开门前10分钟打扫完       | 合格
  10.2.3 | 场所 | 打扫   | 开门前9分钟才打扫完      | 不合格，扣2
  10.2.5 | 场所 | 干净   | 卫生间没有打扫           | 不合格，扣1
  10.4.1 | 场所 | 灯     | 开门了灯还没有开         | 不合格，扣1
`,
)

/** Clauses that inspection is said to keep and that no row here fails. */
function unplayed(rows: readonly Row[]): readonly string[] {
  const failed = new Set(rows.filter(({ result }) => result === '不合格').map(({ clause }) => clause))
  const listed = artefacts.filter(({ means }) => means === 'check').map(({ clause }) => clause)
  return [...new Set(listed)].filter((clause) => !failed.has(clause))
}

const all = [...people, ...desks, ...venue, ...early]

test('说是靠检查落实的条款，这里都有一行不合格的', () => {
  assert.deepEqual(unplayed(all), [])
})

test('少写一条，就说得出少了哪一条', () => {
  assert.deepEqual(unplayed(all.filter(({ clause }) => clause !== '4.3.6')), ['4.3.6'])
})

/** Planted: rows that can't be walked, and why not. */
const planted: readonly (readonly [Template, string, RegExp])[] = [
  ['people', '8.1 | 王一 | 材料 | 没有一次说清 | 不合格，扣2', /第8\.1条对王一有0项/],
  ['people', '4.3.6 | 场所 | 吸烟 | 有人吸烟 | 不合格，扣2', /仪容举止和纪律检查：第4\.3\.6条对场所有0项/],
  ['window', '4.3.6 | 2号窗口 | 吸烟 | 有人吸烟 | 不合格，扣2', /第4\.3\.6条对2号窗口有0项/],
  ['venue', '4.3.6 | 场所 | 饮酒 | 有人饮酒 | 不合格，扣2', /有0项问到“饮酒”/],
  ['venue', '4.3.6 | 场所 | 吸烟 | 有人吸烟 | 不合格，扣3', /扣分=3, but: 扣分=2/],
  ['window', '4.3.2 | 2号窗口 | 叠放 | 叠放10厘米 | 不合格，扣2', /不合格条款=4\.3\.2, but: 不合格条款=$/m],
  ['window', '4.3.2 | 2号窗口 | 叠放 | 叠放10.001厘米 | 合格', /不合格条款=, but: 不合格条款=4\.3\.2/],
  ['window', '4.3.2 | 2号窗口 | 叠放 | 叠放11平方米 | 不合格，扣2', /单位应为厘米/],
  ['window', '4.3.2 | 2号窗口 | 叠放 | 叠得很高 | 不合格，扣2', /按测量值判断/],
]

test('没有检查项、查错了对象、写错了界限或扣分的一行，走不通', () => {
  for (const [template, line, says] of planted) assert.throws(() => play(template, rowOf(line)), says, line)
})
