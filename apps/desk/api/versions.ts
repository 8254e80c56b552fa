import { queryOptions } from '@tanstack/react-query'
import { read } from '#apps/desk/api/call.ts'
import type { Comparison, VersionPage } from '#rules/open-affairs/screens/versions.tsx'

/** Every service with the version in force, those that wait and what was published. */
export const versions = queryOptions({
  queryKey: ['versions'],
  queryFn: () => read<VersionPage>('/api/versions'),
})

/** Two versions side by side; of what isn't named, the one in force and the newest that waits. */
export const comparing = (code: string, from: string | undefined, to: string | undefined) =>
  queryOptions({
    queryKey: ['versions', 'compare', code, from, to],
    queryFn: () => {
      const asked = Object.entries({ from, to }).flatMap(([name, value]) => (value ? [[name, value]] : []))
      return read<Comparison>(`/api/versions/${encodeURIComponent(code)}/compare?${new URLSearchParams(asked)}`)
    },
  })
