import type { Static, TSchema } from 'typebox'
import type { Refusal } from '#core/refusal.ts'
import { problemsOf } from '#core/shape.ts'
import type { Answer, Calculator, Setting } from '#core/sums/answer.ts'

type Made<Form extends TSchema> = Omit<Calculator, 'form' | 'run'> & {
  readonly form: Form
  /** Reckons with an input that fits the form. */
  reckon(input: Static<Form>, setting: Setting): Answer | Refusal
}

/** A calculator that looks at its input before it reckons: everything that doesn't fit the form is told at once (8.1). */
export function calculator<Form extends TSchema>({ reckon, ...made }: Made<Form>): Calculator {
  return {
    ...made,
    run(input, setting) {
      const problems = problemsOf(made.form, input)
      if (problems.length === 0) return reckon(input as Static<Form>, setting)
      return { refused: 'bad-input', clause: '8.1', says: problems[0]?.says ?? '填写内容有误', problems }
    },
  }
}
