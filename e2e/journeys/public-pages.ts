import { expect } from '../expect.ts'
import { contact, move } from '../hands.ts'
import { api, type Stage } from '../stage.ts'

/** The doors of the public, as an old phone sees them: no script at all. */
export async function* publicPages({ desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const anyone = await sit({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  let number = ''
  let code = ''

  await step('a contact, answered: the visitor has a number and a code', async () => {
    const opened = wang.waitForResponse(
      (answer) => answer.url().endsWith('/api/matters') && answer.request().method() === 'POST',
    )
    await contact(wang, '咨询创业培训报名', '测试客')
    const body = (await (await opened).json()) as { matter: { number: string }; visitorCode: string }
    number = body.matter.number
    code = body.visitorCode
    expect(code).toMatch(/^[0-9A-Z]{8}$/)
    await move(wang, '当场答复', { 答复内容: '已说明报名时间和条件（测试数据）' })
  })

  await step('the front page says who is on duty and what can be done', async () => {
    await anyone.goto('/')
    await expect(anyone.getByText('王一（工号CS001）')).toBeVisible()
    await expect(anyone.getByText('失业登记')).toBeVisible()
  })
  await see(anyone, 'portal-front')

  await step('followed with number and code; a wrong code tells nothing', async () => {
    await anyone.getByRole('link', { name: '办事进度' }).first().click()
    await anyone.getByLabel('编号').fill(number)
    await anyone.getByLabel('查询码').fill('WRONGONE')
    await anyone.getByRole('button', { name: '查询' }).click()
    await expect(anyone.getByRole('alert')).toContainText('编号或查询码不正确')
    await see(anyone, 'portal-track-refused')
    await anyone.getByLabel('查询码').fill(code)
    await anyone.getByRole('button', { name: '查询' }).click()
    await expect(anyone.getByText('已答复办结')).toBeVisible()
  })
  await see(anyone, 'portal-track')

  await step('rated without a script, once', async () => {
    await anyone.getByRole('link', { name: '评价这次服务' }).click()
    await expect(anyone.getByLabel('编号')).toHaveValue(number)
    await anyone.getByLabel('查询码').fill(code.toLowerCase())
    await anyone.getByText('满意', { exact: true }).click()
    await see(anyone, 'portal-rate')
    await anyone.getByRole('button', { name: '提交评价' }).click()
    await expect(anyone.getByRole('heading', { name: '谢谢您的评价' })).toBeVisible()
    await anyone.goto(`/rate?number=${number}`)
    await anyone.getByLabel('查询码').fill(code)
    await anyone.getByText('非常不满意', { exact: true }).click()
    await anyone.getByRole('button', { name: '提交评价' }).click()
    await expect(anyone.getByRole('alert')).toContainText('已经评价')
  })

  await step('a paper is confirmed by its code; one that does not exist is not', async () => {
    const found = (await (await api(wang).get('/api/desk?limit=50')).json()) as {
      rows: { id: string; stateLabel: string }[]
    }
    const waiting = found.rows.find(({ stateLabel }) => stateLabel === '待补正')
    const { sheets } = (await (await api(wang).get(`/api/matters/${waiting?.id}`)).json()) as {
      sheets: { code: string; title: string }[]
    }
    await anyone.goto('/verify')
    await anyone.getByLabel('验证码').fill(sheets[0]?.code.replaceAll('-', '').toLowerCase() ?? '')
    await anyone.getByRole('button', { name: '查验' }).click()
    await expect(anyone.getByRole('status')).toContainText('确有这份文书')
    await expect(anyone.getByRole('main')).toContainText(sheets[0]?.title ?? '')
    await see(anyone, 'portal-verify')
    await anyone.goto('/verify/AAAA-AAAA-AAAA')
    await expect(anyone.getByRole('status')).toContainText('没有查到这份文书')
  })
  await see(anyone, 'portal-verify-unknown')
}
