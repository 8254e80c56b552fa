/** What people say at the counter when they mean a service, beside its name. */
// biome-ignore format: one service, one row
const said: Readonly<Record<string, readonly string[]>> = {
  JY01: ['失业证', '登记失业', '失业金', '没工作', '下岗', '失业'],
  JY02: ['就业困难', '困难人员', '4050', '大龄失业'],
  JY03: ['招工', '招人', '用工', '招聘会', '缺工'],
  JY04: ['资源调查', '入户调查'],
  JY05: ['零就业', '全家没工作', '一家都没'],
  JY06: ['援助', '公益性岗位', '公益岗'],
  JY07: ['找工作', '求职', '介绍工作', '推荐工作'],
  JY08: ['空缺岗位', '发布岗位', '登记岗位', '岗位信息', '招聘信息'],
  JY09: ['小额贷款', '担保贷款', '贴息', '创业贷', '贷款'],
  JY10: ['吸纳失业', '企业减税', '招用失业'],
  JY11: ['自主创业税', '创业减税', '个体户减税'],
  JY12: ['灵活就业登记', '零工登记', '灵活就业'],
  JY13: ['社保补贴', '社会保险补贴', '灵活就业补贴', '补贴'],
  JY14: ['培训', '技能培训', '学技术', '技能'],
  JY15: ['创业培训', '学创业', '创业班', '创业'],
}

type Named = { readonly code: string; readonly name: string; readonly formerly?: string | null }

/**
 * Services that these words may mean, the likeliest first, at most three: a name counts more than what people say for
 * it, longer words more than shorter ones.
 */
export function servicesMeant<S extends Named>(services: readonly S[], words: string): readonly S[] {
  const text = words.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
  if (text.length < 2) return []
  const marks = services.map((one) => ({ one, mark: markOf(one, text) })).filter(({ mark }) => mark > 0)
  return marks
    .sort((a, b) => b.mark - a.mark)
    .slice(0, 3)
    .map(({ one }) => one)
}

function markOf({ code, name, formerly }: Named, text: string): number {
  const names = [code, name, ...(formerly ? [formerly] : [])]
  const whole = Math.max(0, ...names.filter((word) => text.includes(word)).map(({ length }) => length * 10))
  const hints = (said[code] ?? []).filter((word) => text.includes(word)).map(({ length }) => length)
  return whole + Math.max(0, ...hints)
}
