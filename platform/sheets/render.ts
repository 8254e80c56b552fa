import { type ChildProcess, fork } from 'node:child_process'
import type { SheetData, SheetHead, SheetKind } from '#core/sheet.ts'
import { certificatePages } from './certificates.ts'
import { drawable, unprintable } from './fonts.ts'
import { type Laid, paperOf } from './paper.ts'
import type { Job, Pictures, Printed, Task } from './press.ts'

export { unprintable } from './fonts.ts'

/** The press ends after this long without work, and its memory goes back to the system. */
const idleMs = 60_000
/** A document takes some 10 ms; a press that is silent for this long is stuck. */
const stuckMs = 20_000

type Wanted = {
  job: Job
  tries: number
  resolve: (made: Uint8Array) => void
  reject: (error: Error) => void
}

const queue: Wanted[] = []
/** One document at a time is in the press, so that one which kills it takes no other along. */
let current: Wanted | undefined
let press: ChildProcess | undefined
let idle: NodeJS.Timeout | undefined
let stuck: NodeJS.Timeout | undefined
let lastId = 0

/**
 * Prints a sheet: PDF/A-2a, tagged, fonts embedded as subsets; the same data and head give the same bytes. A character
 * without a glyph stands as 〓, and the paper says that it is to be written in: what somebody once wrote must never hold
 * up a step. Throws a RangeError when `issuedAt` isn't a spoken date, an Error when the press fails twice.
 *
 * The press is a process and not a thread: a thread's fonts and caches stay in the server's memory after it ends
 * (measured: 50 to 100 MB), and a crash in native code would take the server with it.
 */
export async function renderSheet<K extends SheetKind>(
  kind: K,
  data: SheetData[K],
  head: SheetHead,
): Promise<Uint8Array> {
  const { drawn, isWhole } = drawable({ data, head })
  return inPress({ id: ++lastId, ...jobOf(kind, drawn.data, drawn.head, isWhole) })
}

/** A certificate has a template of its own, by which many are printed too; everything else is laid out in blocks. */
function jobOf(kind: SheetKind, data: SheetData[SheetKind], head: SheetHead, isWhole: boolean): Task {
  if (kind === 'training-certificate') {
    const pages = certificatePages([{ data: data as SheetData['training-certificate'], head }])
    return { template: 'certificates', data: { ...pages, isWhole }, pictures: [] }
  }
  return { paper: { ...paperOf(kind, data as SheetData[Laid], head), isWhole } }
}

/**
 * Prints by a template of its own (`<template>.typ` beside this file; it reads `sys.inputs.data`): badges, signs, cards.
 * Throws a RangeError when a character has no glyph (ask `unprintable` first): a name on a badge can't be written in.
 */
export async function renderPages(template: string, data: unknown, pictures: Pictures = []): Promise<Uint8Array> {
  const missing = unprintable(data)
  if (missing.length > 0) throw new RangeError(`no glyph for ${missing.join(' ')}`)
  return inPress({ id: ++lastId, template, data, pictures })
}

/** What can be drawn: a sheet, or anything by a template of its own. */
export type Drawn =
  | {
      readonly [K in SheetKind]: { readonly kind: K; readonly data: SheetData[K]; readonly head: SheetHead }
    }[SheetKind]
  | { readonly template: string; readonly data: unknown; readonly pictures?: Pictures }

/**
 * The first page as a drawing (SVG) to be looked at on a screen. Made as the PDF is, but from words that are no paper
 * yet, so a character without a glyph stands as 〓 here too.
 */
export async function renderPicture(what: Drawn): Promise<string> {
  return Buffer.from(await inPress({ id: ++lastId, drawing: true, ...taskOf(what) })).toString('utf8')
}

/** What the press is told to draw: the words laid out, which decide how the drawing looks. */
export function taskOf(what: Drawn): Task {
  const { drawn, isWhole } = drawable(what)
  if ('kind' in drawn) return jobOf(drawn.kind, drawn.data, drawn.head, isWhole)
  return { template: drawn.template, data: drawn.data, pictures: drawn.pictures ?? [] }
}

function inPress(job: Job): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    queue.push({ job, tries: 0, resolve, reject })
    next()
  })
}

/** Ends the press now, for a server that shuts down. Sheets not printed yet are rejected. */
export function closePress(): void {
  const left = current ? [current, ...queue] : [...queue]
  queue.length = 0
  current = undefined
  for (const { reject } of left) reject(new Error('the press was closed'))
  clearTimeout(stuck)
  endPress()
}

/** The process id of the warm press: for the memory figure, and for the test that kills it. */
export function pressPid(): number | undefined {
  return press?.pid
}

function next(): void {
  if (current) return
  current = queue.shift()
  if (!current) {
    rest()
    return
  }
  clearTimeout(idle)
  current.tries++
  press ??= startPress()
  press.ref()
  press.channel?.ref()
  const used = press
  stuck = setTimeout(() => used.kill('SIGKILL'), stuckMs)
  used.send(current.job, (error) => {
    if (error) used.kill('SIGKILL')
  })
}

function startPress(): ChildProcess {
  const started = fork(new URL('press.ts', import.meta.url), { serialization: 'advanced', execArgv: ['--expose-gc'] })
  started.on('message', (answer: Printed) => settle(answer))
  started.on('error', () => started.kill('SIGKILL'))
  started.on('exit', () => {
    if (press === started) lost()
  })
  return started
}

/** The press died with a sheet in it: a new press gets it once more; if that one dies too, the fault is the sheet's. */
function lost(): void {
  press = undefined
  clearTimeout(stuck)
  const wanted = current
  current = undefined
  if (wanted && wanted.tries < 2) queue.unshift(wanted)
  else wanted?.reject(new Error('the press died twice over this sheet'))
  next()
}

function settle(answer: Printed): void {
  if (current?.job.id !== answer.id) return
  clearTimeout(stuck)
  const { resolve, reject } = current
  current = undefined
  if ('pdf' in answer) resolve(answer.pdf)
  else reject(new Error(answer.fault))
  next()
}

/** Nothing to do: the press no longer keeps the program running, and ends after a while. */
function rest(): void {
  press?.unref()
  press?.channel?.unref()
  clearTimeout(idle)
  idle = setTimeout(endPress, idleMs).unref()
}

function endPress(): void {
  clearTimeout(idle)
  const ending = press
  press = undefined
  if (ending?.connected) ending.disconnect()
}
