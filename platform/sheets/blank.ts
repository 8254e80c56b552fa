import { type Field, type Service, unitLabels } from '#core/service/format.ts'
import { limitSays } from '#core/service/opens.ts'
import { stepsOf } from '#core/service/steps.ts'
import { fill } from '#core/service/template.ts'
import { whenSays } from '#core/service/when.ts'
import { type Cell, contactOf, type Issuer, type Leaf, type LeafBlock } from './leaf.ts'
import { materialForm, materialNotes } from './materials.ts'

const dated = '　　　年　　月　　日'
const signed = `签名：　　　　　　　　　${dated}`

/** The title of a service's blank form: as its own list of materials calls it. */
export function blankTitle({ materials, name, handling }: Pick<Service, 'materials' | 'name' | 'handling'>): string {
  const form = materials.find(({ kind, id }) => kind === 'form' && /^(application|form|register)/.test(id))
  if (form) return form.name
  if (handling !== 'initiated') return `${name}${name.endsWith('登记') ? '表' : '申请表'}`
  return name.endsWith('调查') ? `${name}表` : `${name}登记表`
}

/** A service's form on paper (空白表), made from the same file that runs the service: what can be asked here is asked there. */
export function blankForm(service: Service, issuer: Issuer): Leaf {
  const title = blankTitle(service)
  const initiated = service.handling === 'initiated'
  const asked = answers(service)
  const written: LeafBlock[] = [
    { is: 'heading', text: `${service.materials.length > 0 ? '四' : '三'}、窗口填写` },
    ...office(service),
  ]
  const isWide = (block: LeafBlock) => block.is === 'table' && block.wide === true
  return {
    ...{ title, office: issuer.name, mark: issuer.mark, contact: contactOf(issuer) },
    number: '编号：　　　　　　　　　　　（由窗口填写）',
    note: '带 * 的为必填；选项在□内打√',
    foot: `${service.code} ${service.name} 第${service.version}版`,
    blocks: [
      { is: 'heading', text: `一、${initiated ? '服务对象情况' : '申请内容'}` },
      ...asked.filter((block) => !isWide(block)),
      // What is signed stands whole, as do the materials and what the office writes: none is torn over two pages.
      whole([{ is: 'heading', text: '二、个人信息告知' }, ...privacy(service, issuer)]),
      {
        is: 'together',
        blocks: [
          { is: 'text', text: '以上内容由本人（单位）如实填写，已看过个人信息告知，同意按告知的范围核对有关信息。' },
          {
            is: 'signs',
            rows: [
              [signer(service), '', '日期', dated],
              ['代办人签名', '', '与申请人关系', ''],
            ],
          },
        ],
      },
      ...(service.materials.length > mostTogether ? materials(service) : [whole(materials(service))]),
      ...(stepsOf(service).length > mostSteps ? written : [whole(written)]),
      whole([
        { is: 'heading', text: '填写说明' },
        { is: 'points', items: notes(service), size: 9 },
      ]),
      ...asked.filter(isWide),
    ],
  }
}

/** Longer lists, of materials and of steps to sign, go on over the page: kept whole they could be taller than one. */
const mostTogether = 20
const mostSteps = 9

const whole = (blocks: readonly LeafBlock[]): LeafBlock => ({ is: 'together', blocks: [...blocks] })

const signer = ({ object, handling }: Service): string =>
  object === 'company' ? '单位（盖章）' : handling === 'initiated' ? '服务对象签名' : '申请人签名'

/** Fields in pairs where two fit a line, in bands where they are asked of some only, rows as a table of their own. */
function answers(service: Service): LeafBlock[] {
  const blocks: LeafBlock[] = []
  let rows: Cell[][] = []
  let waiting: Cell[] = []
  let when: string | undefined
  const flush = () => {
    const [label, room] = waiting
    if (label && room) rows.push([label, { ...room, span: 3 }])
    waiting = []
  }
  const close = () => {
    flush()
    if (rows.length > 0) blocks.push({ is: 'grid', rows })
    rows = []
  }
  for (const field of service.form) {
    if (field.type === 'rows') {
      close()
      blocks.push(...table(service, field))
      when = undefined
      continue
    }
    if (field.when !== when) {
      flush()
      when = field.when
      rows.push([{ is: 'band', span: 4, tall: 5.5, text: band(service, when) }])
    }
    const cells = cellsOf(field)
    if (cells.length > 2 || cells[1]?.span === 3) {
      flush()
      rows.push(cells)
    } else if (waiting.length > 0) {
      rows.push([...waiting, ...cells])
      waiting = []
    } else waiting = cells
  }
  close()
  return blocks
}

function band(service: Service, when: string | undefined): string {
  return when === undefined ? '以下都要填写' : `${whenSays(service, when) ?? '按窗口告知'}的，填写以下内容`
}

const star = ({ required, label }: Pick<Field, 'required' | 'label'>): string => `${required ? '*' : ''}${label}`

