import { useNavigate } from '@tanstack/react-router'
import type { OfferView } from '#core/view.ts'

/** Some moves are made by opening another matter (a contact becomes a case): this goes to its form, and says that it did. */
export function useOpens(from: string): (offer: OfferView | undefined) => boolean {
  const go = useNavigate()
  return (offer) => {
    const kind = offer?.input['x-opens']
    if (typeof kind !== 'string') return false
    if (kind === 'case') void go({ to: '/open', search: { contact: from } })
    else void go({ to: '/new/$kind', params: { kind }, search: { contact: from } })
    return true
  }
}
