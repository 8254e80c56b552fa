import { Outage, Refused } from '#apps/desk/api/call.ts'
import { signedInAgain } from '#apps/desk/api/gate.ts'

/** Longest side of a picture in points: enough to read a paper on a desk. */
const longest = 2000

/** Takes a picture to the store, for an office of one's own or below; answers its id. Throws `Outage` or `Refused`. */
export async function uploadPhoto(file: Blob, office?: string): Promise<string> {
  const body = new FormData()
  body.append('file', await smaller(file), 'photo')
  const answer = await fetch(`/api/files${office ? `?office=${office}` : ''}`, { method: 'POST', body }).catch(
    () => null,
  )
  if (answer === null || answer.status >= 502) throw new Outage('照片暂时传不上去，会稍后再传。')
  if (answer.status === 401) {
    await signedInAgain()
    return uploadPhoto(file, office)
  }
  const json = (await answer.json().catch(() => ({}))) as { id?: string; says?: string }
  if (!answer.ok || !json.id) throw new Refused(answer.status, json)
  return json.id
}

/** Made smaller before it goes over the air. What is no picture goes as it is: the server says what is wrong with it. */
async function smaller(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) return file
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  if (scale === 1 && file.size < 1_000_000) return file
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((go) => canvas.toBlob((made) => go(made ?? file), 'image/jpeg', 0.85))
}
