// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Merkle} from "./Merkle.sol";

/// @notice What the committee signs. Frozen; fields that nothing fills yet hold their empty value.
struct Header {
    uint64 number;
    uint64 timestampMs;
    uint64 committeeId;
    uint64 blockHeight;
    uint8 reasonBits;
    uint8 daMode;
    uint64 diffFrom;
    uint64 snapshotNumber;
    uint32 paramsVersion;
    uint128 exitSum;
    bytes32 parent;
    bytes32 blockDigest;
    bytes32 stateRoot;
    bytes32 marketsRoot;
    bytes32 chainsRoot;
    bytes32 exitRoot;
    bytes32 dataRoot;
    bytes32 diffHash;
    bytes32 slashRoot;
    bytes32 nextCommitteeHash;
    bytes32 extRoot;
}

/// @notice C: what the committee has read of one chain, and what that chain's vault owes.
struct ChainLeaf {
    uint64 chainId;
    address settlement;
    uint64 l1Block;
    uint64 depositCount;
    bytes32 depositHash;
    uint64 forcedCount;
    bytes32 forcedHash;
    bytes32 tokensRoot;
    bytes32 extRoot;
}

/// @notice T: totals of one token on one chain, in base units of the token.
struct TokenLeaf {
    uint16 id;
    address token;
    uint128 deposited;
    uint128 withdrawn;
    uint128 requested;
    uint128 liabilities;
    bytes32 withdrawalsRoot;
}

/// @notice W: the cumulative claim of one owner on one token, in base units. Layer 0 pays the owner.
struct ClaimLeaf {
    uint32 index;
    address owner;
    uint32 layer;
    uint128 cumulative;
    uint128 requested;
}

/// @title The frozen layouts: hashes of everything that TypeScript and Solidity both read.
/// @notice Source: docs/spec/settlement.md, Frozen layouts. Vectors: test/vectors/settlement.json.
library Layout {
    /// Version of the checkpoint message.
    uint32 internal constant CHECKPOINT_VERSION = 1;
    bytes32 internal constant CHECKPOINT_TYPEHASH = keccak256(
        "Checkpoint(bytes32 networkId,uint32 version,bytes32 headerHash)"
    );
    bytes32 internal constant POSSESSION_TYPEHASH = keccak256(
        "Possession(bytes32 networkId,address registry,address operator,bytes32 keyHash)"
    );

    /// Bits of `Header.reasonBits`.
    uint8 internal constant REASON_FORCED = 4;
    uint8 internal constant REASON_EPOCH = 8;
    uint8 internal constant REASON_HALT = 16;
    /// What need not wait for the spacing between headers.
    uint8 internal constant REASONS_UNSPACED = REASON_FORCED | REASON_EPOCH | REASON_HALT;

    /// Kinds of forced items: 1 WITHDRAW, 2 CLOSE, 3 CANCEL_ALL.
    uint8 internal constant FORCED_KIND_MAX = 3;

    /// Deepest each tree may be.
    uint256 internal constant CHAINS_DEPTH = 4;
    uint256 internal constant TOKENS_DEPTH = 4;
    uint256 internal constant CLAIMS_DEPTH = 28;
    uint256 internal constant SUBACCOUNTS_DEPTH = 28;
    uint256 internal constant MARKETS_DEPTH = 16;

    function networkId(uint256 homeChainId, address homeRegistry, bytes32 salt) internal pure returns (bytes32) {
        return keccak256(abi.encode("witan", homeChainId, homeRegistry, salt));
    }

    /// @notice keccak of the header's 21 words, as abi.encode writes them. Reverts when a number is wider than its type.
    function headerHash(Header calldata header) internal pure returns (bytes32 hash) {
        // Assembly: the words are in calldata as they are hashed; the language would encode them one by one.
        assembly ("memory-safe") {
            let words := mload(0x40)
            calldatacopy(words, header, 672)
            // Words 0 to 3, 6 and 7 are u64; 4 and 5 u8; 8 u32; 9 u128.
            let u64s := or(or(mload(words), mload(add(words, 32))), or(mload(add(words, 64)), mload(add(words, 96))))
            u64s := or(u64s, or(mload(add(words, 192)), mload(add(words, 224))))
            let u8s := or(mload(add(words, 128)), mload(add(words, 160)))
            let excess := or(shr(64, u64s), shr(8, u8s))
            excess := or(excess, or(shr(32, mload(add(words, 256))), shr(128, mload(add(words, 288)))))
            if excess {
                revert(0, 0)
            }
            hash := keccak256(words, 672)
        }
    }

    /// @notice The 32 bytes that validators sign for a header.
    function checkpointMessage(bytes32 network, bytes32 header) internal pure returns (bytes32) {
        return keccak256(abi.encode(CHECKPOINT_TYPEHASH, network, CHECKPOINT_VERSION, header));
    }

    /// @notice The 32 bytes that an operator signs to show that it holds the secret of its key.
    function possessionMessage(
        bytes32 network,
        address registry,
        address operator,
        bytes32 keyHash
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(POSSESSION_TYPEHASH, network, registry, operator, keyHash));
    }

    /// @notice Reverts, like `tokenLeaf`, when a number is wider than its type.
    function chainLeaf(ChainLeaf calldata leaf) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := leaf
            let u64s := or(calldataload(leaf), calldataload(add(leaf, 64)))
            u64s := or(u64s, or(calldataload(add(leaf, 96)), calldataload(add(leaf, 160))))
            if or(shr(64, u64s), shr(160, calldataload(add(leaf, 32)))) {
                revert(0, 0)
            }
        }
        return Merkle.leafOfCalldata("C", start, 288);
    }

    function tokenLeaf(TokenLeaf calldata leaf) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := leaf
            let u128s := or(calldataload(add(leaf, 64)), calldataload(add(leaf, 96)))
            u128s := or(u128s, or(calldataload(add(leaf, 128)), calldataload(add(leaf, 160))))
            if or(shr(128, u128s), or(shr(16, calldataload(leaf)), shr(160, calldataload(add(leaf, 32))))) {
                revert(0, 0)
            }
        }
        return Merkle.leafOfCalldata("T", start, 224);
    }

    function claimLeaf(ClaimLeaf calldata leaf) internal pure returns (bytes32) {
        // Like Merkle.leaf, without the copy behind the tag.
        return
            keccak256(
                abi.encodePacked(bytes2("\x00W"), leaf.index, leaf.owner, leaf.layer, leaf.cumulative, leaf.requested)
            );
    }

    function depositLink(
        bytes32 previous,
        uint64 index,
        uint16 token,
        address from,
        address owner,
        uint16 subNo,
        uint128 amount
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(previous, index, token, from, owner, subNo, amount));
    }

    function nextCommitteeHash(
        uint64 id,
        uint64 expiryMs,
        bytes32 blobHash,
        bytes32 ed25519KeysHash
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(id, expiryMs, blobHash, ed25519KeysHash));
    }
}
