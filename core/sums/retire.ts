import { isDay } from '#core/day.ts'
import { choice, day, form } from '#core/field.ts'
import { monthsToRetirement, retirement, schedules, type Worker } from '#core/retirement.ts'
import { calculator } from '#core/sums/calculator.ts'
import { monthOf, monthsBetween, spokenMonth } from '#core/sums/month.ts'

export const workers = {
  man60: '男职工（原60周岁）',
  woman55: '女职工（原55周岁）',
  woman50: '女职工（原50周岁）',
} as const satisfies Record<Worker, string>

/** 退休年月: the statutory month by the table of gradual delay, and the elastic three years before and after. */
export const retire = calculator({
  name: 'retirement',
  title: '退休年月测算',
  service: null,
  says: '按渐进式延迟法定退休年龄的办法，算出法定退休年月和弹性退休的最早、最晚年月。',
  form: form({
    worker: choice('人员类别', workers, { 'x-hint': '女职工原来是50周岁还是55周岁退休，看档案里的岗位性质' }),
    birth: day('出生日期', { 'x-hint': '以居民身份证和档案认定的为准' }),
  }),
  reckon({ worker, birth }, { today, book }) {
    if (!isDay(birth) || birth > today) return book.no('/birth', '出生日期在今天以后，请核对')
    const reached = retirement(worker, birth)
    const { from, step, cap, old } = schedules[worker]
    const born = monthOf(birth)
    const index = monthsBetween(from, born)
    const left = monthsToRetirement(worker, birth, today)
    return {
      says: `${spokenMonth(reached.month)}达到法定退休年龄（${ageSays(reached.age)}）`,
      lines: [
        { label: '法定退休年月', says: spokenMonth(reached.month) },
        { label: '法定退休年龄', says: ageSays(reached.age) },
        { label: '比原来推迟', says: `${reached.delayed}个月` },
        { label: '弹性提前，最早', says: spokenMonth(reached.earliest) },
        { label: '弹性延迟，最晚', says: `${spokenMonth(reached.latest)}（要与单位协商一致）` },
        { label: '从今天算起', says: left > 0 ? `还有${left}个月` : left === 0 ? '就在本月' : '已经达到' },
      ],
      formula: [
        `推迟月数：${spokenMonth(from)}及以后出生的，相差月数÷${step}取整数，再加1个月，最多${cap}个月；以前出生的不推迟`,
        '法定退休年月＝出生年月＋原法定退休年龄＋推迟月数',
        `弹性退休：提前或延迟最长${book.count('retire.elastic')}个月，提前的不早于原法定退休年龄`,
      ],
      steps: [
        { label: '出生年月', says: spokenMonth(born) },
        {
          label: '推迟月数',
          says:
            index < 0
              ? `早于${spokenMonth(from)}出生，不推迟`
              : `相差${index}个月，${index}÷${step}取整数得${Math.floor(index / step)}，加1得${Math.floor(index / step) + 1}${reached.delayed === cap ? `；最多${cap}个月，取${cap}` : ''}`,
        },
        {
          label: '法定退休年月',
          says: `${spokenMonth(born)}＋${old / 12}年＋${reached.delayed}个月＝${spokenMonth(reached.month)}`,
        },
      ],
      table: null,
      notes: ['能不能按月领取养老金还要看缴费年限，特殊工种等另有规定，由社会保险经办机构核定。'],
      sources: book.sources(['retire.schedule', 'retire.elastic']),
      values: {
        month: reached.month,
        delayed: reached.delayed,
        years: reached.age.years,
        months: reached.age.months,
        earliest: reached.earliest,
        latest: reached.latest,
        left,
      },
    }
  },
})

function ageSays({ years, months }: { readonly years: number; readonly months: number }): string {
  return months === 0 ? `${years}周岁` : `${years}周岁${months}个月`
}
