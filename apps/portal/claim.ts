import { type Html, html } from '#apps/portal/layout.ts'

/** The two fields by which a visitor proves a matter; filled again with what was typed, but for the code. */
export function claimFields(number: string): Html {
  return html`<label for="number">编号</label>
<p class="hint" id="number-hint">受理单、告知书或登记回执上的编号，如“sljd-B-2026-000012”</p>
<input type="text" id="number" name="number" value="${number}" required maxlength="60" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="number-hint">
<label for="code">查询码</label>
<p class="hint" id="code-hint">单子上的8位查询码，大小写都可以。没有查询码，请到窗口凭身份证件查询。</p>
<input type="text" id="code" name="code" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint">`
}
