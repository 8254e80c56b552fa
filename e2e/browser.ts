import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('..', import.meta.url))
const packed = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..')
const fonts = join(root, 'node_modules/@expo-google-fonts/noto-sans-sc')

/**
 * A browser out of the npm package, so that a machine with nothing but Node can run the journeys: the libraries it needs
 * are in the package too, and a font for Chinese comes from another. Unpacked once for each version.
 */
export async function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  const home = unpacked()
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--font-render-hinting=none']
  // The headless shell crashes in machines whose /dev/shm is tiny.
  const shared = '--disable-dev-shm-usage'
  const env = {
    HOME: home,
    TZ: 'Asia/Shanghai',
    LD_LIBRARY_PATH: join(home, 'lib'),
    FONTCONFIG_FILE: join(home, 'fonts.conf'),
  }
  // Signals are the runner's: it has a server to end as well.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  return chromium.launch({ executablePath: join(home, 'chromium'), args: [...args, shared, ...flags], env, ...signals })
}

/** The folder with the browser; made under another name first, so that a half-unpacked one is never used. */
function unpacked(): string {
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as { version: string }
  const home = join(cache(), `chromium-${version}`)
  if (existsSync(home)) return home
  const making = mkdtempSync(`${home}-`)
  writeFileSync(join(making, 'chromium'), unbrotlied('chromium.br'), { mode: 0o755 })
  execFileSync('tar', ['-x', '-C', making, '-f', '-'], { input: unbrotlied('al2023.tar.br') })
  writeFileSync(join(making, 'fonts.conf'), fontsConf(home))
  try {
    renameSync(making, home)
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

function unbrotlied(name: string): Buffer {
  return brotliDecompressSync(readFileSync(join(packed, 'bin', name)))
}

/** Beside the packages where that may be written, else in the machine's folder for passing things. */
function cache(): string {
  const beside = join(root, 'node_modules/.cache/shouwen-browser')
  try {
    mkdirSync(beside, { recursive: true })
    return beside
  } catch {
    const passing = join(tmpdir(), 'shouwen-browser')
    mkdirSync(passing, { recursive: true })
    return passing
  }
}

/** Only these faces: a machine with fonts of its own would give other pictures. */
function fontsConf(home: string): string {
  const faces = ['400Regular', '700Bold'].map((face) => `<dir>${join(fonts, face)}</dir>`).join('')
  const family = ['sans-serif', 'serif', 'monospace', 'system-ui']
    .map(
      (name) => `<alias binding="same"><family>${name}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
    )
    .join('')
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${faces}<cachedir>${join(home, 'fonts')}</cachedir>${family}</fontconfig>`
}
