import type { Field, Service } from '#core/service/format.ts'

/**
 * A field's condition in words for a form that is filled in by hand: `form.kind == "difficult"` is 〔补贴对象〕选〔就业困难人员〕.
 * Null where it says more than a reader of paper can judge.
 */
export function whenSays({ form }: Pick<Service, 'form'>, cel: string): string | null {
  const either = cel.split('||').map((part) => {
    const all = part.split('&&').map((term) => termSays(form, term.trim()))
    return all.some((says) => says === null) ? null : all.join('，并且')
  })
  return either.some((says) => says === null) ? null : either.join('，或者')
}

function termSays(form: readonly Field[], term: string): string | null {
  const bare = /^\((.*)\)$/.exec(term)?.[1] ?? term
  const [, not, yes] = /^(!?)form\.(\w+)$/.exec(bare) ?? []
  if (yes) return said(form, yes, [not ? '否' : '是'])
  const [, name, sign, code] = /^form\.(\w+) (==|!=) "([^"]*)"$/.exec(bare) ?? []
  if (name && code) return said(form, name, [labelOf(form, name, code)], sign === '!=')
  const [, among, list] = /^form\.(\w+) in \[([^\]]*)\]$/.exec(bare) ?? []
  if (among && list)
    return said(
      form,
      among,
      [...list.matchAll(/"([^"]*)"/g)].map(([, one]) => labelOf(form, among, one)),
    )
  const [, within, held] = /^"([^"]*)" in form\.(\w+)$/.exec(bare) ?? []
  if (within && held) return said(form, held, [labelOf(form, held, within)])
  const [, counted, than, number] = /^form\.(\w+) (>|>=|<|<=) ([\d.]+)$/.exec(bare) ?? []
  if (counted && than && number) return quantity(form, counted, than, Number(number))
  return null
}

const words = { '>': '大于', '>=': '不少于', '<': '小于', '<=': '不大于' } as const

function quantity(form: readonly Field[], name: string, than: string, number: number): string | null {
  const field = form.find((one) => one.name === name)
  return field ? `“${field.label}”${words[than as keyof typeof words]}${number}` : null
}

function said(form: readonly Field[], name: string, answers: readonly (string | null)[], isNot = false): string | null {
  const field = form.find((one) => one.name === name)
  if (!field || answers.some((one) => one === null)) return null
  return `“${field.label}”${isNot ? '不选' : '选'}${answers.map((one) => `“${one}”`).join('、')}`
}

function labelOf(form: readonly Field[], name: string, code: string | undefined): string | null {
  return form.find((one) => one.name === name)?.options?.find((option) => option.code === code)?.label ?? null
}
