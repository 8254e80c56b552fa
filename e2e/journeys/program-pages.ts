import { expect } from '../expect.ts'
import type { Stage } from '../stage.ts'

/** Where the services' own registers and rooms are, under the names of their pictures. */
const pages = {
  enrolments: '/desk/enrolments',
  market: '/desk/market',
  'market-vacancies': '/desk/market?tab=vacancies',
  'market-referrals': '/desk/market?tab=referrals',
  classes: '/desk/classes',
  'classes-waiting': '/desk/classes?view=applicants',
  institutions: '/desk/classes?view=institutions',
  subsidies: '/desk/subsidies',
  'subsidies-batches': '/desk/subsidies?tab=batches',
  'subsidies-claims': '/desk/subsidies?tab=claims',
  'subsidies-recoveries': '/desk/subsidies?tab=recoveries',
  'subsidies-figures': '/desk/subsidies?tab=figures',
  surveys: '/desk/surveys',
  loans: '/desk/loans',
  aids: '/desk/aids',
  reliefs: '/desk/reliefs',
  forms: '/desk/forms',
  versions: '/desk/versions',
  imports: '/desk/imports',
  'search-initials': '/desk/search?q=sydj',
} as const

/** Every page of issue 4 as a clerk comes to it, and the public's, without scripts. */
export async function* programPages({ desk, see, sit, step }: Stage): AsyncGenerator<string, void, void> {
  const wang = await desk('wang')
  for (const [name, address] of Object.entries(pages)) {
    await step(`${name}: opens with its heading`, async () => {
      await wang.goto(address)
      await expect(wang.getByRole('heading', { level: 1 })).toBeVisible()
      await wang.waitForLoadState('networkidle')
    })
    await see(wang, `page-${name}`)
  }
  await step('one class opens from the list, one survey from its own', async () => {
    await wang.goto('/desk/classes')
    await wang.getByRole('link', { name: '养老护理员第1期（测试数据）' }).click()
    await expect(wang.getByRole('heading', { level: 1 })).toContainText('养老护理员第1期')
    await wang.waitForLoadState('networkidle')
    await see(wang, 'page-class')
    await wang.goto('/desk/surveys')
    await wang.getByRole('button', { name: '季度调查（测试数据）' }).click()
    await expect(wang.getByRole('heading', { level: 1 })).toContainText('季度调查')
    await wang.waitForLoadState('networkidle')
    await see(wang, 'page-survey')
    const address = wang.url().split('?')[0]
    for (const tab of ['visit', 'entries', 'figures']) {
      await wang.goto(`${address}?tab=${tab}`)
      await wang.waitForLoadState('networkidle')
      await see(wang, `page-survey-${tab}`)
    }
  })
  await step('the two versions of a service stand side by side', async () => {
    await wang.goto('/desk/versions')
    await wang.getByRole('row', { name: /^JY01/ }).getByRole('link', { name: '逐项对比' }).click()
    await wang.waitForLoadState('networkidle')
    await see(wang, 'page-versions-compared')
  })
  const anyone = await sit({ javaScriptEnabled: false })
  for (const name of ['jobs', 'courses', 'forms']) {
    await step(`public ${name}: opens without scripts`, async () => {
      await anyone.goto(`/${name}`)
      await expect(anyone.getByRole('heading', { level: 1 })).toBeVisible()
    })
    await see(anyone, `public-${name}`)
  }
}
