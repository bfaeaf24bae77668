// Where the stress runs have it, who may not import a devnet.
export { Random } from '../node/stress/random.ts';
