import { spawn } from 'node:child_process'

export type Watchdog = { readonly dismiss: () => void }

/**
 * A shell that outlives Node by a moment: when our end of its pipe closes without a word (kill -9), it stops the
 * server, and clears a folder away if it was told to. A parent-death signal would do on Linux only.
 */
const script = `
if read -r word; then exit 0; fi
kill -INT "$1" 2>/dev/null
n=0
while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done
kill -0 "$1" 2>/dev/null && kill -QUIT "$1" 2>/dev/null
[ -n "$2" ] && sleep 0.2 && rm -rf -- "$2"
exit 0
`

/** Guards the server with this process id. Nothing on Windows, where the server shares our console and job. */
export function watch(pid: number, clearAway: string | null = null): Watchdog {
  if (process.platform === 'win32') return { dismiss() {} }
  const shell = spawn('/bin/sh', ['-c', script, 'shouwen-watchdog', String(pid), clearAway ?? ''], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.on('error', () => {})
  shell.stdin.on('error', () => {})
  shell.unref()
  if ('unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref()
  return { dismiss: () => shell.stdin.end('done\n') }
}
