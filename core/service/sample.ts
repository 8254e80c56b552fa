import type { Service } from '#core/service/format.ts'

/** A small sound service to build tests on; 测试数据. */
export function sample(changes: Partial<Service> = {}): Service {
  const fact = { says: '测试', source: '测试', confidence: 'U' } as const
  return {
    code: 'JY99',
    name: '测试服务',
    version: 1,
    object: 'person',
    handling: 'limited',
    summary: '测试',
    scope: '测试',
    region: '测试',
    limits: { statutory: null, promised: { amount: 10, unit: 'workingDays', source: '测试', confidence: 'U' } },
    publicNoticeCountsInLimit: false,
    opens: { fee: fact, licence: fact, handler: { post: 'employment', says: '测试' } },
    standards: ['测试'],
    basis: [{ id: 'law', title: '测试法', number: null, article: null, region: '测试', from: null, confidence: 'U' }],
    form: [{ name: 'name', label: '姓名', type: 'text', required: true, purpose: '测试', personal: true }],
    conditions: [{ id: 'asked', label: '由人判断', basis: 'law', askPerson: true, fails: '不符合' }],
    materials: [],
    steps: [{ id: 'review', label: '审核', kind: 'review', by: 'holder', says: '测试' }],
    results: [{ id: 'result', name: '测试结果', text: '{name}办结' }],
    remedies: [{ text: '测试', source: '测试', confidence: 'U' }],
    supplement: { amount: 10, unit: 'workingDays', source: '测试', confidence: 'U' },
    consent: { ground: 'duty', purpose: '测试', retention: '测试', rights: '测试' },
    ...changes,
  }
}
