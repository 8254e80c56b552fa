import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { type DeskWalk, desks } from '#house/desk.ts'
import { demoOffice, demoPost } from '#office/seed.ts'

// 按条款手写：周四是示例街道所所长，冯七是区里的局长，孙十三是旁边样本街道所的所长；王一、李二、赵三、吴五、郑六是所里的人。
// 2026年3月2日是星期一。每一句结果都另发一次请求去看，扫码的是没有登录的人。

const server = await testServer('badges-walk', '2026-03-02T09:00:00+08:00')
const { of, walks, alarms } = desks(server)

type Badge = {
  readonly id: string
  readonly kindLabel: string
  readonly stateLabel: string
  readonly number: string
  readonly page: string
  readonly due: string | null
  readonly history: readonly { readonly says: string }[]
  readonly staff: { readonly name: string }
}
type Register = {
  readonly rows: readonly Badge[]
  readonly missing: readonly { readonly staff: { readonly name: string }; readonly lacks: readonly string[] }[]
}

const kinds: Readonly<Record<string, string>> = { 胸牌: 'badge', 桌牌: 'plate' }
const until = '2028-12-31'
const register = () => of('周四').get<Register>('/api/badges')
/** The last one made for somebody; the older ones are told apart by their number. */
async function badge(name: string, kind: string): Promise<Badge> {
  const theirs = (await register()).rows.filter((one) => one.staff.name === name && one.kindLabel === kind)
  const [last] = theirs.toSorted((a, b) => b.number.localeCompare(a.number))
  if (!last) throw new Error(`${name}没有${kind}`)
  return last
}
async function numbered(number: string): Promise<Badge> {
  return (await register()).rows.find((one) => one.number === `SLJD-${number}`)!
}
const wordOn = (page: { readonly text: string }) => /role="status"><span class="\w+">(.+?)<\/span>/.exec(page.text)?.[1]
const scanned = async (one: Badge) =>
  wordOn(await of('服务对象').get<{ readonly text: string }>(one.page)) ?? '什么也没写'

const walk: DeskWalk = {
  deeds: {
    给某制发某: (by, who = '', kind = '') =>
      by.post('/api/badges', { staff: of(who).id, kind: kinds[kind], validUntil: until }),
    '给某制发某，写他不担任的岗位': (by, who = '', kind = '') => {
      const post = demoPost('sljd.counter')
      return by.post('/api/badges', { staff: of(who).id, kind: kinds[kind], post, validUntil: until })
    },
    '给某制发某，有效期到某': (by, who = '', kind = '', day = '') =>
      by.post('/api/badges', { staff: of(who).id, kind: kinds[kind], validUntil: day }),
    给所有缺牌的人补齐: (by) => by.post('/api/badges/missing', { validUntil: until }),
    收回某的某: async (by, who = '', kind = '') => by.post(`/api/badges/${(await badge(who, kind)).id}/returned`),
    挂失某的某: async (by, who = '', kind = '') => by.post(`/api/badges/${(await badge(who, kind)).id}/lost`),
    '注销某的某，不写原因': async (by, who = '', kind = '') =>
      by.post(`/api/badges/${(await badge(who, kind)).id}/revoked`, { reason: ' ' }),
    '注销某的某：某': async (by, who = '', kind = '', reason = '') =>
      by.post(`/api/badges/${(await badge(who, kind)).id}/revoked`, { reason }),
    '补发某的某，原牌注销': async (by, who = '', kind = '') =>
      by.post(`/api/badges/${(await badge(who, kind)).id}/reissue`, {
        ...{ how: 'revoked', reason: '遗失补发', validUntil: until },
      }),
    '记下某的某外借：某': async (by, who = '', kind = '', says = '') =>
      by.post(`/api/badges/${(await badge(who, kind)).id}/incidents`, { what: 'lent', says }),
    看某的某: async (by, who = '', kind = '') => by.look(`/api/badges/${(await badge(who, kind)).id}`),
    看示例街道所的台账: (by) => by.look(`/api/badges?office=${demoOffice('sljd')}`),
    印全所的胸牌: (by) => by.look('/api/badges/print.pdf?kind=badge'),
    印某的某: async (by, who = '', kind = '') =>
      by.look(`/api/badges/print.pdf?kind=${kinds[kind]}&ids=${(await badge(who, kind)).id}`),
    免去某的信息采集岗A角: (by) =>
      by.post(`/api/office/posts/${demoPost('sljd.collect')}/assignment`, { role: 'A', staff: null }),
  },
  claims: {
    某的某: async (who = '', kind = '') => (await badge(who, kind)).stateLabel,
    某的某编号: async (who = '', kind = '') => (await badge(who, kind)).number,
    某的某应收回: async (who = '', kind = '') => (await badge(who, kind)).due ?? '不必',
    某的某经历: async (who = '', kind = '') =>
      (await of('周四').get<Badge>(`/api/badges/${(await badge(who, kind)).id}`)).history.map(({ says }) => says),
    扫某的某: async (who = '', kind = '') => scanned(await badge(who, kind)),
    扫编号某: async (number = '') => scanned(await numbered(number)),
    扫某的某看到: async (who = '', kind = '') => {
      const page = await of('服务对象').get<{ readonly text: string }>((await badge(who, kind)).page)
      return [page.text.replaceAll(/<[^>]*>/g, ' ')]
    },
    缺牌: async () => (await register()).missing.map(({ staff, lacks }) => `${staff.name}缺${lacks.join('、')}`),
    某的提醒: (who = '') => alarms(who, '9.'),
  },
}
const walked = (title: string, table: string) => test(title, () => walks(walk)(table))

