import type { Problem, Refusal } from '#core/refusal.ts'
import type { Session } from '#platform/auth/session.ts'
import type { Allow, Proof } from '#platform/http/allow.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. A route without it stops the boot. */
    allow?: Allow
    /** The clause whose form this is: by it a request is refused that doesn't fit the schema. */
    clause?: Refusal['clause']
    /** `none`: a changing request needs no Idempotency-Key header (sign-in, forms that carry it in a field). */
    key?: 'required' | 'none'
    /** Called by a machine in the background: doesn't keep an idle session alive. So does a request with `x-passive`. */
    passive?: boolean
    /** Counted by the strict limit of sign-in instead of the generous one. */
    strict?: boolean
    /** Open also to somebody who has yet to change the password that was issued to them. */
    withIssuedPassword?: boolean
    /**
     * A page whose form is shown again, filled, when something in it can't be taken: its handler looks at `request.unfit`
     * before it does anything, and the request isn't refused on its way there.
     */
    tellsUnfit?: boolean
    /** Answers without limits and while draining: health and metrics. */
    always?: boolean
    /**
     * The answer is the same for everybody who reads alike, shows nothing of anybody, and depends on nothing but its address
     * and these words of the query: it may be kept and sent to the next (`alike.ts`). Its handler sees no other word.
     */
    alike?: readonly string[]
  }
  interface FastifyRequest {
    /** The session, or null. Known from the hook `preParsing` on. */
    session: Session | null
    /** The id of the session that the caller claims; proves nothing. */
    sessionId: string | null
    /** How a caller without a session proved itself, or null. */
    proof: Proof | null
    /** On routes that say `tellsUnfit`: what was typed that can't be taken, by field, as `/name`; elsewhere null. */
    unfit: readonly Problem[] | null
  }
  interface FastifyReply {
    /** Answers with the refusal as problem+json; the only place where a refusal becomes a status. */
    refuse(refusal: Refusal): FastifyReply
  }
}
