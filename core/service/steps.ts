import type { Service, ServiceStep, StepGroup } from '#core/service/format.ts'

/** Tells steps side by side from a single step. */
export function isGroup(step: Service['steps'][number]): step is StepGroup {
  return 'parallel' in step
}

/** All steps of a service one after the other, those that run side by side in the order of the file. */
export function stepsOf({ steps }: Pick<Service, 'steps'>): readonly ServiceStep[] {
  return steps.flatMap((step) => (isGroup(step) ? step.parallel : [step]))
}
