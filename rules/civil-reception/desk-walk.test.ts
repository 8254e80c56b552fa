import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardship, reviewOf } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import type { MatterPage } from '#core/view.ts'
import { type DeskWalk, desks, type Person, postNamed } from '#house/desk.ts'
import { contactInput } from '#house/forms.ts'
import { sweep } from '#matter/sweep.ts'
import { demoPath, demoTenant } from '#office/seed.ts'

// 按条款手写：王一在1号综合窗口，李二在2号，吴五在3号就业援助窗口；赵三是复核岗A角；周四是所长，孙十三是旁边样本街道所的所长。
// 2026年3月2日是星期一。来的人是测试数据。每一句结果都另发一次请求去看。

const server = await testServer('reception-walk', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)

type Phrases = {
  readonly situations: readonly {
    readonly situation: string
    readonly label: string
    readonly say: readonly string[]
  }[]
  readonly values: Readonly<Record<string, readonly { readonly value: string; readonly hint?: string }[]>>
  readonly unkind: { readonly words: readonly { readonly word: string }[] }
  readonly changes: readonly { readonly says: string }[]
}
type Figures = {
  readonly rows: readonly (Record<'late' | 'handed' | 'longest' | 'returned' | 'second' | 'corrected', number> & {
    readonly post: { readonly name: string }
  })[]
}

const phrases = (who: string) => of(who).get<Phrases>('/api/phrases')
async function situation(label: string) {
  const found = (await phrases('周四')).situations.find((one) => one.label === label)
  assert.ok(found, `没有“${label}”这个场合`)
  return found
}
const ids = new Map<string, string>()
const seen = (name: string) => of('周四').get<MatterPage>(`/api/matters/${ids.get(name)}`)
async function opened(by: Person, kind: string, name: string, input: object) {
  const made = await by.post<MatterPage>('/api/matters', { kind, input })
  if (made.status === 201) ids.set(name, made.matter.id)
  return made
}
const moved = async (by: Person, name: string, move: string, input: object = {}) => {
  const { matter } = await seen(name)
  return by.post(`/api/matters/${matter.id}/moves/${move}`, { version: matter.version, ...input })
}

const deeds: DeskWalk['deeds'] = {
  '把“某”改说“某”': async (by, label = '', say = '') =>
    by.post('/api/phrases', { situation: (await situation(label)).situation, say: [say] }),
  '把“某”恢复原样': async (by, label = '') =>
    by.post('/api/phrases', { situation: (await situation(label)).situation, say: null }),
  '定下不说“某”': (by, word = '') =>
    by.post('/api/phrases/unkind', { words: [{ word, how: 'hard', instead: '写明日期' }] }),
  某来访: (by, name = '') => opened(by, 'contact', name, { ...contactInput, name }),
  某来电: (by, name = '') => opened(by, 'contact', name, { ...contactInput, name, channel: 'call' }),
  某申请认定: (by, name = '') =>
    opened(by, 'case', name, { service: 'JY02', form: { ...hardship, name, unemployedSince: '2025-01-06' } }),
  '审查某的材料：没带户口簿': async (by, name = '') =>
    moved(by, name, 'check', reviewOf(await by.get<MatterPage>(`/api/matters/${ids.get(name)}`), ['household'])),
  一次告知某: (by, name = '') => moved(by, name, 'notify'),
  '答复某“某”': (by, name = '', result = '') => moved(by, name, 'answer', { result }),
  把某转给某: (by, name = '', post = '') => moved(by, name, 'hand-over', { to: postNamed(post), why: 'duty' }),
  '退回某：某': (by, name = '', reason = '') => moved(by, name, 'decline', { reason }),
  接收某: (by, name = '') => moved(by, name, 'accept'),
  更正某的来人单位: (by, name = '') => moved(by, name, 'complete', { unit: '测试单位' }),
  看某到某的履职情况: (by, from = '', until = '') =>
    by.look(`/api/figures/errors?from=2026-${from}&until=2026-${until}`),
}

