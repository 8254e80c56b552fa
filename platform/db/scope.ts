/** tenant: sets app.tenant by SET LOCAL (RLS); paths: ltree prefixes the caller may see, sets app.paths (RLS on tables with org_path). */
export type Scope = { readonly tenant: string; readonly paths: readonly string[] }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const path = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/

/**
 * The opening words of a transaction. Literal SET LOCAL, not set_config(): it passes PgBouncer's transaction mode and
 * is what Citus hands on to its workers. Literal text is safe here because both shapes are checked.
 */
export function openingOf(scope: Scope | null, readOnly: boolean): string {
  const begin = readOnly ? 'begin read only' : 'begin'
  if (scope === null) return begin
  if (!uuid.test(scope.tenant)) throw new RangeError(`not a tenant: ${scope.tenant}`)
  const wrong = scope.paths.find((each) => !path.test(each))
  if (wrong !== undefined) throw new RangeError(`not an organization path: ${wrong}`)
  return `${begin}; set local app.tenant = '${scope.tenant}'; set local app.paths = '${scope.paths.join(',')}'`
}
