import { dayOf, spoken } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { assignedTo, nameOf, type PostId } from '#core/roster.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import { onlyHead, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { type BadgeCard, printBadges } from '#platform/sheets/badges.ts'
import { unprintable } from '#platform/sheets/fonts.ts'
import { photoOf } from './photo.ts'
import { type Kind, kinds } from './policy.ts'
import { findBadges, livingBadges, type Row } from './store.ts'

/** The most badges of one print: fifty pages. */
export const mostPrinted = 500

export type PrintAsk = { readonly kind: Kind; readonly ids?: readonly string[] }
type House = { readonly address: string; readonly mark: string | null }

/** The sheet of those that were chosen, or of all living ones of a kind: one template for the whole tree (9.1). */
export async function printOf(tx: Tx, stand: Stand, { kind, ids }: PrintAsk, { address, mark }: House) {
  const refused = onlyHead(stand, '9.1', '证牌的印制')
  if (refused) return refused
  const rows = await chosen(tx, stand, kind, ids)
  if ('refused' in rows) return rows
  const cards = await Promise.all(rows.map((row) => cardOf(tx, stand, row, address)))
  // The bearer's own name was asked when the plate was issued; the other's of the window was not.
  const missing = unprintable(cards.map(({ roles }) => roles))
  if (missing.length > 0) return badInput('9.1', '/ids', `“${missing.join('')}”印不出来，请改用常用字`)
  const top = [...stand.office.organizations.values()].find(({ path }) => path === stand.org.path.split('.')[0])
  const pages = { kind, house: top?.name ?? stand.org.name, day: dayOf(stand.at), mark: mark ?? null, cards }
  const says = `印制${kinds[kind]}${rows.length}枚：${rows.map(({ number }) => number).join('、')}`.slice(0, 500)
  return { print: () => printBadges(pages), name: `${stand.org.short}${kinds[kind]}`, says }
}

async function chosen(
  tx: Tx,
  stand: Stand,
  kind: Kind,
  ids: readonly string[] | undefined,
): Promise<readonly Row[] | Refusal> {
  const found = ids ? await findBadges(tx, stand.tenant, ids) : await livingBadges(tx, stand.tenant, stand.org.id)
  if (ids && found.length < new Set(ids).size) return notSeen('有的证牌没有找到，或者不属于您可以查看的单位')
  const rows = found.filter((row) => row.kind === kind && row.office === stand.org.id)
  const over = rows.find(({ state }) => state !== 'living')
  if (over) return notMet('9.2', `${over.number}已经不在用，不能再印`)
  if (rows.length === 0) return notMet('9.1', `没有在用的${kinds[kind]}可印，请先制发`)
  return rows.length > mostPrinted ? badInput('9.1', '/ids', `一次最多印${mostPrinted}枚`) : rows
}

/** Who answers at a window, for the people before it: its A and its B as they are appointed today (5.1); none, none named. */
function rolesOf({ office: { roster }, at }: Stand, post: PostId): BadgeCard['roles'] {
  const named = (['A', 'B'] as const).map((role) => [`${role}角`, assignedTo(roster, post, role, at)] as const)
  return named.flatMap(([role, who]) => (who ? [[role, nameOf(roster, who)] as const] : []))
}

async function cardOf(tx: Tx, stand: Stand, row: Row, address: string): Promise<BadgeCard> {
  const { office, org, tenant } = stand
  const window = office.windows.get(org.id)?.find(({ post }) => post === row.post)
  const photo = row.photo ? await photoOf(tx, tenant, row.photo) : null
  return {
    ...{ office: org.name, name: row.name, post: row.post_name, number: row.number },
    ...{ until: spoken(row.valid_until as never), url: `${address}/badge/${row.code}` },
    rateUrl: row.kind === 'plate' ? `${address}/rate/at/${row.code}` : null,
    supervisionPhone: org.supervisionPhone,
    roles: window && row.kind === 'plate' ? rolesOf(stand, window.post) : [],
    ...{ window: window?.name ?? null, photo: photo && { type: photo.type, bytes: photo.bytes } },
  }
}
