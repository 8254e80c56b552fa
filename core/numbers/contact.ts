/** Everything wrong with a mobile number of the mainland; empty when it is sound. */
export function mobileProblems(text: string): readonly string[] {
  const number = text.trim()
  if (number === '') return ['请填写手机号码']
  return /^1[3-9]\d{9}$/.test(number) ? [] : ['手机号码应为11位数字，以13至19开头']
}

/**
 * Everything wrong with a landline with its area code (`0432-62012345`, extension `-123` allowed); empty when it is
 * sound.
 */
export function landlineProblems(text: string): readonly string[] {
  const number = text.trim()
  if (number === '') return ['请填写固定电话号码']
  return /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/.test(number) ? [] : ['固定电话应含区号，如 0432-62012345，分机号用“-”连接']
}

/** Either a mobile number, a landline, or a five-digit service hotline such as 12333. */
export function phoneProblems(text: string): readonly string[] {
  const number = text.trim()
  if (number === '') return ['请填写联系电话']
  const sound =
    mobileProblems(number).length === 0 || landlineProblems(number).length === 0 || /^1[02]\d{3}$/.test(number)
  return sound ? [] : ['联系电话应为11位手机号码，或带区号的固定电话（如 0432-62012345）']
}

/** Everything wrong with a postal code; empty when it is sound. */
export function postalProblems(text: string): readonly string[] {
  return /^\d{6}$/.test(text.trim()) ? [] : ['邮政编码应为6位数字']
}
