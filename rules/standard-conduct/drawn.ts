import Type, { type Static } from 'typebox'
import { choice, count, day, form, longText, place, post } from '#core/field.ts'
import type { Facts } from '#core/matter.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** Forms and facts of a spot check by lot (6.6): what is drawn from, by which seed, what each drawn one is asked. */

export const sources = { case: '受理的办件', matter: '办结的事项', rating: '评价', call: '来电' } as const
export type Source = keyof typeof sources
export const ways = { file: '查记录', callback: '电话回访' } as const
export type Way = keyof typeof ways
export const states = { any: '不限', open: '在办的', closed: '办结的' } as const
export const strata = { none: '不分层', office: '按单位分层', post: '按岗位分层', service: '按事项分层' } as const
export type Strata = keyof typeof strata
export const measures = { count: '抽几件', percent: '抽百分之几' } as const
export const favours = { none: '机会均等', late: '超期的多给机会', bad: '差评的多给机会' } as const

/** A draw from more than this is refused: the period is to be shortened. */
export const mostInPopulation = 50_000
/** More than this nobody reviews by hand. */
export const mostDrawn = 200

const hidden = { 'x-widget': 'hidden' } as const
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', ...hidden })

/** What is announced before anybody can know the seed. */
export const Announcement = form({
  office: place('在哪个单位抽'),
  below: Type.Optional(Type.Boolean({ title: '连同下级单位', default: false })),
  source: choice('抽什么', sources),
  way: choice('怎样查', ways),
  from: day('自哪天'),
  until: day('至哪天', { 'x-max': 'today' }),
  service: Type.Optional(Type.String({ title: '只抽一个事项', pattern: '^JY\\d{2}$' })),
  state: choice('办理状态', states, { default: 'any' }),
  strata: choice('分层', strata, { default: 'none' }),
  measure: choice('抽多少', measures),
  amount: count('数量', 1, mostDrawn),
  favour: choice('机会', favours, { default: 'none' }),
  times: Type.Optional(count('几倍机会', 2, 5)),
  why: longText('抽查缘由和重点', { maxLength: 500 }),
  population: Type.Optional(
    Type.Object({ count: Type.Integer({ minimum: 1 }), hash: Digest }, { additionalProperties: false, ...hidden }),
  ),
})
export type Announcement = Static<typeof Announcement>

/** One that was drawn: its place in the draw, and what it is. `id` is what was drawn from, `matter` where it is looked at. */
export const Item = form({
  id: Type.String({ format: 'uuid' }),
  matter: Type.String({ format: 'uuid' }),
  number: Type.String({ minLength: 1, maxLength: 60 }),
  office: Type.String({ format: 'uuid' }),
  stratum: Type.String({ maxLength: 60 }),
  key: Type.String({ minLength: 1, maxLength: 64 }),
})
export type Item = Static<typeof Item>

/** The draw as it came out: the door checks that the seed and the list are what the record gives, or takes it back. */
export const Drawing = form({
  seed: Type.String({ title: '种子', minLength: 1, maxLength: 64, ...hidden }),
  items: Type.Array(Item, { title: '抽中的', minItems: 1, maxItems: mostDrawn, ...hidden }),
})
export type Drawing = Static<typeof Drawing>

export const Appointment = form({ to: post('指定复查岗位') })
export const Joining = form({ with: post('协同复查岗位') })
export const Cancelling = form({ reason: longText('撤销原因') })
export const Finishing = form({ remark: Type.Optional(longText('抽查小结')) })

/** What becomes of a finding: it leads on to one of these, or to nothing, with the reason. */
export const leads = {
  inspection: '转现场检查',
  task: '转交办任务',
  accountability: '转责任追究',
  none: '不再处理',
} as const
export type Lead = keyof typeof leads
export const Settling = form({
  finding: Type.String({ title: '问题', minLength: 3, maxLength: 90, 'x-widget': 'hidden' }),
  lead: choice('怎样处理', leads),
  says: longText('处理意见'),
  matter: Type.Optional(Type.String({ title: '转成的事项', format: 'uuid', ...hidden })),
  number: Type.Optional(Type.String({ maxLength: 60, pattern: '\\S', ...hidden })),
})
export type Settling = Static<typeof Settling>

