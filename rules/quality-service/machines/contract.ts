import Type, { type Static } from 'typebox'
import { choice } from '#core/field.ts'

const strict = { additionalProperties: false } as const
const id = (title: string, more = {}) => Type.String({ title, format: 'uuid', ...more })
const text = (title: string, maxLength: number, more = {}) =>
  Type.String({ title, minLength: 1, maxLength, pattern: '\\S', ...more })

export const machineKinds = {
  computer: '计算机',
  printer: '打印机',
  scanner: '扫描仪',
  kiosk: '自助终端',
  display: '显示屏',
  other: '其他',
} as const
export type MachineKind = keyof typeof machineKinds

export const networks = { employment: '就业专网', internet: '互联网', none: '不联网' } as const
export type Network = keyof typeof networks

const { none: _, ...lines } = networks

const wired = Type.Array(choice('网络', lines), {
  title: '接入网络',
  'x-hint': '内外网物理隔离：一台设备只能接一张网；不联网的都不选',
  maxItems: 2,
})
const holder = Type.Optional(
  id('使用人', { 'x-hint': '计算机一机一人，必须填', 'x-required-when': 'form.kind == "computer"' }),
)
const manager = id('管理人')
const window = Type.Optional(Type.Integer({ title: '所在窗口号', minimum: 1, maximum: 999 }))
const note = Type.Optional(Type.String({ title: '备注', maxLength: 200 }))

export const MachineBody = Type.Object(
  {
    kind: choice('种类', machineKinds),
    name: text('名称型号', 60),
    asset: text('资产编号', 40),
    serial: Type.Optional(Type.String({ title: '序列号或网卡地址', maxLength: 60 })),
    networks: wired,
    ...{ holder, manager, window, note },
  },
  strict,
)
export const MachineChangeBody = Type.Object(
  { name: text('名称型号', 60), networks: wired, ...{ holder, manager, window, note } },
  strict,
)
export const CheckBody = Type.Object(
  {
    ok: Type.Boolean({ title: '能正常使用' }),
    says: Type.Optional(Type.String({ title: '故障现象', maxLength: 200, 'x-hint': '不能使用的写明现象，即转为报修' })),
  },
  strict,
)
export const FaultBody = Type.Object({ says: text('故障现象', 200) }, strict)
export const RepairBody = Type.Object({ says: text('维修情况', 200) }, strict)
export const RetireBody = Type.Object({ reason: text('停用原因', 200) }, strict)

export type MachineAsk = Static<typeof MachineBody>
export type MachineChange = Static<typeof MachineChangeBody>
