import type { SheetData } from '#core/sheet.ts'

/** Specimens of what an inspection issues. 测试数据: nobody in them is real. */
export const inspected: Pick<SheetData, 'inspection-record' | 'rectification-notice'> = {
  'inspection-record': {
    inspectionNumber: 'CS-J-2026-000003',
    office: '测试街道人力资源和社会保障所',
    template: '窗口环境检查',
    mode: '计划检查',
    inspectedAt: '2026年11月23日 09:40',
    inspectors: ['测试周某'],
    company: '测试人䶮㙍喆頔𠮷',
    people: ['测试王某'],
    windows: ['综合窗口一', '综合窗口二'],
    lines: [
      {
        clause: '4.3.2',
        about: '综合窗口一',
        words: '文件占台面多少',
        weight: '2',
        result: '符合',
        note: '1/6（不超过1/6）',
      },
      {
        clause: '4.3.2',
        about: '综合窗口二',
        words: '文件叠放最高处多高',
        weight: '2',
        result: '不符合',
        note: '11厘米（不超过10厘米）；照片1张',
      },
      {
        clause: '10.4.2',
        about: '场所',
        words: '无障碍通道和设施可用，没有被占',
        weight: '2',
        result: '不适用',
        note: '通道正在施工',
      },
    ],
    score: '50分 = 合格项权重2 ÷ 适用项权重4 × 100',
    failed: '不合格1项',
    remark: '总体整齐，2号窗口文件堆放过高。',
    handler: { name: '测试周某' },
  },
  'rectification-notice': {
    inspectionNumber: 'CS-J-2026-000003',
    office: '测试街道人力资源和社会保障所',
    inspectedAt: '2026年11月23日',
    orderedAt: '2026年11月24日',
    round: 2,
    post: '综合窗口二',
    dueAt: '2026年12月1日',
    demand: '清理台面，当天用不到的文件入柜。',
    failures: [{ clause: '4.3.2', about: '综合窗口二', words: '文件叠放最高处多高', found: '11厘米（不超过10厘米）' }],
    handler: { name: '测试周某' },
  },
}
