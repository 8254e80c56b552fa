/**
 * Options of a field whose words go to the visitor: an answer, a reply, a reason, a notice. The form marks unkind words
 * while they are typed, and the judge sends none (2.4.2; `core/tone.ts`).
 */
export const tone = { 'x-tone': true } as const
