import Type from 'typebox'
import { isRefusal } from '#core/refusal.ts'
import { opening } from '#matter/opening.ts'
import type { World } from '#matter/world.ts'
import { entryDoors, OfEntry, staff } from '#office/entries.ts'
import { leaving } from '#office/personal.ts'
import { formOf, registerDoors, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Payables } from '#programs/subsidy/contract.ts'
import { enterDay } from './attendance.ts'
import { type RollLine, rollColumns, rollPrint, rollSeats } from './books.ts'
import { issueAll, papersOf, revoke, wholePapers } from './certificates.ts'
import { approve, edit, passOn, sendBack, submit, write } from './classes.ts'
import {
  AdmitBody,
  ApproveBody,
  AttendanceBody,
  CancelBody,
  ClassBody,
  CloseBody,
  EnrolBody,
  KeeperBody,
  LeaveBody,
  NoneBody,
  OpinionBody,
  PapersBody,
  PrintBody,
  ReturnBody,
  RevokeBody,
  SubsidyBody,
  TellBody,
  TestBody,
} from './contract.ts'
import { type Desk, unseenClass } from './held.ts'
import { clause } from './institution.ts'
import { cancel, close, enrol, leave, promote, told } from './roll.ts'
import { findClass, type Row } from './store.ts'
import { makeList } from './subsidy.ts'
import { admit, enterTest } from './tests.ts'
import { classView, wholeClass } from './view.ts'

type App = Parameters<typeof entryDoors>[0]
const Leaves = Type.Object(leaving, { additionalProperties: false })
const OfRoll = Type.Object({ sign: Type.Optional(Type.Boolean({ title: '签到表' })) })

/** One class: seen whole, and everything that is done to it. */
export function classRoutes(app: App, world: World, payables: Payables<Tx>): void {
  const desk = (stand: Stand): Desk => ({ stand, catalogue: world.catalogue })
  const classes = entryDoors(app, world, {
    ...{ path: '/api/training/classes', register: 'training-class' },
    find: findClass,
    view: (_tx, stand, row) => classView(stand, row, world.catalogue),
    unseen: unseenClass,
  })
  classes.one('一个培训班：计划、名册、出勤、考核、证书和补贴', async (tx, stand, row) => ({
    ...(await wholeClass(tx, stand, row, world.catalogue, payables)),
    forms,
  }))
  classes.add('起草培训班', ClassBody, (tx, stand, ask) => write(tx, desk(stand), ask))
  classes.act('edit', '修改培训班草稿', ClassBody, (tx, stand, id, ask) => edit(tx, desk(stand), id, ask))
  classes.act('submit', '申请开班', NoneBody, (tx, stand, id) => submit(tx, desk(stand), id))
  classes.act('approve', '批准开班', ApproveBody, (tx, stand, id, ask) => approve(tx, desk(stand), id, ask))
  classes.act('return', '退回开班申请', ReturnBody, (tx, stand, id, { reason }) =>
    sendBack(tx, desk(stand), id, reason),
  )
  classes.act('keeper', '移交班级负责人', KeeperBody, (tx, stand, id, { keeper, reason }) =>
    passOn(tx, desk(stand), id, keeper, reason),
  )
  classes.act('cancel', '取消培训班', CancelBody, (tx, stand, id, { reason }) => cancel(tx, desk(stand), id, reason))
  classes.act('close', '结班', CloseBody, (tx, stand, id, ask) => close(tx, desk(stand), id, ask))
  classes.act('told', '登记已通知学员', TellBody, (tx, stand, id, { seats, how }) =>
    told(tx, desk(stand), id, seats, how),
  )
  classes.act('enrol', '编入学员', EnrolBody, (tx, stand, id, ask) => enrol(tx, desk(stand), id, ask))
  classes.act('promote', '候补递补', NoneBody, (tx, stand, id) => promote(tx, desk(stand), id))
  classes.act('leave', '学员退班', LeaveBody, (tx, stand, id, ask) => leave(tx, desk(stand), id, ask))
  classes.act('attendance', '登记和更正一天的出勤', AttendanceBody, (tx, stand, id, ask) =>
    enterDay(tx, desk(stand), id, ask),
  )
  classes.act('admit', '准予出勤不足的学员参加考核', AdmitBody, (tx, stand, id, { seat, reason }) =>
    admit(tx, desk(stand), id, seat, reason),
  )
  classes.act('test', '登记考核和补考成绩', TestBody, (tx, stand, id, ask) => enterTest(tx, desk(stand), id, ask))
  classes.act('papers', '制发合格证', PapersBody, (tx, stand, id, { seats }) =>
    issueAll(tx, desk(stand), world, id, seats),
  )
  classes.act('revoke', '作废合格证', RevokeBody, (tx, stand, id, { seat, reason }) =>
    revoke(tx, desk(stand), id, seat, reason),
  )
  classes.act('subsidy', '造补贴名册', SubsidyBody, (tx, stand, id, ask) => makeList(tx, desk(stand), id, ask))
  papers(app, world)
}

