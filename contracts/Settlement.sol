// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Committee, ICommitteeRegistry} from "./interfaces/ICommitteeRegistry.sol";
import {Entry, Head, ISettlement, Timing} from "./interfaces/ISettlement.sol";
import {IVault} from "./interfaces/IVault.sol";
import {Bls} from "./libraries/Bls.sol";
import {CommitteeBlob} from "./libraries/CommitteeBlob.sol";
import {ChainLeaf, Header, Layout} from "./libraries/Layout.sol";
import {Merkle, Path} from "./libraries/Merkle.sol";

/// @title Accepts checkpoints that a quorum of the committee signed, and keeps the last 64.
/// @notice Nobody owns it and nothing in it can be changed: registry, vault and timing are fixed at deployment.
contract Settlement is ISettlement {
    uint256 public constant RING_SIZE = 64;

    ICommitteeRegistry public immutable registry;
    IVault public immutable vault;
    bytes32 public immutable networkId;
    /// Seconds; see Timing.
    uint256 public immutable spacing;
    uint256 public immutable dispute;
    uint256 public immutable grace;

    Head public head;
    Entry[RING_SIZE] public entries;

    /// @param vault_ A vault that already names this contract as its settlement.
    constructor(ICommitteeRegistry registry_, IVault vault_, Timing memory timing) {
        if (vault_.settlement() != address(this)) revert VaultMismatch(address(this), vault_.settlement());
        registry = registry_;
        vault = vault_;
        networkId = registry_.networkId();
        spacing = timing.spacing;
        dispute = timing.dispute;
        grace = timing.grace;
        // Written once, so that the first 64 checkpoints cost the same as all later ones; acceptedAt 0 means unused.
        for (uint256 i = 0; i < RING_SIZE; i++)
            entries[i] = Entry(bytes32(uint256(1)), bytes32(uint256(1)), 0, 0, 0, 1);
    }

    /// @inheritdoc ISettlement
    function submit(
        Header calldata header,
        ChainLeaf calldata chain,
        Path calldata path,
        uint256 bitmap,
        bytes calldata signature
    ) external returns (uint256 slot) {
        bytes32 hash = Layout.headerHash(header);
        Head memory last = head;
        _checkSequence(header, last.accepted);
        _checkChain(header, chain, path, last);
        _checkSignature(header, hash, bitmap, signature);

        slot = last.accepted % RING_SIZE;
        _checkRing(last.accepted, slot);
        (uint64 number, uint64 blockHeight) = (header.number, header.blockHeight);
        entries[slot] = Entry(
            hash,
            chain.tokensRoot,
            number,
            uint64(block.timestamp),
            header.timestampMs,
            chain.l1Block
        );
        head = Head(last.accepted + 1, blockHeight, chain.depositCount, chain.forcedCount);
        emit CheckpointAccepted(number, hash, blockHeight, header.committeeId, bitmap, slot);
    }

    /// @inheritdoc ISettlement
    function claimRoot(uint256 slot, uint64 number) external view returns (bytes32) {
        if (slot >= RING_SIZE) revert EntryUnused(slot);
        Entry storage entry = entries[slot];
        if (entry.acceptedAt == 0) revert EntryUnused(slot);
        if (entry.number != number) revert EntryReplaced(number, entry.number);
        uint256 finalAt = entry.acceptedAt + dispute;
        if (block.timestamp < finalAt) revert EntryNotFinal(finalAt, block.timestamp);
        return entry.tokensRoot;
    }

    /// @inheritdoc ISettlement
    function latest() external view returns (Entry memory entry, uint256 slot) {
        uint256 accepted = head.accepted;
        if (accepted == 0) return (entry, 0);
        slot = _slotBefore(accepted);
        return (entries[slot], slot);
    }

    /// @inheritdoc ISettlement
    function newestFinal() external view returns (Entry memory entry, uint256 slot) {
        uint256 accepted = head.accepted;
        for (uint256 back = 1; back <= accepted && back <= RING_SIZE; back++) {
            uint256 place = (accepted - back) % RING_SIZE;
            if (block.timestamp >= entries[place].acceptedAt + dispute) return (entries[place], place);
        }
    }

    /// @dev Where the last of `accepted` headers stands. Unchecked: there is one.
    function _slotBefore(uint256 accepted) private pure returns (uint256) {
        unchecked {
            return (accepted - 1) % RING_SIZE;
        }
    }

    /// @dev The header follows the last accepted one.
    function _checkSequence(Header calldata header, uint256 accepted) private view {
        if (accepted == 0) {
            if (header.number == 0) revert NumberNotIncreasing(0, 0);
            return;
        }
        Entry storage last = entries[_slotBefore(accepted)];
        (uint64 number, uint64 timestampMs) = (header.number, header.timestampMs);
        if (number <= last.number) revert NumberNotIncreasing(last.number, number);
        if (timestampMs < last.timestampMs) revert TimestampRegressed(last.timestampMs, timestampMs);
        bool unspaced = header.reasonBits & (Layout.REASON_FORCED | Layout.REASON_EPOCH) != 0;
        uint256 earliest = last.acceptedAt + spacing;
        if (!unspaced && block.timestamp < earliest) revert SubmittedTooEarly(earliest, block.timestamp);
        if (number == last.number + 1 && header.parent != last.headerHash) {
            revert ParentMismatch(last.headerHash, header.parent);
        }
    }

    /// @dev The leaf is this contract's, under the header's root, and reads the chain further and truly.
    function _checkChain(
        Header calldata header,
        ChainLeaf calldata chain,
        Path calldata path,
        Head memory last
    ) private view {
        if (chain.chainId != block.chainid) revert ChainMismatch(block.chainid, chain.chainId);
        if (chain.settlement != address(this)) revert SettlementMismatch(address(this), chain.settlement);
        if (!Merkle.verify(header.chainsRoot, "C", Layout.CHAINS_DEPTH, path, Layout.chainLeaf(chain))) {
            revert ChainProofInvalid();
        }
        if (header.blockHeight < last.blockHeight) revert BlockHeightRegressed(last.blockHeight, header.blockHeight);
        uint64 l1Block = chain.l1Block;
        if (last.accepted != 0) {
            uint64 lastL1Block = entries[_slotBefore(last.accepted)].l1Block;
            if (l1Block < lastL1Block) revert L1BlockRegressed(lastL1Block, l1Block);
        }
        if (l1Block > block.number) revert L1BlockAhead(block.number, l1Block);
        uint64 depositCount = chain.depositCount;
        if (depositCount < last.depositCount) revert DepositCountRegressed(last.depositCount, depositCount);
        bytes32 depositHash = vault.depositHashAt(depositCount);
        if (depositHash != chain.depositHash || (depositHash == 0 && depositCount != 0)) {
            revert DepositHashMismatch(depositCount, depositHash, chain.depositHash);
        }
        uint64 forcedCount = chain.forcedCount;
        // There is no queue yet, so nothing can have been read of it.
        if (forcedCount != 0 || chain.forcedHash != 0) revert ForcedHashMismatch(forcedCount, 0, chain.forcedHash);
    }

    /// @dev More than two thirds of a living committee's weight signed exactly this header for this network.
    function _checkSignature(
        Header calldata header,
        bytes32 hash,
        uint256 bitmap,
        bytes calldata signature
    ) private view {
        uint64 id = header.committeeId;
        Committee memory committee = registry.committee(id);
        if (committee.blob == address(0)) revert CommitteeUnknown(id);
        uint64 timestampMs = header.timestampMs;
        if (timestampMs > committee.expiryMs) revert CommitteeExpired(committee.expiryMs, timestampMs);
        // Unchecked: an expiry is a u56, the other two far below 2⁶⁴ seconds.
        unchecked {
            uint256 closesAtMs = committee.expiryMs + grace * 1000;
            uint256 timeMs = block.timestamp * 1000;
            if (timeMs > closesAtMs) revert AcceptanceClosed(closesAtMs, timeMs);
        }
        if (bitmap >> committee.size != 0) revert BitmapOutOfRange(committee.size, bitmap);
        (uint256 missing, bytes memory negatedKey) = CommitteeBlob.withoutMissing(
            committee.blob,
            committee.size,
            bitmap
        );
        // Unchecked: the registry stored the sum of all these weights beside them, at most 2³¹.
        unchecked {
            uint256 total = committee.totalWeight;
            uint256 signed = total - missing;
            if (3 * signed <= 2 * total) revert QuorumMissing(signed, total);
        }
        bytes32 message = Layout.checkpointMessage(networkId, hash);
        if (!Bls.verifySignature(message, signature, negatedKey)) revert SignatureInvalid();
    }

    /// @dev Once round, a place may be reused only when the entry after it is final: then the entry in it is final
    /// too (acceptance times never fall) and is not the newest one that claims can use.
    function _checkRing(uint256 accepted, uint256 slot) private view {
        if (accepted < RING_SIZE) return;
        // Unchecked: a place, and a u64 plus a u32.
        unchecked {
            uint256 freeAt = entries[(slot + 1) % RING_SIZE].acceptedAt + dispute;
            if (block.timestamp < freeAt) revert RingFull(freeAt);
        }
    }
}
