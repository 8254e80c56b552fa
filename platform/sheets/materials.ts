import type { Service } from '#core/service/format.ts'

type Material = Service['materials'][number]

/** In what form a material is asked for, wherever a list of materials is shown. */
export const materialKinds = {
  original: '原件',
  copy: '复印件',
  originalAndCopy: '原件和复印件',
  electronic: '电子件',
  form: '表格',
} as const satisfies Record<Material['kind'], string>

/** Form and count: 复印件1份. */
export const materialForm = ({ kind, copies }: Material): string =>
  materialKinds[kind] + (copies > 0 ? `${copies}份` : '')

/** When it is asked for, when it need not be brought, and what it must look like. */
export const materialNotes = ({ whenSays, required, exempt, standard }: Material): string =>
  [whenSays, required ? '' : '可不交', exempt ? `免提交：${exempt}` : '', standard].filter((one) => one).join('；')
