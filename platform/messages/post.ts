import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { type Signed, signatureOf } from './sign.ts'

/** What came of a try. `says` is for the log: a status or a fault, never what the other side wrote. */
export type Sent = { readonly ok: boolean; readonly says: string }

/** Where nothing of this program is to be sent: the machine's own doors to its cloud, everyone, no one. */
const never = new BlockList()
never.addSubnet('169.254.0.0', 16)
never.addSubnet('0.0.0.0', 8)
never.addSubnet('224.0.0.0', 3)
never.addSubnet('fe80::', 10, 'ipv6')
never.addSubnet('ff00::', 8, 'ipv6')
never.addAddress('::', 'ipv6')

const timeoutMs = 10_000

/** Why an address can't be a receiver's, in words; null: it can. An office's own network may be private, so private ones may. */
export function addressProblem(text: string): string | null {
  if (!URL.canParse(text)) return '网址不完整，应以 http:// 或 https:// 开头'
  const { protocol, hostname, username, hash } = new URL(text)
  if (protocol !== 'http:' && protocol !== 'https:') return '网址应以 http:// 或 https:// 开头'
  if (username !== '' || hash !== '') return '网址里不能带用户名、密码或井号'
  return isBarred(hostname.replace(/^\[|\]$/g, '')) ? '不能发到这个地址' : null
}

function isBarred(host: string): boolean {
  const family = isIP(host)
  return family !== 0 && never.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

/**
 * One signed try. Redirects are not followed and the answer's body is not read: a receiver can't lead the program elsewhere
 * nor learn anything through it. 2xx within ten seconds is arrival; all else is tried again.
 */
export async function post(address: string, secret: string, signed: Signed): Promise<Sent> {
  const problem = addressProblem(address)
  if (problem) return { ok: false, says: problem }
  try {
    const { hostname } = new URL(address)
    const { address: ip } = await lookup(hostname.replace(/^\[|\]$/g, ''))
    if (isBarred(ip)) return { ok: false, says: '不能发到这个地址' }
    const answer = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      body: signed.body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'shouwen',
        'webhook-id': signed.id,
        'webhook-timestamp': String(signed.timestamp),
        'webhook-signature': signatureOf(secret, signed),
      },
    })
    await answer.body?.cancel()
    return { ok: answer.ok, says: `对方回复${answer.status}` }
  } catch (error) {
    return { ok: false, says: faultOf(error) }
  }
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return '没有发出'
  if (error.name === 'TimeoutError') return '对方10秒内没有回复'
  const { cause } = error
  const code =
    cause instanceof Error && 'code' in cause ? String(cause.code) : 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return '找不到这个网址的主机'
  if (code === 'ECONNREFUSED') return '对方没有开着'
  return code ? `连接不上（${code}）` : '连接不上'
}
