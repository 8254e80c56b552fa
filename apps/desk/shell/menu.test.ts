import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAt, places } from './menu.ts'

test('a group of the menu is lit on its pages and on what is opened from them', () => {
  const lit = (pathname: string) => [...new Set(places.filter((place) => isAt(place, pathname)).map((p) => p.group))]
  for (const [pathname, groups] of [
    ['/surveys', ['业务']],
    ['/surveys/0198', ['业务']],
    ['/classes/0198', ['业务']],
    ['/registers/loan', ['业务']],
    ['/registers/petition', ['登记簿']],
    ['/new/petition', ['办理']],
    ['/surveysnot', []],
    ['/', []],
  ] as const)
    assert.deepEqual(lit(pathname), groups, pathname)
})
