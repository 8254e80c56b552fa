import type { Instant } from '#core/day.ts'
import { assignedTo, duty, nameOf, officeOf, type PostId, type StaffId } from '#core/roster.ts'
import { handlingLabels } from '#core/service/format.ts'
import { limitSays } from '#core/service/opens.ts'
import type { Find, FindSource } from '#matter/find.ts'
import { type OfficeSnapshot, sees } from '#office/snapshot.ts'

/** The services by code, name or what they were called before (1.3). */
export const serviceFinds: FindSource = (_tx, { world: { catalogue }, meets }) =>
  catalogue
    .list()
    .filter(({ code, name, formerly }) => meets(code, name, formerly ?? undefined))
    .map(({ code, name, handling, ready }): Find => {
      const promised = catalogue.get(code)?.service.limits.promised
      const within = promised && promised.amount > 0 ? `，${limitSays(promised)}` : ''
      const says = ready ? `${handlingLabels[handling]}${within}` : '正在筹备，暂不能办理'
      return { group: '服务事项', label: `${code} ${name}`, says, to: '/services', carries: { code } }
    })

/** Colleagues of the offices one may see, by name, number or post, with the posts they hold and who stands there now (2.3.2.b). */
export const peopleFinds: FindSource = (_tx, { office, staff, at, meets }) =>
  [...office.roster.staff.values()].flatMap((one): readonly Find[] => {
    const place = officeOf(office.roster, one.id, at)
    if (place === null || !sees(office, staff, place, at)) return []
    const posts = (office.roster.postsWith.get(one.id) ?? []).flatMap((post) => postSays(office, one.id, post, at))
    if (!meets(one.name, one.number, ...posts.map(({ name }) => name))) return []
    const { name = '', phone = '' } = office.organizations.get(place) ?? {}
    const says = [name, ...posts.map((post) => post.says), phone && `电话${phone}`].filter(Boolean).join('，')
    return [{ group: '工作人员', label: one.name, says, to: '/office' }]
  })

function postSays({ roster }: OfficeSnapshot, staff: StaffId, post: PostId, at: Instant) {
  const role = (['A', 'B'] as const).find((which) => assignedTo(roster, post, which, at) === staff)
  const name = roster.posts.get(post)?.name ?? ''
  if (role === undefined) return []
  const now = duty(roster, post, at)
  const acting = role === 'A' && now.staff !== staff ? `，现由${nameOf(roster, now.staff)}办理` : ''
  return [{ name, says: `${name}${role}角${acting}` }]
}

/** Bodies that somebody can be sent to, in the system and outside it (2.3.2.a, 2.3.3). */
export const bodyFinds: FindSource = (_tx, { office, meets }) =>
  office.outside
    .filter(({ name, matters }) => meets(name, matters))
    .map(({ inSystem, name, matters, phone, address, hours }): Find => {
      const says = [matters, phone && `电话${phone}`, address, hours].filter(Boolean).join('，')
      return { group: inSystem ? '系统内部门' : '系统外单位', label: name, says, to: null }
    })
