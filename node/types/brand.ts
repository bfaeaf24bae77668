declare const brand: unique symbol;

/** A primitive that carries a unit or a role in its type only; at run time it is the bare primitive. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
