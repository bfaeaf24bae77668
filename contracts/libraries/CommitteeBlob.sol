// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls} from "./Bls.sol";

/// @title A committee as the code of a contract: read with one EXTCODECOPY instead of eight storage slots a key.
/// @notice Code: STOP ‖ blob ‖ negated aggregate key (192 bytes), where blob = n weights of u32 ‖ n keys of 192 bytes
/// (EIP-2537 without zero padding). The code limit of 24,576 bytes has room for a hundred members.
/// Source: docs/spec/settlement.md, CommitteeRegistry.
library CommitteeBlob {
    /// @notice The code could not be deployed.
    error BlobNotWritten();

    uint256 private constant WEIGHT_SIZE = 4;
    uint256 private constant KEY_SIZE = 192;

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

    /// @notice A padded key of 256 bytes as the 192 bytes that are stored.
    function packKey(bytes memory key) internal pure returns (bytes memory packed) {
        packed = new bytes(KEY_SIZE);
        // Assembly: byte-wise copying costs twenty times more. Each coordinate loses its 16 leading zero bytes.
        assembly ("memory-safe") {
            for {
                let i := 0
            } lt(i, 4) {
                i := add(i, 1)
            } {
                mcopy(add(add(packed, 0x20), mul(i, 48)), add(add(key, 0x30), mul(i, 64)), 48)
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

    /// @notice Weight of the members whose bits are set, and the negated sum of their keys.
    /// @dev negated aggregate + Σ keys of the missing = −Σ keys of the signers: the fewer miss, the cheaper.
    /// Bits beyond `size` are the caller's to refuse.
    function signers(
        address pointer,
        uint256 size,
        uint256 bitmap
    ) internal view returns (uint256 weight, bytes memory negatedKey) {
        bytes memory weights = read(pointer, 0, size * WEIGHT_SIZE);
        uint256 keysAt = size * WEIGHT_SIZE;
        negatedKey = unpackKey(read(pointer, keysAt + size * KEY_SIZE, KEY_SIZE), 0);
        for (uint256 i = 0; i < size; i++) {
            if ((bitmap >> i) & 1 == 1) {
                weight += weightAt(weights, i);
            } else {
                negatedKey = Bls.addG2(negatedKey, unpackKey(read(pointer, keysAt + i * KEY_SIZE, KEY_SIZE), 0));
            }
        }
    }

    function weightAt(bytes memory weights, uint256 index) internal pure returns (uint32 weight) {
        // Assembly: reads four bytes at once. `index` is below the number of weights in every caller.
        assembly ("memory-safe") {
            weight := shr(224, mload(add(add(weights, 0x20), mul(index, WEIGHT_SIZE))))
        }
    }
}
