import type { FastifyPluginAsync } from 'fastify'

export type DemoAccount = { readonly username: string; readonly says: string }

/** The accounts of the demonstration, as printed at start and on the sign-in page; on real ground there are none. */
export const demoRoutes: FastifyPluginAsync<{
  demo: { readonly password: string; readonly accounts: readonly DemoAccount[] } | null
}> = async (app, { demo }) => {
  app.get(
    '/api/demo',
    { config: { allow: 'anyone' }, schema: { summary: '演示账号' } },
    () => demo ?? { password: null, accounts: [] },
  )
}

/** Who is who in the demonstration. */
export const demoAccounts: readonly DemoAccount[] = [
  { username: 'wang', says: '综合窗口A角' },
  { username: 'li', says: '综合窗口B角，代理 wang' },
  { username: 'zhao', says: '业务复核岗' },
  { username: 'head', says: '单位负责人' },
  { username: 'district', says: '区级主管部门' },
  { username: 'city', says: '市级主管部门，发布服务事项版本' },
  { username: 'sysadmin', says: '系统管理员' },
  { username: 'secadmin', says: '安全管理员' },
  { username: 'auditor', says: '审计管理员' },
  { username: 'qian', says: '另一区街道窗口' },
  { username: 'sun', says: '另一区街道负责人' },
]
