import type { Tx } from '#platform/db/db.ts'
import { imageTypes } from '#platform/files/image.ts'
import { missingFiles, readFile } from '#platform/files/store.ts'

export type Photo = { readonly type: string; readonly bytes: Uint8Array }

/** A photo as stored, or null when it is gone. */
export async function photoOf(tx: Tx, tenant: string, id: string): Promise<Photo | null> {
  const file = await readFile(tx, tenant, id)
  return file && { type: imageTypes[file.type], bytes: file.bytes }
}

/** Is there such a photo, and may this scope use it? */
export async function isPhoto(tx: Tx, tenant: string, id: string): Promise<boolean> {
  return (await missingFiles(tx, tenant, [id])).length === 0
}
