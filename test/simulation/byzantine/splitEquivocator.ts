import { type Behaviour, change, proposalAs, voteAs } from './words.ts';

/** Proposes one block to some and another to the rest, and votes with each side for what it was shown. */
export const splitEquivocator: Behaviour = (world, validator) => {
  const shown = new Map<string, { readonly even: string; readonly odd: string }>();
  change(world, validator, (message, to) => {
    if (message.type === 'proposal') {
      const { view, content, digest } = message.proposal;
      const [first, ...rest] = content.heads;
      const other = proposalAs(world, validator, view, { ...content, heads: [...rest, first!].slice(0, -1) });
      shown.set(`${content.epoch} ${view}`, { even: digest, odd: other.digest });
      return to % 2 === 0 ? [message] : [{ type: 'proposal', proposal: other }];
    }
    if (message.type !== 'vote' || message.vote.kind === 'nullify') return [message];
    const sides = shown.get(`${message.vote.epoch} ${message.vote.view}`);
    if (sides === undefined || to % 2 === 0) return [message];
    const { vote } = message;
    return [voteAs(world, validator, vote, vote.kind, sides.odd as typeof vote.digest)];
  });
};
