declare const brand: unique symbol

/** A nominal type: two strings that mean different things do not mix. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
