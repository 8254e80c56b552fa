import { dayOf, spoken } from '#core/day.ts'
import type { Setting } from '#core/process.ts'
import type { Service, ServiceEnrolment } from '#core/service/format.ts'
import type { Paper } from '#core/sheet.ts'
import { ways } from './forms.ts'
import type { Enrolled } from './policy.ts'

/** What a person is told when they leave the register: from when, why, on what ground, and how to be heard again. */
export function exitPaper(service: Service, enrolment: ServiceEnrolment) {
  return (
    { facts, number, custody }: Enrolled,
    input: { readonly told: keyof typeof ways },
    { nameOf }: Setting,
  ): Paper => {
    const { proposed: one, ended, name, idNumber, phone, registered } = facts
    const exit = enrolment.exits.find(({ code }) => code === one?.reason)
    const basis = service.basis.find(({ id }) => id === exit?.basis)
    const law = basis ? `《${basis.title}》${basis.article ?? ''}` : ''
    return {
      kind: 'denial',
      data: {
        decision: `退出${enrolment.title}`,
        ...{ leaves: true, initiated: true },
        applicant: { name, ...(idNumber && { idMasked: idNumber.masked }), ...(phone && { phone: phone.masked }) },
        service: { name: service.name, code: service.code },
        ...{ appliedAt: spoken(registered), caseNumber: number, acceptedAt: one ? spoken(dayOf(one.at)) : '—' },
        handler: { name: nameOf(custody.holder.staff) },
        findings: [
          `${spoken(registered)}起在册（${facts.originNumber}）`,
          one?.says ?? '',
          `自${ended ? spoken(ended.on) : '—'}起不再列入${enrolment.title}；以后符合条件的，可以重新申请`,
          `告知方式：${ways[input.told]}`,
        ],
        reasons: [{ says: exit?.label ?? '', basis: [law, one?.basis].filter(Boolean).join('；') }],
        remedies: service.remedies.map(({ text }) => ({ way: text })),
      },
    }
  }
}
