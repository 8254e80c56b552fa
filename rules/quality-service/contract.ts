import Type, { type Static } from 'typebox'
import { form } from '#core/field.ts'

/** What a rating may name, by level: the national code list of evaluation items; the first digit is the level. */
export const items = {
  5: {
    '510': '一窗受理、一次办结',
    '511': '可以先受理后补材料',
    '512': '不用提交证明',
    '513': '可以全程网上办理',
    '514': '可以使用手机办理',
    '515': '可以就近办理',
    '516': '无需材料直接办理',
    '517': '服务热情效率高',
  },
  4: {
    '406': '填写一张表单就可完成申报',
    '407': '在线提交材料窗口核验',
    '408': '一张清单告知全部申报材料',
    '409': '用告知承诺减免申报材料',
    '410': '可以在线预约办理',
    '411': '跑大厅一次办完',
    '412': '可以使用自助机办理',
    '413': '服务态度较好',
  },
  3: {
    '307': '一次性告知需要补正的材料',
    '308': '提供申报材料样本',
    '309': '在承诺的时间内办结',
    '310': '办事指南指引准确',
    '311': '按办事指南要求的材料即可办理',
    '312': '可以快递送达',
    '313': '跑动次数与承诺的一致',
    '314': '服务态度一般',
  },
  2: {
    '207': '没有提供材料样本',
    '208': '没有提供材料清单',
    '209': '未在承诺时间内办结',
    '210': '同样内容的证明材料被要求多次提交',
    '211': '承诺网办但无法在线办理',
    '212': '在线预约办理后到实体大厅重复取号排队',
    '213': '窗口人员业务不熟练',
    '214': '服务态度生硬',
  },
  1: {
    '108': '在办事指南之外增加新的审批条件',
    '109': '需提供办事指南之外的申报材料',
    '110': '无理由超过法定办理时间',
    '111': '办事指南提供样本有错',
    '112': '承诺在线收取申报材料实际无法收取',
    '113': '多头跑窗口和部门',
    '114': '跑动次数与承诺的不一致',
    '115': '服务态度差、效率低',
  },
} as const satisfies Readonly<Record<number, Readonly<Record<string, string>>>>

export type Level = keyof typeof items

/** Every item code there is, best level first. */
export const itemCodes: readonly string[] = Object.values(items)
  .reverse()
  .flatMap((one) => Object.keys(one))

/** What a visitor says of a visit; no level is chosen until they choose one (10.5.1). */
const said = {
  level: Type.Integer({ title: '评价等级', minimum: 1, maximum: 5 }),
  items: Type.Optional(Type.Array(Type.Enum([...itemCodes]), { title: '评价指标', maxItems: 8, uniqueItems: true })),
  words: Type.Optional(Type.String({ title: '意见建议', maxLength: 150 })),
}

/** How a visitor proves a matter to be theirs: its number and the code on their slip. */
export const Claim = form({
  number: Type.String({ title: '办件编号', minLength: 1, maxLength: 60, pattern: '\\S' }),
  code: Type.String({ title: '查询码', minLength: 1, maxLength: 40, pattern: '\\S' }),
})
export type Claim = Static<typeof Claim>

/** A rating from anywhere, by number and code. */
export const ClaimedRating = form({ ...Claim.properties, ...said })

/** A rating at the window's evaluator, of the matter that its screen showed. */
export const WindowRating = form({ matter: Type.String({ title: '事项', format: 'uuid' }), ...said })

export type Said = { readonly level: number; readonly items?: readonly string[]; readonly words?: string }

/**
 * How a rating came, and what the national platform calls that way (`pf`); paper has no code of theirs. `code`: by number and
 * query code at a computer; `mobile`: the same on a telephone; `plate`: the code of a window or a badge, with one's own slip.
 */
export const ratingWays = {
  evaluator: { label: '窗口评价器', pf: '4' },
  code: { label: '门户网站（电脑）', pf: '1' },
  mobile: { label: '门户网站（手机）', pf: '2' },
  kiosk: { label: '自助终端', pf: '5' },
  qr: { label: '单子、号票二维码', pf: '3' },
  plate: { label: '窗口、证牌二维码', pf: '3' },
  link: { label: '短信链接', pf: '7' },
  paper: { label: '纸质评价表', pf: null },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly pf: string | null }>>
export type RatingWay = keyof typeof ratingWays