walked(
  '上岗的人胸前有牌、桌上有牌：谁缺一看便知，由负责人制发，一次能补齐；别的单位看不见 (9.0)',
  `
  03-02 09:00 | 时限 | 开门 | 缺牌：王一缺胸牌、桌牌；周四的提醒：还没有配齐胸牌、桌牌；王一的提醒：无
  03-02 09:01 | 王一 | 给李二制发胸牌 | 不能（9.0）：负责人；缺牌：李二缺胸牌、桌牌
  03-02 09:02 | 周四 | 给钱十二制发胸牌 | 不能（9.0）：不是本单位的在岗人员
  03-02 09:02 | 周四 | 给赵三制发胸牌，写他不担任的岗位 | 不能（9.0）：赵三不是这个岗位的A角或B角；缺牌：赵三缺胸牌、桌牌
  03-02 09:03 | 周四 | 给王一制发胸牌 | 王一的胸牌：在用；王一的胸牌编号：SLJD-X0001；缺牌：王一缺桌牌
  03-02 09:04 | 周四 | 给王一制发桌牌 | 王一的桌牌编号：SLJD-Z0001；缺牌：不含王一
  03-02 09:05 | 孙十三 | 看王一的胸牌 | 不能：没有这枚证牌
  03-02 09:05 | 孙十三 | 看示例街道所的台账 | 不能：没有这个单位
  03-02 09:06 | 周四 | 给所有缺牌的人补齐 | 缺牌：无；周四的提醒：不含王一；周四的提醒：示例社区公共就业服务站：蒋十一还没有配齐；郑六的桌牌：在用
  03-02 09:07 | 周四 | 给所有缺牌的人补齐 | 不能（9.0）：人人都有
`,
)

walked(
  '全区一个样式，一次印多枚；已经注销的不能再印，窗口人员不能印 (9.1)',
  `
  03-03 09:00 | 周四 | 印全所的胸牌 |
  03-03 09:01 | 王一 | 印全所的胸牌 | 不能（9.1）：负责人
  03-03 09:02 | 周四 | 注销郑六的桌牌：印错 | 郑六的桌牌：已注销
  03-03 09:03 | 周四 | 印郑六的桌牌 | 不能（9.2）：在用
`,
)

walked(
  '一人一枚：还有在用的不再发；有效期过去的、太长的不收 (9.2)',
  `
  03-04 09:00 | 周四 | 给李二制发胸牌 | 不能（9.2）：一人一枚；李二的胸牌：在用
  03-04 09:01 | 周四 | 收回李二的胸牌 | 李二的胸牌：已收回；缺牌：李二缺胸牌；周四的提醒：李二、郑六还没有配齐
  03-04 09:02 | 周四 | 收回李二的胸牌 | 不能（9.2）：已收回
  03-04 09:03 | 周四 | 给李二制发胸牌，有效期到2026-03-04 | 不能（9.2）：有效期要晚于今天；缺牌：李二缺胸牌
  03-04 09:03 | 周四 | 给李二制发胸牌，有效期到2031-03-05 | 不能（9.2）：有效期最长5年；缺牌：李二缺胸牌
  03-04 09:04 | 周四 | 给李二制发胸牌，有效期到2031-03-04 | 李二的胸牌：在用；扫李二的胸牌：有效
`,
)

