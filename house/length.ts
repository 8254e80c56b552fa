import { codeOf } from '#house/source.ts'

export const mostLinesOfFile = 400
export const mostLinesOfFunction = 70

/**
 * Functions and files that have grown too long, each as one line. A function's lines are its own: those of functions
 * inside it are theirs, so that a plugin of many small routes isn't long. Tests may have long suites, not long files.
 */
export function overlong(path: string, source: string): string[] {
  const lines = source.trimEnd().split('\n').length
  const file = lines > mostLinesOfFile ? [`${path}: ${lines} lines, at most ${mostLinesOfFile}`] : []
  const functions = functionsOf(source)
    .filter(({ own }) => own > mostLinesOfFunction)
    .map(({ from, own }) => `${path}:${from} a function of ${own} lines, at most ${mostLinesOfFunction}`)
  return /\.test\.tsx?$/.test(path) ? file : [...file, ...functions]
}

const opensFunction = /(=>\s*|\)\s*(:[^;{}=]*(\{[^{}]*\}[^;{}=]*)?)?\s*)$/
const opensOther = /\b(if|for|while|switch|catch|with)\s*(await\s*)?\([^{}]*\)\s*$/

/** The functions of a source: on which line each begins, and how many lines are its own. */
function functionsOf(source: string): { readonly from: number; readonly own: number }[] {
  const code = codeOf(source)
  const open: { readonly line: number; readonly isFunction: boolean; within: number }[] = []
  const found: { from: number; own: number }[] = []
  let line = 1
  for (let at = 0; at < code.length; at += 1) {
    if (code[at] === '\n') line += 1
    else if (code[at] === '{') {
      const before = code.slice(Math.max(0, at - 300), at)
      open.push({ line, isFunction: opensFunction.test(before) && !opensOther.test(before), within: 0 })
    } else if (code[at] === '}') {
      const ended = open.pop()
      const outer = open.at(-1)
      if (ended && outer) outer.within += ended.isFunction ? Math.max(0, line - ended.line - 1) : ended.within
      if (ended?.isFunction) found.push({ from: ended.line, own: line - ended.line + 1 - ended.within })
    }
  }
  return found
}
