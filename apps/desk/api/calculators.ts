import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import type { Answer } from '#core/sums/answer.ts'
import type { Schema } from '#ui/form/schema.ts'

export type CalculatorForm = {
  readonly name: string
  readonly title: string
  readonly service: string | null
  readonly says: string
  readonly form: Schema
}

export type Reckoned = Answer & { readonly name: string; readonly title: string }

/** What may be reckoned, with the form of each. */
export const calculatorList = queryOptions({
  queryKey: ['calculators'],
  queryFn: async () =>
    (await read<{ readonly calculators: readonly CalculatorForm[] }>('/api/calculators')).calculators,
  staleTime: Number.POSITIVE_INFINITY,
})
