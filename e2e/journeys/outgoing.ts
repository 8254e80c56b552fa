import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '../expect.ts'
import type { Stage } from '../stage.ts'

/** The system administrator lets another system hear of what happens: set up, tried, switched on, stopped with a reason (10.3.2). */
export async function* outgoing({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const heard: string[] = []
  const other = createServer((request, reply) => {
    heard.push(String(request.headers['webhook-signature']))
    reply.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}/hooks`
  const admin = await desk('sysadmin')
  const main = admin.getByRole('main')
  const over = admin.getByRole('dialog')
  const row = main.getByRole('row', { name: /市平台接口/ })

  await step('nothing goes out at first; a form says what will', async () => {
    await admin.goto('/desk/messages')
    await expect(main).toContainText('还没有接收方，什么都不外发')
    await see(admin, 'outgoing-empty')
    await main.getByRole('button', { name: '接入对接系统' }).click()
    await over.locator('label', { hasText: '示例街道人力资源和社会保障所' }).click()
    await over.getByLabel('名称').fill('市平台接口')
    await over.getByLabel('对方网址').fill(address)
    await over.locator('label', { hasText: '投诉' }).click()
    await over.locator('label', { hasText: /登记$/ }).click()
    await see(admin, 'outgoing-form')
    await over.getByRole('button', { name: /保存，暂不启用/ }).click()
  })
  await step('its key is told once', async () => {
    await expect(admin.getByText(/^whsec_/)).toBeVisible()
    await see(admin, 'outgoing-key')
    await admin.getByRole('button', { name: '已抄下' }).click()
    await expect(row).toContainText('未启用')
  })
  await step('a trial arrives, signed; then it is switched on', async () => {
    await row.getByRole('button', { name: '发测试消息' }).click()
    await over.getByRole('button', { name: '发测试消息' }).click()
    await expect(row).toContainText('最近送达')
    expect(heard.length).toBe(1)
    expect(heard[0]).toMatch(/^v1,/)
    await row.getByRole('button', { name: '启用', exact: true }).click()
    await over.getByRole('button', { name: '启用', exact: true }).click()
    await expect(row).toContainText('已启用')
    await row.getByRole('button', { name: '发送记录' }).click()
    await expect(over).toContainText('已送达')
    await see(admin, 'outgoing-log')
    await over.getByRole('button', { name: 'Close' }).or(over.getByLabel('关闭')).first().click()
  })
  await step('stopped with a reason', async () => {
    await row.getByRole('button', { name: '停用', exact: true }).click()
    await over.getByLabel('停用原因').fill('对方升级（测试数据）')
    await over.getByRole('button', { name: '停用', exact: true }).click()
    await expect(row).toContainText('未启用')
    await see(admin, 'outgoing')
  })
  other.close()
}
