import type { Values } from '#ui/form/form.tsx'

/** What was typed and not yet sent, by matter and move. Only in memory: personal data isn't left on the computer. */
const drafts = new Map<string, Values>()

export function draft(slot: string): Values | undefined {
  return drafts.get(slot)
}

export function keepDraft(slot: string, values: Values): void {
  drafts.set(slot, values)
}

export function dropDraft(slot: string): void {
  drafts.delete(slot)
}

/** Everything, at sign-out. */
export function forget(): void {
  drafts.clear()
}
