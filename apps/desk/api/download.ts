import { Refused } from '#apps/desk/api/call.ts'

/** Asks for a file that a form describes, and saves it under the name that the server gives it. */
export async function download(path: string, content: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await save(await fetch(path, { method: 'POST', headers, body: JSON.stringify(content) }))
}

/** Saves a file that takes a while to be made, so that whoever waits can be told. */
export const fetched = async (path: string): Promise<void> => save(await fetch(path))

async function save(answer: Response): Promise<void> {
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = nameIn(answer.headers.get('content-disposition'))
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function nameIn(disposition: string | null): string {
  const found = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1]
  return found ? decodeURIComponent(found) : '导出.xlsx'
}
