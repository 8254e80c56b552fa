import { type Html, html } from '#apps/portal/layout.ts'
import { items, type Level } from '#rules/quality-service/contract.ts'
import { levels } from '#rules/quality-service/policy.ts'

const order = [5, 4, 3, 2, 1] as const satisfies readonly Level[]
const mouths: Readonly<Record<Level, string>> = {
  5: 'M14 28 Q24 42 34 28 Z',
  4: 'M14 29 Q24 38 34 29',
  3: 'M15 32 L33 32',
  2: 'M14 35 Q24 27 34 35',
  1: 'M14 37 Q24 24 34 37',
}

function face(level: Level): Html {
  return html`<svg viewBox="0 0 48 48" aria-hidden="true" focusable="false"><circle cx="24" cy="24" r="21"/><circle class="eye" cx="17" cy="19" r="2.5"/><circle class="eye" cx="31" cy="19" r="2.5"/><path d="${mouths[level]}"/></svg>`
}

/** What was chosen and typed before, where a form is shown again. */
export type Chosen = { readonly level: number; readonly items: readonly string[]; readonly words: string }
const nothing: Chosen = { level: 0, items: [], words: '' }

/**
 * The five levels, none chosen beforehand, each with its items and words shown once it is chosen (10.5.1). By the order of
 * elements and CSS alone, so that it works without JavaScript.
 */
export function levelChoice(said: Chosen = nothing, wrong: Html | false = false): Html {
  return html`<fieldset class="levels"><legend>您对这次服务满意吗？（请选一项）</legend>
${order.map((level) => html`<input type="radio" name="level" value="${level}" id="level-${level}" required${level === said.level && html` checked`}>`)}
<div class="faces">${order.map((level) => html`<label for="level-${level}" class="face face-${level}">${face(level)}<span>${levels[level]}</span></label>`)}</div>
${order.map(
  (level) => html`<div class="items items-${level}" role="group" aria-label="${levels[level]}：可以多选，也可以不选">
<p>还可以说说具体情况（可以多选，也可以不选）：</p>
${Object.entries(items[level]).map(
  ([code, says]) =>
    html`<label class="item"><input type="checkbox" name="items" value="${code}"${said.items.includes(code) && html` checked`}><span>${says}</span></label>`,
)}</div>`,
)}
<div class="more"><label for="words">意见建议（可以不填，最多150个字）</label>${wrong}
<textarea id="words" name="words" maxlength="150" rows="3">${said.words}</textarea></div>
</fieldset>`
}
