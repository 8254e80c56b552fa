import { form, longText, post } from '#core/field.ts'
import type { Condition, Setting, State } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import type { Service, ServiceStep } from '#core/service/format.ts'
import { isGroup } from '#core/service/steps.ts'
import type { CaseFacts, StepDone } from '#rules/told-once/contract.ts'
import { anew, type Case, denied, denies, done, limitClock, type Onward, type Row, stateOf, writes } from './steps.ts'

/** A step that two members of staff do together (5.2): the one writes and names the other, the other signs or sends it back. */

/** Where it waits for the second signature. */
const waiting = ({ id }: Pick<ServiceStep, 'id'>): string => `with-${id}`

export function togetherState(service: Service, step: Service['steps'][number]): [string, State][] {
  if (isGroup(step) || !step.together) return []
  return [[waiting(step), { label: `${step.label}：待第二人签字`, owner: 'turn', clock: limitClock(service) }]]
}

const Written = form({ opinion: longText('核查意见'), with: post('一起办理的第二人（岗位）') })
const Signed = form({ opinion: longText('本人看到的情况') })
const Again = form({ reason: longText('退回的理由') })

/** What was written and has not been signed yet. */
const unsigned = ({ id }: ServiceStep, { steps = [] }: CaseFacts): StepDone | undefined =>
  steps.findLast((one) => one.step === id && !one.undone)

const firstHand = (step: ServiceStep): Condition<CaseFacts> => ({
  clause: '5.2',
  says: '两名工作人员要是不同的人，第一人不能替第二人签字',
  holds: ({ facts }, { actor }) => unsigned(step, facts)?.by !== actor?.staff,
})

type Input = { readonly opinion: string; readonly with: string }

/** The second is somebody who is there, and somebody else. */
function somebodyElse(_matter: Case, input: Input, { hold, actor }: Setting): readonly Problem[] {
  const second = hold(input.with)
  if (!second) return [{ at: '/with', says: '没有这个岗位，或者岗位上没有人', clause: '5.2' }]
  if (second.staff !== actor?.staff && second.post !== actor?.post) return []
  return [{ at: '/with', says: '要由两名不同的工作人员一起办理，请选另一个人的岗位', clause: '5.2' }]
}

export function togetherRows(service: Service, step: ServiceStep, to: string, onward: Onward): Record<string, Row> {
  const { id, label } = step
  const [here, after] = [stateOf(step), waiting(step)]
  const by: Row['by'] = ['holder', 'deputy', 'partner']
  const { input, checks } = writes(service, step, Written)
  const keep = done(service, step)
  const back: Pick<Row, 'from' | 'to' | 'cites' | 'turn' | 'input' | 'keeps'> = {
    ...{ from: [after], to: here, turn: null, cites: ['5.2', '8.2'], input: Again, keeps: anew([step]) },
  }
  return {
    [`pass-${id}`]: {
      label: `${label}：填写并交第二人签字`,
      ...{ from: [here], to: after, by, cites: ['5.2', '7.4', '8.2'], input: input!, main: true },
      checks: (matter, filled: never, setting) => [
        ...(checks?.(matter, filled, setting) ?? []),
        ...somebodyElse(matter, filled, setting),
      ],
      keeps: (facts, filled: Input, setting) => {
        const kept = keep(facts, filled, setting)
        const steps = kept.steps ?? []
        return { ...kept, steps: [...steps.slice(0, -1), { ...steps.at(-1)!, with: { post: filled.with } }] }
      },
      turn: (facts) => unsigned(step, facts)?.with?.post ?? null,
      says: (_m, filled: Input, { nameOf }) => `${label}：${filled.opinion}；交${nameOf(filled.with)}签字`,
    },
    [`sign-${id}`]: {
      label: `${label}：第二人签字`,
      ...{ from: [after], to, by: ['turn'], cites: ['5.2', '7.4', '8.2'], input: Signed, main: true },
      needs: [firstHand(step)],
      ...onward,
      keeps: signed(step),
      says: (_m, { opinion }: { opinion: string }) => `${label}，第二人签字：${opinion}`,
    },
    [`return-${id}`]: {
      ...back,
      label: `${label}：与看到的不符，退回`,
      by: ['turn'],
      needs: [firstHand(step)],
      says: (_m, { reason }: { reason: string }) => `${label}：第二人退回，${reason}`,
    },
    // Whoever was named may be away or no longer there: nobody waits for a signature that can't come.
    [`rename-${id}`]: {
      ...back,
      label: `${label}：收回，另请第二人`,
      by: ['holder', 'deputy'],
      says: (_m, { reason }: { reason: string }) => `${label}：收回另请第二人，${reason}`,
    },
    [`deny-${id}`]: { ...denied(service, step, denies(service, step)), from: [here], by },
  }
}

function signed(step: ServiceStep) {
  return (facts: CaseFacts, { opinion }: { opinion: string }, { at, actor }: Setting): CaseFacts => ({
    ...facts,
    steps: (facts.steps ?? []).map((one) =>
      one === unsigned(step, facts) && one.with
        ? { ...one, with: { ...one.with, by: actor?.staff ?? '', at, opinion } }
        : one,
    ),
  })
}
