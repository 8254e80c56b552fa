// The hall's large screen. What it shows is read anew each time, so that nothing is lost when the server or the network was
// away: a hint says that something moved, and without any hint it asks every five seconds.
const poll = 5_000
const noticeFor = 12_000
const freshFor = 20_000
/** A call that is older than this when it is first seen is shown, and not spoken any more. */
const spokenWithin = 120_000

const part = (id) => document.getElementById(id)
const fill = (id, words) => {
  if (part(id).textContent !== words) part(id).textContent = words
}

/** Calls that were seen, by their own identity: a number that is called again is another call. */
let seen = null
let notices = []
let turn = 0
let timer = 0
let isAsking = false
let isWanted = false
const sayings = []
let isSpeaking = false

const digits = '零一二三四五六七八九'
const spelled = (number) => [...number].map((sign) => digits[sign] ?? sign).join(' ')

/** Number and window, never a name; one after another. */
function speak() {
  const next = sayings[0]
  if (isSpeaking || !next || !globalThis.speechSynthesis) return
  isSpeaking = true
  sayings.shift()
  const saying = new SpeechSynthesisUtterance(`请，${spelled(next.number)}号，到，${next.window}号窗口。`)
  saying.lang = 'zh-CN'
  saying.rate = 0.85
  const done = () => {
    clearTimeout(ends)
    isSpeaking = false
    speak()
  }
  // A voice that never ends must not silence the hall.
  const ends = setTimeout(done, 15_000)
  saying.onend = done
  saying.onerror = done
  speechSynthesis.speak(saying)
}

function row(name, words) {
  const line = document.createElement(name)
  for (const [kind, text] of words) {
    const piece = document.createElement(kind)
    piece.textContent = text
    line.append(piece)
  }
  return line
}

/** Those that came since the last look, the oldest first; at the first look only what somebody is still called by. */
function heard(calls, now) {
  const fresh = calls.filter(({ call, at, open }) => {
    const isLate = Date.parse(now) - Date.parse(at) > spokenWithin
    return open && !isLate && !seen?.has(call)
  })
  seen = new Set(calls.map(({ call }) => call))
  return fresh.toReversed()
}

function draw({ office, now, calls, passed, zones, notices: news }) {
  fill('office', office)
  fill(
    'clock',
    new Date(now).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' }),
  )
  const [first, ...others] = calls
  part('none').hidden = Boolean(first)
  part('call').hidden = !first
  if (first) {
    fill('called', first.number)
    fill('window', String(first.window))
  }
  part('last').replaceChildren(
    ...others.map(({ number, window, open }) =>
      row('li', [
        ['b', number],
        ['span', `${window}号窗口${open ? '，请到' : ''}`],
      ]),
    ),
  )
  part('waits').replaceChildren(
    ...zones.map(({ name, waiting }) =>
      row('li', [
        ['span', name],
        ['b', `${waiting}人`],
      ]),
    ),
  )
  part('calm').hidden = zones.length > 0
  part('before').hidden = others.length > 0
  fill('passed', passed.length > 0 ? `过号：${passed.join('、')}。请留在大厅，隔几个号再叫。` : '')
  notices = news
  const fresh = heard(calls, now)
  if (fresh.length === 0) return
  sayings.push(...fresh)
  speak()
  part('now').classList.add('fresh')
  clearTimeout(timer)
  timer = setTimeout(() => part('now').classList.remove('fresh'), freshFor)
}

/** One question at a time; a hint that comes meanwhile asks once more. Each call ends, come what may. */
async function look() {
  if (isAsking) {
    isWanted = true
    return
  }
  isAsking = true
  try {
    const answer = await fetch('/api/hall/display', { signal: AbortSignal.timeout(8_000) })
    if (answer.status === 401 || answer.status === 403) return location.reload()
    if (!answer.ok) throw new Error(String(answer.status))
    draw(await answer.json())
    part('lost').hidden = true
  } catch {
    part('lost').hidden = false
  }
  isAsking = false
  if (isWanted) {
    isWanted = false
    look()
  }
}

function listen() {
  const source = new EventSource('/api/hall/live')
  source.addEventListener('queue', look)
  source.onopen = look
  source.onerror = () => {
    // A line that was refused is not taken up by the browser itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, poll)
  }
}

function nextNotice() {
  const next = notices[turn % Math.max(1, notices.length)]
  turn += 1
  fill('notice', next ? `${next.title}（${next.office}）` : '')
}

// Browsers stay silent until somebody has touched the page once.
if (globalThis.speechSynthesis) {
  const voice = part('voice')
  voice.hidden = Boolean(navigator.userActivation?.hasBeenActive)
  voice.addEventListener('click', () => {
    voice.hidden = true
    speechSynthesis.speak(new SpeechSynthesisUtterance('语音叫号已打开'))
  })
}

look()
listen()
setInterval(look, poll)
setInterval(nextNotice, noticeFor)
setTimeout(nextNotice, 1_500)
