import type { Sent } from './post.ts'

export type Letter = {
  readonly id: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

/** Why this can't be a mail server, in words; null: it can. `smtps://` speaks TLS from the first word, `smtp://` when offered. */
export function serverProblem(text: string): string | null {
  if (!URL.canParse(text)) return '邮件服务器应写成 smtps://主机:端口 或 smtp://主机:端口'
  const { protocol, hostname, username, password } = new URL(text)
  if (protocol !== 'smtp:' && protocol !== 'smtps:') return '邮件服务器应以 smtp:// 或 smtps:// 开头'
  if (hostname === '') return '没有写邮件服务器的主机'
  return username === '' && password === '' ? null : '用户名和密码不要写在网址里，填在下面'
}

type Account = { readonly user: string; readonly password: string }

/** One letter in plain text. The library is loaded when the first one goes out: most offices never send any. */
export async function mail(server: string, account: Account | null, letter: Letter): Promise<Sent> {
  const { createTransport } = await import('nodemailer')
  const url = new URL(server)
  const secure = url.protocol === 'smtps:'
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 25),
    secure,
    // A password is only ever sent through TLS.
    requireTLS: account !== null && !secure,
    ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 },
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...(account && { auth: { user: account.user, pass: account.password } }),
  })
  try {
    const { id, from, to, subject, text } = letter
    const messageId = `<${id}@shouwen>`
    const { rejected } = await transport.sendMail({ messageId, from, to: [...to], subject, text })
    return rejected.length > 0
      ? { ok: false, says: `有${rejected.length}个收件地址被拒收` }
      : { ok: true, says: '邮件服务器已收下' }
  } catch (error) {
    return { ok: false, says: faultOf(error) }
  } finally {
    transport.close()
  }
}

function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EAUTH') return '邮件服务器不认用户名或密码'
  if (code === 'EENVELOPE') return '邮件服务器不收这个地址'
  if (code === 'ETLS') return '邮件服务器不能加密，带密码的邮件不发'
  return code ? `邮件没有发出（${code}）` : '邮件没有发出'
}
