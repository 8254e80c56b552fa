import { type Needs, namedIn, ofField } from '#apps/portal/apply-pass.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import type { Problem } from '#core/refusal.ts'
import type { Answers } from '#core/service/form.ts'
import type { Service } from '#core/service/format.ts'
import { answerSays } from '#core/service/words.ts'
import { SealBroken } from '#platform/crypto/seal.ts'
import { versionOf } from '#rules/quality-service/application/draft.ts'

/** Taking up again what was begun, with what was typed since; and what another device saved meanwhile. */

/** A name that no field of a service has: by what it was as this page was shown. */
export const ofVersion = 'draft-seen'

/** Put into the form of a draft: which it is, and which of its versions is shown. */
export const marks = ({ world }: Needs, { number }: { readonly number: string }, seen: Answers | string): Html =>
  html`${ofField(number)}<input type="hidden" name="${ofVersion}" value="${typeof seen === 'string' ? seen : versionOf(world, seen)}">`

const fieldOf = (tenant: string, number: string) => ({ tenant, matter: number, field: 'typed' })

/** More than a form takes back is not carried along, and the page then says so. */
const mostSealed = 800_000

/**
 * What was posted when nobody could tell any more by whom: sealed into the page, bound to its application, read by whoever
 * then shows number and code. Null where it can't be carried.
 */
export function bundled(
  { world, place }: Needs,
  body: unknown,
): { readonly number: string; readonly sealed: string } | null {
  const number = namedIn({ body, query: null })
  if (number === '') return null
  const sealed = world.keys.seal(fieldOf(place.tenant, number), JSON.stringify(body))
  return sealed.length > mostSealed ? null : { number, sealed }
}

/** What was typed for this application before number and code were asked for again; null for nothing, and for another's. */
export function unbundled({ world, place }: Needs, number: string, sealed: string): unknown {
  if (sealed === '') return null
  try {
    return JSON.parse(world.keys.open(fieldOf(place.tenant, number), sealed))
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}

/** Number and code, by which an application is taken up again. */
export function resumeForm(number: string, sealed: string): Html {
  return html`<form class="stack" method="post" action="/apply/resume">
${sealed && html`<input type="hidden" name="typed" value="${sealed}">`}
<label for="number">申请编号</label>
<p class="hint" id="number-hint">开始填写时给您的编号，中间有一个W</p>
<input type="text" id="number" name="number" value="${number}" required maxlength="60" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="number-hint">
<label for="code">查询码</label>
<p class="hint" id="code-hint">和编号一起给您的8位查询码，大小写都可以</p>
<input type="text" id="code" name="code" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint">
<div><button type="submit">接着填</button></div>
</form>`
}

/** Where what is typed here and what was saved elsewhere are not the same, each beside its field. */
export function differences({ form }: Service, mine: Answers, saved: Answers): readonly Problem[] {
  return form.flatMap((field) => {
    const { name, label, type } = field
    const there = saved[name]
    if (JSON.stringify(mine[name]) === JSON.stringify(there)) return []
    const says =
      there === undefined
        ? '那边没有填'
        : type === 'rows' || type === 'staff'
          ? '那边填的不一样'
          : `那边填的是“${answerSays(field, there, (id) => id)}”`
    return [{ at: `/form/${name}`, says: `${label}：${says}` }]
  })
}

export const elsewhere: Html = html`<p class="state" role="status">这份申请刚才在别的设备或者别的页面上保存过，所以您这一页填的<strong>还没有保存</strong>。下面是您填的，和那边不一样的写在旁边。要按这一页的，看过以后再点“先保存”或“下一步”；要按那边的，<a href="/apply/form">打开那边保存的</a>。</p>`
