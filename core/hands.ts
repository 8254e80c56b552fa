import type { Condition } from '#core/process.ts'

/** A hand-over is under way: until it is taken, the holder answers (2.3.2.b). */
export const notOffered: Condition = {
  clause: '2.3.2.b',
  says: '已移交，正在等待接收',
  holds: ({ custody }) => custody.offered === null,
}
export const offered: Condition = {
  clause: '2.3.2.b',
  says: '没有待接收的移交',
  hides: true,
  holds: ({ custody }) => custody.offered !== null,
}

/** At most one works on it beside the holder (5.2). */
export const alone: Condition = {
  clause: '5.2',
  says: '已有协办人',
  hides: true,
  holds: ({ partner }) => !partner,
}
export const together: Condition = {
  clause: '5.2',
  says: '没有协办人',
  hides: true,
  holds: ({ partner }) => Boolean(partner),
}
