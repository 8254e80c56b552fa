import { Type } from 'typebox'
import { bodyRoles, choice } from '#core/field.ts'
import { isRefusal } from '#core/refusal.ts'
import { addBody, keepsBodies } from '#office/body.ts'
import { change } from '#office/change.ts'
import { columnsOf } from '#office/import/columns.ts'
import { type ImportKind, oneByOne, ownPlace } from '#office/import/kind.ts'
import { badInput } from '#office/refusals.ts'
import { misfits } from '#platform/http/schema.ts'

const word = (title: string, least: number, most: number) => Type.String({ title, minLength: least, maxLength: most })
const Body = Type.Object({
  name: Type.String({ title: '名称', minLength: 2, maxLength: 60, format: 'name' }),
  inSystem: Type.Boolean({ title: '本系统部门', 'x-hint': '就业服务系统内的填“是”（2.3.2），其他单位填“否”（2.3.3）' }),
  matters: word('办理事项', 1, 200),
  phone: Type.Optional(Type.String({ title: '电话', maxLength: 30, pattern: '^[0-9+()（） /、-]*$' })),
  address: Type.Optional(word('地址', 0, 200)),
  hours: Type.Optional(word('办公时间', 0, 60)),
  role: Type.Optional(
    choice('机构类别', bodyRoles, {
      'x-hint': '办理创业担保贷款的担保机构、经办银行才填；名录里已有的，填上类别再导入一次，只补记类别',
    }),
  ),
})
/** The form as a schema, compiled once. */
const shape: Readonly<Record<string, unknown>> = { ...Body }
const columns = columnsOf(Body, {
  ...{ name: '示例区市场监督管理局（测试数据）', inSystem: '否', matters: '营业执照办理' },
  ...{ phone: '0432-6000000', address: '示例区示例路1号', hours: '工作日9:00—17:00', role: '' },
})

/** Where visitors are sent (2.3.2.a, 2.3.3), from a table. */
export const bodyImport: ImportKind = {
  ...{ word: 'bodies', title: '可指引的部门和单位', clause: '2.3.3', most: 1000, chunk: 20 },
  may: async (_tx, { office, ...by }) => keepsBodies(office, by),
  columns: async () => columns,
  once: ({ lines }) => lines.map(({ values }) => ({ key: `name ${values['name']}`, column: 'name' })),
  place: ownPlace,
  enter: oneByOne(async (tx, by, { id, lines }) => {
    const values = lines[0]?.values ?? {}
    const [wrong] = misfits(shape, values)
    if (wrong) return badInput('2.3.3', wrong.at, wrong.says)
    const {
      name,
      inSystem,
      matters,
      phone = '',
      address = '',
      hours = '',
      role = null,
    } = values as Type.Static<typeof Body>
    const made = await change(tx, by, addBody, { id, name, inSystem, role, matters, phone, address, hours })
    return isRefusal(made) ? made : null
  }),
}
