/** Some of T's fields; undefined where one was emptied. */
export type Change<T> = { [K in keyof T]?: T[K] | undefined }

/** What is looked for, without what was emptied; `false` is an answer and stays. */
export function given<T extends object>(wanted: Change<T>): T {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined && value !== '')) as T
}
