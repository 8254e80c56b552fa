/** Does an office at this ltree path lie below the one at `top`? Nothing lies below the empty path. */
export function isBelow(path: string, top: string): boolean {
  return path.startsWith(`${top}.`)
}

/** Is it the office at `top` itself, or one below it? */
export function liesIn(path: string, top: string): boolean {
  return path === top || isBelow(path, top)
}
