/** Asked in a wrong way: one Chinese line, exit code 2. */
export class WrongUse extends Error {}

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Says what is wrong, line by line, and hands back the exit code. */
export function tell(code: number, ...problems: readonly string[]): number {
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  return code
}

/** The words after a command: so many of them, and `--name value` among the names it knows. */
export function parsed(
  args: readonly string[],
  count: number,
  names: readonly string[],
  use: string,
): { readonly words: readonly string[]; readonly options: Readonly<Record<string, string>> } {
  const words: string[] = []
  const options: Record<string, string> = {}
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i]!
    if (!arg.startsWith('--')) {
      words.push(arg)
      continue
    }
    const [name = '', inline] = arg.slice(2).split(/=(.*)/s)
    if (inline === undefined) i += 1
    const value = inline ?? args[i]
    if (!names.includes(name) || value === undefined) throw new WrongUse(`用法：${use}`)
    options[name] = value
  }
  if (words.length !== count) throw new WrongUse(`用法：${use}`)
  return { words, options }
}
