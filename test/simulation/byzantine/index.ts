import { chunkLiar } from './chunkLiar.ts';
import { equivocator } from './equivocator.ts';
import { falseAccuser } from './falseAccuser.ts';
import { hashWithoutBody } from './hashWithoutBody.ts';
import { invalidBodies } from './invalidBodies.ts';
import { lyingHelper } from './lyingHelper.ts';
import { overstayer } from './overstayer.ts';
import { priceLiar } from './priceLiar.ts';
import { quitter } from './quitter.ts';
import { reportEquivocator } from './reportEquivocator.ts';
import { selectiveSender } from './selectiveSender.ts';
import { silentLeader } from './silentLeader.ts';
import { slowSender } from './slowSender.ts';
import { snapshotLiar } from './snapshotLiar.ts';
import { splitEquivocator } from './splitEquivocator.ts';
import { staleParent } from './staleParent.ts';
import { staleReplayer } from './staleReplayer.ts';
import { timeLiar } from './timeLiar.ts';
import { twoParents } from './twoParents.ts';
import { unfinisher } from './unfinisher.ts';
import { voteWithholder } from './voteWithholder.ts';
import type { World } from '../world.ts';
import type { Behaviour } from './words.ts';

/** What up to f of power may do with its key and the wire alone, by name. */
export const wireBehaviours: Readonly<Record<string, Behaviour>> = {
  equivocator,
  splitEquivocator,
  twoParents,
  staleParent,
  silentLeader,
  slowSender,
  selectiveSender,
  voteWithholder,
  quitter,
  staleReplayer,
  reportEquivocator,
  hashWithoutBody,
  invalidBodies,
  timeLiar,
  priceLiar,
  lyingHelper,
  falseAccuser,
  overstayer,
  unfinisher,
  chunkLiar,
};

/** Everything that up to f of power may do, by name. */
export const behaviours: Readonly<Record<string, (world: World, node: number) => void>> = {
  ...wireBehaviours,
  snapshotLiar,
};

export const behaviourNames: readonly string[] = Object.keys(behaviours);
