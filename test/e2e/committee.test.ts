import { afterAll, beforeAll } from 'vitest';
import { badTransactions } from './badTransactions.ts';
import { damagedFiles } from './damagedFiles.ts';
import { leavingCommands } from './leavingCommands.ts';
import { lostL1 } from './lostL1.ts';
import { makerCommands } from './makerCommands.ts';
import { grows, startRig, type Rig } from './rig.ts';

// One committee for all of it: starting one takes longer than most of what is done to it.
let rig: Rig;

beforeAll(async () => {
  rig = await startRig();
  await grows(rig.committee.validators[0]!, 8);
});
afterAll(() => rig?.stop());

badTransactions(() => rig);
makerCommands(() => rig);
leavingCommands(() => rig);
damagedFiles(() => rig);
lostL1(() => rig);
