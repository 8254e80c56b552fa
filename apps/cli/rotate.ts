import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#platform/config.ts'
import { rotateKeyring } from '#platform/crypto/keyring.ts'
import { parsed, say, WrongUse } from './words.ts'

/** `shouwen rotate-keys`: what is sealed from now on is sealed with a new key; older keys stay on the ring to read. */
export async function rotateKeys({ data }: Config, args: readonly string[]): Promise<number> {
  parsed(args, 0, [], 'shouwen rotate-keys')
  if (!existsSync(join(data, 'secret', 'keys.json')))
    throw new WrongUse(`数据目录 ${data} 里没有密钥，请检查 SHOUWEN_DATA。`)
  const id = rotateKeyring(data)
  say(`已启用新密钥 ${id}，旧密钥保留，用于读取此前的数据。`)
  say('正在运行的服务重新启动后改用新密钥；请重新备份密钥（npx shouwen backup）。')
  return 0
}
