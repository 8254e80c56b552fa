import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { encode } from 'uqr'
import { fontFiles } from './fonts.ts'
import { packed } from './pack.ts'
import type { Paper } from './paper.ts'

/** Pictures that a template places, by the path under which it asks for them. */
export type Pictures = readonly { path: string; bytes: Uint8Array }[]
/** A sheet; or, by a template of its own (`badges`, `signs` …), anything else that is printed and never filed. */
export type Task = { paper: Paper } | { template: string; data: unknown; pictures: Pictures }
export type Job = { id: number /** A drawing of the first page instead of a file. */; drawing?: boolean } & Task
export type Printed = { id: number; pdf: Uint8Array } | { id: number; fault: string }

/** A QR code as one SVG path: small, sharp at any size, the same bytes each time. */
function qrOf(address: string): string {
  const { data, size } = encode(address, { ecc: 'M', border: 0 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}

/** The same with each run of dark points as one piece: a third of the bytes. The code for verifying stays as it was issued. */
function runsOf(address: string): string {
  const { data, size } = encode(address, { ecc: 'M', border: 0 })
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${runs.join('')}"/></svg>`
}

const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths: fontFiles() }] })
const templates = new Map<string, string>()

function templateOf(name: string): string {
  const text = templates.get(name) ?? readFileSync(new URL(`${name}.typ`, import.meta.url), 'utf8')
  templates.set(name, text)
  return text
}

function print(job: Job): Uint8Array {
  if ('paper' in job) {
    const { paper } = job
    const { verifyUrl, rateUrl } = paper.head
    const codes = { qr: qrOf(verifyUrl), ...(rateUrl && { rate: runsOf(rateUrl) }) }
    return printed('sheet', { paper: JSON.stringify(paper), ...codes }, job.drawing)
  }
  const places = job.pictures.map(({ path, bytes }) => {
    const place = join(import.meta.dirname, path)
    compiler.mapShadow(place, Buffer.from(bytes))
    return place
  })
  try {
    return printed(job.template, { data: JSON.stringify(job.data) }, job.drawing)
  } finally {
    for (const place of places) compiler.unmapShadow(place)
  }
}

function printed(template: string, inputs: Record<string, string>, drawing = false): Uint8Array {
  const compiled = compiler.compile({ mainFileContent: templateOf(template), inputs })
  const fault = compiled.takeError()
  if (fault || !compiled.result) throw new Error(`the template failed: ${JSON.stringify(fault?.shortDiagnostics)}`)
  if (drawing) return Buffer.from(firstPage(compiler.svg(compiled.result)))
  // PDF/A-2a is tagged as PDF/UA is; the compiler writes one standard's mark at a time, and archives ask for this one.
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-2a' })
  compiler.evictCache(2)
  return packed(pdf)
}

/** All pages are drawn one below the other: the window is made as high as the first, and the others are left out. */
function firstPage(all: string): string {
  const page = '<g class="typst-page"'
  const second = all.indexOf(page, all.indexOf(page) + 1)
  const svg = second < 0 ? all : `${all.slice(0, second)}</svg>`
  const [, width = '595', height = '842'] =
    /class="typst-page"[^>]*data-page-width="([\d.]+)"[^>]*data-page-height="([\d.]+)"/.exec(svg) ?? []
  return svg.replace(/^<svg[^>]*>/, (tag) =>
    tag
      .replace(/viewBox="[^"]*"/, `viewBox="0 0 ${width} ${height}"`)
      .replace(/\swidth="[^"]*"/, ` width="${width}"`)
      .replace(/\sheight="[^"]*"/, ` height="${height}"`),
  )
}

process.on('message', (job: Job) => {
  let answer: Printed
  try {
    answer = { id: job.id, pdf: print(job) }
  } catch (error) {
    answer = { id: job.id, fault: error instanceof Error ? error.message : String(error) }
  }
  // A printed document is a small handle to V8 and a megabyte in truth, so V8 would let a hundred of them lie.
  globalThis.gc?.({ type: 'minor' })
  // A server that was killed meanwhile reads no answer; the press ends by the disconnection.
  process.send?.(answer, undefined, {}, () => {})
})
process.on('disconnect', () => process.exit(0))
