import { read } from '#apps/desk/api/call.ts'
import { queries } from '#apps/desk/api/queries.ts'
import type { Name } from '#core/view.ts'
import type { Found, Lookup } from '#ui/form/lookup.ts'

type Duty = { readonly staff: Name; readonly label?: string; readonly standsFor?: Name | null }
type Role = Name | null
type Post = { readonly id: string; readonly name: string; readonly A?: Role; readonly B?: Role; readonly onDuty?: Duty }
type Body = {
  readonly id: string
  readonly name: string
  readonly matters?: string
  readonly phone?: string
  readonly hours?: string
}
export type Directory = {
  readonly posts: readonly Post[]
  readonly inSystem: readonly Body[]
  readonly outside: readonly Body[]
}

/** What the directory has for these words: my office's posts and people, bodies in the system and outside. */
export const find: Lookup['find'] = async (what, words, scope, role) => {
  const found = await queries.fetchQuery({
    queryKey: ['directory', words, role],
    queryFn: () => read<Directory>(`/api/directory?q=${encodeURIComponent(words)}${role ? `&role=${role}` : ''}`),
    staleTime: 30_000,
  })
  if (what === 'post') return found.posts.map(postFound)
  if (what === 'staff') return calledSo(peopleOf(found), words)
  if (scope === 'inside') return found.inSystem.map(bodyFound)
  return (scope === 'outside' ? found.outside : [...found.inSystem, ...found.outside]).map(bodyFound)
}

function postFound({ id, name, onDuty }: Post): Found {
  return { value: id, label: name, ...(onDuty ? { hint: `${onDuty.label ?? '值守'}：${onDuty.staff.name}` } : {}) }
}

function bodyFound({ id, name, matters, phone, hours }: Body): Found {
  return { value: id, label: name, hint: [matters, phone, hours].filter(Boolean).join(' · ') }
}

/** Everyone who holds a post of the office, once. */
function peopleOf({ posts }: Directory): readonly Found[] {
  const people = new Map<string, Found>()
  // Beside a name stands the post that is theirs as A, where they have one.
  for (const role of [(post: Post) => post.A, (post: Post) => post.B, (post: Post) => post.onDuty?.staff])
    for (const post of posts) {
      const who = role(post)
      if (who && !people.has(who.id)) people.set(who.id, { value: who.id, label: who.name, hint: post.name })
    }
  return [...people.values()]
}

/** Those with these words in their name; a post finds its other people too, who are shown only when nobody is called so. */
function calledSo(people: readonly Found[], words: string): readonly Found[] {
  const called = people.filter(({ label }) => label.includes(words.trim()))
  return called.length > 0 ? called : people
}
