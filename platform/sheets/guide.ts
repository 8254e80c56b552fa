import type { Chart } from '#core/chart.ts'
import { handlingLabels, objectLabels, type Service } from '#core/service/format.ts'
import { eightOpens, limitSays } from '#core/service/opens.ts'
import { contactOf, type Issuer, type Leaf, type LeafBlock } from './leaf.ts'
import { materialForm, materialNotes } from './materials.ts'

/** What a guide adds to its service: which facts wait for the office, the figures in force, and when the window is open. */
export type GuideParts = {
  readonly figures: readonly { readonly label: string; readonly says: string; readonly toConfirm: boolean }[]
  readonly toConfirm: (fact: { readonly confidence: Service['basis'][number]['confidence'] }) => boolean
  readonly hours: string
  readonly chart: Chart
}

const waits = '（待本单位确认）'

/** A service's guide on paper (办事指南): all eight opens of clause 6.2, from the file and the table that run it (1.2.i). */
export function guideLeaf(service: Service, issuer: Issuer, parts: GuideParts): Leaf {
  const says = (key: string) => eightOpens(service).find((open) => open.key === key)?.says ?? []
  const doubt = (fact: Parameters<GuideParts['toConfirm']>[0]) => (parts.toConfirm(fact) ? waits : '')
  return {
    ...{ title: `${service.name}办事指南`, office: issuer.name, number: null, mark: issuer.mark },
    contact: contactOf(issuer),
    foot: `${service.code} 第${service.version}版`,
    blocks: [
      facts(service, issuer, parts),
      { is: 'heading', text: '一、服务项目' },
      { is: 'text', text: `${service.summary}${service.scope}` },
      { is: 'heading', text: '二、受理条件' },
      { is: 'points', items: conditions(service) },
      ...figures(parts),
      { is: 'heading', text: '三、申报材料' },
      ...materials(service, doubt),
      { is: 'heading', text: '四、办理程序' },
      { is: 'points', items: [...says('procedure')] },
      flow(parts.chart),
      { is: 'heading', text: '五、办结时限' },
      {
        is: 'points',
        items: says('limit').map((line, i) =>
          i === 0 && service.limits.promised ? line + doubt(service.limits.promised) : line,
        ),
      },
      { is: 'heading', text: '六、收费和行政许可' },
      {
        is: 'points',
        items: [
          `收费：${says('fee').join('；')}${doubt(service.opens.fee)}（依据：${service.opens.fee.source}）`,
          `行政许可：${says('licence').join('；')}${doubt(service.opens.licence)}`,
        ],
      },
      { is: 'heading', text: '七、政策依据' },
      { is: 'points', items: service.basis.map((basis, i) => (says('basis')[i] ?? '') + doubt(basis)) },
      { is: 'heading', text: '八、承办人员和服务标准' },
      { is: 'points', items: [...says('handler'), ...service.standards] },
      { is: 'heading', text: '九、办理结果' },
      { is: 'points', items: service.results.map(({ name }) => name) },
      { is: 'heading', text: '十、监督和救济' },
      { is: 'points', items: service.remedies.map((remedy) => remedy.text + doubt(remedy)) },
    ],
  }
}

function facts(service: Service, issuer: Issuer, { toConfirm, hours }: GuideParts): LeafBlock {
  const { statutory, promised } = service.limits
  const limit = promised ? limitSays(promised) + (toConfirm(promised) ? waits : '') : '不设办结期限'
  const pair = (label: string, text: string) => [
    { is: 'label' as const, text: label, tall: 7 },
    { text, tall: 7 },
  ]
  const whole = (label: string, text: string) => [
    { is: 'label' as const, text: label, tall: 7 },
    { text, span: 3, tall: 7 },
  ]
  return {
    is: 'grid',
    rows: [
      [...pair('事项编码', service.code), ...pair('办件类型', handlingLabels[service.handling])],
      [...pair('服务对象', objectLabels[service.object]), ...pair('是否收费', service.opens.fee.says)],
      [...pair('法定时限', statutory ? limitSays(statutory) : '国家没有统一规定'), ...pair('承诺时限', limit)],
      whole('实施单位', `${issuer.name}（${issuer.address}）`),
      whole('办公时间', hours),
      [...pair('咨询电话', issuer.phone), ...pair('监督投诉电话', issuer.supervisionPhone)],
    ],
  }
}

/** What everyone must meet, and what is asked of some only. */
function conditions({ conditions: all }: Service): string[] {
  return all.map(({ label, when }) => (when === undefined ? label : `${label}（与您的情况有关的才看）`))
}

function figures({ figures: rows }: GuideParts): LeafBlock[] {
  if (rows.length === 0) return []
  const items = rows.map(({ label, says, toConfirm }) => `${label}：${says}${toConfirm ? waits : ''}`)
  return [{ is: 'small', text: `现行政策标准：${items.join('；')}。` }]
}

function materials(
  { materials: list }: Service,
  doubt: (fact: Parameters<GuideParts['toConfirm']>[0]) => string,
): LeafBlock[] {
  if (list.length === 0) return [{ is: 'text', text: '不需要材料。' }]
  return [
    {
      is: 'table',
      titles: ['序号', '材料名称', '形式和份数', '来源', '要求和说明'],
      widths: [0, 3.2, 2, 3, 5],
      rows: list.map((material, i) => [
        `${i + 1}`,
        material.name,
        materialForm(material),
        material.source,
        materialNotes(material) + doubt(material),
      ]),
    },
  ]
}

/** The flow as it runs, one line a way on: read from the chart of the table itself. */
function flow({ states, moves, opens }: Chart): LeafBlock {
  const label = (id: string) => states.find((state) => state.id === id)?.label ?? id
  const ends = (to: Chart['opens']['to']) =>
    to.map(({ state, when }) => (when ? `${label(state)}（${when}）` : label(state))).join('，或')
  const rows = moves.flatMap(({ label: move, from, to, by, clauses }) =>
    to === null ? [] : [[from.map(label).join('、'), move, ends(to), by.join('、'), clauses.join('、')]],
  )
  return {
    is: 'table',
    titles: ['从', '步骤', '到', '谁办', '条款'],
    widths: [2.4, 2.8, 3, 2.4, 1.4],
    rows: [['—', opens.label, ends(opens.to), '窗口', '2.3.1'], ...rows],
  }
}
