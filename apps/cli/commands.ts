import type { Config } from '#platform/config.ts'

export type Command = {
  readonly use: string
  readonly says: string
  readonly run: (config: Config, args: readonly string[]) => Promise<number>
}

/** What `shouwen <command>` can do. Each brings its own code when it is called. */
export const commands: Readonly<Record<string, Command>> = {
  setup: {
    use: 'setup',
    says: '在空的数据目录里建立单位和首批管理员',
    run: async (...ask) => (await import('./setup.ts')).setup(...ask),
  },
  verify: {
    use: 'verify',
    says: '查验全部记录有没有被改动、删除、调换',
    run: async (...ask) => (await import('./verify.ts')).verifyAll(...ask),
  },
  'check-draw': {
    use: 'check-draw <总体清单.csv>',
    says: '用导出的清单重新抽一遍随机抽查，核对名单；不用数据库',
    run: async (...ask) => (await import('./draw.ts')).checkDraw(...ask),
  },
  backup: {
    use: 'backup <文件>',
    says: '备份全部数据；密钥另存为 <文件>.keys，须分开保管',
    run: async (...ask) => (await import('./backup.ts')).backup(...ask),
  },
  restore: {
    use: 'restore <文件> [--keys <密钥文件>]',
    says: '恢复到空的数据目录，并查验',
    run: async (...ask) => (await import('./backup.ts')).restore(...ask),
  },
  'import-calendar': {
    use: 'import-calendar <文件> [--as <用户名>]',
    says: '导入一年的节假日安排，并重算期限',
    run: async (...ask) => (await import('./calendar.ts')).importCalendar(...ask),
  },
  'rotate-keys': {
    use: 'rotate-keys',
    says: '启用一把新的加密密钥，旧密钥仍可读旧数据',
    run: async (...ask) => (await import('./rotate.ts')).rotateKeys(...ask),
  },
  doctor: {
    use: 'doctor',
    says: '检查本机能否运行，逐项说明',
    run: async (...ask) => (await import('./doctor.ts')).doctor(...ask),
  },
}

export const usage = [
  '用法：shouwen <命令>',
  ...Object.values(commands).map(({ use, says }) => `  ${use.padEnd(40)} ${says}`),
  '数据目录用 SHOUWEN_DATA 指定，已有的数据库用 DATABASE_URL 指定。',
].join('\n')