const claims: DeskWalk['claims'] = {
  '“某”的用语': async (label = '') => (await situation(label)).say,
  用语的改动: async () => (await phrases('周四')).changes.map(({ says }) => says),
  某可引到: async (who = '') =>
    (await phrases(who)).values['窗口']!.map(({ value, hint }) => `${value}${hint ? `，${hint}` : ''}`),
  某可说出的名字: async (who = '') => (await phrases(who)).values['姓名']!.map(({ value, hint }) => `${value}${hint}`),
  某可说出的单位: async (who = '') => (await phrases(who)).values['本单位']!.map(({ value }) => value),
  对某可说: async (name = '') => (await seen(name)).matter.phrases,
  某这件事: async (name = '') => (await seen(name)).matter.stateLabel,
  某的履职: async (post = '') => {
    const { rows } = await of('周四').get<Figures>('/api/figures/errors')
    const row = rows.find((one) => one.post.name.includes(post))
    if (!row) return '没有经手'
    const { late, handed, longest, returned, second } = row
    return `超期${late}次，转出${handed}次，最长${longest}手，转交被退回${returned}次，未一次告知${second}次`
  },
  某看到的履职: async (who = '') =>
    (await of(who).get<Figures>('/api/figures/errors')).rows.map(({ post }) => post.name),
}

const clock = () => sweep(server.world, { tenant: demoTenant, path: demoPath('cs'), at: server.now() })
const walk = walks({ deeds, claims, jobs: [{ name: 'sweep', tries: 1, run: async () => void (await clock()) }] })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '什么场合说什么话，填的是这件事的真名、份数和日期；用语由负责人改，改漏了要紧的名字、用了忌语的不收 (3.4.1)',
  `
  03-02 09:00 | 王一 | 测试甲来访 | 对测试甲可说：您好，请坐；对测试甲可说：请您到2号窗口或3号窗口办理；对测试甲可说：不含这里是
  03-02 09:05 | 王一 | 答复测试甲“带身份证来” | 对测试甲可说：不客气，这是我们应该做的；对测试甲可说：不含请坐
  03-02 09:10 | 王一 | 测试乙申请认定 | 对测试乙可说：让您久等了；对测试乙可说：不含您还缺
  03-02 09:20 | 王一 | 审查测试乙的材料：没带户口簿 | 测试乙这件事：审查材料
  03-02 09:21 | 王一 | 一次告知测试乙 | 测试乙这件事：待补正；对测试乙可说：您还缺1项：户口簿或居住证明；对测试乙可说：前补齐；对测试乙可说：不含{
  03-02 10:00 | 王一 | 把“对方致谢”改说“不用谢，欢迎您再来{本单位}。” | 不能（3.4.1）：由单位负责人修改；“对方致谢”的用语：这是我们应该做的
  03-02 10:01 | 周四 | 把“材料不全”改说“您材料不全，请补齐。” | 不能（3.4.1）；“材料不全”的用语：您还缺
  03-02 10:02 | 周四 | 把“走错窗口”改说“请到{窗户}。” | 不能（3.4.1）：窗户；“走错窗口”的用语：请您到{窗口}办理
  03-02 10:03 | 周四 | 把“对方致谢”改说“少废话。” | 不能（2.4.2）：少废话；“对方致谢”的用语：这是我们应该做的
  03-02 10:04 | 周四 | 把“对方致谢”改说“不用谢，欢迎您再来{本单位}。” | 对测试甲可说：不用谢，欢迎您再来示例街道人力资源和社会保障所；用语的改动：对方致谢
  03-02 10:05 | 周四 | 把“对方致谢”恢复原样 | 对测试甲可说：不客气，这是我们应该做的
`,
)

walked(
  '接起电话先问好、报单位；找人的人不在，说得出是谁、几时回来；电话里不说请坐 (3.4.2)',
  `
  03-03 09:00 | 王一 | 测试丙来电 | 对测试丙可说：您好，这里是示例街道人力资源和社会保障所，您请讲；对测试丙可说：不含请坐
  03-03 09:01 | 时限 | 有人来电找人 | 王一可说出的名字：李二在岗；王一可说出的名字：不含王一；王一可说出的名字：不含钱十二；钱十二可说出的单位：样本街道人力资源和社会保障所
  03-03 09:02 | 周四 | 把“打错电话”改说“您打错了。” | 不能（3.4.2）：本单位；“打错电话”的用语：您打错了，这里是{本单位}
  03-03 09:03 | 周四 | 把“打错电话”改说“对不起，这里是{本单位}，请您再核对号码。” | “打错电话”的用语：请您再核对号码
`,
)

