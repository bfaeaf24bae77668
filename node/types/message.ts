import type { Committee } from './committee.ts';
import type { BlockContent, Certificate, Proposal, Vote } from './consensus.ts';
import type { Hash, HexBytes, ValidatorIndex } from './ids.ts';
import type { SignedReport } from './report.ts';
import type { SnapshotManifest } from './snapshot.ts';
import type { Height, View } from './units.ts';

/** A final block with all that executing it needs. */
export interface FinalBlock {
  readonly digest: Hash;
  readonly content: BlockContent;
  /** By validator ascending, each by seq ascending. */
  readonly reports: readonly SignedReport[];
  /** Canonical wire bytes of the transactions that it made solid. */
  readonly bodies: readonly Uint8Array[];
  /** FIN for this very block; absent where only a descendant has one. */
  readonly certificate: Certificate | undefined;
  /** Who votes from here on: with the first block of every epoch but the first. */
  readonly committee: Committee | undefined;
}

/** What validators say to one another. Digests are recomputed on decoding; signatures are not checked yet. */
export type NetworkMessage =
  | { readonly type: 'proposal'; readonly proposal: Proposal }
  | { readonly type: 'vote'; readonly vote: Vote }
  | { readonly type: 'certificate'; readonly certificate: Certificate }
  | { readonly type: 'reports'; readonly reports: readonly SignedReport[] }
  | { readonly type: 'bodies'; readonly bodies: readonly Uint8Array[] }
  /** `head`: the report that a block names; a forked chain has others beside it. Absent: whatever the peer has. */
  | {
      readonly type: 'wantReports';
      readonly validator: ValidatorIndex;
      readonly afterSeq: number;
      readonly head: Hash | undefined;
    }
  | { readonly type: 'wantBodies'; readonly hashes: readonly Hash[] }
  | { readonly type: 'wantBlocks'; readonly digests: readonly Hash[] }
  | { readonly type: 'blocks'; readonly blocks: readonly { readonly digest: Hash; readonly content: BlockContent }[] }
  | { readonly type: 'wantCertificates'; readonly views: readonly View[] }
  | { readonly type: 'wantFinal'; readonly fromHeight: Height }
  | { readonly type: 'finalBlocks'; readonly blocks: readonly FinalBlock[] }
  | {
      readonly type: 'checkpointShare';
      readonly number: number;
      readonly headerHash: Hash;
      /** BLS12-381 signature in G1, 128 bytes as EIP-2537 writes it. */
      readonly signature: HexBytes;
    }
  /** Answer to `wantFinal`: that block was deleted here. `snapshotHeight` 0: there is no snapshot either. */
  | { readonly type: 'pruned'; readonly lowestHeight: Height; readonly snapshotHeight: Height }
  /** Asks for the manifests of all snapshots above a height. */
  | { readonly type: 'wantSnapshot'; readonly aboveHeight: Height }
  | { readonly type: 'snapshot'; readonly manifest: SnapshotManifest }
  /** `snapshot`: the manifest's id (crypto/digests.ts). */
  | { readonly type: 'wantChunk'; readonly snapshot: Hash; readonly index: number }
  | { readonly type: 'chunk'; readonly snapshot: Hash; readonly index: number; readonly bytes: Uint8Array };
