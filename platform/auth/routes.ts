import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { iso } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Session } from '#platform/auth/session.ts'
import type { SignIn } from '#platform/auth/sign-in.ts'
import { cookieName } from '#platform/auth/token.ts'

type Needs = {
  readonly signIn: SignIn
  readonly secure: boolean
  /** More about the signed-in person for the desk (office's name, posts …); merged into the answer. */
  readonly about?: (session: Session) => Promise<Readonly<Record<string, unknown>>>
}

const credentials = Type.Object(
  {
    username: Type.String({ title: '用户名', minLength: 1, maxLength: 64 }),
    password: Type.String({ title: '密码', minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)

const change = Type.Object(
  {
    current: Type.String({ title: '原密码', minLength: 1, maxLength: 200 }),
    next: Type.String({ title: '新密码', minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)

/** Signing in and out. The session itself is the effect, so these need no Idempotency-Key. */
export const sessionRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { signIn, secure, about }) => {
  const view = async (session: Session) => ({
    ...session.who,
    until: iso(session.expiresAt),
    ...(await about?.(session)),
  })
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  const forget = (reply: FastifyReply) => reply.clearCookie(cookieName, cookie)

  app.post(
    '/api/session',
    { config: { allow: 'anyone', key: 'none', strict: true }, schema: { summary: '登录', body: credentials } },
    async (request, reply) => {
      const { username, password } = request.body
      const opened = await signIn.signIn({ username, password, address: request.ip })
      if (isRefusal(opened)) return reply.refuse(opened)
      // A browser that signs in anew leaves its old session behind.
      if (request.session) await signIn.signOut(request.session)
      return reply.setCookie(cookieName, opened.token, cookie).send(await view(opened.session))
    },
  )

  app.get(
    '/api/session',
    { config: { allow: 'signed-in', passive: true, withIssuedPassword: true }, schema: { summary: '当前登录人' } },
    (request) => view(request.session!),
  )

  app.delete(
    '/api/session',
    { config: { allow: 'anyone', key: 'none' }, schema: { summary: '退出登录' } },
    async (request, reply) => {
      if (request.session) await signIn.signOut(request.session)
      return forget(reply).code(204).send()
    },
  )

  app.post(
    '/api/session/password',
    {
      config: { allow: 'signed-in', key: 'none', strict: true, withIssuedPassword: true },
      schema: { summary: '修改自己的密码', body: change },
    },
    async (request, reply) => {
      const refused = await signIn.changePassword(request.session!, { ...request.body, address: request.ip })
      return refused ? reply.refuse(refused) : reply.code(204).send()
    },
  )
}
