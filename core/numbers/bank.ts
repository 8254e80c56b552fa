/** The number as it is stored: no spaces, no dashes. */
export function tidyCard(text: string): string {
  return text.replaceAll(/[\s-]/g, '')
}

/** What is wrong with a bank card number, and what is only doubtful: some cards in use fail the Luhn check. */
export function bankCard(text: string): { readonly problems: readonly string[]; readonly warnings: readonly string[] } {
  const number = tidyCard(text)
  if (number === '') return { problems: ['请填写银行卡号'], warnings: [] }
  if (!/^\d{13,19}$/.test(number)) return { problems: ['银行卡号应为13至19位数字'], warnings: [] }
  const length = [16, 18, 19].includes(number.length)
    ? []
    : [`银行卡号通常为16、18或19位，现为${number.length}位，请核对`]
  return { problems: [], warnings: isLuhn(number) ? length : [...length, '银行卡号校验位不符，请与卡面逐位核对'] }
}

function isLuhn(number: string): boolean {
  const sum = [...number].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
