const placeholder = /\{([a-zA-Z][a-zA-Z0-9.]*)\}/g

/** The names in braces in a text: `{name}请到{window}` → name, window. */
export function placeholders(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map((match) => match[1] ?? '')
}

/** Fills a text; returns null when a value is missing, so that a half-filled sentence is never shown. */
export function fill(text: string, values: Readonly<Record<string, string | undefined>>): string | null {
  if (placeholders(text).some((name) => !values[name])) return null
  return text.replaceAll(placeholder, (_, name: string) => values[name] ?? '')
}
