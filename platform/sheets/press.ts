import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { encode } from 'uqr'
import { fontFiles } from './fonts.ts'
import { packed } from './pack.ts'
import type { Paper } from './paper.ts'

export type Job = { id: number; paper: Paper }
export type Printed = { id: number; pdf: Uint8Array } | { id: number; fault: string }

/** A QR code as one SVG path: small, sharp at any size, the same bytes each time. */
function qrOf(address: string): string {
  const { data, size } = encode(address, { ecc: 'M', border: 0 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}

const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths: fontFiles() }] })
const template = readFileSync(new URL('sheet.typ', import.meta.url), 'utf8')

function print({ paper }: Job): Uint8Array {
  const inputs = {
    paper: JSON.stringify(paper),
    qr: qrOf(paper.head.verifyUrl),
  }
  const compiled = compiler.compile({ mainFileContent: template, inputs })
  const fault = compiled.takeError()
  if (fault || !compiled.result) throw new Error(`the template failed: ${JSON.stringify(fault?.shortDiagnostics)}`)
  // PDF/A-2a is tagged as PDF/UA is; the compiler writes one standard's mark at a time, and archives ask for this one.
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-2a' })
  compiler.evictCache(2)
  return packed(pdf)
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
