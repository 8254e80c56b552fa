import { ofField, ofLink } from '#apps/portal/apply-pass.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import { spoken } from '#core/day.ts'
import type { Story } from '#rules/quality-service/visitor/story.ts'
import type { Gap } from '#rules/told-once/contract.ts'

/** What was asked of the applicant, put off or refused, each with its reason (7.5, 8.1, 8.4). */
export function told({ notice, extension, refused, helper }: Story): Html {
  return html`${
    notice &&
    html`<h2>一次性告知（${spoken(notice.on)}）</h2>
<ul>${notice.gaps.map(gap)}</ul>`
  }
${extension && html`<h2>延期</h2><p>原定${extension.before}，延长${extension.by}。原因：${extension.reason}</p>`}
${refused && html`<h2>结果和理由</h2><p>${refused.says}</p><p>不同意这个结果的：</p><ul>${refused.remedies.map((line) => html`<li>${line}</li>`)}</ul>`}
${helper && html`<p>这件事由工作人员${helper}代办填写。</p>`}`
}

/** One thing that is wanting: what, why, and what would do. */
export function gap({ name, reason, requirement, basis }: Gap): Html {
  return html`<li><strong>${name}</strong>：${reason}${requirement !== name && html`<br>要求：${requirement}`}${basis && html`<br><span class="hint">依据：${basis}</span>`}</li>
`
}

/** A telephone number that a telephone can call. */
export const call = (phone: string): Html => html`<a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a>`

/** How many signs the reason of taking back may have. */
export const mostReason = 500

/** What can be done from here; by telephone alone only reading. */
export function actions(
  story: Story | null,
  number: string,
  isWhole: boolean,
  phone: string,
  again: { readonly reason: string; readonly says: string } | null = null,
): Html {
  const { notice = null, mayWithdraw = false, days = [] } = story ?? {}
  return html`${isWhole && notice?.waits && html`<p><a class="button" href="${ofLink('/track/answer', number)}">补交材料</a></p>`}
${!isWhole && notice?.waits && html`<p class="state">要在网上补交材料，请用查询码查询。</p>`}
${days.length > 0 && html`<p><a href="${ofLink('/track/deadlines.ics', number)}">把日期存进手机日历</a></p>`}
${
  isWhole &&
  mayWithdraw &&
  html`<details${again && html` open`}><summary>撤回申请</summary>
<form class="stack" method="post" action="/track/withdraw">${ofField(number)}<label for="reason">撤回的原因<span class="hint">（最多${mostReason}个字）</span></label>${again && html`<p class="wrong">${again.says}</p>`}<textarea id="reason" name="reason" rows="2">${again?.reason}</textarea>
<label class="item"><input type="checkbox" name="sure" value="yes"><span>确定撤回，以后要办再重新申请</span></label>
<div><button class="quiet" type="submit">撤回申请</button></div></form></details>`
}
<p>不满意的，可以<a href="/say">提出投诉和意见</a>，也可以拨打监督电话${call(phone)}。</p>
<form method="post" action="/track/leave"><button class="quiet" type="submit">退出（公用电脑请点这里）</button></form>`
}
