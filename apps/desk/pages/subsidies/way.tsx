import { Link } from '@tanstack/react-router'

/** The way to the case by its number. */
export function ToCase({ matter, number }: { matter: string; number: string }) {
  return (
    <Link to="/matters/$id" params={{ id: matter }} className="digits">
      {number}
    </Link>
  )
}
