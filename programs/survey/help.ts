import { isRefusal, type Refusal } from '#core/refusal.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import { badInput, notMet } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import { audit } from '#platform/auth/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { HelpAsk } from './contract.ts'
import { tell, unseenEntry } from './entry.ts'
import { seatAt } from './seat.ts'
import { type Entry, lockEntry, membersOf, saveContact } from './shelf.ts'
import { clause } from './store.ts'

/**
 * Hands one person of a household who asked for help to a first contact, with the name, the number and the wish and
 * nothing else of the survey; only with that person's consent (个人信息保护法 14). From there it goes on as any visit does.
 */
export async function help(
  world: World,
  tx: Tx,
  at: Stand,
  id: string,
  ask: HelpAsk,
  after: (wake: () => void) => void,
): Promise<Entry | Refusal> {
  const row = await lockEntry(tx, at.tenant, id)
  if (!row) return unseenEntry
  const seat = await seatAt(tx, at, row.round)
  if (isRefusal(seat)) return seat
  if (row.kind !== 'household' || row.outcome !== 'answered') return notMet(clause, '只有已调查的家庭成员可以转给窗口')
  const member = (await membersOf(tx, at.tenant, id)).find(({ nth }) => nth === ask.nth)
  if (!member) return badInput(clause, '/nth', '没有这名成员')
  if (!ask.consent) return badInput(clause, '/consent', '本人没有同意，不能转给窗口')
  if (member.contact) return notMet(clause, `${member.name}已经转给窗口，登记号${member.contact_number ?? ''}`)
  const mobile = member.sealed['mobile']
  const phone =
    mobile && world.keys.open({ tenant: at.tenant, matter: id, field: `${member.nth}.mobile` }, mobile.cipher)
  const opened = await openMatter(world, tx, {
    ...{ tenant: at.tenant, staff: at.staff, at: at.at, kind: 'contact' },
    input: {
      ...{ channel: row.method === 'call' ? 'call' : row.method === 'visit' ? 'other' : 'visit', inquiry: 'service' },
      ...{ matter: `${ask.wish}（${seat.round.title}人力资源调查时提出，本人同意转来）`, name: member.name },
      ...(phone && { phone }),
    },
  })
  if (isRefusal(opened)) return opened
  const { id: contact, number, version } = opened.held.matter
  saveContact(tx, at.tenant, id, member.nth, contact, number)
  tell(tx, at, row, 'help', `第${member.nth + 1}名成员本人同意，转首问登记${number}`)
  after(() =>
    world.touched({ tenant: at.tenant, path: opened.held.path, matter: contact, version, posts: opened.posts }),
  )
  return row
}

/** The numbers of an entry in the open, with the reason on the audit before anybody sees them. */
export async function reveal(world: World, tx: Tx, at: Stand, id: string, reason: string) {
  const row = await lockEntry(tx, at.tenant, id)
  if (!row) return unseenEntry
  const stand = standOf(at.office, at, row.area)
  if (isRefusal(stand)) return unseenEntry
  const says = `查看调查记录${row.number}的住址和电话，理由：${reason}`
  await audit(tx, {
    tenantId: at.tenant,
    at: at.at,
    staffId: at.staff,
    what: 'survey-reveal',
    about: id,
    succeeded: true,
    says,
  })
  const open = (field: string, cipher: string) => world.keys.open({ tenant: at.tenant, matter: id, field }, cipher)
  const members = await membersOf(tx, at.tenant, id)
  return {
    address: row.address && open('address', row.address),
    own: Object.fromEntries(Object.entries(row.sealed).map(([name, { cipher }]) => [name, open(name, cipher)])),
    members: members.map(({ nth, name, sealed }) => ({
      nth,
      name,
      numbers: Object.fromEntries(
        Object.entries(sealed).map(([field, { cipher }]) => [field, open(`${nth}.${field}`, cipher)]),
      ),
    })),
  }
}
