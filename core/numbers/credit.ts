const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The code as it is stored: no spaces, capitals. */
export function tidyCredit(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase()
}

/** Everything wrong with a unified social credit code by GB 32100; empty when it is sound. */
export function creditProblems(text: string): readonly string[] {
  const code = tidyCredit(text)
  if (code === '') return ['请填写统一社会信用代码']
  if (/^\d{15}$/.test(code)) return ['15位为旧营业执照注册号，请填写18位统一社会信用代码']
  if (code.length !== 18) return [`统一社会信用代码应为18位，现为${code.length}位`]
  const alien = [...new Set(code)].filter((character) => !CHARACTERS.includes(character))
  if (alien.length > 0) return [`统一社会信用代码中不应出现${alien.join('、')}（不使用I、O、S、V、Z）`]
  if (!/^.{2}\d{6}/.test(code)) return ['第3至8位应为行政区划代码（数字）']
  return code[17] === checkOf(code) ? [] : ['校验码不符，请逐位核对统一社会信用代码']
}

/** The weights are 3^i mod 31; the remainder is subtracted from 31. */
function checkOf(code: string): string | undefined {
  let sum = 0
  let weight = 1
  for (const character of code.slice(0, 17)) {
    sum += CHARACTERS.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return CHARACTERS[(31 - (sum % 31)) % 31]
}
