import { type Limit, type Service, unitLabels } from '#core/service/format.ts'
import { isGroup, stepsOf } from '#core/service/steps.ts'

/** One of the eight opens of clause 6.2 as shown on the service card, on the portal and on the wall. */
export type Open = { readonly key: string; readonly label: string; readonly says: readonly string[] }

/** The eight opens (6.2), drawn from the very definition that runs the service (1.2.i). */
export function eightOpens(service: Service): readonly Open[] {
  const { opens } = service
  return [
    { key: 'item', label: '服务项目', says: [service.name, service.summary] },
    { key: 'procedure', label: '办理程序', says: procedureOf(service) },
    { key: 'materials', label: '申报材料', says: materialsOf(service) },
    { key: 'fee', label: '收费标准', says: [opens.fee.says] },
    { key: 'limit', label: '办结时限', says: limitsOf(service) },
    { key: 'basis', label: '政策依据', says: service.basis.map(basisSays) },
    { key: 'licence', label: '行政许可', says: [opens.licence.says] },
    { key: 'handler', label: '承办人员', says: [opens.handler.says] },
  ]
}

/** A limit in words: `10个工作日`; nothing to wait for is `当场`. */
export function limitSays({ amount, unit }: Pick<Limit, 'amount' | 'unit'>): string {
  return amount === 0 ? '当场' : `${amount}${unitLabels[unit]}`
}

function procedureOf(service: Service): readonly string[] {
  const steps = service.steps.map((step) =>
    isGroup(step)
      ? `${step.label}：${step.says}（${step.parallel.map(({ label, says }) => `${label}，${says}`).join('；')}；同时办理）`
      : `${step.label}：${step.says}`,
  )
  if (service.handling === 'instant') return ['申请：本人提出，窗口核对', '办理：当场办成']
  if (service.handling === 'limited') return ['申请：本人提出，窗口受理', ...steps]
  const asked = service.appliedWhen ? '，本人也可以提出' : '，不用申请'
  return [`开展：工作人员主动联系${asked}`, ...steps]
}

function materialsOf({ materials }: Service): readonly string[] {
  return materials.length > 0 ? materials.map(materialSays) : ['不需要材料']
}

function materialSays({ name, required, whenSays, exempt }: Service['materials'][number]): string {
  const notes = [whenSays, required ? undefined : '可不交', exempt && `免提交，${exempt}`].filter((note) => note)
  return notes.length > 0 ? `${name}（${notes.join('；')}）` : name
}

function limitsOf(service: Service): readonly string[] {
  const { statutory, promised } = service.limits
  const noticed = stepsOf(service).some((step) => step.kind === 'publicNotice')
  const counted = service.publicNoticeCountsInLimit ? '公示时间计入办结时限' : '公示时间不计入办结时限'
  return [
    promised ? `承诺时限：${limitSays(promised)}` : '承诺时限：由工作人员主动开展，不设办结期限',
    statutory ? `法定时限：${limitSays(statutory)}` : '法定时限：国家没有统一规定',
    ...(noticed ? [counted] : []),
  ]
}

function basisSays({ title, number, article }: Service['basis'][number]): string {
  return `《${title}》${number ? `（${number}）` : ''}${article ?? ''}`
}
