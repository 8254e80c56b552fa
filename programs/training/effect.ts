import { type Instant, iso } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import type { Effect } from '#matter/effect.ts'
import { type Code, isCode, type Payee, subjectKey } from './policy.ts'
import { addApplicant } from './seats.ts'

/** Whoever's application for training was approved waits for a class from then on; the case stays where it is. */
export const trainingEffect: Effect = async (tx, tenant, { before, after, path, at }) => {
  const code = after.kind === 'case' ? after.service?.code : undefined
  if (!code || !isCode(code) || after.state !== 'done' || before?.state === 'done') return null
  const person = personOf(after, code)
  if (person) addApplicant(tx, tenant, { ...person, id: after.id, org_path: path }, at)
  return null
}

function personOf({ facts, office, number }: Matter, service: Code) {
  const { form, applicant } = facts as { readonly form: Readonly<Record<string, unknown>>; readonly applicant: string }
  const { idNumber, mobile, provider, subsidyWay } = form
  if (!isSealed(idNumber)) return null
  const subject = String((service === 'JY14' ? form['trade'] : form['course']) ?? '')
  const way: Payee = subsidyWay === 'person' ? 'person' : 'provider'
  return {
    ...{ office, number, service, name: applicant, subject, way, provider: String(provider ?? '') },
    subject_key: subjectKey(service, subject, service === 'JY14' ? String(form['level'] ?? '') : ''),
    ...{ blind: idNumber.blind, id_masked: idNumber.masked, phone_masked: isSealed(mobile) ? mobile.masked : '' },
  }
}

/** Where a page of those who wait goes on: after this one. */
export const keyOf = ({ approved_at, id }: { readonly approved_at: Date; readonly id: string }): string =>
  `${iso(approved_at.getTime() as Instant)}_${id}`
