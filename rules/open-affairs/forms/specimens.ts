import { chartOf } from '#core/chart.ts'
import { day } from '#core/day.ts'
import { figureSays } from '#core/service/figure.ts'
import type { Service } from '#core/service/format.ts'
import { type Paper, type SheetData, type SheetKind, sheetTitle, sheetTitles } from '#core/sheet.ts'
import type { World } from '#matter/world.ts'
import { badgeData, printBadges } from '#platform/sheets/badges.ts'
import { blankForm, blankTitle } from '#platform/sheets/blank.ts'
import { guideLeaf } from '#platform/sheets/guide.ts'
import { type Issuer, type Leaf, leafDrawn, printLeaf } from '#platform/sheets/leaf.ts'
import { type Drawn, renderSheet } from '#platform/sheets/render.ts'
import { schemeLeaf } from '#platform/sheets/scheme.ts'
import { specimenHead, specimens } from '#platform/sheets/specimens.ts'
import { isToConfirm } from '#regulation/confidence.ts'
import { empties } from './empty.ts'
import { sampleResult } from './invented.ts'

/** One kind of paper with an artificial example, made by the code that makes the real ones. */
export type Specimen = {
  readonly key: string
  readonly group: keyof typeof groups
  readonly title: string
  /** The blank to take away, where there is one: its address. */
  readonly blank: string | null
  readonly pdf: () => Promise<Uint8Array>
  /** What its picture shows. */
  readonly drawn: Drawn
}

export const groups = {
  service: '各事项的空白表',
  guide: '办事指南',
  result: '各事项的办理结果文书',
  notice: '告知、决定和流转文书',
  empty: '手写登记表',
  plate: '证牌',
} as const

const today = day('2026-11-23')
const mark = '样张 测试数据'
export const specimenIssuer: Issuer = {
  ...{ name: '测试街道公共就业服务中心', phone: '000-00000000', supervisionPhone: '000-00000110' },
  ...{ address: '测试区测试街道测试路1号', mark },
}

let known: { readonly versions: string; readonly all: readonly Specimen[] } | undefined

/** All specimens as they are now: laid out once, and again when another version of a service holds. */
export function specimensNow(world: Pick<World, 'catalogue' | 'processes'>): readonly Specimen[] {
  const versions = JSON.stringify(world.catalogue.list().map(({ code }) => world.catalogue.get(code)?.digest))
  if (known?.versions !== versions) known = { versions, all: allSpecimens(world) }
  return known.all
}

/** Every kind of paper there is, with its specimen: all sheets, every service's blank, guide and result, and the rest. */
export function allSpecimens({ catalogue, processes }: Pick<World, 'catalogue' | 'processes'>): readonly Specimen[] {
  const services = catalogue.list().flatMap(({ code }) => catalogue.get(code)?.service ?? [])
  return [
    ...services.map((service) =>
      leafed('service', `blank-${service.code}`, blankForm(service, specimenIssuer), {
        title: `${service.code} ${blankTitle(service)}`,
        blank: `/api/services/${service.code}/form.pdf`,
      }),
    ),
    ...services.map((service) =>
      leafed('guide', `guide-${service.code}`, sampleGuide(processes, service), {
        title: `${service.code} ${service.name}办事指南`,
        blank: `/api/services/${service.code}/guide.pdf`,
      }),
    ),
    ...services.map((service) => {
      const data = sampleResult(service)
      return sheet(
        'result',
        `result-${service.code}`,
        { kind: 'result', data },
        `${service.code} ${sheetTitle({ kind: 'result', data })}`,
      )
    }),
    ...(Object.keys(sheetTitles) as SheetKind[]).map((kind) =>
      sheet('notice', `sheet-${kind}`, { kind, data: specimens[kind] } as Paper, sheetTitles[kind]),
    ),
    ...empties.map(({ name, title, make }) =>
      leafed('empty', `form-${name}`, make(specimenIssuer), { title, blank: `/api/forms/${name}.pdf` }),
    ),
    leafed('empty', 'scheme', schemeLeaf(specimenIssuer, sampleScheme, '2026年11月23日'), {
      title: 'AB角配备表',
      blank: null,
    }),
    badges('badge', '胸牌'),
    badges('plate', '桌牌'),
  ]
}

function leafed(
  group: Specimen['group'],
  key: string,
  leaf: Leaf,
  { title, blank }: Pick<Specimen, 'title' | 'blank'>,
): Specimen {
  return { ...{ key, group, title, blank }, pdf: () => printLeaf(leaf, today), drawn: leafDrawn(leaf, today) }
}

function sheet(group: Specimen['group'], key: string, { kind, data }: Paper, title: string): Specimen {
  const head = specimenHead(kind)
  return {
    ...{ key, group, title, blank: null },
    pdf: () => renderSheet(kind, data as SheetData[typeof kind], head),
    drawn: { kind, data, head } as Drawn,
  }
}

/** The guide of a service as it is printed, under an invented heading. */
export function sampleGuide(processes: World['processes'], service: Service): Leaf {
  const found = processes.opening('case', service.code)
  if (!found) throw new TypeError(`${service.code} does not run`)
  const figures = (service.settings ?? []).map((one) => ({
    ...{ label: one.label, says: figureSays(one, one.value), toConfirm: isToConfirm(one.confidence) },
  }))
  return guideLeaf(service, specimenIssuer, {
    ...{ figures, toConfirm: ({ confidence }) => isToConfirm(confidence), chart: chartOf(found.process) },
    hours: '工作日 08:30—11:30，13:30—17:00（测试数据）',
  })
}

const sampleScheme = [
  {
    ...{ post: '综合窗口一', duties: '接待来访，登记首问，受理材料' },
    ...{ a: '测试王某（T001）', b: '测试李某（T002）', phone: '000-00000001', since: '2026年7月1日' },
  },
  {
    ...{ post: '复核岗', duties: '复核窗口受理的办件' },
    ...{ a: '测试赵某（T003）', b: '测试李某（T002）', phone: '000-00000003', since: '2026年7月1日' },
  },
]

function badges(kind: 'badge' | 'plate', title: string): Specimen {
  const card = {
    ...{ office: specimenIssuer.name, name: '测试王某', post: '综合窗口一', number: 'T001', until: '2027年12月31日' },
    ...{
      url: 'http://127.0.0.1:3000/badge/TEST7K3M9QXA',
      supervisionPhone: specimenIssuer.supervisionPhone,
      ...(kind === 'plate'
        ? ({
            window: '1号综合窗口',
            rateUrl: 'http://127.0.0.1:3000/rate/at/TEST7K3M9QXA',
            roles: [
              ['A角', '测试王某'],
              ['B角', '测试李某'],
            ],
          } as const)
        : { window: null, roles: [], rateUrl: null }),
      photo: null,
    },
  }
  const pages = { ...{ kind, house: specimenIssuer.name, day: today, mark }, cards: [card] }
  const { data, pictures } = badgeData(pages)
  return {
    ...{ key: kind, group: 'plate', title, blank: null },
    pdf: () => printBadges(pages),
    drawn: { template: 'badges', data, pictures },
  }
}
