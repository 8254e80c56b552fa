import { hash, verify } from '@node-rs/argon2'

/** Argon2id, 19 MiB, two passes (OWASP's floor): about 20 ms. The algorithm is the library's default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]
const longest = 200

/** What a new password lacks (等保 2.0: at least 8 characters of three kinds), in words; empty when it is good. */
export function passwordProblems(password: string, username: string): string[] {
  const problems: string[] = []
  if ([...password].length < 8) problems.push('密码至少8个字符')
  if (password.length > longest) problems.push(`密码不能超过${longest}个字符`)
  if (kinds.filter((kind) => kind.test(password)).length < 3)
    problems.push('密码须包含大写字母、小写字母、数字、符号中的至少三类')
  if (username && password.toLowerCase().includes(username.toLowerCase())) problems.push('密码不能包含用户名')
  return problems
}

/** The hash to store. Doesn't judge the password: `passwordProblems` does, where a person chooses one. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/**
 * Whether the password is the hash's. Without a hash it takes the same time and says no, so that the clock
 * doesn't tell which accounts exist.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  nobody ??= hash('nobody has this password', cost)
  const right = await verify(stored ?? (await nobody), password.slice(0, longest + 1))
  return right && stored !== null && password.length <= longest
}

let nobody: Promise<string> | null = null
