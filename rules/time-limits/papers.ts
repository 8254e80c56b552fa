import { type Day, dayOf, type Instant, spoken, spokenAt } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import type { Service } from '#core/service/format.ts'
import type { Paper } from '#core/sheet.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { applicantOf } from '#rules/told-once/papers.ts'
import { delayReasons, published } from './explain.ts'
import { keyOf, latenessOf, latenessSays } from './lateness.ts'
import { lastExtension, ways } from './policy.ts'

const date = (at: Instant | null | undefined): string => (at ? spoken(dayOf(at)) : '—')

/** 延期办理告知书: the old date, the new one, why, and who approved it (7.5). */
export function extensionPaper(service: Service) {
  return (matter: Matter<CaseFacts>, input: { told: keyof typeof ways }, setting: Setting): Paper => {
    const extension = lastExtension(matter.facts)
    const limit = matter.clocks.find(({ name }) => name === 'limit')
    const handler = { name: setting.nameOf(matter.custody.holder.staff) }
    return {
      kind: 'extension-notice',
      data: {
        applicant: applicantOf(service, matter.facts),
        service: { name: service.name, code: service.code },
        appliedAt: date(matter.openedAt),
        caseNumber: matter.number,
        handler,
        acceptedAt: date(limit?.startedAt),
        dueAt: extension?.dueBefore ?? '—',
        reason: extension?.reason ?? '',
        ...(extension && { taken: extension.taken }),
        extendedBy: `${extension?.amount ?? 0}个工作日`,
        newDueAt: limit?.dueAt ? date(limit.dueAt) : '公示结束后顺延计算',
        approvedBy: {
          name: setting.actor ? setting.nameOf(setting.actor.staff) : '',
          title: setting.actor ? setting.nameOf(setting.actor.post) : '',
          at: spokenAt(setting.at),
        },
        told: {
          way: ways[input.told],
          by: setting.actor ? setting.nameOf(setting.actor.staff) : handler.name,
          at: spokenAt(setting.at),
        },
        basis: ['《优化营商环境条例》第三十六条', '服务规范 7.5'],
      },
    }
  }
}

/** 超期说明告知书: why it is late, what is done now, and the new day, as the head approved it (7.5). */
export function delayPaper(service: Service) {
  return (matter: Matter<CaseFacts>, _input: unknown, setting: Setting): Paper => {
    const told = published(matter.facts)
    const limit =
      matter.clocks.find(({ name }) => name === 'limit') ?? matter.clocks.find(({ name }) => name === 'review')
    const late = latenessOf(matter.facts).filter((one) => told?.covers.includes(keyOf(one)))
    return {
      kind: 'delay-explanation',
      data: {
        applicant: applicantOf(service, matter.facts),
        service: { name: service.name, code: service.code },
        appliedAt: date(matter.openedAt),
        caseNumber: matter.number,
        handler: { name: setting.nameOf(matter.custody.holder.staff) },
        acceptedAt: date(limit?.startedAt),
        lateness: late.map(latenessSays),
        reason: told ? delayReasons[told.reason] : '',
        words: told?.words ?? '',
        doing: told?.doing ?? '',
        ...(told?.expected && { expected: spoken(told.expected as Day) }),
        approvedBy: {
          name: setting.actor ? setting.nameOf(setting.actor.staff) : '',
          title: setting.actor ? setting.nameOf(setting.actor.post) : '',
          at: spokenAt(setting.at),
        },
        basis: ['服务规范 7.5', '服务规范 7.4'],
      },
    }
  }
}
