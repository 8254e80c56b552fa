import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { testServer } from '#apps/server/testing.ts'
import { type DeskWalk, desks, type Person } from '#house/desk.ts'
import { playerOf } from '#house/walk.ts'

// 按条款手写：周四是示例街道所所长，王一、李二、吴五是三个窗口的A角，赵三复核，郑六管设备。2026年3月2日是星期一。
// 每一句结果都另发一次请求去看。纸上写的都是测试数据。

const server = await testServer('box-walk', '2026-03-02T08:30:00+08:00')
const { app, signIn } = server
const { of, walks } = desks(server)
const blank = { width: 40, height: 60, channels: 3, background: '#fff' } as const
let shade = 0

type Paper = {
  readonly id: string
  readonly nth: number
  readonly stateLabel: string
  readonly scan: string | null
  readonly level: { readonly label: string } | null
  readonly words: string | null
}
type Opening = {
  readonly id: string
  readonly number: string
  readonly stateLabel: string
  readonly papers: readonly Paper[]
}
type Box = { readonly rows: readonly Opening[]; readonly gaps: readonly { readonly says: string }[] }

const box = (who = '周四') => of(who).get<Box>('/api/opinion-box')
const newest = async (who = '周四') => (await box(who)).rows[0]!
const paper = async (nth: string, who = '周四') => (await newest(who)).papers[Number(nth) - 1]!
const visits = new Map<string, string>()

