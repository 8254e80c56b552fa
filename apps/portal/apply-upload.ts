import type { FastifyRequest } from 'fastify'
import { ofField, ofLink } from '#apps/portal/apply-pass.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import { clockTime, dayOf, minuteOf, spoken } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Picture } from '#rules/quality-service/application/files.ts'

/** Pictures and PDFs of materials: one at a time, so that an old phone and a slow line get there. */

export type Uploaded = { readonly material: string; readonly bytes: Buffer }

/** The file that was posted and for which material. Its name is not looked at. */
export async function uploaded(request: FastifyRequest): Promise<Uploaded | Refusal> {
  if (!request.isMultipart()) return noFile
  const part = await request.file()
  if (!part) return noFile
  const bytes = await part.toBuffer()
  if (part.file.truncated) return tooLarge
  const field = part.fields['material']
  const material = field && !Array.isArray(field) && field.type === 'field' ? String(field.value) : ''
  return bytes.byteLength > 0 ? { material, bytes } : noFile
}

const wrong = (says: string): Refusal => ({
  refused: 'bad-input',
  clause: '8.1',
  says,
  problems: [{ at: '/file', says }],
})
const noFile = wrong('请先选一个文件，再点“上传”')
const tooLarge = wrong('文件不能超过8兆字节，请改小以后再传，或者到窗口扫描')

/** `number`: of the application or matter that this page was shown for. */
export function uploadForm(
  action: string,
  number: string,
  { id, name }: { readonly id: string; readonly name: string },
  more: boolean,
): Html {
  return html`<form method="post" action="${ofLink(action, number)}" enctype="multipart/form-data">
<input type="hidden" name="material" value="${id}">
<label for="f-${id}">${more ? '再传一个' : '选照片或PDF'}<span class="hint">：${name}</span></label>
<input type="file" id="f-${id}" name="file" accept="image/jpeg,image/png,image/webp,application/pdf">
<button class="quiet" type="submit" aria-label="上传${name}">上传</button></form>`
}

export function pictureRow(
  { id, at, size, type }: Picture,
  n: number,
  name: string,
  door: string,
  number: string,
): Html {
  const kb = Math.max(1, Math.round(size / 1024))
  const when = `${spoken(dayOf(at))}${clockTime(minuteOf(at))}`
  const count = type === 'pdf' ? `第${n + 1}份（PDF）` : `第${n + 1}张`
  return html`<li><a href="${door}/picture/${id}">${name}${count}</a><span class="hint">${when}，${kb}千字节</span>
<form class="inline" method="post" action="${door}/unpicture">${ofField(number)}<input type="hidden" name="picture" value="${id}"><button class="quiet" type="submit" aria-label="删除${name}${count}">删除</button></form></li>
`
}