walked(
  '通话时来人：很快讲完，或请他稍等，或引到别的窗口；引去的是别的、正有人值守的窗口 (4.2.6)',
  `
  03-04 09:00 | 时限 | 王一在通话 | “通话时有人来”的用语：我马上讲完；“通话时有人来”的用语：请您先到{窗口}办理；王一可引到：2号综合窗口，现由李二值守；王一可引到：不含1号综合窗口
  03-04 09:01 | 周四 | 把“通话时有人来”改说“请稍等。” | 不能（4.2.6）：窗口；“通话时有人来”的用语：请您先到{窗口}办理
  03-04 09:02 | 孙十三 | 把“通话时有人来”改说“请您先到{窗口}。” | “通话时有人来”的用语：我马上讲完
`,
)

walked(
  '不说伤人的话：写给来人的话里有忌语的不能发出；忌语由负责人增减，一字词不收 (2.4.2)',
  `
  03-04 10:00 | 王一 | 答复测试丙“这事不归我管” | 不能（2.4.2）：不归我管；测试丙这件事：首问接待中
  03-04 10:01 | 王一 | 定下不说“等通知吧” | 不能（2.4.2）：由单位负责人修改
  03-04 10:02 | 周四 | 定下不说“等” | 不能（2.4.2）：至少两个字
  03-04 10:03 | 周四 | 定下不说“等通知吧” | 用语的改动：增加等通知吧
  03-04 10:04 | 王一 | 答复测试丙“等通知吧” | 不能（2.4.2）：等通知吧；测试丙这件事：首问接待中
  03-04 10:05 | 王一 | 答复测试丙“3月6日前答复您” | 测试丙这件事：已答复办结
`,
)

walked(
  '拖了、推了都算在经手的岗位上：超期几次、转出几次、最长转几手，负责人看全所，各人只看自己的 (3.2.1)',
  `
  03-09 09:00 | 王一 | 测试丁来访 | 综合窗口一的履职：超期0次，转出0次，最长1手，转交被退回0次，未一次告知0次
  03-09 09:01 | 王一 | 把测试丁转给复核岗 | 测试丁这件事：已转交待接收
  03-09 09:30 | 赵三 | 接收测试丁 | 综合窗口一的履职：超期0次，转出1次，最长2手，转交被退回0次，未一次告知0次
  03-09 09:40 | 吴五 | 测试戊来访 | 就业援助岗的履职：超期0次，转出0次，最长1手，转交被退回0次，未一次告知0次
  03-23 09:00 | 时限 | 两周没人管 | 复核岗的履职：超期2次，转出0次，最长1手，转交被退回0次，未一次告知0次；就业援助岗的履职：超期1次，转出0次，最长1手，转交被退回0次，未一次告知0次
  03-23 09:01 | 时限 | 各看各的 | 周四看到的履职：复核岗；周四看到的履职：就业援助岗；吴五看到的履职：就业援助岗；吴五看到的履职：不含复核岗；孙十三看到的履职：无
  03-23 09:02 | 周四 | 看03-23到03-01的履职情况 | 不能（3.2.2）：结束日期不能早于开始日期
`,
)

walked(
  '转错了被退回的算差错，记在转出的岗位上 (3.2.2)',
  `
  03-24 09:00 | 李二 | 测试己来访 | 综合窗口二的履职：超期0次，转出0次，最长1手，转交被退回0次，未一次告知0次
  03-24 09:01 | 李二 | 把测试己转给信息采集岗 | 测试己这件事：已转交待接收
  03-24 09:02 | 王一 | 退回测试己：不归采集岗 | 不能（2.3.2.b）：应由接收人办理；测试己这件事：已转交待接收
  03-24 09:10 | 郑六 | 退回测试己：属于复核岗职责 | 测试己这件事：首问接待中；综合窗口二的履职：超期0次，转出0次，最长1手，转交被退回1次，未一次告知0次
`,
)
