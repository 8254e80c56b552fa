import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { testServer } from '#apps/server/testing.ts'
import { isRefusal } from '#core/refusal.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { sql } from '#platform/db/db.ts'
import { cleaned } from '#platform/files/image.ts'
import { keepImage, missingFiles, readFile } from '#platform/files/store.ts'

const plain = { create: { width: 60, height: 40, channels: 3, background: { r: 200, g: 30, b: 30 } } } as const
const jpeg = await sharp(plain).jpeg().toBuffer()
/** As a telephone writes it: lying on its side, with the place where it was taken, its owner and its maker. */
const located = await sharp(plain)
  .withMetadata({ orientation: 6 })
  .withExif({
    IFD0: { Artist: 'CSRMARK', Make: 'CSRMARK', Orientation: '6' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 50/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '126/1 33/1 7/1' },
  })
  .jpeg()
  .toBuffer()

/** A real PNG of so many points, all alike: a few kilobytes that would unpack to gigabytes. */
function bomb(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc(body), out.length - 4)
    return out
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((width + 1) * Math.min(height, 2000)))
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

function crc(bytes: Buffer): number {
  let value = ~0
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0)
  }
  return ~value >>> 0
}

const says = async (bytes: Buffer) => {
  const made = await cleaned(bytes)
  return isRefusal(made) ? made.says : made.type
}

test('the place, the owner and the maker of the camera are gone; the picture stands upright', async () => {
  const { exif } = await sharp(located).metadata()
  assert.ok(exif, 'the picture that goes in has them')
  assert.ok(located.includes('CSRMARK'))
  const made = await cleaned(located)
  assert.ok(!isRefusal(made))
  const after = await sharp(made.bytes).metadata()
  assert.equal(after.exif, undefined)
  assert.equal(after.xmp, undefined)
  assert.equal(after.iptc, undefined)
  assert.ok(!made.bytes.includes('CSRMARK') && !made.bytes.includes('Exif') && !made.bytes.includes('GPS'))
  assert.deepEqual([made.width, made.height], [40, 60])
})

test('jpeg, png and webp by what they are; a name or a wrong ending counts for nothing', async () => {
  assert.equal(await says(jpeg), 'jpeg')
  assert.equal(await says(await sharp(plain).png().toBuffer()), 'png')
  assert.equal(await says(await sharp(plain).webp().toBuffer()), 'webp')
  assert.match(await says(await sharp(plain).gif().toBuffer()), /只接受 JPEG、PNG、WebP/)
  assert.match(await says(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')), /只接受/)
  assert.match(await says(Buffer.from('<html>not a picture</html>')), /只接受/)
  assert.match(await says(Buffer.alloc(0)), /只接受/)
})

test('a fake jpeg, one cut off, and one with a page behind it are refused or lose what is behind', async () => {
  assert.match(
    await says(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('this is text')])),
    /已损坏/,
  )
  const noisy = await sharp(Buffer.from(Array.from({ length: 120 * 90 * 3 }, (_, i) => (i * 7919) % 251)), {
    raw: { width: 120, height: 90, channels: 3 },
  })
    .jpeg()
    .toBuffer()
  assert.match(await says(noisy.subarray(0, noisy.length / 3)), /已损坏/)
  const made = await cleaned(Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>')]))
  assert.ok(!isRefusal(made) && !made.bytes.includes('<script>'))
})

test('too many bytes, too many points: refused by the head, before anything is unpacked', async () => {
  assert.match(await says(Buffer.concat([jpeg, Buffer.alloc(8 * 1024 * 1024)])), /8兆字节/)
  const large = bomb(30_000, 30_000)
  assert.ok(large.length < 200_000)
  const begun = performance.now()
  assert.match(await says(large), /4000万像素/)
  assert.ok(performance.now() - begun < 1000)
  assert.match(await says(bomb(8001, 5000)), /4000万像素/)
})

const { app, db, now, signIn } = await testServer('files')
const scopeOf = (code: 'cs' | 'slq' | 'sljd' | 'ybjd') => ({ tenant: demoTenant, paths: [demoPath(code)] })

async function upload(username: string, bytes: Buffer, query = '', name = 'photo.jpg', field = 'file') {
  const edge = 'edge-of-the-test'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)])
  const headers = { cookie: await signIn(username), 'content-type': `multipart/form-data; boundary=${edge}` }
  const reply = await app.inject({ method: 'POST', url: `/api/files${query}`, headers, payload })
  return { status: reply.statusCode, body: reply.json() as { id: string; says: string; bytes: number; width: number } }
}
const look = async (username: string, id: string) =>
  app.inject({ method: 'GET', url: `/api/files/${id}`, headers: { cookie: await signIn(username) } })

