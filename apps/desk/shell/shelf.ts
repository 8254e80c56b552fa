/** The pages that go out of the house on a tablet. */
const outdoors = /^\/desk\/(surveys|inspections)(\/|$)/

/** From the first such page on the desk's own files stay on the device, so that it loads again without a line; browsers allow it only over https or at home. */
export function keepShell(): void {
  // Where it can't be kept the page works as before, with a line.
  if (outdoors.test(location.pathname)) navigator.serviceWorker?.register('/desk/worker.js').catch(() => null)
}
