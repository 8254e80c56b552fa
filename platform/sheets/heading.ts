import type { SheetHead, SheetKind } from '#core/sheet.ts'

/** The word of each paper in its number. */
export const numberWords: Readonly<Record<SheetKind, string>> = {
  'one-time-notice': '告',
  acceptance: '受',
  refusal: '不受',
  denial: '不认',
  'public-notice': '示',
  'extension-notice': '延',
  result: '结',
  'handback-brief': '交',
  'handover-slip': '转',
  'delay-explanation': '超',
  'sitting-receipt': '站',
  accountability: '追',
  'inspection-record': '检',
  'sampling-record': '抽',
  'rectification-notice': '改',
  'ab-scheme': '角',
  'leave-handover': '离',
  'referral-letter': '荐',
  'petition-notice': '访告',
  'petition-reply': '访复',
  'materials-list': '材转',
  'complaint-register': '投登',
  'supervision-order': '督',
  'supervision-reply': '督复',
  'warning-notice': '监',
  'warning-reply': '监复',
  'training-certificate': '培证',
  'aid-plan': '援',
  'aid-exit': '援止',
  'loan-referral': '荐',
}

/** The papers that a visitor takes along from a visit: on them stands where it is rated (10.5.1). */
export const takenAlong: readonly SheetKind[] = [
  'acceptance',
  'one-time-notice',
  'result',
  'refusal',
  'denial',
  'petition-reply',
]

/** The head of a specimen. */
export function specimenHead(kind: SheetKind): SheetHead {
  return {
    number: `测人社${numberWords[kind]}〔2026〕12号`,
    code: 'TEST-7K3M-9QXA',
    issuedAt: '2026年11月23日',
    office: {
      name: '测试街道公共就业服务中心',
      phone: '000-00000000',
      supervisionPhone: '000-00000110',
      address: '测试区测试街道测试路1号',
    },
    // What hangs on the wall opens nobody's matter.
    ...(kind !== 'public-notice' && kind !== 'loan-referral' && { visitorCode: '7K2M9QXA' }),
    ...(takenAlong.includes(kind) && {
      rateUrl: 'http://127.0.0.1:3000/rate?number=sljd-B-2026-000012&t=q261223AAAAAAAAAAAAAAAAAA',
    }),
    verifyUrl: 'http://127.0.0.1:3000/verify/TEST-7K3M-9QXA',
    mark: '样张 测试数据',
  }
}