function cellsOf(field: Field): Cell[] {
  const label: Cell = { is: 'label', text: star(field) }
  const { type, options = [] } = field
  if (type === 'yesNo') return [label, { choices: ['是', '否'] }]
  if (options.length > 0) {
    const words = options.map((one) => one.label)
    const short = words.join('').length + words.length * 2 < 15
    const small = type === 'list' ? { small: '可以选多项' } : {}
    return [label, { choices: words, ...small, ...(short && type === 'choice' ? {} : { span: 3 }) }]
  }
  if (type === 'list') return [label, { span: 3, tall: 12, small: '有几项写几项，一项一行' }]
  if (type === 'longText') return [label, { span: 3, tall: 13 }]
  if (type === 'idNumber' || type === 'creditCode') return [label, { span: 3, boxes: 18, tall: 9 }]
  if (type === 'text' && Number(field.max ?? 100) >= 80) return [label, { span: 3, tall: 9 }]
  return [label, { text: hints[type] ?? '' }]
}

const hints: Partial<Record<Field['type'], string>> = {
  date: dated,
  month: '　　　　年　　　月',
  money: '　　　　　　　　元',
  staff: '（由窗口填写）',
}

/** Rows on paper: a table with lines to fill; what is chosen from is a code, listed below. */
function table(service: Service, field: Field): LeafBlock[] {
  const { columns = [], hint, max, when } = field
  const wide = columns.length > 8
  const lines = Math.min(typeof max === 'number' ? max : 8, wide ? 9 : 6)
  const codes = columns.flatMap(({ label: column, options = [] }) =>
    options.length > 0 ? [`“${column}”填序号：${options.map((one, i) => `${i + 1}${one.label}`).join('，')}`] : [],
  )
  const says = [when && band(service, when), hint, ...codes, wide ? '填在本表最后的附表上' : '写不下的另附页'].filter(
    (one) => one,
  )
  const all: LeafBlock[] = [
    { is: 'small', text: `${star(field)}（${says.join('；')}）` },
    {
      is: 'table',
      titles: ['序号', ...columns.map(star)],
      widths: [
        0,
        ...columns.map(({ type, max: most }) => (type === 'idNumber' ? 3 : Number(most ?? 20) > 40 ? 2.2 : 1.6)),
      ],
      rows: Array.from({ length: lines }, (_, i) => [`${i + 1}`, ...columns.map(() => '')]),
      tall: 8.5,
      wide,
    },
  ]
  // What has a page of its own is told apart by who lays the form out.
  return wide ? all : [whole(all)]
}

function privacy({ consent, ...service }: Service, issuer: Issuer): LeafBlock[] {
  const values = { office: issuer.name, phone: issuer.phone }
  const rights = fill(consent.rights, values) ?? consent.rights
  const purposes = service.form.filter(({ personal }) => personal).length
  const says = [
    consent.purpose,
    consent.sensitive,
    `本表共${service.form.length}项，其中${purposes}项是个人信息，只填与您有关的项；每一项的用途可以问窗口，也可以在办事指南上看到。`,
    consent.retention,
    rights,
  ]
  return [{ is: 'points', items: says.filter((one) => one !== undefined), size: 9 }]
}

function materials({ materials: list }: Service): LeafBlock[] {
  if (list.length === 0) return []
  return [
    { is: 'heading', text: '三、随表材料（交了的在□内打√）' },
    {
      is: 'table',
      titles: ['□', '材料名称', '形式和份数', '要求和说明'],
      widths: [0, 3.2, 2, 6.4],
      rows: list.map((material) => ['□', material.name, materialForm(material), materialNotes(material)]),
    },
  ]
}

/** What the office writes: who took it in, then a field for each step as it runs. */
function office(service: Service): LeafBlock[] {
  const steps = stepsOf(service).map(({ label, kind, days }): readonly [string, string, string] => {
    if (kind !== 'publicNotice') return [label, '', `${kind === 'approval' ? '（公章）　　　' : ''}${signed}`]
    return [label, `公示${days ?? ''}个工作日：自${dated}至${dated}　　□无异议　□有异议（另附）`, signed]
  })
  const { promised } = service.limits
  const limit = promised ? `承诺时限：${limitSays(promised)}` : '主动服务，不设办结期限'
  return [
    {
      is: 'signs',
      rows: [
        ['承办人（受理）', '', '受理日期', dated],
        ['受理结果', '□受理　□补正　□不受理', '时限', limit],
      ],
    },
    ...(steps.length > 0
      ? ([{ is: 'opinions', rows: steps }] as const)
      : ([
          {
            is: 'signs',
            rows: [
              ['办理结果', '', '办结日期', dated],
              ['经办人', '', '复核人', ''],
            ],
          },
        ] as const)),
  ]
}

function notes(service: Service): string[] {
  const { supplement, form } = service
  const sensitive = form.filter((field) => field.sensitive || field.columns?.some((column) => column.sensitive))
  const hinted = form.filter(({ hint, type }) => hint && type !== 'rows')
  return [
    '用黑色、蓝黑色笔填写，字迹清楚；证件号码一格一位。不会填的，窗口工作人员帮助填写。',
    `材料不齐的，窗口一次告知全部要补的内容，请在${supplement.amount}${unitLabels[supplement.unit]}内补正；补正时间不计入办理时限。`,
    ...(sensitive.length > 0
      ? [`${sensitive.map(({ label }) => `“${label}”`).join('、')}属于敏感信息，只供经办人查看，不公示。`]
      : []),
    ...(hinted.length > 0 ? [`各项怎么填：${hinted.map(({ label, hint }) => `${label}，${hint}`).join('；')}。`] : []),
    '本表不收费。可以从办事指南页面下载，也可以在窗口领取；在窗口直接口述、由工作人员录入的，不用另填本表。',
  ]
}
