import type { LinkProps } from '@tanstack/react-router'
import type { Session } from '#apps/desk/api/types.ts'

/** The groups of the main navigation, in their order; those without a name are single links. */
export const groups = ['办理', '登记簿', '值岗', '检查', '台账', '设置'] as const
type Group = (typeof groups)[number]

/** Who sees a row: everybody with business unless said; `administrator` is any of the three. */
type For = 'staff' | 'head' | 'administrator' | 'system' | 'security' | 'audit'

export type Place = {
  readonly to: LinkProps['to']
  readonly params?: Readonly<Record<string, string>>
  readonly label: string
  readonly group: Group
  readonly for?: readonly For[]
}

/** Every page of the desk besides the bench itself; a page that isn't here is reached from another. */
// biome-ignore format: one page, one row
export const places: readonly Place[] = [
  { to: '/open', label: '办件', group: '办理' },
  { to: '/services', label: '事项目录', group: '办理' },
  { to: '/office', label: '休假与AB角', group: '值岗' },
  { to: '/clauses', label: '条款落实', group: '台账' },
]

/** The pages that this person may use. The server decides; a link that would be refused is only left out. */
export function placesFor(me: Session): readonly Place[] {
  const is = (who: For) => {
    if (me.administrator) return who === 'administrator' || who === me.administrator
    return who === 'staff' || (who === 'head' && me.isHead === true)
  }
  return places.filter((place) => (place.for ?? ['staff']).some(is))
}
