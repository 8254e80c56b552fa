import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Settings } from 'typebox/system'
import { Value } from 'typebox/value'
import type { Problem } from '#core/refusal.ts'
import { type Fault, spoken } from '#core/shape.ts'

// All that is wrong is told at once (8.1), not the first eight findings.
Settings.Set({ maxErrors: 64 })

/** A request that doesn't fit its schema, with every problem in Chinese. */
export class Misfit extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super('the request does not fit its schema')
    this.problems = problems
  }
}

/**
 * Checks requests by TypeBox. A body is taken as it is: nothing is converted, dropped or filled in.
 * Query, path and headers are text on the wire, so numbers and booleans are read from it, and defaults apply.
 */
export const validator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = lazy(() => Compile(schema))
  return (given: unknown) => {
    const value = httpPart === 'body' ? given : Value.Convert(schema, Value.Default(schema, Value.Clone(given)))
    if (check().Check(value)) return { value }
    return { error: new Misfit(spoken(schema, check().Errors(value) as Fault[])) }
  }
}

/** The problems of a value under any JSON Schema; empty when it fits. For inputs whose schema is known only at run time. */
export function misfits(schema: Readonly<Record<string, unknown>>, value: unknown): readonly Problem[] {
  const check = compiled(schema)
  return check.Check(value) ? [] : spoken(schema, check.Errors(value) as Fault[])
}

const known = new WeakMap<object, ReturnType<typeof Compile>>()

function compiled(schema: Readonly<Record<string, unknown>>) {
  const had = known.get(schema)
  if (had) return had
  const made = Compile(schema as TSchema)
  known.set(schema, made)
  return made
}

/** Compiling a hundred schemas at boot costs more than most of them are ever used. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly is: T } | null = null
  return () => {
    made ??= { is: make() }
    return made.is
  }
}
