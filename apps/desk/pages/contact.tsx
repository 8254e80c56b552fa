import { useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import { process } from '#apps/desk/api/queries.ts'
import { draft, keepDraft } from '#apps/desk/bench/drafts.ts'
import { EarlierOf, Meant } from '#apps/desk/pages/beside.tsx'
import { useOpening } from '#apps/desk/pages/opening.ts'
import { BackOffer } from '#apps/desk/pages/presence.tsx'
import { Sayings } from '#apps/desk/pages/say.tsx'
import { SendForm } from '#apps/desk/shell/sending.tsx'
import { phoneProblems } from '#core/numbers.ts'
import { adapted } from '#rules/first-asked/screens/adapt.ts'
import type { Values } from '#ui/form/form.tsx'
import { initialOf } from '#ui/form/initial.ts'
import { Reading } from '#ui/state.tsx'
import { dayKey } from '#ui/when.ts'

const slot = 'new/contact'

/**
 * First contact (2.1) over whatever page is open: one key for the channel, one key for the kind, the words, Ctrl+Enter.
 * Beside it what helps while the person is in front: what to say, the service they may mean, what they came for before.
 */
export function NewContact({ onClose }: { onClose: () => void }) {
  const flow = useQuery(process('contact', null))
  const open = useOpening('contact', slot, onClose)
  const whole = flow.data?.opens.input
  const initial = useMemo(
    () => (whole ? { receivedOn: dayKey(new Date()), ...initialOf(whole), ...draft(slot) } : {}),
    [whole],
  )
  const [typed, setTyped] = useState<Values>(draft(slot) ?? {})
  const { channel } = typed
  const schema = useMemo(() => whole && adapted(whole, channel), [whole, channel])
  return (
    <Modal
      open
      title="首问登记"
      footer={null}
      onCancel={onClose}
      width={1080}
      keyboard={false}
      mask={{ closable: false }}
      className="contact"
      style={{ top: 40 }}
    >
      <BackOffer says="您已报备离岗，返岗后才能登记；已填的内容不会丢。" />
      <Reading of={flow} />
      {schema ? (
        <div className="contact-halves">
          <SendForm
            send={open}
            schema={schema}
            initial={initial}
            sends="登记"
            onKeep={(values) => {
              keepDraft(slot, values)
              setTyped(values)
            }}
            onLeave={onClose}
          />
          <Help typed={typed} onGo={onClose} />
        </div>
      ) : null}
    </Modal>
  )
}

/** What helps while the person is in front or on the line. */
function Help({ typed, onGo }: { typed: Values; onGo: () => void }) {
  const words = useDeferredValue(typeof typed.matter === 'string' ? typed.matter : '')
  const phone = typeof typed.phone === 'string' ? typed.phone.trim() : ''
  const isWhole = phone !== '' && phoneProblems(phone).length === 0
  return (
    <aside className="contact-help" aria-label="登记时的帮助">
      <Sayings channel={typed.channel} />
      {isWhole ? <EarlierOf about={{ number: phone }} onGo={onGo} /> : null}
      <Meant words={words} />
      {words === '' && !isWhole ? (
        <p className="quiet">写下拟办事项，这里显示可能的事项卡；填完电话，这里显示此人以往的来访和办件。</p>
      ) : null}
    </aside>
  )
}
