import type { Refusal } from '#core/refusal.ts'
import { isSuperiorOf, nameOf, type OfficeId, type Post, type PostId } from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import { endAssignments, insertPost, type NewPost, savePost, savePostClosed } from '#office/ground-store.ts'
import { keeps, leads } from '#office/keeper.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'

export type PostAsk = Omit<NewPost, 'code'> & {
  /** What process tables call it, such as `review`; made up where none is given. */
  readonly code: string | null
  /** Codes of the services that exist. */
  readonly known: readonly string[]
}
type OfPost = { readonly post: PostId }

/** A post with its duties, which are public (1.2.b). The head's post is founded from above, never by its own office. */
export function addPost(office: OfficeSnapshot, by: By, ask: PostAsk): Refusal | Change<OfPost> {
  const o = office.organizations.get(ask.office)
  if (!o || !(keeps(office, by, ask.office) || leads(office, by, ask.office))) return notSeen('没有这个单位')
  if (o.closedAt !== null) return badInput('1.2.b', '/office', `${o.name}已撤销`)
  const own = [...office.roster.posts.values()].filter((p) => p.office === ask.office)
  if (ask.head && !mayHead(office, by, ask.office)) return onlyFromAbove
  if (ask.head && office.roster.headPost.has(ask.office)) return badInput('1.2.b', '/head', '本单位已有负责人岗位')
  const code = ask.code ?? freeCode(own, ask.head ? 'head' : 'p')
  if (own.some((p) => p.code === code)) return badInput('1.2.b', '/code', '本单位已有这个岗位代码')
  const wrong = wrongPost(office, ask, null)
  if (wrong) return wrong
  return {
    writes: [insertPost(by.tenant, { ...ask, code })],
    line: {
      ...{ act: 'post.add', clause: '1.2.b', office: ask.office },
      what: { post: ask.id, code, name: ask.name, services: ask.services, head: ask.head },
      says: `${nameOf(office.roster, by.staff)}在${o.name}设立岗位${ask.name}`,
    },
    result: { post: ask.id },
  }
}

/** Name, duties and services of a post. */
export function editPost(
  office: OfficeSnapshot,
  by: By,
  ask: Omit<PostAsk, 'code' | 'office' | 'head'>,
): Refusal | Change<OfPost> {
  const post = openPost(office, by, ask.id)
  if ('refused' in post) return post
  if (post.head && !mayHead(office, by, post.office)) return onlyFromAbove
  const wrong = wrongPost(office, { ...ask, office: post.office }, ask.id)
  if (wrong) return wrong
  return {
    writes: [savePost(by.tenant, ask)],
    line: {
      ...{ act: 'post.edit', clause: '1.2.b', office: post.office },
      what: { post: ask.id, name: ask.name, services: ask.services },
      says: `${nameOf(office.roster, by.staff)}更新岗位${post.name}${post.name === ask.name ? '' : `，改名为${ask.name}`}`,
    },
    result: { post: ask.id },
  }
}

/** The post ends now, and with it A and B. Not while matters lie on it or a window stands by it. */
export function closePost(
  office: OfficeSnapshot,
  by: By,
  ask: OfPost & { readonly matters: number },
): Refusal | Change<OfPost> {
  const { roster } = office
  const post = openPost(office, by, ask.post)
  if ('refused' in post) return post
  if (post.head && !mayHead(office, by, post.office)) return onlyFromAbove
  if (post.head && (roster.postsIn.get(post.office) ?? []).length > 1)
    return notMet('5.0', '还有其他岗位时不能撤销负责人岗位')
  if (ask.matters > 0) return notMet('5.5', `${post.name}还有${ask.matters}件未办结事项，请先移交`)
  const window = (office.windows.get(post.office) ?? []).find((w) => w.post === ask.post)
  if (window) return notMet('5.5', `${window.number}号窗口由${post.name}承办，请先调整窗口`)
  if (roster.assignmentsOf.get(ask.post)?.some((a) => a.from >= by.at))
    return notMet('5.5', `${post.name}此后还有AB角安排，请先调整`)
  return {
    writes: [endAssignments(by.tenant, ask.post, by.at), savePostClosed(by.tenant, ask.post, by.at)],
    line: {
      ...{ act: 'post.close', clause: '1.2.b', office: post.office },
      what: { post: ask.post },
      says: `${nameOf(roster, by.staff)}撤销岗位${post.name}`,
    },
    result: { post: ask.post },
  }
}

const onlyFromAbove = notYours('6.3', '负责人岗位由系统管理员或上级单位负责人管理')

/** Who may touch the head's post: who keeps the tree, or a superior; not the head themselves. */
function mayHead(office: OfficeSnapshot, by: By, target: OfficeId): boolean {
  return keeps(office, by, target) || isSuperiorOf(office.roster, by.staff, target, by.at)
}

export function openPost(office: OfficeSnapshot, by: By, id: PostId): Post | Refusal {
  const post = office.roster.posts.get(id)
  if (!post || !(keeps(office, by, post.office) || leads(office, by, post.office))) return notSeen('没有这个岗位')
  return office.closedPosts.has(id) ? { refused: 'not-from-here', clause: '1.2.b', says: `${post.name}已撤销` } : post
}

function wrongPost(
  office: OfficeSnapshot,
  ask: Pick<PostAsk, 'name' | 'services' | 'known' | 'office'>,
  own: PostId | null,
): Refusal | null {
  const others = (office.roster.postsIn.get(ask.office) ?? []).filter((p) => p.id !== own)
  if (others.some((p) => p.name === ask.name)) return badInput('1.2.b', '/name', '本单位已有同名岗位')
  const strange = ask.services.find((code) => !ask.known.includes(code))
  return strange === undefined ? null : badInput('1.3', '/services', `没有事项${strange}`)
}

function freeCode(own: readonly Post[], word: string): string {
  const taken = new Set(own.map((p) => p.code))
  if (word === 'head' && !taken.has(word)) return word
  for (let n = own.length + 1; ; n += 1) if (!taken.has(`${word}${n}`)) return `${word}${n}`
}
