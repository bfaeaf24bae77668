// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChainLeaf, Header, TokenLeaf} from "../libraries/Layout.sol";
import {Path} from "../libraries/Merkle.sol";
import {Signed} from "../libraries/Quorum.sol";
import {ForcedItem} from "../libraries/StateLayout.sol";

/// @notice How fast settlement moves, fixed at deployment. Seconds.
/// @param spacing Least time between two accepted headers that carry neither FORCED nor EPOCH.
/// @param dispute Time from acceptance until an entry serves claims.
/// @param grace Time after a committee's expiry in which its headers are still accepted.
/// @param silence Time without a final header, or with an unpayable ledger, after which anyone may freeze.
/// @param lastCall Time after a freeze in which headers are still accepted.
struct Timing {
    uint32 spacing;
    uint32 dispute;
    uint32 grace;
    uint32 silence;
    uint32 lastCall;
}

/// @notice An accepted header, as the ring keeps it.
/// @param commitment keccak(header hash ‖ T root of this chain's leaf): what claims and exits are proven against.
/// @param acceptedAt Unix seconds; 0 in a place of the ring that was never used, the largest number after a veto.
struct Entry {
    bytes32 commitment;
    uint48 number;
    uint40 acceptedAt;
    uint48 timestampMs;
    uint40 l1Block;
    uint32 committeeId;
}

/// @notice Why a settlement is frozen. Halt: a header said that it is the last one, since a contract on another chain is frozen.
enum Freeze {
    None,
    Overdue,
    Silent,
    Gated,
    Equivocation,
    Halt
}

/// @notice How far the accepted headers reach. `accepted` counts them; the next one goes to accepted mod 64.
/// @param frozenAt Unix seconds; 0 while it is not.
/// @param parameters The version of the last header that had it asked for, then the L1 block before which it is in force, 32 bits.
struct Head {
    uint32 accepted;
    uint48 blockHeight;
    uint40 depositCount;
    uint40 forcedCount;
    uint40 frozenAt;
    Freeze reason;
    uint48 parameters;
}

/// @title Accepts checkpoints that a quorum of the committee signed, and freezes when there is no committee to rely on.
interface ISettlement {
    event CheckpointAccepted(uint64 indexed number, bytes32 headerHash, bytes32 tokensRoot, uint256 bitmap);
    /// @notice No way back: headers are accepted until the last call is over, then everybody leaves by the escape.
    event Frozen(Freeze reason);
    /// @notice An accepted header will never be final.
    event CheckpointVetoed(uint64 indexed number, uint256 slot);

    error VaultMismatch(address expected, address given);
    /// @notice A number, time or height of 2⁴⁸ or more, or a committee id of 2³² or more.
    error NumberTooLarge(uint64 numbers, uint64 committeeId);
    error NumberNotIncreasing(uint64 last, uint64 given);
    error SubmittedTooEarly(uint256 earliest, uint256 time);
    error ParentMismatch(bytes32 expected, bytes32 given);
    error TimestampRegressed(uint64 last, uint64 given);
    error BlockHeightRegressed(uint64 last, uint64 given);
    error L1BlockRegressed(uint64 last, uint64 given);
    error L1BlockAhead(uint256 present, uint64 given);
    error DepositCountRegressed(uint64 last, uint64 given);
    error ForcedCountRegressed(uint64 last, uint64 given);
    error ChainMismatch(uint256 expected, uint64 given);
    error SettlementMismatch(address expected, address given);
    /// @notice The leaf does not stand in header.chainsRoot where the path says.
    error ChainProofInvalid();
    /// @notice The committee read other deposits than this chain's vault recorded, or more of them.
    error DepositHashMismatch(uint64 count, bytes32 expected, bytes32 given);
    /// @notice The committee read other forced items than were queued, or more of them.
    error ForcedHashMismatch(uint64 count, bytes32 expected, bytes32 given);
    /// @notice Its successor has taken over.
    error CommitteeDeactivated(uint64 last, uint64 given);
    error CommitteeExpired(uint64 expiryMs, uint64 timestampMs);
    error AcceptanceClosed(uint256 untilMs, uint256 timeMs);
    /// @notice The place that comes next still holds the newest final entry or one that is not final.
    error RingFull(uint256 freeAt);
    error EntryUnused(uint256 slot);
    error EntryReplaced(uint64 expected, uint64 found);
    error EntryNotFinal(uint256 finalAt, uint256 time);
    /// @notice The place holds another header, or another T root.
    error EntryMismatch(bytes32 expected, bytes32 given);
    error AlreadyFrozen(Freeze reason);
    error NotFrozen();
    error LastCallOver(uint256 endedAt, uint256 time);
    error LastCallOpen(uint256 endsAt, uint256 time);
    /// @notice The reason to freeze comes to hold only at `from`.
    error TooEarlyToFreeze(uint256 from, uint256 time);
    /// @notice This is not the item that waits first.
    error ForcedItemMismatch(uint64 index);
    /// @notice The committee was replaced, and the ring holds no header of that number by it.
    error EquivocationStale(uint64 committeeId, uint64 number);
    error SlasherOnly(address slasher, address caller);

