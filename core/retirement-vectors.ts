import type { Worker } from '#core/retirement.ts'

/** For tests: the vectors of domain 8.5. Who, the month of birth, months of delay, the month in which the age is reached. */
export const vectors: readonly (readonly [worker: Worker, birth: string, delayed: number, month: string])[] = [
  ['man60', '1965-01', 1, '2025-02'],
  ['man60', '1965-05', 2, '2025-07'],
  ['man60', '1976-08', 35, '2039-07'],
  ['man60', '1976-09', 36, '2039-09'],
  ['woman55', '1970-01', 1, '2025-02'],
  ['woman55', '1981-09', 36, '2039-09'],
  ['woman50', '1975-03', 2, '2025-05'],
  ['woman50', '1984-11', 60, '2039-11'],
]
