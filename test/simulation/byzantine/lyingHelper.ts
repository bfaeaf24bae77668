import type { FinalBlock } from '../../../node/types/message.ts';
import { view } from '../../../node/types/units.ts';
import { type Behaviour, change } from './words.ts';

/** Answers those who catch up with blocks that never were: certificates, signatures and contents turned. */
export const lyingHelper: Behaviour = (world, validator) => {
  const lies: readonly ((blocks: readonly FinalBlock[]) => readonly FinalBlock[])[] = [
    ([first, ...rest]) => {
      const certificate = (rest.at(-1) ?? first)?.certificate;
      return [
        { ...first!, certificate: certificate && { ...certificate, view: view(1_000_000), digest: first!.digest } },
        ...rest,
      ];
    },
    (blocks) =>
      blocks.map((block) => ({
        ...block,
        reports: block.reports.map((signed) => ({
          ...signed,
          signature: blocks[0]!.reports[0]?.signature ?? signed.signature,
        })),
      })),
    (blocks) => blocks.map((block) => ({ ...block, bodies: [] })),
    (blocks) => blocks.slice(1),
    () => [],
  ];
  change(world, validator, (message) => {
    if (message.type === 'finalBlocks' && message.blocks.length > 0) {
      return [{ type: 'finalBlocks', blocks: world.random.pick(lies)(message.blocks) }];
    }
    return message.type === 'blocks' ? [{ type: 'blocks', blocks: [] }] : [message];
  });
};
