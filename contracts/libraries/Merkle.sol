// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where a leaf stands in a tree: the tree's number of leaves, the leaf's index, its siblings from the bottom up.
struct Path {
    uint64 count;
    uint64 index;
    bytes32[] siblings;
}

/// @notice A sibling in a sum tree.
struct SumSibling {
    bytes32 hash;
    uint128 sum;
}

/// @notice A `Path` in a sum tree; `sum` is what the whole tree claims to hold.
struct SumPath {
    uint64 count;
    uint64 index;
    uint128 sum;
    SumSibling[] siblings;
}

/// @title Flat binary Merkle trees and Merkle-sum trees.
/// @notice leaf = keccak(00 ‖ tag ‖ packed), node = keccak(01 ‖ l ‖ r), root = keccak(02 ‖ tag ‖ u64 count ‖ top),
/// sum node = keccak(03 ‖ l ‖ lSum ‖ r ‖ rSum), whose root also hashes the sum.
/// Source: docs/spec/settlement.md, Frozen layouts. Vectors: test/vectors/settlement.json.
library Merkle {
    function leaf(bytes1 tag, bytes memory packed) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x00), tag, packed));
    }

    /// @notice The leaf whose packed bytes are the `size` bytes of calldata from `start`.
    function leafOfCalldata(bytes1 tag, uint256 start, uint256 size) internal pure returns (bytes32 hash) {
        // Assembly: the language encodes a struct field by field, then copies it behind the tag.
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shr(8, tag))
            calldatacopy(add(free, 2), start, size)
            hash := keccak256(free, add(size, 2))
        }
    }

    function root(bytes1 tag, uint64 count, bytes32 top) internal pure returns (bytes32 hash) {
        // Assembly: 42 bytes fit the scratch space.
        assembly ("memory-safe") {
            mstore(0x00, or(shl(248, 2), or(shr(8, tag), shl(176, count))))
            mstore(0x0a, top)
            hash := keccak256(0x00, 42)
        }
    }

    /// @notice Whether `leafHash` stands at `path` in the tree with this root. False for any malformed path.
    function verify(
        bytes32 expectedRoot,
        bytes1 tag,
        uint256 depthMax,
        Path calldata path,
        bytes32 leafHash
    ) internal pure returns (bool) {
        // No root is zero: it is a hash.
        return rootOf(tag, depthMax, path, leafHash) == expectedRoot && expectedRoot != 0;
    }

    /// @notice The root of the tree in which `leafHash` stands at `path`; 0 for any malformed path.
    function rootOf(
        bytes1 tag,
        uint256 depthMax,
        Path calldata path,
        bytes32 leafHash
    ) internal pure returns (bytes32) {
        bytes32[] calldata siblings = path.siblings;
        (uint64 count, uint256 index) = (path.count, path.index);
        if (!_fits(count, index, siblings.length, depthMax)) return 0;
        bytes32 top = leafHash;
        // Assembly: node = keccak(01 ‖ l ‖ r) in one place of memory; the language allocates each, at three times the cost.
        assembly ("memory-safe") {
            let node := mload(0x40)
            let children := add(node, 1)
            mstore8(node, 1)
            for {
                let i := 0
            } lt(i, siblings.length) {
                i := add(i, 1)
            } {
                // 0: the running hash is the left child; 32: the right one.
                let place := shl(5, and(shr(i, index), 1))
                mstore(add(children, place), top)
                mstore(add(children, xor(place, 32)), calldataload(add(siblings.offset, shl(5, i))))
                top := keccak256(node, 65)
            }
        }
        return root(tag, count, top);
    }

    /// @notice Like `verify` in a sum tree: also whether the leaf is worth `worth` and the whole tree `path.sum`.
    function verifySum(
        bytes32 expectedRoot,
        bytes1 tag,
        uint256 depthMax,
        SumPath calldata path,
        bytes32 leafHash,
        uint128 worth
    ) internal pure returns (bool) {
        uint256 depth = path.siblings.length;
        if (!_fits(path.count, path.index, depth, depthMax)) return false;
        bytes32 top = leafHash;
        uint256 sum = worth;
        for (uint256 i = 0; i < depth; i++) {
            SumSibling calldata sibling = path.siblings[i];
            top =
                (path.index >> i) & 1 == 0
                    ? keccak256(abi.encodePacked(bytes1(0x03), top, uint128(sum), sibling.hash, sibling.sum))
                    : keccak256(abi.encodePacked(bytes1(0x03), sibling.hash, sibling.sum, top, uint128(sum)));
            sum += sibling.sum;
        }
        // At full width: a sum beyond 128 bits equals no `path.sum`, whatever its lower bits say in the hashes.
        if (sum != path.sum) return false;
        return keccak256(abi.encodePacked(bytes1(0x02), tag, path.count, top, uint128(sum))) == expectedRoot;
    }

    /// @dev index < count and depth = ⌈log2 count⌉ ≤ depthMax.
    function _fits(uint256 count, uint256 index, uint256 depth, uint256 depthMax) private pure returns (bool) {
        if (index >= count || depth > depthMax) return false;
        // Unchecked: count is above index, and depth is not 0 where 1 is taken from it.
        unchecked {
            uint256 last = count - 1;
            return last >> depth == 0 && (depth == 0 || last >> (depth - 1) != 0);
        }
    }
}