walked(
  '牌丢了，本人或负责人挂失，扫码即说已挂失；别人不能替他挂失；补发的新牌有效，旧牌注销 (9.2)',
  `
  03-05 09:00 | 时限 | 丢失之前 | 赵三的胸牌编号：SLJD-X0003；扫赵三的胸牌：有效；扫赵三的胸牌看到：复核岗
  03-05 09:10 | 李二 | 挂失赵三的胸牌 | 不能（9.2）：负责人；扫赵三的胸牌：有效
  03-05 09:11 | 赵三 | 收回赵三的胸牌 | 不能（9.2）：负责人；赵三的胸牌：在用
  03-05 09:12 | 赵三 | 挂失赵三的胸牌 | 赵三的胸牌：已挂失；扫赵三的胸牌：已挂失；扫赵三的胸牌看到：监督电话；缺牌：赵三缺胸牌
  03-05 09:13 | 赵三 | 挂失赵三的胸牌 | 不能（9.2）：已挂失
  03-05 09:14 | 赵三 | 补发赵三的胸牌，原牌注销 | 不能（9.2）：负责人；扫赵三的胸牌：已挂失
  03-05 09:20 | 周四 | 补发赵三的胸牌，原牌注销 | 赵三的胸牌：在用；扫赵三的胸牌：有效；扫编号X0003：已注销；缺牌：不含赵三
`,
)

walked(
  '注销要写原因；借给别人的记录在案，谁也抹不掉；注销以后扫码说已注销 (9.2)',
  `
  03-06 09:00 | 王一 | 记下吴五的胸牌外借：借给亲友进出 | 不能（9.2）：负责人
  03-06 09:01 | 周四 | 记下吴五的胸牌外借：借给亲友进出，已批评 | 吴五的胸牌：在用；吴五的胸牌经历：外借：借给亲友进出，已批评
  03-06 09:02 | 周四 | 注销吴五的胸牌，不写原因 | 不能（9.2）：注销原因；吴五的胸牌：在用；扫吴五的胸牌：有效
  03-06 09:03 | 孙十三 | 注销吴五的胸牌：越界 | 不能：没有这枚证牌；扫吴五的胸牌：有效
  03-06 09:04 | 周四 | 注销吴五的胸牌：被涂改 | 扫吴五的胸牌：已注销；吴五的胸牌经历：注销吴五的胸牌；缺牌：吴五缺胸牌
  03-06 09:05 | 周四 | 收回吴五的胸牌 | 不能（9.2）：已注销；吴五的胸牌经历：外借
`,
)

walked(
  '离了岗位的牌应收回，提醒负责人，别人不受打扰 (9.2)',
  `
  03-09 09:00 | 周四 | 免去郑六的信息采集岗A角 | 郑六的胸牌应收回：岗位已变动；周四的提醒：郑六岗位已变动，胸牌；郑六的提醒：无；李二的提醒：无
  03-09 09:10 | 周四 | 收回郑六的胸牌 | 周四的提醒：不含郑六岗位已变动，胸牌
`,
)

walked(
  '到期前三十天提醒负责人换发；最后一天仍有效，过了这一天扫码说已过期，应收回 (9.2)',
  `
  03-10 09:00 | 周四 | 收回王一的胸牌 | 王一的胸牌：已收回
  03-10 09:01 | 周四 | 给王一制发胸牌，有效期到2026-05-31 | 王一的胸牌应收回：不必
  04-30 09:00 | 时限 | 还有31天 | 周四的提醒：不含日内到期
  05-01 09:00 | 时限 | 还有30天 | 周四的提醒：1枚证牌将在30日内到期，请换发；王一的提醒：无
  05-31 23:59 | 时限 | 最后一天 | 扫王一的胸牌：有效；王一的胸牌应收回：不必
  06-01 00:00 | 时限 | 过了这一天 | 扫王一的胸牌：已过期；王一的胸牌应收回：已过有效期；周四的提醒：王一已过有效期，胸牌
`,
)
