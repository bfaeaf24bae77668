// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Committee, ICommittees} from "./interfaces/ICommittees.sol";
import {IRiskParameters} from "./interfaces/IRiskParameters.sol";
import {Entry, Freeze, Head, ISettlement, Timing} from "./interfaces/ISettlement.sol";
import {IVault} from "./interfaces/IVault.sol";
import {ChainLeaf, Header, Layout, TokenLeaf} from "./libraries/Layout.sol";
import {Merkle, Path} from "./libraries/Merkle.sol";
import {Quorum, Signed} from "./libraries/Quorum.sol";
import {ForcedItem, StateLayout} from "./libraries/StateLayout.sol";

/// @title Accepts checkpoints that a quorum of the committee signed, keeps the last 64, and freezes when it must.
/// @notice Nobody owns it and nothing in it can be changed: registry, vault, slasher and timing are fixed at deployment.
contract Settlement is ISettlement {
    uint256 public constant RING_SIZE = 64;
    /// `Entry.acceptedAt` of a header that was vetoed: it never becomes final.
    uint40 private constant NEVER = type(uint40).max;

    /// The registry, or on another chain than the home chain its mirror.
    ICommittees public immutable registry;
    IVault public immutable vault;
    address public immutable slasher;
    /// Whose versions headers name; zero where this is not the home chain, and then nothing is checked.
    IRiskParameters public immutable riskParameters;
    bytes32 public immutable networkId;
    /// Seconds; see Timing.
    uint256 public immutable spacing;
    uint256 public immutable dispute;
    uint256 public immutable grace;
    uint256 public immutable silence;
    uint256 public immutable lastCall;
    uint256 public immutable deployedAt;

    Head public head;
    Entry[RING_SIZE] public entries;

    /// @param vault_ A vault that already names this contract as its settlement.
    /// @param slasher_ May veto after equivocation; zero: nobody.
    /// @param riskParameters_ On this chain; zero: none.
    constructor(
        ICommittees registry_,
        IVault vault_,
        address slasher_,
        Timing memory timing,
        IRiskParameters riskParameters_
    ) {
        if (vault_.settlement() != address(this)) revert VaultMismatch(address(this), vault_.settlement());
        registry = registry_;
        vault = vault_;
        slasher = slasher_;
        riskParameters = riskParameters_;
        networkId = registry_.networkId();
        spacing = timing.spacing;
        dispute = timing.dispute;
        grace = timing.grace;
        silence = timing.silence;
        lastCall = timing.lastCall;
        deployedAt = block.timestamp;
        // Written once, so that the first 64 checkpoints cost the same as all later ones; acceptedAt 0 means unused.
        for (uint256 i = 0; i < RING_SIZE; i++) entries[i] = Entry(bytes32(uint256(1)), 0, 0, 0, 1, 0);
    }

    /// @inheritdoc ISettlement
    function submit(
        Header calldata header,
        ChainLeaf calldata chain,
        Path calldata path,
        bytes32 previousTokensRoot,
        Signed calldata signed
    ) external returns (uint256 slot) {
        bytes32 hash = Layout.headerHash(header);
        Head memory last = head;
        if (last.frozenAt != 0) _checkLastCall(last);
        _checkWidth(header);
        Entry memory before;
        if (last.accepted != 0) before = entries[_slotBefore(last.accepted)];
        _checkSequence(header, previousTokensRoot, before);
        _checkChain(header, chain, path, last, before.l1Block);
        _checkSignature(header, hash, signed);

        slot = last.accepted % RING_SIZE;
        _checkRing(last.accepted, slot);
        _store(header, chain, hash, slot, last);
        emit CheckpointAccepted(header.number, hash, chain.tokensRoot, signed.bitmap);
    }

    /// @inheritdoc ISettlement
    function freezeOverdue(ForcedItem calldata item) external {
        uint64 index = head.forcedCount;
        bytes32 link = StateLayout.forcedLink(
            vault.forcedHashAt(index),
            index,
            item.kind,
            item.owner,
            item.subNo,
            item.deadline,
            keccak256(item.data)
        );
        if (link != vault.forcedHashAt(index + 1)) revert ForcedItemMismatch(index);
        _freeze(Freeze.Overdue, uint256(item.deadline) + 1);
    }

    /// @inheritdoc ISettlement
    function freezeSilent() external {
        (Entry memory entry, ) = newestFinal();
        uint256 since = entry.acceptedAt == 0 ? deployedAt : entry.acceptedAt + dispute;
        _freeze(Freeze.Silent, since + silence + 1);
    }

    /// @inheritdoc ISettlement
    function freezeGated(
        uint256 slot,
        uint64 number,
        bytes32 headerHash,
        TokenLeaf calldata token,
        Path calldata tokenPath
    ) external {
        uint256 since = vault.checkGate(slot, number, headerHash, token, tokenPath);
        _freeze(Freeze.Gated, since == 0 ? type(uint256).max : since + silence);
    }

    /// @inheritdoc ISettlement
    function vetoEquivocation(uint64 committeeId, uint64 number) external {
        if (msg.sender != slasher) revert SlasherOnly(slasher, msg.sender);
        uint256 accepted = head.accepted;
        // A committee that was replaced can no longer make anybody believe it, but for what the ring still holds of it.
        bool concerns = accepted == 0 || committeeId >= entries[_slotBefore(accepted)].committeeId;
        // From the newest back: what is not final yet, and the header itself, which may have become final.
        for (uint256 back = 1; back <= accepted && back <= RING_SIZE; back++) {
            uint256 slot = (accepted - back) % RING_SIZE;
            Entry storage entry = entries[slot];
            bool proven = entry.number == number && entry.committeeId == committeeId;
            if (proven) concerns = true;
            else if (_isFinal(entry.acceptedAt)) continue;
            entry.acceptedAt = NEVER;
            emit CheckpointVetoed(entry.number, slot);
        }
        if (!concerns) revert EquivocationStale(committeeId, number);
        if (head.frozenAt == 0) head.frozenAt = uint40(block.timestamp);
        head.reason = Freeze.Equivocation;
        emit Frozen(Freeze.Equivocation);
    }

    /// @inheritdoc ISettlement
    function requireFinal(uint256 slot, uint64 number, bytes32 headerHash, bytes32 tokensRoot) public view {
        if (slot >= RING_SIZE) revert EntryUnused(slot);
        Entry storage entry = entries[slot];
        uint256 acceptedAt = entry.acceptedAt;
        if (acceptedAt == 0) revert EntryUnused(slot);
        if (entry.number != number) revert EntryReplaced(number, entry.number);
        if (!_isFinal(acceptedAt)) revert EntryNotFinal(acceptedAt + dispute, block.timestamp);
        bytes32 commitment = _commitment(headerHash, tokensRoot);
        if (entry.commitment != commitment) revert EntryMismatch(entry.commitment, commitment);
    }

    /// @inheritdoc ISettlement
    function requireNewestFinal(uint256 slot, uint64 number, bytes32 headerHash, bytes32 tokensRoot) external view {
        requireFinal(slot, number, headerHash, tokensRoot);
        (Entry memory newest, ) = newestFinal();
        if (newest.number != number) revert EntryReplaced(number, newest.number);
    }

    /// @inheritdoc ISettlement
    function lastWord() external view returns (Entry memory entry, uint256 slot) {
        Head memory last = head;
        if (last.frozenAt == 0) revert NotFrozen();
        // The last call, and then as long as anybody may show that what it brought was signed twice. A header that says it is
        // the last one leaves no call; two of a number leave nothing to wait for.
        uint256 endsAt = last.reason == Freeze.Equivocation ? 0 : last.frozenAt + dispute;
        if (last.reason < Freeze.Equivocation) endsAt += lastCall;
        if (block.timestamp <= endsAt) revert LastCallOpen(endsAt, block.timestamp);
        return newestFinal();
    }

    /// @inheritdoc ISettlement
    function latest() external view returns (Entry memory entry, uint256 slot) {
        uint256 accepted = head.accepted;
        if (accepted == 0) return (entry, 0);
        slot = _slotBefore(accepted);
        return (entries[slot], slot);
    }

    /// @inheritdoc ISettlement
    function newestFinal() public view returns (Entry memory entry, uint256 slot) {
        uint256 accepted = head.accepted;
        for (uint256 back = 1; back <= accepted && back <= RING_SIZE; back++) {
            uint256 place = (accepted - back) % RING_SIZE;
            if (_isFinal(entries[place].acceptedAt)) return (entries[place], place);
        }
    }

    function _freeze(Freeze reason, uint256 from) private {
        if (head.frozenAt != 0) revert AlreadyFrozen(head.reason);
        if (block.timestamp < from) revert TooEarlyToFreeze(from, block.timestamp);
        (head.frozenAt, head.reason) = (uint40(block.timestamp), reason);
        emit Frozen(reason);
    }

    function _isFinal(uint256 acceptedAt) private view returns (bool) {
        return block.timestamp >= acceptedAt + dispute;
    }

    function _commitment(bytes32 headerHash, bytes32 tokensRoot) private pure returns (bytes32) {
        return Hashes.efficientKeccak256(headerHash, tokensRoot);
    }

    /// @dev Where the last of `accepted` headers stands. Unchecked: there is one.
    function _slotBefore(uint256 accepted) private pure returns (uint256) {
        unchecked {
            return (accepted - 1) % RING_SIZE;
        }
    }

    /// @dev Narrower than in the header: _checkWidth refuses numbers that do not fit.
    function _store(
        Header calldata header,
        ChainLeaf calldata chain,
        bytes32 hash,
        uint256 slot,
        Head memory last
    ) private {
        // Field by field: the compiler joins these to one write a slot, a struct from memory to several.
        Entry storage entry = entries[slot];
        bytes32 commitment = _commitment(hash, chain.tokensRoot);
        entry.number = uint48(header.number);
        entry.acceptedAt = uint40(block.timestamp);
        entry.timestampMs = uint48(header.timestampMs);
        entry.l1Block = uint40(chain.l1Block);
        entry.committeeId = uint32(header.committeeId);
        entry.commitment = commitment;
        // Unchecked: 2³² headers at this gas fit no chain.
        unchecked {
            head.accepted = last.accepted + 1;
        }
        head.blockHeight = uint48(header.blockHeight);
        head.depositCount = uint40(chain.depositCount);
        head.forcedCount = uint40(chain.forcedCount);
        if (header.reasonBits & Layout.REASON_HALT != 0 && last.frozenAt == 0) {
            (head.frozenAt, head.reason) = (uint40(block.timestamp), Freeze.Halt);
            emit Frozen(Freeze.Halt);
        }
    }

    function _checkLastCall(Head memory last) private view {
        if (last.reason >= Freeze.Equivocation) revert AlreadyFrozen(last.reason);
        uint256 endsAt = last.frozenAt + lastCall;
        if (block.timestamp > endsAt) revert LastCallOver(endsAt, block.timestamp);
    }

    /// @dev What is stored in fewer bits than the header has fits them.
    function _checkWidth(Header calldata header) private pure {
        uint64 numbers = header.number | header.timestampMs | header.blockHeight;
        if (numbers >> 48 != 0 || header.committeeId >> 32 != 0) revert NumberTooLarge(numbers, header.committeeId);
    }

    /// @dev The header follows the last accepted one, which is all zero before the first.
    function _checkSequence(Header calldata header, bytes32 previousTokensRoot, Entry memory last) private view {
        (uint64 number, uint64 timestampMs, uint64 committeeId) = (
            header.number,
            header.timestampMs,
            header.committeeId
        );
        if (number <= last.number) revert NumberNotIncreasing(last.number, number);
        if (last.acceptedAt == 0) return;
        if (timestampMs < last.timestampMs) revert TimestampRegressed(last.timestampMs, timestampMs);
        if (committeeId < last.committeeId) revert CommitteeDeactivated(last.committeeId, committeeId);
        bool unspaced = header.reasonBits & Layout.REASONS_UNSPACED != 0;
        // Unchecked: a u40 and a u32; a u48 and one.
        unchecked {
            uint256 earliest = last.acceptedAt + spacing;
            if (!unspaced && block.timestamp < earliest) revert SubmittedTooEarly(earliest, block.timestamp);
            if (number != uint256(last.number) + 1) return;
        }
        bytes32 parent = _commitment(header.parent, previousTokensRoot);
        if (parent != last.commitment) revert ParentMismatch(last.commitment, parent);
    }

    /// @dev The leaf is this contract's, under the header's root, and reads the chain further and truly.
    function _checkChain(
        Header calldata header,
        ChainLeaf calldata chain,
        Path calldata path,
        Head memory last,
        uint64 lastL1Block
    ) private {
        if (chain.chainId != block.chainid) revert ChainMismatch(block.chainid, chain.chainId);
        if (chain.settlement != address(this)) revert SettlementMismatch(address(this), chain.settlement);
        if (!Merkle.verify(header.chainsRoot, "C", Layout.CHAINS_DEPTH, path, Layout.chainLeaf(chain))) {
            revert ChainProofInvalid();
        }
        if (header.blockHeight < last.blockHeight) revert BlockHeightRegressed(last.blockHeight, header.blockHeight);
        uint64 l1Block = chain.l1Block;
        if (l1Block < lastL1Block) revert L1BlockRegressed(lastL1Block, l1Block);
        if (l1Block > block.number) revert L1BlockAhead(block.number, l1Block);
        _checkParameters(header.paramsVersion, l1Block, last.parameters);
        (uint64 deposits, uint64 forced) = (chain.depositCount, chain.forcedCount);
        if (deposits < last.depositCount) revert DepositCountRegressed(last.depositCount, deposits);
        if (forced < last.forcedCount) revert ForcedCountRegressed(last.forcedCount, forced);
        (bytes32 depositHash, bytes32 forcedHash) = vault.inboxAt(deposits, forced);
        if (depositHash != chain.depositHash || (depositHash == 0 && deposits != 0)) {
            revert DepositHashMismatch(deposits, depositHash, chain.depositHash);
        }
        if (forcedHash != chain.forcedHash || (forcedHash == 0 && forced != 0)) {
            revert ForcedHashMismatch(forced, forcedHash, chain.forcedHash);
        }
    }

    /// @dev The version is in force at the leaf's block. What is known of it is remembered in the head for as long as nothing
    /// that is published later can change it, so that most headers ask nobody.
    function _checkParameters(uint256 version, uint256 l1Block, uint256 known) private {
        // Not below the version's own 32 bits, and below what is known.
        if ((version << 32) | l1Block < known && known >> 32 == version) return;
        if (address(riskParameters) == address(0)) return;
        uint64 until = riskParameters.requireInForce(uint32(version), uint64(l1Block));
        head.parameters = (uint48(version) << 32) | uint32(until);
    }

    /// @dev More than two thirds of a living committee's weight signed exactly this header for this network.
    function _checkSignature(Header calldata header, bytes32 hash, Signed calldata signed) private view {
        Committee memory committee = Quorum.committeeOf(registry, header.committeeId);
        uint64 timestampMs = header.timestampMs;
        if (timestampMs > committee.expiryMs) revert CommitteeExpired(committee.expiryMs, timestampMs);
        // A last call outlives the grace: what was signed in time can still be shown. Unchecked: a u56 and seconds.
        unchecked {
            uint256 closesAtMs = committee.expiryMs + (grace + lastCall + dispute) * 1000;
            uint256 timeMs = block.timestamp * 1000;
            if (timeMs > closesAtMs) revert AcceptanceClosed(closesAtMs, timeMs);
        }
        Quorum.requireQuorum(committee, networkId, hash, signed);
    }

    /// @dev Once round, a place may be reused only when the entry after it is final: then the entry in it is final
    /// too (acceptance times never fall) and is not the newest one that claims can use.
    function _checkRing(uint256 accepted, uint256 slot) private view {
        if (accepted < RING_SIZE) return;
        // Unchecked: a place, and a u40 plus a u32.
        unchecked {
            uint256 freeAt = entries[(slot + 1) % RING_SIZE].acceptedAt + dispute;
            if (block.timestamp < freeAt) revert RingFull(freeAt);
        }
    }
}