const forms = {
  ...{ approve: formOf(ApproveBody), return: formOf(ReturnBody), cancel: formOf(CancelBody), close: formOf(CloseBody) },
  ...{ leave: formOf(LeaveBody), admit: formOf(AdmitBody), revoke: formOf(RevokeBody), subsidy: formOf(SubsidyBody) },
  ...{ print: formOf(PrintBody), told: formOf(TellBody), opinion: formOf(OpinionBody) },
}

/** What leaves the house of one class: the roll as Excel and on paper, all its certificates in one print. */
function papers(app: App, world: World): void {
  const doors = registerDoors(world)
  const found = async <T>(tx: Tx, at: Stand, id: string, work: (stand: Stand, row: Row) => Promise<T>) => {
    const row = await findClass(tx, at.tenant, id)
    if (!row) return unseenClass
    const stand = standOf(at.office, at, row.office)
    return isRefusal(stand) ? stand : work(stand, row)
  }
  const path = '/api/training/classes/:id'
  app.post(
    `${path}/roll.xlsx`,
    {
      config: { ...staff, key: 'none' },
      schema: { summary: '导出花名册（脱敏，负责人可以说明理由导出完整的；留痕）', params: OfEntry, body: Leaves },
    },
    (request, reply) =>
      doors.persons(request, reply, undefined, { clause, ...request.body }, (tx, at) =>
        found(tx, at, request.params.id, async (stand, row) => ({
          ...{ sheet: `${row.name}花名册`, columns: rollColumns },
          rows: (await rollSeats(tx, stand, row)).rows,
          open: opening<RollLine>(tx, world.keys, stand.tenant, ({ matter, idMasked, phone }) => ({
            idMasked: { matter, kind: 'idNumber', masked: idMasked },
            phone: { matter, kind: 'phone', masked: phone },
          })),
        })),
      ),
  )
  app.get(
    `${path}/roll.pdf`,
    { config: staff, schema: { summary: '印制花名册、签到表', params: OfEntry, querystring: OfRoll } },
    (request, reply) =>
      doors.pdf(request, reply, undefined, (tx, at) =>
        found(tx, at, request.params.id, (stand, row) =>
          rollPrint(tx, stand, row, request.query.sign === true, world.mark),
        ),
      ),
  )
  app.get(
    `${path}/papers.pdf`,
    { config: staff, schema: { summary: '印制全班合格证（号码遮盖）', params: OfEntry } },
    (request, reply) =>
      doors.pdf(request, reply, undefined, (tx, at) =>
        found(tx, at, request.params.id, (stand, row) => papersOf(tx, stand, row)),
      ),
  )
  app.post(
    `${path}/papers.pdf`,
    {
      config: { ...staff, key: 'none', clause },
      schema: { summary: '打印合格证（完整号码，留痕）', params: OfEntry, body: PrintBody },
    },
    (request, reply) =>
      doors.pdf(request, reply, undefined, (tx, at) =>
        found(tx, at, request.params.id, (stand, row) => wholePapers(tx, stand, world.keys, row, request.body)),
      ),
  )
}
