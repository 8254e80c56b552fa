import { announceTestServer, testServer } from '#platform/config.ts'
import { startTestServer } from '#platform/db/testing.ts'
import type { Cluster } from '#platform/embedded/cluster.ts'

let cluster: Cluster | null = null

/** `node --test --test-global-setup=platform/db/testing-setup.ts`: one server for all test processes of a run. */
export async function globalSetup(): Promise<void> {
  if (testServer() !== null) return
  cluster = await startTestServer()
  announceTestServer(cluster.url('postgres'))
}

export async function globalTeardown(): Promise<void> {
  await cluster?.stop()
}
