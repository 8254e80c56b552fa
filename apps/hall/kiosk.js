// The kiosk: one document whose main part is exchanged, so that nothing typed is ever in a history, a lost network never
// shows the browser's own error page, and the guides stay readable from memory.
const home = '/hall/kiosk'
const patience = 30_000
const warned = 10
const retry = 3_000
const beat = 15_000
const restock = 600_000

const main = document.getElementById('main')
const root = document.documentElement
/** Pages that are the same for everyone, by address. What a visitor asked about oneself is never in here. */
const kept = new Map()

/** Counts what was asked for: an answer to an older wish is dropped. */
let turn = 0
let running = null
let here = location.pathname
let isSending = false
let idle = 0
let counting = 0

const lost = document.createElement('p')
lost.id = 'lost'
lost.setAttribute('role', 'status')
const warning = document.createElement('dialog')
warning.setAttribute('role', 'alertdialog')
warning.setAttribute('aria-labelledby', 'still')
warning.innerHTML =
  '<h2 id="still">您还在使用吗？</h2><p><b id="left"></b>秒后返回首页，您填写和查看的内容会清除。</p><button type="button" autofocus>继续使用</button>'
main.before(lost)
document.body.append(warning)

function tellLost(isLost) {
  const words = isLost ? '网络暂时中断，正在自动重试。已经打开过的指南还可以看；急事请到窗口。' : ''
  if (lost.textContent !== words) lost.textContent = words
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms))

/** Each call ends, come what may. A kiosk that was revoked goes to the form for the code at once. */
async function ask(url, body, signal) {
  const ends = AbortSignal.timeout(8_000)
  const options = { headers: { accept: 'text/html' }, signal: signal ? AbortSignal.any([signal, ends]) : ends }
  const answer = await fetch(url, body ? { ...options, method: 'POST', body } : options)
  if (answer.status === 401 || answer.status === 403) location.replace(home)
  if (answer.status >= 500) throw new Error(String(answer.status))
  return { text: await answer.text(), ok: answer.ok }
}

function read(text) {
  const page = new DOMParser().parseFromString(text, 'text/html')
  const part = page.getElementById('main')
  if (!part) throw new Error('not a page')
  return { title: page.title, part }
}

function keep(url, text) {
  const { part } = read(text)
  if (part.querySelector('[data-keep]')) kept.set(url, text)
  return part
}

function put(url, text) {
  const { title, part } = read(text)
  main.replaceChildren(...part.childNodes)
  document.title = title
  here = url
  prepare()
  const first = document.getElementById('number') ?? main.querySelector('[autofocus]') ?? main
  first.focus({ preventScroll: true })
  first.setSelectionRange?.(first.value.length, first.value.length)
  scrollTo(0, 0)
}

/** Shows a page; what has been read before is shown from memory while the network is away, the rest is asked for again. */
async function open(url, body) {
  running?.abort()
  const mine = ++turn
  running = new AbortController()
  const { signal } = running
  isSending = Boolean(body)
  while (mine === turn) {
    try {
      const { text, ok } = await ask(url, body, signal)
      if (mine !== turn) return
      tellLost(false)
      if (ok && !body) keep(url, text)
      isSending = false
      return put(url, text)
    } catch {
      if (mine !== turn) return
      tellLost(true)
      if (!body && kept.has(url)) return put(url, kept.get(url))
      await pause(retry)
    }
  }
}

/** Back to the start; whatever was typed or shown is gone before the server is asked for anything. */
function goHome() {
  root.classList.remove('large', 'contrast')
  isSending = false
  main.replaceChildren()
  if (kept.has(home)) put(home, kept.get(home))
  open(home)
}

function touch() {
  clearInterval(counting)
  clearTimeout(idle)
  if (warning.open) warning.close()
  idle = setTimeout(() => (here === home ? rest() : warn()), patience)
}

function rest() {
  goHome()
  touch()
}