async function scan(by: Person, bytes?: Buffer) {
  shade += 1
  const picture =
    bytes ??
    (await sharp({ create: { ...blank, background: { r: shade, g: 9, b: 9 } } })
      .png()
      .toBuffer())
  const edge = 'edge-of-the-test'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a"\r\ncontent-type: image/png\r\n\r\n`
  const answer = await app.inject({
    ...{ method: 'POST', url: `/api/opinion-box/${(await newest()).id}/scans` },
    headers: {
      cookie: await signIn(playerOf(by.name) as string),
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
    payload: Buffer.concat([Buffer.from(head), picture, Buffer.from(`\r\n--${edge}--\r\n`)]),
  })
  return { status: answer.statusCode, ...(answer.json() as { id: string; says?: string; clause?: string }) }
}

const marks: Readonly<Record<string, number>> = { 非常满意: 5, 满意: 4, 基本满意: 3, 不满意: 2, 非常不满意: 1 }
const rating = (level: string, words: string, number = '') => ({
  ...{ kind: 'rating', level: marks[level], words },
  ...(number && { number: visits.get(number) ?? number }),
})
const opening = (second: string, papers: string, more: object = {}) => ({
  ...{ second: of(second).id, openedAt: new Date(server.now()).toISOString(), papers: Number(papers), seal: 'whole' },
  ...more,
})
async function enter(by: Person, body: object) {
  const made = await scan(by)
  if (made.status >= 400) return made
  return by.post(`/api/opinion-box/${(await newest()).id}/papers`, { ...body, scan: made.id })
}

const deeds: DeskWalk['deeds'] = {
  接待并答复某: async (by, name = '') => {
    const input = { channel: 'visit', inquiry: 'consult', matter: '问失业登记' }
    const made = await by.post<{ matter: { id: string; number: string } }>('/api/matters', { kind: 'contact', input })
    visits.set(name, made.matter.number)
    return by.post(`/api/matters/${made.matter.id}/moves/answer`, { version: 1, result: '已说明' })
  },
  和某登记开箱某张: (by, second = '', papers = '') => by.post('/api/opinion-box', opening(second, papers)),
  '和某登记开箱某张，封条破损不写情况': (by, second = '', papers = '') =>
    by.post('/api/opinion-box', opening(second, papers, { seal: 'broken' })),
  确认开箱: async (by) => by.post(`/api/opinion-box/${(await newest()).id}/agree`),
  不同意开箱登记某: async (by, reason = '') => by.post(`/api/opinion-box/${(await newest()).id}/decline`, { reason }),
  '录入某：某，编号某': (by, level = '', words = '', number = '') => enter(by, rating(level, words, number)),
  '录入某：某，没有编号': (by, level = '', words = '') => enter(by, rating(level, words)),
  '录入某：某，写明某': (by, level = '', words = '', who = '') =>
    enter(by, { ...rating(level, words), member: of(who).id }),
  '录入一张意见：某': (by, words = '') => enter(by, { kind: 'words', words }),
  '核对第某张：某：某，编号某': async (by, nth = '', level = '', words = '', number = '') =>
    by.post(`/api/opinion-papers/${(await paper(nth)).id}/check`, rating(level, words, number)),
  '核对第某张：某：某，没有编号': async (by, nth = '', level = '', words = '') =>
    by.post(`/api/opinion-papers/${(await paper(nth)).id}/check`, rating(level, words)),
  '核对第某张：意见：某': async (by, nth = '', words = '') =>
    by.post(`/api/opinion-papers/${(await paper(nth)).id}/check`, { kind: 'words', words }),
  '改正第某张：某：某，编号某': async (by, nth = '', level = '', words = '', number = '') =>
    by.post(`/api/opinion-papers/${(await paper(nth)).id}/correct`, rating(level, words, number)),
  把第某张转投诉登记: async (by, nth = '') =>
    by.post(`/api/opinion-papers/${(await paper(nth)).id}/complaint`, { target: 'office', cause: 'attitude' }),
  看第某张扫描件: async (by, nth = '') => {
    const { rows } = await box('李二')
    const seen = rows[0]!.papers[Number(nth) - 1]!
    return by.look(`/api/opinion-scans/${seen.scan ?? '00000000-0000-4000-8000-000000000000'}`)
  },
}

const claims: DeskWalk['claims'] = {
  开箱: async () => (await box()).rows.map(({ number, stateLabel }) => `${number}${stateLabel}`),
  意见箱缺口: async () => (await box()).gaps.map(({ says }) => says),
  第某张: async (nth = '') => [(await paper(nth)).stateLabel],
  某看第某张: async (who = '', nth = '') => {
    const seen = await paper(nth, who)
    return [
      seen.level?.label ?? '看不到等级',
      seen.words ?? '看不到文字',
      seen.scan ? '看得到扫描件' : '看不到扫描件',
    ].join('，')
  },
  某的评价: async (name = '') => {
    const found = (
      await of('周四').get<{ rows: { id: string; number: string }[] }>(`/api/search?q=${visits.get(name)}`)
    ).rows[0]!
    const { matter } = await of('周四').get<{ matter: { facts: { rated?: boolean } } }>(`/api/matters/${found.id}`)
    return matter.facts.rated ? '已评价' : '没有评价'
  },
  意见箱投诉: async () => {
    const found = await of('周四').post<{ rows: { stateLabel: string }[] }>('/api/registers/complaint/search', {
      is: { channel: 'box' },
    })
    return found.rows.map(({ stateLabel }) => stateLabel)
  },
}

const walk = walks({ deeds, claims })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '意见箱由两人开启：登记的人写明另一人，另一人用自己的账号确认；一个人不行，别人代签不行，确认以前不能录入 (10.5.1)',
  `
  03-02 09:00 | 王一 | 接待并答复甲 | 甲的评价：没有评价；意见箱缺口：意见箱还没有开箱记录
  03-02 09:10 | 李二 | 和李二登记开箱3张 | 不能（10.5.1）：不能两个都是您自己；开箱：无
  03-02 09:10 | 李二 | 和孙十三登记开箱3张 | 不能（10.5.1）：不是本单位人员；开箱：无
  03-02 09:11 | 李二 | 和郑六登记开箱3张，封条破损不写情况 | 不能（10.5.1）：写明情况
  03-02 09:12 | 李二 | 和郑六登记开箱4张 | 开箱：待第二人确认；郑六的10.5.1提醒：等您确认；周四的10.5.1提醒：不含等您确认
  03-02 09:13 | 李二 | 和吴五登记开箱1张 | 不能（10.5.1）：还在等郑六确认
  03-02 09:14 | 李二 | 录入满意：很好，编号甲 | 不能（10.5.1）：还没有两人确认
  03-02 09:15 | 李二 | 确认开箱 | 不能（10.5.1）：由郑六用自己的账号确认；开箱：待第二人确认
  03-02 09:15 | 周四 | 确认开箱 | 不能（10.5.1）：别人不能代签；开箱：待第二人确认
  03-02 09:16 | 郑六 | 不同意开箱登记实际是三张 | 开箱：第二人不同意
  03-02 09:17 | 郑六 | 确认开箱 | 不能（10.5.1）：已经确认或者退回；开箱：第二人不同意
  03-02 09:20 | 李二 | 和郑六登记开箱3张 | 郑六的10.5.1提醒：等您确认
  03-02 09:21 | 郑六 | 确认开箱 | 意见箱缺口：还有3张没有录入；郑六的10.5.1提醒：不含等您确认
`,
)

