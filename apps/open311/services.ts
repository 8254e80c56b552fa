import type { Fields } from '#apps/open311/answer.ts'
import { windowsOf } from '#apps/portal/say.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { type Complaint, causes, targets } from '#rules/quality-service/complaint.ts'

/** What may be asked for by the standard interface: a complaint or an opinion, by what it is about (10.5.2). */
export type Code = Complaint['cause']

export const isCode = (code: string): code is Code => Object.hasOwn(causes, code)

const abouts: Readonly<Record<Code, string>> = {
  attitude: '对窗口、工作人员或单位的服务态度有意见',
  pace: '对办事快慢、是否按时办结有意见',
  formality: '对要求的手续、材料有意见',
  fee: '对收费情况有意见',
  result: '对办理结果有意见',
  other: '其他投诉、意见和建议',
}

/** The list of services. Each has a definition, since whom it is about has to be said. */
export const services = (): readonly Fields[] =>
  (Object.keys(causes) as Code[]).map((code) => ({
    service_code: code,
    service_name: serviceName(code),
    description: abouts[code],
    metadata: true,
    type: 'realtime',
    keywords: ['投诉', '意见', '公共就业服务'].join(','),
    group: '投诉和意见',
  }))

export const serviceName = (code: Code): string => (code === 'other' ? '意见建议和其他' : `投诉：${causes[code]}`)

/** What has to be said of one: the office, whom it is about, and the window or the person (10.5.2). */
export function definition(code: Code, office: OfficeSnapshot, orgs: readonly Organization[]): Fields {
  const windows = [...new Set(orgs.flatMap((org) => windowsOf(office, org)))]
  return {
    service_code: code,
    attributes: [
      attribute(1, 'office', '服务点', true, pairs(orgs.map((org) => [org.code, org.name]))),
      attribute(2, 'target', '对谁提出', true, pairs(Object.entries(targets))),
      attribute(3, 'window', '哪个窗口，对窗口提出的要填', false, pairs(windows.map((name) => [name, name]))),
      attribute(4, 'staff', '哪位工作人员，填姓名或者工号，对工作人员提出的要填', false, null),
      attribute(5, 'wish', '希望怎样处理', false, null),
    ],
  }
}

const pairs = (entries: readonly (readonly [string, string])[]): readonly Fields[] =>
  entries.map(([key, name]) => ({ key, name }))

function attribute(
  order: number,
  code: string,
  description: string,
  required: boolean,
  values: readonly Fields[] | null,
): Fields {
  const datatype = values ? 'singlevaluelist' : 'string'
  return {
    ...{ variable: true, code, datatype, required, datatype_description: null, order, description },
    ...(values && { values }),
  }
}
