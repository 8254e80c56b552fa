// The screen at the window: asks every three seconds what to show, and never sends a rating that nobody chose.
const poll = 3_000
const patience = 60_000
const thanksFor = 5_000

const part = (id) => document.getElementById(id)
const form = part('rate')
const parts = [part('idle'), form, part('thanks')]

/** The matter on the screen, the one the visitor would not rate, and the key of the rating being sent. */
let matter = null
let passed = sessionStorage.getItem('passed')
let key = null
let isBusy = false
let timer = 0

function show(id) {
  for (const one of parts) one.hidden = one.id !== id
}

function fill(id, words) {
  if (part(id).textContent !== words) part(id).textContent = words
}

/** Back to the idle picture; whoever went away without choosing has not rated. */
function rest() {
  clearTimeout(timer)
  form.reset()
  part('problem').hidden = true
  matter = null
  key = null
  isBusy = false
  show('idle')
}

function skip() {
  passed = matter?.id ?? passed
  if (passed) sessionStorage.setItem('passed', passed)
  rest()
}

function wait() {
  clearTimeout(timer)
  timer = setTimeout(skip, patience)
}

function ask(found) {
  matter = found
  key = newKey()
  form.reset()
  part('problem').hidden = true
  fill('about', `${found.service}（编号 ${found.number}）`)
  show('rate')
  scrollTo(0, 0)
  wait()
}

function draw({ office, window: at, serves, matter: found, ticket }) {
  fill('office', office)
  fill('window', at ? at.name : '本窗口已停用')
  fill('serves', serves ? `${serves.name}（${serves.post}，工号${serves.number}）为您服务` : '')
  fill('ticket', ticket ? (ticket.called ? `请${ticket.number}号到本窗口` : `正在为${ticket.number}号服务`) : '')
  if (isBusy) return
  if (found && found.id !== passed && found.id !== matter?.id) ask(found)
  else if (!found && matter) rest()
}

/** crypto.randomUUID is not there on plain HTTP. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Each call ends, come what may: an answer that never comes must not stop the screen. */
function call(url, options = {}) {
  return fetch(url, { ...options, signal: AbortSignal.timeout(8_000) })
}

async function look() {
  try {
    const answer = await call('/api/hall/evaluator')
    if (answer.status === 401 || answer.status === 403) return location.reload()
    if (!answer.ok) throw new Error(String(answer.status))
    draw(await answer.json())
    part('lost').hidden = true
  } catch {
    part('lost').hidden = false
  }
  setTimeout(look, poll)
}

function complain(words) {
  fill('problem', words)
  part('problem').hidden = false
}

async function send(said) {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key }
  const answer = await call('/api/hall/evaluator/ratings', { method: 'POST', headers, body: JSON.stringify(said) })
  if (answer.ok) return null
  if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status))
  return (await answer.json()).says ?? '没有提交成功'
}

/** The same key until an answer comes: a network that breaks in between makes no second rating and loses none. */
async function submit(said) {
  for (let nth = 1; ; nth++) {
    try {
      return await send(said)
    } catch {
      part('lost').hidden = false
      if (nth === 10) return '网络一直没有恢复，评价没有提交，请告诉工作人员'
      await new Promise((done) => setTimeout(done, poll))
    }
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  if (isBusy || !matter) return
  const chosen = new FormData(form)
  const level = Number(chosen.get('level'))
  if (!level) return complain('请先选择一个满意程度')
  const words = String(chosen.get('words') ?? '').trim()
  const items = chosen.getAll('items').filter((code) => code.startsWith(String(level)))
  isBusy = true
  clearTimeout(timer)
  const problem = await submit({ matter: matter.id, level, ...(items.length && { items }), ...(words && { words }) })
  isBusy = false
  if (problem) {
    complain(problem)
    return wait()
  }
  form.reset()
  matter = null
  isBusy = true
  show('thanks')
  setTimeout(rest, thanksFor)
})

part('skip').addEventListener('click', skip)
for (const sign of ['pointerdown', 'keydown', 'input']) form.addEventListener(sign, () => !isBusy && wait())
look()
