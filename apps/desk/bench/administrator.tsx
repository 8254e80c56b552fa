const duties: Readonly<Record<string, readonly [string, string]>> = {
  system: ['系统管理员', '负责账户、单位、岗位和系统运行，不能查看事项内容，也不能给人授权。'],
  security: ['安全管理员', '负责权限和安全策略，不能建账户，也不能查看事项内容。'],
  audit: ['审计管理员', '负责查看操作记录和核验，不能修改任何内容。'],
}

/** One of the three administrators: no business posts, so no desk; says what the account is for. */
export function Administrator({ kind }: { kind: string }) {
  const [title, says] = duties[kind] ?? ['管理员', '本账户不办理业务。']
  return (
    <main id="main" className="page">
      <h1>{title}</h1>
      <p>{says}</p>
      <p className="quiet">
        三类管理员各司其职，任何账户不兼任两类。建立单位、人员和岗位的页面还没有完成；审计记录可由审计管理员通过接口
        /api/audit 读取。
      </p>
    </main>
  )
}
