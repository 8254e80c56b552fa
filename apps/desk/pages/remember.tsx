import { useMutation } from '@tanstack/react-query'
import { change } from '#apps/desk/api/call.ts'
import { settleReminders } from '#apps/desk/api/contacts.ts'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { Ending, Looking, Remembering } from '#rules/first-asked/contract.ts'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'

export type Remembered =
  | { readonly matter: string }
  | { readonly look: string; readonly title: string }
  | { readonly end: string; readonly title: string }

type Way = { title: string; schema: Schema; path: string; sends: string; done: string; fixed?: Values }

function wayOf(what: Remembered): Way {
  const base = '/api/remembered'
  if ('matter' in what) {
    const fixed = { matter: what.matter }
    return { title: '记挂难办事项', schema: Remembering, path: base, sends: '记挂', done: '已记在案上', fixed }
  }
  if ('look' in what) {
    const path = `${base}/${what.look}/look`
    return { title: `再看：${what.title}`, schema: Looking, path, sends: '记下', done: '已记下，到时再提醒' }
  }
  return {
    title: `了结：${what.title}`,
    schema: Ending,
    path: `${base}/${what.end}/end`,
    sends: '了结',
    done: '已了结',
  }
}

/** One form about a hard matter: put on the list, looked at again, or closed with what came of it (2.2). */
export function Remember({ what, onDone }: { what: Remembered; onDone: () => void }) {
  const way = wayOf(what)
  const send = useMutation({
    mutationFn: (values: Values) => change('POST', way.path, { ...values, ...way.fixed }),
    onSuccess: () => {
      settleReminders(way.done)
      onDone()
    },
  })
  return <SendOver title={way.title} width={520} send={send} schema={way.schema} sends={way.sends} onLeave={onDone} />
}
