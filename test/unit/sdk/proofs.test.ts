import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { verifyEvents, verifyResult, type TransactionProof } from '../../../node/sdk/index.ts';
import type { Hash } from '../../../node/types/ids.ts';
import { height, timeMs } from '../../../node/types/units.ts';
import { keyedVerify } from '../../simulation/keyedSignatures.ts';
import { call } from '../api/rpc.ts';
import { Venue } from '../api/worldDoor.ts';

type Editable<T> = T extends string | number
  ? T
  : T extends object
    ? { -readonly [Field in keyof T]: Editable<T[Field]> }
    : T;

describe('a proof of a result', () => {
  let venue: Venue;
  let honest: TransactionProof | undefined;

  beforeAll(async () => {
    venue = new Venue(51);
    await venue.open(1, 2);
    const [maker, taker] = [await venue.client(venue.world.trader(0)), await venue.client(venue.world.trader(1))];
    await (await maker.placeOrder({ instrument: 1, side: 'buy', price: 500_000, size: 5 })).final();
    // Several at once, so that one of them is not the first of its block.
    for (let proof = honest; proof?.before === undefined;) {
      const sent = [1, 2, 3].map(() => taker.placeOrder({ instrument: 1, side: 'sell', price: 500_000, size: 1 }));
      await (await maker.placeOrder({ instrument: 1, side: 'buy', price: 500_000, size: 3 })).final();
      for (const order of await Promise.all(sent)) {
        const { hash, events } = await order.final();
        proof = (await call(venue.url(0), 'witan_transactionProof', [hash])).result as TransactionProof;
        if (proof.before !== undefined && events.some(({ type }) => type === 'fill')) honest = proof;
      }
      proof = honest;
    }
  });
  afterAll(() => venue.close());

  /** What the SDK says of a proof after a forger had it. */
  function verdict(forge: (proof: Editable<TransactionProof>) => void): string {
    const proof = structuredClone(honest) as unknown as Editable<TransactionProof>;
    forge(proof);
    const forged = proof as unknown as TransactionProof;
    try {
      const links = verifyResult(
        (epoch) => venue.world.committeeOf(epoch),
        forged.result!,
        honest!.height,
        keyedVerify,
      );
      verifyEvents(forged, honest!.hash, links[0]!.eventsRoot);
      return 'OK';
    } catch (error) {
      return (error as { code: string }).code;
    }
  }

  test('holds as it is', () => {
    expect(verdict(() => undefined)).toBe('OK');
    expect(honest!.result!.reports.length).toBe(2);
    expect(honest!.events.map(({ event }) => event.type)).toEqual(['accepted', 'fill', 'receipt']);
  });

  test('is the same when the block is hundreds of blocks old', { timeout: 60_000 }, async () => {
    const ask = async () =>
      (await call(venue.url(0), 'witan_transactionProof', [honest!.hash])).result as TransactionProof;
    const young = await ask();
    venue.world.run(90_000);
    let height = 0;
    while (height < honest!.height + 300) {
      height = ((await call(venue.url(0), 'witan_status', [])).result as { attestedHeight: number }).attestedHeight;
    }
    expect(await ask()).toEqual(young);
  });

  const anyHash = `0x${'12'.repeat(32)}` as Hash;
  test.each<[string, string, (proof: Editable<TransactionProof>) => void]>([
    ['a better price in a fill', 'PROOF_EVENT_INVALID', ({ events }) => (events[1]!.event.price = 500_001)],
    ['another outcome', 'PROOF_EVENT_INVALID', ({ events }) => (events.at(-1)!.event.code = 'MARGIN_TOO_LOW')],
    ['a fill left out', 'PROOF_EVENT_INVALID', ({ events }) => events.splice(1, 1)],
    [
      'the first event left out',
      'PROOF_EVENT_INVALID',
      (proof) => {
        proof.before = proof.events.shift()!;
        proof.firstEvent += 1;
      },
    ],
    ['the event before left out', 'PROOF_EVENT_INVALID', (proof) => delete proof.before],
    ['no receipt', 'PROOF_EVENT_INVALID', ({ events }) => events.pop()],
    ['an event that is no record', 'PROOF_MALFORMED', ({ events }) => (events[0]!.event = { type: 'a', x: 0.5 })],
    ['another events root', 'PROOF_NOT_ATTESTED', ({ result }) => (result!.links[0]!.eventsRoot = anyHash)],
    ['another block time', 'PROOF_NOT_ATTESTED', ({ result }) => (result!.links[0]!.timeMs = timeMs(1))],
    ['another history', 'PROOF_NOT_ATTESTED', ({ result }) => (result!.previousResult = anyHash)],
    ['a result of another block', 'PROOF_LINK_BROKEN', ({ result }) => (result!.links[0]!.blockDigest = anyHash)],
    ['a result left out', 'PROOF_LINK_BROKEN', ({ result }) => (result!.links[0]!.height = height(1))],
    ['no links', 'PROOF_MALFORMED', ({ result }) => (result!.links = [])],
    ['another parent', 'PROOF_LINK_BROKEN', ({ result }) => (result!.contents[0]!.parentDigest = anyHash)],
    ['a notarization', 'PROOF_NOT_FINAL', ({ result }) => (result!.certificate.kind = 'notarize')],
    ['a certificate of another block', 'PROOF_NOT_FINAL', ({ result }) => (result!.certificate.digest = anyHash)],
    ['a signature too few', 'PROOF_NOT_FINAL', ({ result }) => result!.certificate.signatures.splice(0, 2)],
    [
      'one signature twice',
      'PROOF_NOT_FINAL',
      ({ result }) => (result!.certificate.signatures[1] = result!.certificate.signatures[0]!),
    ],
    [
      'a forged vote',
      'PROOF_NOT_FINAL',
      ({ result }) => (result!.certificate.signatures[0]!.signature = `0x${'00'.repeat(64)}` as never),
    ],
    ['only f attestations', 'PROOF_NOT_ATTESTED', ({ result }) => result!.reports.pop()],
    ['one attestation twice', 'PROOF_NOT_ATTESTED', ({ result }) => (result!.reports[1] = result!.reports[0]!)],
    ['a report edited', 'PROOF_NOT_ATTESTED', ({ result }) => (result!.reports[0]!.report.localTimeMs = timeMs(1))],
    [
      'a forged report',
      'PROOF_NOT_ATTESTED',
      ({ result }) => (result!.reports[0]!.signature = `0x${'00'.repeat(64)}` as never),
    ],
    [
      'an unknown validator',
      'PROOF_NOT_ATTESTED',
      ({ result }) => (result!.reports[0]!.report.validator = 77 as never),
    ],
    ['nonsense for a signature', 'PROOF_NOT_ATTESTED', ({ result }) => (result!.reports[0]!.signature = 5 as never)],
    ['nonsense for reports', 'PROOF_MALFORMED', ({ result }) => (result!.reports = 5 as never)],
    ['nonsense for a digest', 'PROOF_MALFORMED', ({ result }) => (result!.previousResult = 'x' as never)],
  ])('is refused with %s: %s', (_what, code, forge) => {
    expect(verdict((proof) => void forge(proof))).toBe(code);
  });
});

