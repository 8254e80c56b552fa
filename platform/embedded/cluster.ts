import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { secretOf } from '#platform/crypto/secret.ts'
import { type Binaries, copyNative, linkLibraries, locateNative } from '#platform/embedded/binaries.ts'
import { EmbeddedFault } from '#platform/embedded/fault.ts'
import { checkVersion, giveTo, openFolder, socketFolder } from '#platform/embedded/folder.ts'
import { initCluster, ownerRole } from '#platform/embedded/init.ts'
import { chooseLaunch, type Launch, waysHere } from '#platform/embedded/launch.ts'
import { endLeftover } from '#platform/embedded/leftover.ts'
import { holdFolder } from '#platform/embedded/lock.ts'
import { freePort, type Place, runServer } from '#platform/embedded/server.ts'
import { officeSettings } from '#platform/embedded/settings.ts'

export type Cluster = {
  /** The owner's connection string to a database of this cluster. Never log it. */
  readonly url: (database: string) => string
  /** The server's process id now; null while it is being restarted. */
  readonly pid: () => number | null
  readonly how: Launch['how'] | 'joined'
  readonly stop: () => Promise<void>
}

export type ClusterOptions = {
  /** The data folder (SHOUWEN_DATA); the cluster lies in `database` below it. */
  readonly folder: string
  readonly settings?: Readonly<Record<string, string>>
  /** Ways to start PostgreSQL, in order of trial; for tests of each. */
  readonly ways?: readonly Launch[]
  /** A throw-away cluster: the folder is removed with the server, also after kill -9. */
  readonly throwAway?: boolean
}

/** Starts PostgreSQL on a data folder and keeps it running until `stop`. Throws `EmbeddedFault`. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = openFolder(options.folder)
  const lock = holdFolder(folder)
  try {
    const { binaries, way } = prepare(folder, options.ways ?? waysHere())
    const cluster = join(folder, 'database')
    const password = secretOf(folder, 'database-owner')
    if (!(await initCluster(folder, cluster, password, way, binaries))) {
      checkVersion(cluster)
      await endLeftover(cluster)
      giveTo(way.uid, cluster)
    }
    const place: Place =
      process.platform === 'win32'
        ? { host: '127.0.0.1', port: await freePort() }
        : { host: socketFolder(folder, way.uid), port: 5432 }
    const server = await runServer({
      way,
      binaries,
      cluster,
      place,
      settings: options.settings ?? officeSettings,
      logFile: join(folder, 'database.log'),
      clearAway: options.throwAway ? folder : null,
    })
    return {
      url: (database) => urlOf(place, password, database),
      pid: server.pid,
      how: way.how,
      async stop() {
        await server.stop()
        if (place.host.startsWith('/')) rmSync(place.host, { recursive: true, force: true })
        lock.release()
        if (options.throwAway) rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * The cluster that another process of ours is running on this folder, or null: a command such as `shouwen verify`
 * works beside the server. Stopping it leaves the server as it is.
 */
export function joinCluster(path: string): Cluster | null {
  const folder = openFolder(path)
  const file = join(folder, 'database', 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid, , , port, socket, address] = readFileSync(file, 'utf8').split('\n')
  const place: Place = { host: socket || address || '', port: Number(port) }
  const password = secretOf(folder, 'database-owner')
  return {
    url: (database) => urlOf(place, password, database),
    pid: () => Number(pid),
    how: 'joined',
    stop: async () => {},
  }
}

/** Finds a way to run; when none does, a readable copy of the programs gets a second trial. */
function prepare(folder: string, ways: readonly Launch[]): { binaries: Binaries; way: Launch } {
  const native = locateNative()
  const binaries = linkLibraries(native, join(folder, 'postgres-lib'))
  try {
    return { binaries, way: chooseLaunch(binaries, folder, ways) }
  } catch (fault) {
    if (!(fault instanceof EmbeddedFault) || !ways.some((way) => way.uid !== null)) throw fault
    const copy = join(folder, 'postgres')
    if (!existsSync(copy)) mkdirSync(copy)
    const copied = linkLibraries(copyNative(native, join(copy, 'native')), join(folder, 'postgres-lib'))
    return { binaries: copied, way: chooseLaunch(copied, folder, ways) }
  }
}

function urlOf(place: Place, password: string, database: string): string {
  const url = new URL(`postgresql://localhost:${place.port}/${encodeURIComponent(database)}`)
  url.searchParams.set('host', place.host)
  url.searchParams.set('user', ownerRole)
  url.searchParams.set('password', password)
  return url.href
}
