import { type ClockStep, defineProcess } from '#core/process.ts'
import { recomputed, reported } from '#rules/time-limits/policy.ts'
import {
  Appointing,
  channels,
  type DisclosureFacts,
  Duty,
  Ending,
  Refreshing,
  Returning,
  type Showing,
  type Writing,
} from './contract.ts'
import {
  alsoForm,
  askable,
  begun,
  byAnother,
  draftable,
  drafted,
  draftForm,
  ended,
  expired,
  lastOne,
  notMandatory,
  owesByHand,
  periodOver,
  published,
  refreshed,
  sentBack,
  showable,
  showForm,
  shown,
  sinceOf,
  somebodyElse,
  somethingToShow,
  stillToCome,
  submitted,
  titled,
  turnOf,
  unhurried,
  urgent,
} from './policy.ts'

const open = ['due', 'drafted', 'review', 'spreading'] as const
const toCome = ['due', 'drafted', 'review'] as const
const live = ['spreading', 'public'] as const
const all = { clock: '*', do: 'stop' } as const
const every = ['1.5', '1.2.a', '1.2.b', '1.2.c', '1.2.d', '1.2.e', '1.2.f', '1.2.g', '1.2.h', '1.4'] as const
const publish: Omit<ClockStep & { do: 'start' }, 'limit'> = { clock: 'publish', do: 'start', since: sinceOf }

/** 主动公开: from the moment something that must be open came to be or changed, until it is taken down and kept (1.5). */
// biome-ignore format: the table is read by columns
export const disclosure = defineProcess<DisclosureFacts>()({
  kind: 'disclosure',
  title: '主动公开',
  letter: 'G',
  owes: '本单位应公开，跟踪结果',
  states: {
    due:       { label: '待起草',           owner: 'holder', clock: 'publish' },
    drafted:   { label: '已起草待提交',     owner: 'holder', clock: 'publish' },
    review:    { label: '待审核',           owner: 'turn',   clock: 'publish' },
    spreading: { label: '公开中，渠道待补', owner: 'holder', clock: 'spread' },
    public:    { label: '公开中',   closed: true },
    archived:  { label: '到期撤下', closed: true },
    withdrawn: { label: '提前撤下', closed: true },
    replaced:  { label: '已更新',   closed: true },
    dropped:   { label: '不再公开', closed: true },
  },
  clocks: {
    publish: { label: '公开期限',     of: 'office' },
    spread:  { label: '渠道公开期限', of: 'office' },
  },
  opening: {
    label: '登记应公开事项', to: 'due', by: ['window', 'head', 'time'], cites: every, input: Duty, checks: askable, keeps: begun, title: titled,
    clocks: [{ ...publish, limit: 'disclosure.publish', when: unhurried }, { ...publish, limit: 'disclosure.notice', when: urgent }],
    says: (facts) => `应${titled(facts)}`,
  },
  moves: {
    assign:    { label: '指定办理岗位', from: ['due', 'drafted'], by: ['head', 'superior'], cites: ['1.5'], input: Appointing, custody: 'appoint',
                 says: (_m, i: { to: string }, s) => `由${s.nameOf(i.to)}办理` },
    draft:     { label: '起草', from: ['due', 'drafted'], to: 'drafted', by: ['holder', 'deputy', 'head'], cites: every, shape: draftForm, checks: draftable, keeps: drafted, main: true,
                 says: ({ facts }, i: Writing) => `起草“${(i.title ?? facts.made?.title ?? '').trim()}”` },
    submit:    { label: '提交审核', from: ['drafted'], to: 'review', by: ['holder', 'deputy', 'head'], cites: ['1.5'], needs: [somebodyElse], keeps: submitted, turn: turnOf, main: true },
    recall:    { label: '撤回修改', from: ['review'], to: 'drafted', by: ['holder', 'deputy'], cites: ['1.5'], turn: null },
    approve:   { label: '批准公开', from: ['review'], to: { when: somethingToShow, leads: 'spreading', otherwise: 'public' }, by: ['turn', 'superior'], cites: every, needs: [byAnother, stillToCome], keeps: published, turn: null, main: true,
                 clocks: [{ clock: 'publish', do: 'stop' }, { clock: 'spread', do: 'start', limit: 'disclosure.channels', into: 'spreading', when: owesByHand }],
                 says: ({ facts }) => `批准公开“${facts.title}”${facts.until ? `，公开到${facts.until}` : ''}` },
    return:    { label: '退回修改', from: ['review'], to: 'drafted', by: ['turn', 'superior'], cites: ['1.5'], needs: [byAnother], input: Returning, keeps: sentBack, turn: null,
                 says: (_m, i: { reason: string }) => `退回修改：${i.reason}` },
    show:      { label: '登记公开渠道', from: ['spreading'], to: { when: lastOne, leads: 'public', otherwise: 'spreading' }, by: ['holder', 'deputy', 'window', 'head'], cites: ['1.6'], shape: showForm, checks: showable, keeps: shown, clocks: [{ clock: 'spread', do: 'stop', into: 'public' }], main: true,
                 says: (_m, i: Showing) => `已在${channels[i.channel].label}公开：${i.how}` },
    also:      { label: '登记其他渠道', from: ['public'], by: ['holder', 'deputy', 'window', 'head'], cites: ['1.6'], shape: alsoForm, checks: showable, keeps: shown,
                 says: (_m, i: Showing) => `已在${channels[i.channel].label}公开：${i.how}` },
    withdraw:  { label: '提前撤下', from: [...live], to: 'withdrawn', by: ['head', 'superior'], cites: ['1.5'], input: Ending, keeps: ended, clocks: [all],
                 says: (_m, i: { reason: string }) => `提前撤下：${i.reason}` },
    drop:      { label: '不再需要公开', from: [...toCome], to: 'dropped', by: ['time', 'head'], cites: ['1.5'], needs: [notMandatory], input: Ending, keeps: ended, turn: null, clocks: [all],
                 says: (_m, i: { reason: string }) => `不再需要公开：${i.reason}` },
    refresh:   { label: '按新的内容重新起草', from: [...toCome], to: 'due', by: ['time'], cites: ['1.5'], input: Refreshing, keeps: refreshed, turn: null, quiet: true,
                 says: () => '内容又有变动，按新的内容重新起草，期限不变' },
    expire:    { label: '到期撤下', from: [...live], to: 'archived', by: ['time'], cites: ['1.5'], needs: [periodOver], keeps: expired, clocks: [all], quiet: true,
                 says: () => '公开期限届满，自动撤下，转入存档' },
    replace:   { label: '由新的内容代替', from: [...live], to: 'replaced', by: ['time'], cites: ['1.5'], input: Ending, keeps: ended, clocks: [all], quiet: true,
                 says: (_m, i: { reason: string }) => i.reason },
    lapse:     reported([...open]),
    recompute: recomputed([...open]),
  },
})
