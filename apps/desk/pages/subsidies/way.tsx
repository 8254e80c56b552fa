import { Link } from '@tanstack/react-router'

const classKinds = ['training', 'startup']
type From = { readonly matter: string; readonly number: string; readonly kind?: string; readonly unit?: boolean }

/** The way to the case by its number; what an institution is paid for, to its class. */
export function ToCase({ matter, number, kind = '', unit = false }: From) {
  return unit && classKinds.includes(kind) ? (
    <Link to="/classes/$id" params={{ id: matter }} className="digits">
      {number}
    </Link>
  ) : (
    <Link to="/matters/$id" params={{ id: matter }} className="digits">
      {number}
    </Link>
  )
}

/** The way to a batch by its number. */
export function ToBatch({ id, number }: { id: string; number: string }) {
  return (
    <Link to="/subsidies" search={{ tab: 'batches', batch: id }} className="digits">
      {number}
    </Link>
  )
}
