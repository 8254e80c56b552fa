/**
 * Cuts a migration into statements, one DDL each: a text of several is one unit to the server, which Citus refuses
 * for some DDL. Knows quotes, dollar quotes and comments. Comments between statements are dropped.
 */
export function splitStatements(text: string): string[] {
  const statements: string[] = []
  let current = ''
  let rest = text
  while (rest !== '') {
    const token = nextToken(rest)
    rest = rest.slice(token.length)
    if (token === ';') {
      statements.push(current)
      current = ''
    } else if (current.trim() !== '' || !isComment(token)) current += token
  }
  statements.push(current)
  return statements.map((each) => each.trim()).filter((each) => each !== '')
}

const tokens = [
  /^--[^\n]*/,
  /^\/\*[\s\S]*?\*\//,
  /^[eE]'(?:[^'\\]|''|\\.)*'/,
  /^'(?:[^']|'')*'/,
  /^"(?:[^"]|"")*"/,
  /^(\$[A-Za-z_]*\$)[\s\S]*?\1/,
  /^[A-Za-z_][A-Za-z0-9_$]*/,
  /^\s+/,
]

function nextToken(text: string): string {
  for (const token of tokens) {
    const found = token.exec(text)
    if (found) return found[0]
  }
  return text.charAt(0)
}

function isComment(token: string): boolean {
  return token.startsWith('--') || token.startsWith('/*')
}
