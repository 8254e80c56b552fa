/** A stretch of a TypeScript file: code, a comment, a pattern, or what stands between quotation marks. */
export type Piece = { readonly is: 'code' | 'comment' | 'pattern' | 'text'; readonly from: number; readonly to: number }

/** One string or template as it is read: its stretches of text in order, without what stands in `${…}`. */
export type Literal = readonly Piece[]

const beforePattern = /(^|[(,=:[!&|?{;+\-*%~^>\n]|\breturn|\bcase|\btypeof)\s*$/

/**
 * Cuts a source into pieces, so that a check can look at code without being fooled by words, and at words without
 * touching code. Good enough for a formatted house; no compiler needed (TypeScript 7 ships none that can be asked).
 */
export function cut(source: string): { readonly pieces: readonly Piece[]; readonly literals: readonly Literal[] } {
  const pieces: Piece[] = []
  const literals: Literal[] = []
  /** Open templates, innermost last: their text so far, and how many braces are open inside `${`. */
  const open: { text: Piece[]; braces: number }[] = []
  let at = 0
  let since = 0

  const upTo = (end: number, is: Piece['is'], from = at): Piece => {
    if (from > since) pieces.push({ is: 'code', from: since, to: from })
    const piece = { is, from, to: end }
    pieces.push(piece)
    at = since = end
    return piece
  }
  const template = (): void => {
    const inner = open.at(-1)!
    let end = at
    while (end < source.length && source[end] !== '`' && !source.startsWith('${', end))
      end += source[end] === '\\' ? 2 : 1
    inner.text.push(upTo(end, 'text'))
    if (source[end] === '`') literals.push(open.pop()!.text)
    else inner.braces = 1
    at += source[end] === '`' ? 1 : 2
  }

  while (at < source.length) {
    const char = source[at]!
    if (source.startsWith('//', at) && source[at - 1] !== ':') upTo(endOf(source, '\n', at), 'comment')
    else if (source.startsWith('/*', at)) upTo(endOf(source, '*/', at + 2) + 2, 'comment')
    else if (char === "'" || char === '"') {
      at += 1
      literals.push([upTo(closing(source, char, at), 'text')])
      at += 1
    } else if (char === '`') {
      open.push({ text: [], braces: 0 })
      at += 1
      template()
    } else if (char === '/' && source[at + 1] !== '>' && beforePattern.test(source.slice(Math.max(0, at - 12), at))) {
      upTo(closing(source, '/', at + 1) + 1, 'pattern')
    } else {
      const inner = open.at(-1)
      if (inner && char === '{') inner.braces += 1
      if (inner && char === '}') inner.braces -= 1
      at += 1
      if (inner?.braces === 0) template()
    }
  }
  if (at > since) pieces.push({ is: 'code', from: since, to: at })
  return { pieces, literals }
}

/** The source with everything but code turned into blanks; lines and columns stay. */
export function codeOf(source: string): string {
  let code = ''
  for (const { is, from, to } of cut(source).pieces) {
    code =
      code.padEnd(from) + (is === 'code' ? source.slice(from, to) : source.slice(from, to).replaceAll(/[^\n]/g, ' '))
  }
  return code
}

/** The line on which a place lies, from 1. */
export function lineAt(source: string, place: number): number {
  return source.slice(0, place).split('\n').length
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from)
  return end < 0 ? source.length : end
}

/** Where a string or pattern ends; at the end of its line when it was none after all (an apostrophe in JSX). */
function closing(source: string, mark: string, from: number): number {
  let set = false
  for (let end = from; end < source.length; end += 1) {
    const char = source[end]
    if (char === '\n') return end
    if (char === '\\') end += 1
    else if (mark === '/' && char === '[') set = true
    else if (mark === '/' && char === ']') set = false
    else if (char === mark && !set) return end
  }
  return source.length
}
