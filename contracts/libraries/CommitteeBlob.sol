// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls} from "./Bls.sol";

/// @title A committee as the code of a contract: read with one EXTCODECOPY instead of eight storage slots a key.
/// @notice Code: STOP ‖ blob ‖ negated aggregate key (192 bytes) ‖ n operators of 20 bytes, where blob = n weights of u32
/// ‖ n keys of 192 bytes (EIP-2537 without zero padding). The code limit of 24,576 bytes has room for a hundred members.
/// Source: docs/spec/settlement.md, CommitteeRegistry.
library CommitteeBlob {
    /// @notice The code could not be deployed.
    error BlobNotWritten();

    uint256 private constant WEIGHT_SIZE = 4;
    uint256 private constant KEY_SIZE = 192;
    uint256 private constant OPERATOR_SIZE = 20;

    /// @notice Stores `data` behind a STOP byte as the code of a new contract.
    function write(bytes memory data) internal returns (address pointer) {
        // PUSH2 size, DUP1, PUSH1 10, 0, CODECOPY, 0, RETURN: returns what follows these ten bytes.
        bytes memory creation = abi.encodePacked(hex"61", uint16(data.length + 1), hex"80600a3d393df300", data);
        // Assembly: the language has no CREATE from bytes.
        assembly ("memory-safe") {
            pointer := create(0, add(creation, 0x20), mload(creation))
        }
        if (pointer == address(0)) revert BlobNotWritten();
    }

    /// @notice `size` bytes of the data from `offset`.
    function read(address pointer, uint256 offset, uint256 size) internal view returns (bytes memory data) {
        data = new bytes(size);
        // Assembly: the language has no EXTCODECOPY of a part.
        assembly ("memory-safe") {
            extcodecopy(pointer, add(data, 0x20), add(offset, 1), size)
        }
    }

    /// @notice Stores a key of 256 bytes as the code of a new contract, without its padding.
    function writeKey(bytes memory key) internal returns (address pointer) {
        bytes memory packed = new bytes(KEY_SIZE);
        _putKey(packed, 0, key);
        return write(packed);
    }

    /// @notice The key that `writeKey` stored, 256 bytes.
    function readKey(address pointer) internal view returns (bytes memory) {
        return unpackKey(read(pointer, 0, KEY_SIZE), 0);
    }

    /// @notice Lays out weights and keys: what `nextCommitteeHash` commits to, and how a committee's code begins.
    /// @param keys Where `writeKey` stored them.
    function encodeBlob(uint32[] memory weights, address[] memory keys) internal view returns (bytes memory data) {
        return _encode(weights, keys, 0);
    }

    /// @notice Lays a committee out. The first `blobSize(n)` bytes are `encodeBlob`.
    /// @param negatedAggregate 256 bytes.
    function encode(
        uint32[] memory weights,
        address[] memory keys,
        bytes calldata negatedAggregate,
        address[] memory operators
    ) internal view returns (bytes memory data) {
        uint256 size = weights.length;
        uint256 place = blobSize(size);
        // A word of room at the end: short values are written as whole words, each over the tail of the last.
        data = _encode(weights, keys, KEY_SIZE + size * OPERATOR_SIZE + 32);
        _putKey(data, place, negatedAggregate);
        place += KEY_SIZE;
        for (uint256 i = 0; i < size; i++) {
            _putWord(data, place, bytes32(bytes20(operators[i])));
            place += OPERATOR_SIZE;
        }
        assembly ("memory-safe") {
            mstore(data, place)
        }
    }

    /// @notice Lays out a committee whose operators are registered on another chain: blob, then the negated aggregate.
    /// @param keys And `negatedAggregate`: 256 bytes each, which the precompiles have read before.
    function encodeForeign(
        uint32[] memory weights,
        bytes[] memory keys,
        bytes memory negatedAggregate
    ) internal pure returns (bytes memory data) {
        uint256 size = weights.length;
        data = new bytes(blobSize(size) + KEY_SIZE);
        for (uint256 i = 0; i < size; i++) {
            _putWord(data, i * WEIGHT_SIZE, bytes32(uint256(weights[i]) << 224));
        }
        uint256 place = size * WEIGHT_SIZE;
        for (uint256 i = 0; i < size; i++) {
            _putKey(data, place, keys[i]);
            place += KEY_SIZE;
        }
        _putKey(data, place, negatedAggregate);
    }

    /// @dev The blob, and `room` bytes of zeros behind it.
    function _encode(
        uint32[] memory weights,
        address[] memory keys,
        uint256 room
    ) private view returns (bytes memory data) {
        uint256 size = weights.length;
        data = new bytes(blobSize(size) + room);
        uint256 place = 0;
        for (uint256 i = 0; i < size; i++) {
            _putWord(data, place, bytes32(uint256(weights[i]) << 224));
            place += WEIGHT_SIZE;
        }
        for (uint256 i = 0; i < size; i++) {
            address key = keys[i];
            assembly ("memory-safe") {
                extcodecopy(key, add(add(data, 0x20), place), 1, KEY_SIZE)
            }
            place += KEY_SIZE;
        }
    }

    /// @notice Bytes of the weights and keys of `size` members.
    function blobSize(uint256 size) internal pure returns (uint256) {
        unchecked {
            return size * (WEIGHT_SIZE + KEY_SIZE);
        }
    }

    /// @notice keccak of the blob at the head of `data`.
    function blobHash(bytes memory data, uint256 size) internal pure returns (bytes32 hash) {
        uint256 length = blobSize(size);
        // Assembly: the language hashes only whole arrays.
        assembly ("memory-safe") {
            hash := keccak256(add(data, 0x20), length)
        }
    }

    /// @notice The operators of a committee of `size`, in the order of its bitmap.
    function operatorsOf(address pointer, uint256 size) internal view returns (address[] memory operators) {
        bytes memory packed = read(pointer, blobSize(size) + KEY_SIZE, size * OPERATOR_SIZE);
        operators = new address[](size);
        for (uint256 i = 0; i < size; i++) {
            uint256 word;
            assembly ("memory-safe") {
                word := mload(add(add(packed, 0x20), mul(i, OPERATOR_SIZE)))
            }
            operators[i] = address(uint160(word >> 96));
        }
    }

    function _putWord(bytes memory data, uint256 offset, bytes32 word) private pure {
        assembly ("memory-safe") {
            mstore(add(add(data, 0x20), offset), word)
        }
    }

    /// @dev Each coordinate of 64 bytes loses its 16 leading zero bytes. The precompiles have read the key before, so
    /// that the bytes left out are zero.
    function _putKey(bytes memory data, uint256 offset, bytes memory key) private pure {
        // Assembly: byte-wise copying costs twenty times more.
        assembly ("memory-safe") {
            for {
                let i := 0
            } lt(i, 4) {
                i := add(i, 1)
            } {
                mcopy(add(add(add(data, 0x20), offset), mul(i, 48)), add(add(key, 0x30), mul(i, 64)), 48)
            }
        }
    }

    /// @notice The padded form of the key that stands at `offset` of `packed`.
    function unpackKey(bytes memory packed, uint256 offset) internal pure returns (bytes memory key) {
        key = new bytes(Bls.G2_SIZE);
        assembly ("memory-safe") {
            for {
                let i := 0
            } lt(i, 4) {
                i := add(i, 1)
            } {
                mcopy(add(add(key, 0x30), mul(i, 64)), add(add(add(packed, 0x20), offset), mul(i, 48)), 48)
            }
        }
    }

    /// @notice Weight of the members whose bits are not set, and the negated sum of the keys of the others.
    /// @dev negated aggregate + Σ keys of the missing = −Σ keys of the signers: the fewer miss, the cheaper.
    /// Bits beyond `size` are the caller's to refuse.
    function withoutMissing(
        address pointer,
        uint256 size,
        uint256 bitmap
    ) internal view returns (uint256 missingWeight, bytes memory negatedKey) {
        // Sum, next key, and room for a key as it is stored.
        bytes memory pair = new bytes(2 * Bls.G2_SIZE + KEY_SIZE);
        // Unchecked: a size is at most 255, a weight a u32.
        unchecked {
            uint256 keysAt = size * WEIGHT_SIZE;
            _loadKey(pointer, blobSize(size), pair, 0);
            uint256 missing = ~bitmap & ((1 << size) - 1);
            if (missing != 0) {
                bytes memory weights = read(pointer, 0, keysAt);
                for (uint256 i = 0; missing != 0; (i++, missing >>= 1)) {
                    if (missing & 1 == 0) continue;
                    missingWeight += weightAt(weights, i);
                    _loadKey(pointer, keysAt + i * KEY_SIZE, pair, Bls.G2_SIZE);
                    Bls.accumulateG2(pair);
                }
            }
        }
        negatedKey = pair;
        assembly ("memory-safe") {
            mstore(negatedKey, 256)
        }
    }

    /// @dev Reads the stored key at `offset` into `pair` from byte `place` on, padded; the padding there is zero before.
    function _loadKey(address pointer, uint256 offset, bytes memory pair, uint256 place) private view {
        assembly ("memory-safe") {
            let stored := add(pair, 544)
            extcodecopy(pointer, stored, add(offset, 1), KEY_SIZE)
            let key := add(add(pair, 0x30), place)
            mcopy(key, stored, 48)
            mcopy(add(key, 64), add(stored, 48), 48)
            mcopy(add(key, 128), add(stored, 96), 48)
            mcopy(add(key, 192), add(stored, 144), 48)
        }
    }

    function weightAt(bytes memory weights, uint256 index) internal pure returns (uint32 weight) {
        // Assembly: reads four bytes at once. `index` is below the number of weights in every caller.
        assembly ("memory-safe") {
            weight := shr(224, mload(add(add(weights, 0x20), mul(index, WEIGHT_SIZE))))
        }
    }
}
