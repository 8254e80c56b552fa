import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formOf } from '#apps/portal/apply-form.ts'
import { loadCatalogue } from '#matter/catalogue.ts'

const catalogue = loadCatalogue()
const forms = catalogue
  .list()
  .flatMap(({ code }) => catalogue.versions(code))
  .map(({ code, version, service }) => [`${code} 第${version}版`, formOf(service.form, {}, []).html] as const)
const hintsIn = (page: string) => [...page.matchAll(/class="hint" id="[^"]*">([^<]*)</g)].map(([, hint = '']) => hint)

test('网上申请表的提示，怎样分行只说一次（1.3）', () => {
  const listed = forms.flatMap(([of, page]) => hintsIn(page).map((hint) => [of, hint.match(/一项一行|每行/g)] as const))
  const twice = listed.filter(([, said]) => said && said.length > 1)
  assert.deepEqual(twice, [])
  assert.ok(listed.some(([of, said]) => of.startsWith('JY06') && said?.length === 1))
})
