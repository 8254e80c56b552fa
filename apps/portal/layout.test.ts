import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { html } from '#apps/portal/layout.ts'

test('whatever is put into a page is text, not markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.ok(!/[<>"']/.test(html`${text}`.html))
    }),
  )
  assert.equal(
    html`<p title="${'a" onclick="x'}">${'<b>&</b>'}</p>`.html,
    '<p title="a&#34; onclick=&#34;x">&#60;b&#62;&#38;&#60;/b&#62;</p>',
  )
})

test('pieces nest and lists join; nothing, false and null leave nothing; nought is a number', () => {
  assert.equal(html`${['a', html`<i>${'<'}</i>`, null, false, undefined, 0]}`.html, 'a<i>&#60;</i>0')
})
