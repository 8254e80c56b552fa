const fields = 'input:not([type=hidden]):not([disabled]), textarea:not([disabled]), button[type=submit]'

/** Puts the cursor into the field after `box` in the same form: one key answers and goes on. */
export function focusAfter(box: Element): void {
  const all = [...(box.closest('form')?.querySelectorAll<HTMLElement>(fields) ?? [])]
  const next = all.find(
    (f) => !box.contains(f) && (box.compareDocumentPosition(f) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  )
  const group = next?.getAttribute('name')
  const picked =
    group && next?.getAttribute('type') === 'radio'
      ? all.find((f) => f.matches(':checked') && f.getAttribute('name') === group)
      : null
  ;(picked ?? next)?.focus()
}

/** Puts the cursor into the first field of a form that a person can fill. */
export function focusFirst(box: Element | null): void {
  const form = box?.querySelector('form')
  const first = form?.querySelector<HTMLElement>('input:not([type=hidden]):not([disabled]), textarea:not([disabled])')
  ;(first ?? form?.querySelector<HTMLElement>('button[type=submit]'))?.focus()
}

/** Is the person typing, so that single keys belong to the text and not to the desk? */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