describe('a node that lies', () => {
  let venue: Venue;
  afterEach(() => venue.close());

  const order = { instrument: 1, side: 'buy', price: 499_000, size: 1 } as const;

  test('about a result is refused, and not asked again: another proves the truth', async () => {
    venue = new Venue(52);
    await venue.open(2, 1);
    const client = await venue.client(venue.world.trader(0));
    // It says that every order was refused.
    venue.doors[0]!.lies.block = (block) => ({
      ...block,
      events: block.events.map((event) => (event.type === 'receipt' ? { ...event, code: 'MARGIN_TOO_LOW' } : event)),
    });
    const placed = await client.placeOrder(order);
    expect(await placed.final()).toMatchObject({ code: 'OK', verified: true });
    const unchecked = await venue.client(venue.world.trader(0));
    const trusting = await unchecked.placeOrder(order, { verify: false });
    expect(await trusting.final()).toMatchObject({ code: 'MARGIN_TOO_LOW', verified: false });
  });

  test('alone leaves the trader without a result rather than with a wrong one', async () => {
    venue = new Venue(53);
    await venue.open(1, 1);
    const client = await venue.client(venue.world.trader(0));
    venue.doors[0]!.lies.block = (block) => ({
      ...block,
      events: block.events.map((event) => (event.type === 'receipt' ? { ...event, code: 'MARGIN_TOO_LOW' } : event)),
    });
    const placed = await client.placeOrder(order);
    await expect(placed.final()).rejects.toMatchObject({ code: 'PROOF_EVENT_INVALID' });
  });

  test('with the reports of f validators only has no proof', async () => {
    venue = new Venue(54);
    await venue.open(1, 1, { limits: { proofWaitMs: 300 } });
    venue.doors[0]!.lies.report = (signed) => (signed.report.validator === 0 ? signed : undefined);
    const client = await venue.client(venue.world.trader(0));
    const placed = await client.placeOrder(order);
    await expect(placed.final()).rejects.toMatchObject({ code: 'PROOF_NOT_READY' });
  });
});