test('a picture comes in by the door and out again clean; twice is once', async () => {
  const first = await upload('wang', located)
  assert.equal(first.status, 201)
  assert.equal(first.body.width, 40)
  const again = await upload('li', located)
  assert.equal(again.body.id, first.body.id)
  const seen = await look('wang', first.body.id)
  assert.equal(seen.headers['content-type'], 'image/jpeg')
  assert.ok(!seen.rawPayload.includes('CSRMARK'))
  const above = await upload('district', located)
  assert.notEqual(above.body.id, first.body.id, 'each office has its own entry')
  const rows = await db.read(scopeOf('cs'), async (tx) =>
    Promise.all([
      missingFiles(tx, demoTenant, [first.body.id, above.body.id]),
      readFile(tx, demoTenant, above.body.id),
    ]),
  )
  assert.deepEqual(rows[0], [])
  assert.equal(
    rows[1]?.digest,
    (await db.read(scopeOf('sljd'), (tx) => readFile(tx, demoTenant, first.body.id)))?.digest,
  )
})

test('seen by whoever may see the office: below no, beside no, above yes', async () => {
  const { body } = await upload('wang', await sharp(plain).png().toBuffer())
  const status = async (username: string) => (await look(username, body.id)).statusCode
  assert.deepEqual(
    await Promise.all(['wang', 'head', 'district', 'city', 'qian', 'jiang'].map(status)),
    [200, 200, 200, 200, 404, 404],
  )
  assert.equal((await app.inject({ method: 'GET', url: `/api/files/${body.id}` })).statusCode, 401)
  const missing = await db.read(scopeOf('ybjd'), (tx) => missingFiles(tx, demoTenant, [body.id]))
  assert.deepEqual(missing, [body.id])
})

test('a superior keeps it for an office below, never for one beside or above', async () => {
  const kept = await upload('district', jpeg, `?office=${demoOffice('sljd')}`)
  assert.equal(kept.status, 201)
  assert.equal((await look('wang', kept.body.id)).statusCode, 200)
  assert.match((await upload('wang', jpeg, `?office=${demoOffice('ybjd')}`)).body.says, /不是本单位和下级单位/)
  assert.match((await upload('wang', jpeg, `?office=${demoOffice('slq')}`)).body.says, /不是本单位和下级单位/)
})

test('bad input is refused and nothing is kept', async () => {
  const count = () => db.read(scopeOf('cs'), (tx) => tx.one(counted, [demoTenant]))
  const before = await count()
  assert.match((await upload('wang', Buffer.from('hello'), '', 'photo.jpg')).body.says, /只接受/)
  assert.match((await upload('wang', Buffer.alloc(9 * 1024 * 1024, 1))).body.says, /8兆字节|过大/)
  assert.match((await upload('wang', bomb(30_000, 30_000), '', 'x.png')).body.says, /4000万像素/)
  assert.match((await upload('wang', Buffer.alloc(0))).body.says, /请选择一张照片/)
  const headers = { cookie: await signIn('wang'), 'content-type': 'application/json' }
  const json = await app.inject({ method: 'POST', url: '/api/files', headers, payload: '{}' })
  assert.equal(json.statusCode, 422)
  assert.deepEqual(await count(), before)
})

test('kept from inside the program: the same door for other rooms', async () => {
  const kept = await db.transaction(scopeOf('sljd'), (tx) =>
    keepImage(tx, { tenant: demoTenant, path: demoPath('sljd'), bytes: jpeg, at: now(), by: null }),
  )
  assert.ok(!isRefusal(kept))
  assert.equal(kept.type, 'jpeg')
})

const counted = sql<{ n: number }>('file.test-count', 'select count(*) as n from file where tenant_id = $1')
