import type { Day } from '#core/day.ts'
import { evaluate } from '#core/service/expression.ts'
import type { Service } from '#core/service/format.ts'
import { scopeOf } from '#core/service/scope.ts'

/** What the steps of a service are called: where the office goes to people (主动服务) nobody applies, nothing is 受理. */
export type Wording = {
  readonly person: string
  readonly open: string
  readonly opened: (applicant: string) => string
  readonly accept: string
  readonly refused: string
  readonly withdraw: string
  readonly withdrawn: string
  readonly denied: string
}

/** The words of a service's procedure, in labels, sentences and on papers. */
export function wordingOf({ name, handling, deniedLabel = '不予认定' }: Service): Wording {
  if (handling !== 'initiated')
    return {
      person: '申请人',
      ...{ open: `申请${name}`, opened: (applicant) => `${applicant}申请${name}`, accept: '受理', refused: '不予受理' },
      ...{ withdraw: '申请人撤回', withdrawn: '申请人已撤回', denied: deniedLabel },
    }
  return {
    person: '服务对象',
    ...{ open: `开展${name}`, opened: (person) => `向${person}开展${name}`, accept: '开始办理', refused: '不予办理' },
    ...{ withdraw: '服务对象不愿继续', withdrawn: '服务对象不愿继续', denied: deniedLabel },
  }
}

/** Whether the office itself began it and nobody applied: then no paper says that somebody did (`appliedWhen`). */
export function isInitiated(service: Service, form: Readonly<Record<string, unknown>>, today: Day): boolean {
  if (service.handling !== 'initiated') return false
  return !service.appliedWhen || evaluate(service, service.appliedWhen, scopeOf(form, today)) !== true
}
