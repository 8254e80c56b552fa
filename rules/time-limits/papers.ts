import { type Day, dayOf, type Instant, spoken, spokenAt } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import { type Service, unitLabels } from '#core/service/format.ts'
import { fill } from '#core/service/template.ts'
import { answersInWords, publicName } from '#core/service/words.ts'
import type { Paper } from '#core/sheet.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { head } from '#rules/told-once/papers.ts'
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
        ...head(service, matter, setting),
        handler,
        acceptedAt: date(limit?.startedAt),
        dueAt: extension?.dueBefore ?? '—',
        reason: extension?.reason ?? '',
        ...(extension && { taken: extension.taken }),
        extendedBy: `${extension?.amount ?? 0}${unitLabels[limit?.limit.unit ?? 'workingDays']}`,
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
        ...head(service, matter, setting),
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

/**
 * 公示: hung up when the case enters the step of its public notice, by whichever move that happens (1.5). A person's name
 * is shortened, an undertaking's stands whole (个人信息保护法 art. 25).
 */
export function noticePaper(service: Service, into: string) {
  return (matter: Matter<CaseFacts>, _input: unknown, setting: Setting): Paper | null => {
    const { notice, object } = service
    const clock = matter.clocks.find(({ name }) => name === 'notice')
    if (matter.state !== into || !notice || !clock) return null
    const { applicant } = matter.facts
    const publisher = setting.nameOf(matter.office)
    const [from, to] = [date(clock.startedAt), date(clock.dueAt)]
    const values = {
      ...answersInWords(service, matter.facts.form, setting.nameOf),
      ...{ name: object === 'company' ? applicant : publicName(applicant), office: publisher, service: service.name },
      ...{ number: matter.number, date: date(setting.at), from, to },
      result: service.results.map(({ name }) => name).join('、'),
      phone: setting.nameOf(`phone:${matter.office}`) || '见页脚',
    }
    const words = (text: string) => fill(text, values) ?? ''
    return {
      kind: 'public-notice',
      data: {
        ...{ title: words(notice.title), says: words(notice.text), objection: words(notice.objection) },
        service: { name: service.name, code: service.code },
        ...{ caseNumber: matter.number, from, until: to, publisher },
        handler: { name: setting.nameOf(matter.custody.holder.staff) },
      },
    }
  }
}
