import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { change } from '#apps/desk/api/call.ts'
import { matter, queries } from '#apps/desk/api/queries.ts'
import { dropDraft } from '#apps/desk/bench/drafts.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import type { MatterPage } from '#core/view.ts'
import type { Values } from '#ui/form/form.tsx'

type Opened = MatterPage & { readonly visitorCode?: string; readonly hint?: string }

/** Opens a matter of a kind and goes to it. */
export function useOpening(kind: string, slot: string, onOpen?: () => void) {
  const go = useNavigate()
  return useMutation({
    mutationFn: (input: Values) => change<Opened>('POST', '/api/matters', { kind, input }),
    onSuccess: (page) => {
      dropDraft(slot)
      if (page.journal) queries.setQueryData(matter(page.matter.id).queryKey, page)
      void queries.invalidateQueries({ queryKey: ['desk'] })
      // Whoever was called is tied to what was opened for them.
      void queries.invalidateQueries({ queryKey: ['queue'] })
      const hint = page.hint ? `。${page.hint}` : ''
      tell(`已登记 ${page.matter.number}，${whose(kind, page)}${hint}`, page.sheets ?? [])
      onOpen?.()
      void go({ to: '/matters/$id', params: { id: page.matter.id } })
    },
  })
}

/** Who answers for it now, and what to give the visitor; a task has none. */
function whose(kind: string, { matter: { holder, firstResponsible }, visitorCode }: Opened): string {
  if (kind === 'task') return `由${holder.name}承办`
  if (kind === 'warning') return '核对后签发'
  return `${firstResponsible.name}为首问责任人${visitorCode ? `，请告诉服务对象查询码 ${visitorCode}` : ''}`
}
