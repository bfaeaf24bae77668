import type { Method } from './method.ts';
import { accountMethods } from './methodsAccount.ts';
import { chainMethods } from './methodsChain.ts';
import { marketMethods } from './methodsMarket.ts';
import { networkMethods } from './methodsNetwork.ts';
import { submitMethods } from './methodsSubmit.ts';
import { subscribeMethods } from './methodsSubscribe.ts';

/** Every method of the API by name. docs/api.md describes them. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    ...networkMethods,
    ...submitMethods,
    ...accountMethods,
    ...marketMethods,
    ...chainMethods,
    ...subscribeMethods,
  }),
);