/** A question put to each that was drawn. `tells`: asked only for the record, never a fault of the office. */
export type Question = { readonly id: string; readonly clause: ClauseId; readonly words: string; readonly tells?: true }

// biome-ignore format: one question, one row
const all = {
  complete:  { clause: '2.1',     words: '登记内容完整，和材料、系统记录一致' },
  notice:    { clause: '8.1',     words: '要补的材料和办理程序一次写全，没有第二次再提' },
  limit:     { clause: '7.4',     words: '在承诺期限内办结；延期的经过批准并告知了本人' },
  paper:     { clause: '8.3',     words: '该出的文书都出了，内容、依据和日期正确' },
  contacted: { clause: '2.3.2.b', words: '移交的按时接收，按时联系了服务对象' },
  solved:    { clause: '2.3.1',   words: '答复或者办理结果解决了来人提出的事' },
  own:       { clause: '10.5.1',  words: '评价由服务对象本人作出，没有代评和诱导的迹象' },
  followed:  { clause: '10.5.1',  words: '差评按时回访，问题整改或者解释清楚（不是差评的选“不适用”）' },
  phrases:   { clause: '2.3.4',   words: '三声内接起，先问好、报单位，没有因承办人不在而推掉' },
  reached:   { clause: '6.6',     words: '电话接通，本人愿意回答', tells: true },
  toldOnce:  { clause: '8.1',     words: '本人说：要什么材料一次就说清了' },
  inTime:    { clause: '7.4',     words: '本人说：在答应的日子前办好了' },
  manner:    { clause: '3.2.1',   words: '本人说：工作人员态度好，没有推诿' },
  nothing:   { clause: '8.2',     words: '本人说：没有被要求清单以外的材料，没有被收费' },
  freely:    { clause: '10.5.1',  words: '本人说：评价是自己作的，没有人代替或者要求' },
} as const satisfies Record<string, Omit<Question, 'id'>>

// biome-ignore format: one source, one row
const files: Readonly<Record<Source, readonly (keyof typeof all)[]>> = {
  case:   ['complete', 'notice', 'limit', 'paper'],
  matter: ['complete', 'limit', 'contacted', 'solved', 'paper'],
  rating: ['own', 'followed', 'limit'],
  call:   ['phrases', 'complete', 'contacted', 'solved'],
}
const callback = ['reached', 'toldOnce', 'inTime', 'manner', 'nothing', 'freely'] as const

/** What is asked of each, in order. */
export function questionsOf({ source, way }: Pick<SamplingFacts, 'source' | 'way'>): readonly Question[] {
  return (way === 'callback' ? callback : files[source]).map((id) => ({ id, ...all[id] }))
}

/** An answer as it is kept, with who gave it. */
export type Reviewed = {
  readonly result: 'pass' | 'fail' | 'na'
  readonly note?: string
  readonly by: string
  readonly at: number
}

/** A question that one of the drawn did not stand. */
export type Finding = { readonly key: string; readonly question: Question; readonly item: Item; readonly note: string }

export type Settled = {
  readonly finding: string
  readonly lead: Lead
  readonly says: string
  readonly matter?: string
  readonly number?: string
  readonly by: string
  readonly at: number
}

export type SamplingFacts = Facts &
  Omit<Announcement, 'office' | 'population'> & {
    readonly population: { readonly count: number; readonly hash: string }
    /** How many are drawn. */
    readonly size: number
    readonly announcedOn: string
    /** The day whose journal root is the seed: it begins after the announcement. */
    readonly seedDay: string
    readonly seed?: string
    readonly drawnAt?: number
    readonly items: readonly Item[]
    readonly answers: Readonly<Record<string, Reviewed>>
    readonly remark?: string
    readonly settled: readonly Settled[]
    readonly cancelled?: string
  }