function warn() {
  let left = warned
  const count = document.getElementById('left')
  count.textContent = String(left)
  warning.showModal()
  counting = setInterval(() => {
    left -= 1
    count.textContent = String(left)
    if (left === 0) rest()
  }, 1_000)
}

/** What only a script can do appears. */
function prepare() {
  for (const one of main.querySelectorAll('[data-look], [data-print], #keys')) one.hidden = false
  for (const one of main.querySelectorAll('[data-look]'))
    one.setAttribute('aria-pressed', String(root.classList.contains(one.dataset.look)))
  const keys = document.getElementById('keys')
  if (keys && keys.childElementCount === 0) lay(keys)
}

const erase = '退格'
const clear = '清空'

/** The keyboard on the screen: digits as on a telephone, letters by the alphabet. */
function lay(keys) {
  const block = (name, signs) => {
    const part = document.createElement('div')
    part.className = name
    for (const sign of signs) {
      const key = document.createElement('button')
      key.type = 'button'
      key.dataset.key = sign
      key.textContent = sign
      part.append(key)
    }
    return part
  }
  keys.append(block('digits', [...'123456789-0', erase]), block('letters', [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', clear]))
  // The system's own keyboard would cover ours.
  for (const field of main.querySelectorAll('input[type=text]')) field.inputMode = 'none'
}

let field = null
function press(sign) {
  const into = field?.isConnected ? field : document.getElementById('number')
  if (sign === erase) into.value = into.value.slice(0, -1)
  else if (sign === clear) into.value = ''
  else if (into.value.length < into.maxLength) into.value += sign
  into.focus()
}

function toggle(button) {
  button.setAttribute('aria-pressed', String(root.classList.toggle(button.dataset.look)))
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]')
  const button = event.target.closest('button')
  if (link) {
    event.preventDefault()
    const to = link.getAttribute('href')
    if (to === '#main') main.focus()
    else if (to === home) goHome()
    else if (to.startsWith(`${home}/`)) open(to)
  } else if (button?.dataset.key) press(button.dataset.key)
  else if (button?.dataset.look) toggle(button)
  else if (button && 'print' in button.dataset) print()
})
// A key on the screen doesn't take the caret out of the field.
document.addEventListener('mousedown', (event) => event.target.closest('[data-key]') && event.preventDefault())
document.addEventListener('contextmenu', (event) => event.preventDefault())
document.addEventListener('focusin', ({ target }) => {
  if (target.matches('input[type=text]')) field = target
})
document.addEventListener('submit', (event) => {
  event.preventDefault()
  if (!isSending)
    open(event.target.getAttribute('action'), new URLSearchParams(new FormData(event.target, event.submitter)))
})
for (const sign of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'])
  document.addEventListener(sign, touch, { capture: true, passive: true })
warning.addEventListener('cancel', touch)

// Going back leads to the start, whatever was open.
history.replaceState(null, '', home)
history.pushState(null, '', home)
addEventListener('popstate', () => {
  history.pushState(null, '', home)
  rest()
})
addEventListener('pageshow', ({ persisted }) => persisted && location.reload())

/** Reads all pages that are the same for everyone into memory, one after another. */
async function stock() {
  const wanted = new Set([home])
  try {
    for (const url of wanted) {
      const { text, ok } = await ask(url)
      if (!ok) continue
      for (const link of keep(url, text).querySelectorAll(`a[href^="${home}"]`)) wanted.add(link.getAttribute('href'))
    }
  } catch {
    // The next round will do.
  }
  setTimeout(stock, restock)
}

/** A sign of life both ways: staff see when the kiosk was last there, and a revoked one closes without being touched. */
async function look() {
  try {
    await ask('/api/hall/kiosk')
    tellLost(false)
  } catch {
    tellLost(true)
  }
  setTimeout(look, beat)
}

prepare()
touch()
stock()
look()
