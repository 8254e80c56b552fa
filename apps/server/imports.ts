import type { World } from '#matter/world.ts'
import { bodyImport } from '#office/import/bodies.ts'
import type { ImportKinds } from '#office/import/kind.ts'
import { peopleImport } from '#office/import/people.ts'
import { surveyImport } from '#programs/survey/import.ts'
import { versionsOf } from '#programs/survey/questions.ts'

/** The tables that may be taken in from Excel, one a kind. */
export function importsOf({ keys, catalogue }: Pick<World, 'keys' | 'catalogue'>): ImportKinds {
  const survey = { keys, service: versionsOf({ catalogue }) }
  const all = [
    surveyImport(survey, 'household'),
    surveyImport(survey, 'enterprise'),
    bodyImport,
    peopleImport({ keys }),
  ]
  return new Map(all.map((kind) => [kind.word, kind]))
}
