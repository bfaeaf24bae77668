/** A validator that lies, as a process: lyingNode.ts FOLDER BEHAVIOUR SEED. */
import { startNode } from '../../node/cli/nodeStart.ts';
import { lying } from './liar.ts';

const [folder, behaviour, seed] = process.argv.slice(2);

await startNode(folder!, (options) => lying(options, behaviour!, Number(seed)));
