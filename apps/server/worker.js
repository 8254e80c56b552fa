// The desk's files on a tablet that goes where no line is: the page loads again without one. Only files of the build are kept,
// never an answer of the server. `build` is put before this text by the server: its version, and the addresses of its files.
const shell = '/desk/'
const name = `desk-${build.version}`

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(name)
      .then((cache) => cache.addAll([new Request(shell, { cache: 'reload' }), ...build.assets]))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  const older = (keys) => keys.filter((key) => key.startsWith('desk-') && key !== name)
  event.waitUntil(
    caches
      .keys()
      .then((keys) => Promise.all(older(keys).map((key) => caches.delete(key))))
      .then(() => self.clients.claim()),
  )
})

// The page comes from the server whenever it answers, so that no old code outlives a deployment.
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && pathname.startsWith(shell))
    event.respondWith(fetch(request).catch(() => caches.match(shell)))
  else if (pathname.startsWith(`${shell}assets/`))
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)))
})
