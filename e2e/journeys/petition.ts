import { expect } from '../expect.ts'
import { contact, fill, form, isIn, move, offer, record, row, send, take } from '../hands.ts'
import type { Stage } from '../stage.ts'

const person = '测试访'
const decision = {
  处理意见: '支持诉求',
  查明的情况: '经查，材料在转送途中延误',
  政策法规依据: '《就业促进法》第五十二条',
  送达方式: '当面',
}

/** A visit by petition procedure: read back, the leader's word, taken up, an unkind answer stopped, answered, called back (3.3.1–3.3.3, 2.4.2). */
export async function* petition({ desk, see, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  const head = await desk('head')

  await step('a first contact becomes a petition; nothing goes on before it is read back', async () => {
    await contact(wang, '反映补贴没有到账', person, '4')
    await offer(wang, '转为来访来信').click()
    await expect(wang.getByRole('heading', { level: 1 })).toContainText('登记来访来信')
    await fill(wang.getByRole('main'), {
      来源方式: '来访',
      反映事项: '补贴没有到账（测试数据）',
      诉求: '请核实并补发',
      重要事项: '是',
    })
    await wang.keyboard.press('Control+Enter')
    await isIn(wang, '待复述确认')
    await offer(wang, '复述要点并确认').click()
    await fill(form(wang, '复述要点并确认'), {
      复述的要点: '补贴迟发两个月',
      来访人确认无误: '否',
      确认方式: '当面确认',
    })
    await wang.keyboard.press('Control+Enter')
    await expect(form(wang, '复述要点并确认')).toContainText('得到确认后再勾选')
    await fill(form(wang, '复述要点并确认'), { 来访人确认无误: '是' })
    await send(wang, '复述要点并确认')
  })
  await see(wang, 'petition')

  await step('an important one waits for the head, who also asks for a call back', async () => {
    await expect(offer(wang, '受理立案并告知')).toHaveAttribute('aria-disabled', 'true')
    await move(wang, '报领导批示', { 拟办意见: '拟核实后书面答复' })
    await take(head, person)
    await move(head, '领导批示', { 批示意见: '抓紧核实', 办结后回访: '是' })
    await take(wang, person)
    await move(wang, '受理立案并告知', { 告知方式: '当面' })
    await expect(wang.getByRole('main')).toContainText('2027年1月22日')
  })

  await step('an unkind answer is marked while it is typed, and not sent', async () => {
    await offer(wang, '书面答复').click()
    await fill(form(wang, '书面答复'), { ...decision, 答复意见: '这事不归我管' })
    await expect(form(wang, '书面答复').getByText('服务忌语，不能发出')).toBeVisible()
    await see(wang, 'petition-unkind')
    await wang.keyboard.press('Control+Enter')
    await expect(form(wang, '书面答复').getByText('依据 2.4.2')).toBeVisible()
    await fill(form(wang, '书面答复'), { 答复意见: '已于今日补发' })
    await send(wang, '书面答复')
    await isIn(wang, '已答复待回访')
    await expect(await record(wang, '文书')).toContainText('信访事项答复意见书')
  })

  await step('called back, closed, and in the register', async () => {
    await move(wang, '登记回访', { 回访方式: '电话', 对方意见: '满意', 回访情况: '已经到账' })
    await isIn(wang, '已回访')
    await expect(row(wang, person)).toHaveCount(0)
    await wang.goto('/desk/registers/petition')
    await wang.getByRole('textbox', { name: '查找' }).fill(person)
    await expect(wang.getByRole('row').filter({ hasText: person })).toContainText('已回访')
  })
  await see(wang, 'petition-register')

  await step('the head words a phrase anew; a name nobody knows there is refused', async () => {
    await head.goto('/desk/phrases')
    await head.getByRole('button', { name: '修改“走错窗口”的用语' }).click()
    const words = head.getByRole('textbox', { name: '“走错窗口”的用语' })
    await words.fill('请您到{窗户}。')
    await head.getByRole('button', { name: '保存' }).click()
    await expect(head.getByRole('alert')).toContainText('窗户')
    await words.fill('这件事在{窗口}办，我带您过去。')
    await head.getByRole('button', { name: '保存' }).click()
    await expect(head.getByRole('dialog')).toBeHidden()
    await wang.goto('/desk/')
    await wang.getByRole('button', { name: '走错窗口' }).click()
    await expect(wang.getByText('我带您过去。')).toBeVisible()
  })
  await see(head, 'phrases')
}