    /// @notice Accepts a header. Anyone may call; the signature is what counts.
    /// @param chain This chain's leaf, and `path` its place under header.chainsRoot.
    /// @param previousTokensRoot The T root of the last accepted header; read only if its number is one less.
    /// @return slot Where the ring keeps it.
    function submit(
        Header calldata header,
        ChainLeaf calldata chain,
        Path calldata path,
        bytes32 previousTokensRoot,
        Signed calldata signed
    ) external returns (uint256 slot);

    /// @notice Freezes when the forced item that waits first is past its deadline.
    function freezeOverdue(ForcedItem calldata item) external;

    /// @notice Freezes when no header has become final for `silence` seconds.
    function freezeSilent() external;

    /// @notice Freezes when the vault has held less than the ledger owes for `silence` seconds, and does by the newest final header.
    function freezeGated(
        uint256 slot,
        uint64 number,
        bytes32 headerHash,
        TokenLeaf calldata token,
        Path calldata tokenPath
    ) external;

    /// @notice Two quorums signed different headers of one number: what is not final never will be, and there is no last call.
    /// By the slasher, which has seen both signatures.
    function vetoEquivocation(uint64 committeeId, uint64 number) external;

    /// @notice Reverts unless entry `slot` holds header `number` with this hash and T root, and is final.
    function requireFinal(uint256 slot, uint64 number, bytes32 headerHash, bytes32 tokensRoot) external view;

    /// @notice Like `requireFinal`, and that no newer entry is final.
    function requireNewestFinal(uint256 slot, uint64 number, bytes32 headerHash, bytes32 tokensRoot) external view;

    /// @notice The header that everybody leaves by; all zero when none was ever final. Reverts while it is not fixed.
    function lastWord() external view returns (Entry memory entry, uint256 slot);

    function networkId() external view returns (bytes32);

    function entries(
        uint256 slot
    )
        external
        view
        returns (
            bytes32 commitment,
            uint48 number,
            uint40 acceptedAt,
            uint48 timestampMs,
            uint40 l1Block,
            uint32 committeeId
        );

    function head()
        external
        view
        returns (
            uint32 accepted,
            uint48 blockHeight,
            uint40 depositCount,
            uint40 forcedCount,
            uint40 frozenAt,
            Freeze reason,
            uint48 parameters
        );

    /// @notice The last accepted entry and its slot; all zero before the first.
    function latest() external view returns (Entry memory entry, uint256 slot);

    /// @notice The newest entry that serves claims, and its slot; all zero when there is none.
    function newestFinal() external view returns (Entry memory entry, uint256 slot);
}