walked(
  '一人录入、另一人对照扫描件核对，不一致不计入；与本人有关的不录不核；对得上的计为那次服务的评价，只计一次 (10.5.1)',
  `
  03-02 09:30 | 王一 | 录入非常满意：都好，编号甲 | 不能（10.5.1）：与您有关
  03-02 09:31 | 李二 | 录入满意：很好，编号甲 | 第1张：待核对；甲的评价：没有评价；郑六的10.5.1提醒：等您对照扫描件核对
  03-02 09:32 | 李二 | 核对第1张：满意：很好，编号甲 | 不能（10.5.1）：不能核对自己录的；甲的评价：没有评价
  03-02 09:33 | 王一 | 核对第1张：满意：很好，编号甲 | 不能（10.5.1）：与您有关；王一看第1张：看不到等级，看不到文字，看不到扫描件
  03-02 09:33 | 王一 | 看第1张扫描件 | 不能：不给您查看
  03-02 09:34 | 孙十三 | 核对第1张：满意：很好，编号甲 | 不能：没有这张纸
  03-02 09:35 | 郑六 | 核对第1张：不满意：很好，编号甲 | 第1张：两人不一致；甲的评价：没有评价；李二的10.5.1提醒：不一致；郑六看第1张：看不到等级，很好，看得到扫描件
  03-02 09:36 | 李二 | 改正第1张：不满意：很好，编号甲 | 第1张：待核对
  03-02 09:37 | 郑六 | 核对第1张：不满意：很好，编号甲 | 第1张：已计入评价；甲的评价：已评价；郑六看第1张：不满意，很好，看得到扫描件；吴五看第1张：看不到等级，看不到文字，看不到扫描件
  03-02 09:38 | 郑六 | 核对第1张：不满意：很好，编号甲 | 不能（10.5.1）：已经核对完
  03-02 09:40 | 李二 | 录入非常满意：再评一次，编号甲 | 第2张：待核对
  03-02 09:41 | 郑六 | 核对第2张：非常满意：再评一次，编号甲 | 第2张：不重复计
  03-02 09:42 | 李二 | 录入满意：没有这个号，编号sljd-S-2026-999999 | 不能（10.5.1）：本单位没有这个编号
  03-02 09:43 | 李二 | 录入非常不满意：叫号没听见，没有编号 | 第3张：待核对
  03-02 09:44 | 吴五 | 核对第3张：非常不满意：叫号没听见，没有编号 | 第3张：单独统计
  03-02 09:45 | 李二 | 录入一张意见：再来一张 | 不能（10.5.1）：已经全部录入
  03-02 09:46 | 王一 | 把第3张转投诉登记 | 不能（10.5.3）：录入、核对的人或者单位负责人
  03-02 09:47 | 周四 | 把第3张转投诉登记 | 第3张：已转投诉登记；意见箱投诉：收到待核实
  03-02 09:48 | 周四 | 把第3张转投诉登记 | 不能（10.5.3）：还没有转办
`,
)

walked(
  '写了工作人员姓名的，由别人录入和核对；超过规定的工作日没有开箱的，提醒负责人 (10.5.1)',
  `
  03-04 09:00 | 吴五 | 和赵三登记开箱2张 | 开箱：待第二人确认
  03-04 09:01 | 赵三 | 确认开箱 | 意见箱缺口：还有2张没有录入
  03-04 09:02 | 吴五 | 录入不满意：态度不好，写明吴五 | 不能（10.5.1）：与您有关
  03-04 09:03 | 赵三 | 录入不满意：态度不好，写明吴五 | 吴五看第1张：看不到等级，看不到文字，看不到扫描件
  03-04 09:04 | 赵三 | 录入一张意见：希望加装座椅 | 意见箱缺口：有2张纸已经录入，还没有核对一致
  03-04 09:05 | 李二 | 核对第2张：意见：希望加装座椅 | 第2张：已记入意见；意见箱缺口：有1张纸已经录入
  03-11 16:00 | 王一 | 接待并答复乙 | 周四的10.5.1提醒：不含应在2026年3月11日前再开一次
  03-12 09:00 | 王一 | 接待并答复丙 | 周四的10.5.1提醒：上次开箱是2026年3月4日，应在2026年3月11日前再开一次
`,
)

test('a scan is a picture or a plain PDF; the record of an opening is printed, the list exported (10.5.1)', async () => {
  const anyone = of('吴五')
  await anyone.post('/api/opinion-box', opening('赵三', '1'))
  await of('赵三').post(`/api/opinion-box/${(await newest()).id}/agree`)
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')
  const trap = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
  )
  assert.equal((await scan(anyone, pdf)).status, 201)
  assert.match((await scan(anyone, trap)).says ?? '', /带有程序/)
  assert.match((await scan(anyone, Buffer.from('plain words'))).says ?? '', /PDF/)
  const cookie = await signIn('wu')
  const seen = async (url: string) => app.inject({ method: 'GET', url, headers: { cookie } })
  const record = await seen(`/api/opinion-box/${(await newest()).id}/record.pdf`)
  assert.deepEqual([record.statusCode, record.headers['content-type']], [200, 'application/pdf'])
  assert.equal((await seen('/api/opinion-box.xlsx')).statusCode, 200)
})
