/** What the library finds wrong with an expression, so that whoever writes a service knows what to change. */

type Complaint = {
  readonly message: string
  readonly code?: string
  readonly range?: { readonly start: number; readonly end: number } | undefined
}

const faults: Readonly<Record<string, string>> = {
  ...{ unknown_variable: '没有这个名称', no_such_key: '没有这一项', unexpected_token: '这里多了或少了符号' },
  ...{
    unexpected_character: '这个符号不能用',
    reserved_identifier: '这个词不能作名称',
    invalid_number: '数的写法不对',
  },
  ...{ invalid_exponent: '数的写法不对', unterminated_string: '引号没有成对' },
  ...{ unterminated_triple_quoted_string: '引号没有成对', newline_in_string: '引号里不能换行' },
  ...{ limit_exceeded: '算式太长，或一层套一层太深', invalid_regular_expression: '格式的写法不对' },
  ...{ invalid_macro_argument: '这里要写一个名称', invalid_index_type: '第几项要用整数' },
  ...{ cannot_index_type: '这一项不是列表，不能取其中一项', unsupported_type: '这里不能用这种数据' },
}

const types: Readonly<Record<string, string>> = {
  ...{ bool: '真或假', string: '文字', int: '整数', uint: '整数', double: '数', list: '列表', map: '表', null: '空' },
  ...{ dyn: '不定的数据', Entry: '一条记录', Records: '记录', Citizen: '公民身份号码', type: '类型' },
}

/** Types of data as people say them. */
export const typesIn = (said: string): string =>
  said
    .replaceAll(/\b(list|map)<[^<>]*(?:<[^<>]*>)?[^<>]*>/g, (_, word: string) => types[word] ?? word)
    .replaceAll(/\bRow_(\w+)/g, '表格的一行')
    .replaceAll(/\b[A-Za-z]+\b/g, (word) => types[word] ?? word)

/** One complaint in Chinese, with the words of the expression that it is about. */
export function inChinese(text: string, error: Complaint | undefined): string {
  const said = error?.message.split('\n')[0] ?? ''
  const [, mixed] = /^no such overload: (.+)$/.exec(said) ?? []
  if (mixed !== undefined) return `两边类型不同，不能这样比较或运算：${typesIn(mixed)}`
  const [, unknown] = /^found no matching overload for '(?:\w+(?:<.*>)?\.)?(\w+)\(/.exec(said) ?? []
  if (unknown !== undefined) return `没有 ${unknown} 这个算法，或里面的项数、类型不对`
  const other = others.find(([like]) => like.test(said))?.[1]
  const { start = 0, end = 0 } = error?.range ?? {}
  const place = end > start && !other ? text.slice(start, Math.min(end, start + 60)).trim() : ''
  return `${other ?? faults[error?.code ?? ''] ?? '写法不对'}${place ? `：${place}` : ''}`
}

/** What the library tells apart by its words alone. */
const others = [
  [/token: EOF|got EOF/, '没有写完，或少了括号'],
  [/^Expected /, '少了括号、逗号或冒号'],
  [/^List elements/, '一个列表里的各项要是同一种数据'],
  [/^Ternary/i, '问号后面的两种结果要是同一种数据'],
] as const
