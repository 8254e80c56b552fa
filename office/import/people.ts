import { dayOf, instantAt } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { change } from '#office/change.ts'
import { sealedPhone } from '#office/door.ts'
import { PersonBody } from '#office/ground-input.ts'
import { columnsOf } from '#office/import/columns.ts'
import { type ImportKind, oneByOne, ownPlace } from '#office/import/kind.ts'
import { keeps } from '#office/keeper.ts'
import { addPerson } from '#office/people.ts'
import { usernameTaken } from '#office/person-store.ts'
import { badInput, notYours } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { misfits } from '#platform/http/schema.ts'

/** The form as a schema, compiled once. */
const shape: Readonly<Record<string, unknown>> = { ...PersonBody }
const examples = { office: '', name: '张示例', number: 'SL-0001', username: 'zhangshili', phone: '13800000000' }

/** People of the offices that a system administrator keeps, from a table; each by the command that enters one by hand (5.5). */
export function peopleImport({ keys }: { readonly keys: Pick<Keys, 'seal'> }): ImportKind {
  return {
    ...{ word: 'people', title: '单位人员', clause: '1.2.c', most: 500, chunk: 10 },
    may: async (_tx, { office, staff }) =>
      office.administrators.get(staff) === 'system' ? null : notYours('6.3', '人员和账户由系统管理员建立'),
    columns: async (_tx, stand) => {
      const offices = kept(stand)
      return columnsOf(PersonBody, { ...examples, office: offices[0]?.name ?? '' }, { office: offices })
    },
    once: ({ lines }) =>
      lines.flatMap(({ values }) =>
        ['number', 'username'].map((column) => ({ key: `${column} ${values[column]}`, column })),
      ),
    place: ownPlace,
    enter: oneByOne(async (tx, by, { id, lines }) => {
      const values = lines[0]?.values ?? {}
      const [wrong] = misfits(shape, values)
      if (wrong) return badInput('1.2.c', wrong.at, wrong.says)
      const { office, username, name, number, phone } = values as Readonly<
        Record<'office' | 'username' | 'name' | 'number' | 'phone', string>
      >
      const made = await change(tx, by, addPerson, {
        ...{ id: id as StaffId, office: office as OfficeId, username, name, number, from: instantAt(dayOf(by.at), 0) },
        phone: phone ? sealedPhone(keys, by.tenant, id as StaffId, phone) : null,
        taken: await usernameTaken(tx, username),
      })
      return isRefusal(made) ? made : null
    }),
  }
}

function kept({ office, ...by }: Stand): readonly { readonly id: string; readonly name: string }[] {
  return [...office.organizations.values()]
    .filter(({ id, closedAt }) => closedAt === null && keeps(office, by, id))
    .map(({ id, name }) => ({ id, name }))
}
