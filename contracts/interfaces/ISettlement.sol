// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChainLeaf, Header} from "../libraries/Layout.sol";
import {Path} from "../libraries/Merkle.sol";

/// @notice How fast settlement moves, fixed at deployment. Seconds.
/// @param spacing Least time between two accepted headers that carry neither FORCED nor EPOCH.
/// @param dispute Time from acceptance until an entry serves claims.
/// @param grace Time after a committee's expiry in which its headers are still accepted.
struct Timing {
    uint32 spacing;
    uint32 dispute;
    uint32 grace;
}

/// @notice An accepted header, as the ring keeps it.
/// @param headerHash keccak(abi.encode(header)).
/// @param tokensRoot T root of this chain's leaf: what claims are proven against.
/// @param acceptedAt Unix seconds; 0 in a place of the ring that was never used.
struct Entry {
    bytes32 headerHash;
    bytes32 tokensRoot;
    uint64 number;
    uint64 acceptedAt;
    uint64 timestampMs;
    uint64 l1Block;
}

/// @notice How far the accepted headers reach. `accepted` counts them; the next one goes to accepted mod 64.
struct Head {
    uint64 accepted;
    uint64 blockHeight;
    uint64 depositCount;
    uint64 forcedCount;
}

/// @title Accepts checkpoints that a quorum of the committee signed.
interface ISettlement {
    event CheckpointAccepted(
        uint64 indexed number,
        bytes32 headerHash,
        uint64 blockHeight,
        uint64 committeeId,
        uint256 bitmap,
        uint256 slot
    );

    error VaultMismatch(address expected, address given);
    error NumberNotIncreasing(uint64 last, uint64 given);
    error SubmittedTooEarly(uint256 earliest, uint256 time);
    error ParentMismatch(bytes32 expected, bytes32 given);
    error TimestampRegressed(uint64 last, uint64 given);
    error BlockHeightRegressed(uint64 last, uint64 given);
    error L1BlockRegressed(uint64 last, uint64 given);
    error L1BlockAhead(uint256 present, uint64 given);
    error DepositCountRegressed(uint64 last, uint64 given);
    error ChainMismatch(uint256 expected, uint64 given);
    error SettlementMismatch(address expected, address given);
    /// @notice The leaf does not stand in header.chainsRoot where the path says.
    error ChainProofInvalid();
    /// @notice The committee read other deposits than this chain's vault recorded, or more of them.
    error DepositHashMismatch(uint64 count, bytes32 expected, bytes32 given);
    /// @notice The committee read other forced items than were queued.
    error ForcedHashMismatch(uint64 count, bytes32 expected, bytes32 given);
    error CommitteeUnknown(uint64 id);
    error CommitteeExpired(uint64 expiryMs, uint64 timestampMs);
    error AcceptanceClosed(uint256 untilMs, uint256 timeMs);
    error BitmapOutOfRange(uint256 size, uint256 bitmap);
    error QuorumMissing(uint256 signed, uint256 total);
    error SignatureInvalid();
    /// @notice The place that comes next still holds the newest final entry or one that is not final.
    error RingFull(uint256 freeAt);
    error EntryUnused(uint256 slot);
    error EntryReplaced(uint64 expected, uint64 found);
    error EntryNotFinal(uint256 finalAt, uint256 time);

    /// @notice Accepts a header. Anyone may call; the signature is what counts.
    /// @param chain This chain's leaf, and `path` its place under header.chainsRoot.
    /// @param bitmap Bit i set: member i of the committee signed.
    /// @param signature Sum of the signers' signatures, 128 bytes.
    /// @return slot Where the ring keeps it.
    function submit(
        Header calldata header,
        ChainLeaf calldata chain,
        Path calldata path,
        uint256 bitmap,
        bytes calldata signature
    ) external returns (uint256 slot);

    /// @notice The T root of entry `slot`, for claims. Reverts unless it holds header `number` and is final.
    function claimRoot(uint256 slot, uint64 number) external view returns (bytes32 tokensRoot);

    function networkId() external view returns (bytes32);

    function entries(
        uint256 slot
    )
        external
        view
        returns (
            bytes32 headerHash,
            bytes32 tokensRoot,
            uint64 number,
            uint64 acceptedAt,
            uint64 timestampMs,
            uint64 l1Block
        );

    function head()
        external
        view
        returns (uint64 accepted, uint64 blockHeight, uint64 depositCount, uint64 forcedCount);

    /// @notice The last accepted entry and its slot; all zero before the first.
    function latest() external view returns (Entry memory entry, uint256 slot);

    /// @notice The newest entry that serves claims, and its slot; all zero when there is none.
    function newestFinal() external view returns (Entry memory entry, uint256 slot);
}
