import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { someClosures, someHours, someInstant } from '#core/calendar/samples.ts'
import { buildCalendar, workingDaysBetween } from '#core/calendar.ts'
import { dayOf, type Instant, instant } from '#core/day.ts'
import { publishedNotices } from '#core/notice.ts'
import { usedDays } from '#rules/commitments/policy.ts'
import { daySums } from './count.ts'

const someCalendar = fc
  .tuple(someHours, someClosures)
  .map(([hours, closures]) => buildCalendar({ version: 'sample', notices: publishedNotices, hours, closures }))

const dated = (at: Instant) => new Date(at)

/** A case that ran over these instants, its clock standing from the second to the third. */
const someCase = fc
  .tuple(someInstant, someInstant, someInstant, someInstant, fc.boolean(), fc.constantFrom('JY01', 'JY02'))
  .map(([a, b, c, d, kept, service]) => {
    const [from, pause, resume, until] = [a, b, c, d].toSorted((x, y) => x - y) as [Instant, Instant, Instant, Instant]
    return {
      ...{ service, day: dayOf(until), kept },
      ...{ started_at: dated(from), stopped_at: dated(until), pauses: [[pause, resume]] as const },
    }
  })

test('用时不算暂停的工作日，不会是负数，也不会多于从头到尾的工作日（6.0）', () => {
  fc.assert(
    fc.property(someCalendar, someCase, (calendar, one) => {
      const whole = workingDaysBetween(calendar, dayOf(instant(one.started_at.getTime())), one.day)
      const [[pause, resume]] = one.pauses
      const stood = workingDaysBetween(calendar, dayOf(pause), dayOf(resume))
      assert.equal(usedDays(calendar, one), whole - stood)
      assert.ok(usedDays(calendar, one) >= 0)
      assert.equal(usedDays(calendar, { ...one, pauses: [] }), whole)
    }),
  )
})

test('按事项和日子加起来的数，就是逐件的数（6.0）', () => {
  fc.assert(
    fc.property(someCalendar, fc.array(someCase, { maxLength: 20 }), (calendar, cases) => {
      const sums = daySums(calendar, cases)
      for (const service of ['JY01', 'JY02']) {
        const of = cases.filter((one) => one.service === service)
        const add = (key: 'done' | 'kept' | 'used') =>
          sums.filter((one) => one.service === service).reduce((sum, one) => sum + one[key], 0)
        assert.deepEqual(
          [add('done'), add('kept'), add('used')],
          [of.length, of.filter(({ kept }) => kept).length, of.reduce((sum, one) => sum + usedDays(calendar, one), 0)],
        )
      }
      assert.equal(new Set(sums.map(({ service, day }) => service + day)).size, sums.length)
    }),
  )
})
