import { expect } from '../expect.ts'
import { api, picture, type Stage } from '../stage.ts'

type Row = { readonly id: string; readonly machine?: string | null }
type Offer = { readonly move: string; readonly input: { properties: Record<string, { 'x-rows': readonly Row[] }> } }
type Page = { readonly matter: { id: string; version: number; number: string }; readonly offers: readonly Offer[] }

/** From home on an old phone without a script: apply, be told what is missing, bring it, and see how far it is (1.3, 8.1). */
export async function* apply({ desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const home = await sit({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const main = home.getByRole('main')
  const press = (name: string) => main.getByRole('button', { name, exact: true }).first().click()
  let number = ''
  let code = ''

  await step(
    'chosen from the list: what is needed and what becomes of the answers, before anything is asked',
    async () => {
      await home.goto('/')
      await main.getByRole('link', { name: /网上申请/ }).click()
      await see(home, 'apply-list')
      await main.getByRole('link', { name: /就业困难人员认定/ }).click()
      await expect(main).toContainText('个人信息告知')
      await see(home, 'apply-begin')
      await main.getByRole('radio', { name: /示例街道人力资源和社会保障所/ }).check()
      await press('开始填写')
      await expect(main).toContainText('查询码')
    },
  )

  await step('what is wrong is said all at once, each with its place', async () => {
    await main.getByLabel('姓名').fill('测试网申')
    await main.getByLabel('公民身份号码').fill('220203197512311018')
    await press('下一步：材料')
    await expect(home.getByRole('alert')).toContainText('公民身份号码')
    await expect(home.getByRole('alert')).toContainText('请填写手机号码')
  })
  await see(home, 'apply-wrong')

  await step('left in the middle, taken up again with number and code', async () => {
    const said = await main.getByLabel('申请编号和查询码').innerText()
    number = /\S+-W-\d{4}-\d{6}/.exec(said)?.[0] ?? ''
    code = /查询码\s*([0-9A-Z]{8})/.exec(said)?.[1] ?? ''
    await main.getByRole('button', { name: /^退出/ }).click()
    await main.getByLabel('申请编号').fill(number)
    await main.getByLabel('查询码').fill(code)
    await press('接着填')
    await expect(main.getByLabel('姓名')).toHaveValue('测试网申')
  })

  await step('filled in; a picture goes along; checked, sent, with a receipt', async () => {
    await main.getByLabel('公民身份号码').fill('220203197512311017')
    await main.getByLabel('手机号码').fill('13900000077')
    await main.getByLabel('常住地址').fill('示例街道测试路9号')
    await main.getByLabel('所在社区').fill('示例社区')
    await main.getByLabel('失业登记日期').fill('2026-01-05')
    await main.getByText('大龄失业人员', { exact: true }).click()
    await main.getByLabel(/本人月均收入/).fill('0')
    for (const [question, answer] of [
      ['是否已有劳动关系', '否'],
      ['是否领照经营', '否'],
      ['是否有就业要求', '是'],
      ['已知道认定前要公示', '是'],
    ] as const)
      await main
        .getByRole('group', { name: new RegExp(question) })
        .getByText(answer, { exact: true })
        .click()
    await see(home, 'apply-form')
    await press('下一步：材料')
    await main.getByLabel(/选照片或PDF：居民身份证/).setInputFiles(picture)
    await press('上传居民身份证')
    await expect(main.getByRole('link', { name: '居民身份证第1张' })).toBeVisible()
    await see(home, 'apply-materials')
    await main.getByRole('link', { name: '下一步：核对' }).click()
    await expect(main).toContainText('220203197512311017')
    await main.getByText('内容属实').click()
    await see(home, 'apply-check')
    await press('提交申请')
    await expect(main.getByRole('heading', { name: '已经提交' })).toBeVisible()
    const said = await main.getByLabel('编号和查询码').innerText()
    number = /\S+-B-\d{4}-\d{6}/.exec(said)?.[0] ?? ''
    code = /查询码\s*([0-9A-Z]{8})/.exec(said)?.[1] ?? ''
    await expect(main).toContainText('首问责任人')
  })
  await see(home, 'apply-done')

  await step(
    'at the window it lies with whoever is on duty for it, with its picture, and is told in one go',
    async () => {
      const wu = api(await desk('wu'))
      const { rows } = (await (await wu.get('/api/desk?limit=100')).json()) as {
        rows: { id: string; number: string }[]
      }
      const id = rows.find((row) => row.number === number)?.id ?? ''
      const page = (await (await wu.get(`/api/matters/${id}`)).json()) as Page
      const rowsOf = (name: string) =>
        (page.offers.find(({ move }) => move === 'check')?.input.properties[name]?.['x-rows'] ?? []).filter(
          ({ machine }) => !machine,
        )
      const materials = rowsOf('materials').map((row) =>
        row.id === 'household' ? { id: row.id, result: 'missing', reason: '没有上传' } : { id: row.id, result: 'ok' },
      )
      const conditions = rowsOf('conditions').map((row) => ({ id: row.id, result: 'yes' }))
      const move = async (name: string, version: number, input: object) => {
        const moved = await wu.post(`/api/matters/${id}/moves/${name}`, {
          data: { version, ...input },
          headers: { 'idempotency-key': `${name}-${id}` },
        })
        expect(moved.status(), await moved.text()).toBe(200)
      }
      await move('check', page.matter.version, { materials, conditions })
      await move('notify', page.matter.version + 1, {})
      const seen = await desk('wu')
      await seen.goto(`/desk/matters/${id}`)
      await expect(seen.getByRole('link', { name: /居民身份证（第1张）/ })).toBeVisible()
      await see(seen, 'apply-desk')
    },
  )

  await step('read at home, answered at home', async () => {
    await home.goto('/track')
    await main.getByLabel('编号', { exact: true }).fill(number)
    await main.getByLabel('查询码').fill(code)
    await press('查询')
    await expect(main).toContainText('户口簿或居住证明：缺少：没有上传')
    await see(home, 'apply-told')
    await main.getByRole('link', { name: '补交材料' }).click()
    await press('提交补正')
    await expect(home.getByRole('alert')).toContainText('还缺：户口簿或居住证明')
    await main.getByLabel(/选照片/).setInputFiles(picture)
    await press('上传户口簿或居住证明')
    await see(home, 'apply-answer')
    await press('提交补正')
    await expect(main).toContainText('审查材料')
  })

  await step('a complaint from home names whom and what', async () => {
    await home.goto('/say?office=sljd')
    await press('提交')
    await expect(home.getByRole('alert')).toContainText('请选择对谁提出')
    await see(home, 'say')
    await main.getByRole('group', { name: '对谁提出' }).getByText('单位', { exact: true }).click()
    await main.getByText('办事效率').click()
    await main.getByLabel('发生了什么事').fill('等得太久（测试数据）')
    await main.getByText('匿名，结果凭编号查询').click()
    await press('提交')
    await expect(main).toContainText('首问责任人')
  })
  await see(home, 'say-done')
}
