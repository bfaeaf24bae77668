// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title BLS12-381 with signatures in G1 and keys in G2, on the precompiles of EIP-2537.
/// @notice Points are encoded as the precompiles read them: G1 128 bytes, G2 256 bytes, infinity all zero. Every call
/// has a gas cap, since a precompile takes all the gas it is given when its input is malformed. Additions check only
/// the curve; the pairing checks the subgroup; infinity passes everything and is refused here by hand.
/// Source: docs/spec/settlement.md, BLS signatures; EIP-2537; RFC 9380 (hash to curve).
library Bls {
    /// @notice A precompile refused its input (malformed point, not on the curve, not in the subgroup) or ran dry.
    error PrecompileFailed(address precompile);
    /// @notice A key, signature or aggregate is the identity, which would verify everything.
    error PointAtInfinity();
    /// @notice A point does not have the size of its group.
    error PointSizeInvalid(uint256 expected, uint256 given);

    uint256 internal constant G1_SIZE = 128;
    uint256 internal constant G2_SIZE = 256;

    /// keccak of 128 and of 256 zero bytes.
    bytes32 private constant G1_INFINITY_HASH = 0x012893657d8eb2efad4de0a91bcd0e39ad9837745dec3ea923737ea803fc8e3d;
    bytes32 private constant G2_INFINITY_HASH = 0xd397b3b043d87fcd6fad1291ff0bfd16401c274896d8c63a923727f077b8e0b5;

    /// The domains are 43 bytes long: these 32, which differ in three letters, then DOMAIN_END.
    bytes32 internal constant SIGNATURE_DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_S";
    bytes32 internal constant POSSESSION_DOMAIN = "BLS_POP_BLS12381G1_XMD:SHA-256_S";
    /// The end of every domain, then its length.
    bytes32 private constant DOMAIN_END = "SWU_RO_POP_\x2b";

    address private constant SHA256 = address(0x02);
    address private constant MODEXP = address(0x05);
    address private constant G1_ADD = address(0x0b);
    address private constant G2_ADD = address(0x0d);
    address private constant PAIRING = address(0x0f);
    address private constant MAP_TO_G1 = address(0x10);

    /// Caps at about twice today's price, so that a repricing does not lock the contracts.
    uint256 private constant SHA256_GAS = 1_000;
    uint256 private constant MODEXP_GAS = 2_000;
    uint256 private constant G1_ADD_GAS = 1_000;
    uint256 private constant G2_ADD_GAS = 1_500;
    uint256 private constant MAP_TO_G1_GAS = 12_000;
    uint256 private constant PAIRING_GAS = 220_000;

    uint256 private constant MODULUS_HIGH = 0x000000000000000000000000000000001a0111ea397fe69a4b1ba7b6434bacd7;
    uint256 private constant MODULUS_LOW = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;

    /// The generator of G2, and its negation (y is p − y).
    bytes internal constant G2_GENERATOR =
        hex"00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
        hex"0000000000000000000000000000000013e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
        hex"000000000000000000000000000000000ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"
        hex"000000000000000000000000000000000606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be";
    bytes internal constant NEGATED_G2_GENERATOR =
        hex"00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
        hex"0000000000000000000000000000000013e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
        hex"000000000000000000000000000000000d1b3cc2c7027888be51d9ef691d77bcb679afda66c73f17f9ee3837a55024f78c71363275a75d75d86bab79f74782aa"
        hex"0000000000000000000000000000000013fa4d4a0ad8b1ce186ed5061789213d993923066dddaf1040bc3ff59f825c78df74f2d75467e25e0f55f8a00fa030ed";

    /// @notice Whether `signature` is one of `message` under the key whose negation is `negatedKey`.
    /// @dev e(signature, g2) · e(H(message), −key) = 1.
    function verifySignature(
        bytes32 message,
        bytes memory signature,
        bytes memory negatedKey
    ) internal view returns (bool) {
        _refuseInfinity(signature, G1_SIZE);
        _refuseInfinity(negatedKey, G2_SIZE);
        return _pairingIsOne(signature, G2_GENERATOR, message, SIGNATURE_DOMAIN, negatedKey);
    }

    /// @notice Whether `proof` shows that its maker holds the secret of `key`. Checks the key's subgroup too.
    function verifyPossession(bytes32 message, bytes memory proof, bytes memory key) internal view returns (bool) {
        _refuseInfinity(proof, G1_SIZE);
        _refuseInfinity(key, G2_SIZE);
        return _pairingIsOne(proof, NEGATED_G2_GENERATOR, message, POSSESSION_DOMAIN, key);
    }

    /// @notice The sum of two points of G2. Reverts unless both are on the curve.
    function addG2(bytes memory a, bytes memory b) internal view returns (bytes memory sum) {
        sum = bytes.concat(a, b);
        if (sum.length != 2 * G2_SIZE) revert PrecompileFailed(G2_ADD);
        accumulateG2(sum);
        assembly ("memory-safe") {
            mstore(sum, G2_SIZE)
        }
    }

    /// @notice Adds the second point of `pair` (512 bytes) onto the first, in place.
    function accumulateG2(bytes memory pair) internal view {
        uint256 sum = _dataOf(pair);
        _run(G2_ADD, G2_ADD_GAS, sum, 2 * G2_SIZE, sum, G2_SIZE);
    }

    function isInfinity(bytes memory point) internal pure returns (bool) {
        return keccak256(point) == (point.length == G1_SIZE ? G1_INFINITY_HASH : G2_INFINITY_HASH);
    }

    /// @notice hash_to_curve of RFC 9380 for a message of 32 bytes (suite BLS12381G1_XMD:SHA-256_SSWU_RO_).
    /// @param domain SIGNATURE_DOMAIN or POSSESSION_DOMAIN.
    function hashToG1(bytes32 message, bytes32 domain) internal view returns (bytes memory point) {
        point = new bytes(2 * G1_SIZE);
        _hashToG1(message, domain, _dataOf(point));
        assembly ("memory-safe") {
            mstore(point, G1_SIZE)
        }
    }

    /// @dev Leaves the point at `output`, where as many bytes behind it are overwritten.
    function _hashToG1(bytes32 message, bytes32 domain, uint256 output) private view {
        // What modexp reads, 225 bytes: three lengths ‖ 64 bytes to reduce ‖ exponent 1 ‖ modulus. From byte 256 on what
        // is hashed, 143 bytes: 64 zeros ‖ message ‖ u16 128 ‖ u8 0 ‖ domain ‖ its length. Every hash ends alike.
        uint256 work = _dataOf(new bytes(448));
        assembly ("memory-safe") {
            mstore(work, 64)
            mstore(add(work, 32), 1)
            mstore(add(work, 64), 64)
            mstore8(add(work, 160), 1)
            mstore(add(work, 161), MODULUS_HIGH)
            mstore(add(work, 193), MODULUS_LOW)
            mstore(add(work, 320), message)
            mstore8(add(work, 353), 128)
            mstore(add(work, 355), domain)
            mstore(add(work, 387), DOMAIN_END)
        }
        // Unchecked: places in memory.
        unchecked {
            uint256 element = work + 96;
            _run(SHA256, SHA256_GAS, work + 256, 143, element, 32);
            bytes32 first = _wordAt(element);
            bytes32 last = 0;
            // Two hashes are a number of 512 bits: reduced modulo the field, then mapped to G1, its cofactor cleared.
            for (uint256 half = 0; half < 2; half++) {
                last = _expand(work + 322, first ^ last, 2 * half + 1, element);
                last = _expand(work + 322, first ^ last, 2 * half + 2, element + 32);
                _run(MODEXP, MODEXP_GAS, work, 225, element, 64);
                _run(MAP_TO_G1, MAP_TO_G1_GAS, element, 64, output + half * G1_SIZE, G1_SIZE);
            }
        }
        _run(G1_ADD, G1_ADD_GAS, output, 2 * G1_SIZE, output, G1_SIZE);
    }

    /// @dev sha256(word ‖ u8 index ‖ domain ‖ its length), stored at `output`. The domain stands 33 bytes after `input`.
    function _expand(uint256 input, bytes32 word, uint256 index, uint256 output) private view returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(input, word)
            mstore8(add(input, 32), index)
        }
        _run(SHA256, SHA256_GAS, input, 77, output, 32);
        return _wordAt(output);
    }

    /// @dev e(point, generator) · e(H(message), key) = 1. The sizes are the caller's to check.
    function _pairingIsOne(
        bytes memory point,
        bytes memory generator,
        bytes32 message,
        bytes32 domain,
        bytes memory key
    ) private view returns (bool) {
        uint256 input = _dataOf(new bytes(768));
        // Before the key: hashing needs more room than the point that it leaves.
        unchecked {
            _hashToG1(message, domain, input + 384);
        }
        assembly ("memory-safe") {
            mcopy(input, add(point, 0x20), 128)
            mcopy(add(input, 128), add(generator, 0x20), 256)
            mcopy(add(input, 512), add(key, 0x20), 256)
        }
        _run(PAIRING, PAIRING_GAS, input, 768, input, 32);
        return uint256(_wordAt(input)) == 1;
    }

    function _refuseInfinity(bytes memory point, uint256 size) private pure {
        if (point.length != size) revert PointSizeInvalid(size, point.length);
        if (isInfinity(point)) revert PointAtInfinity();
    }

    /// @dev Calls a precompile on memory; what it answers may lie over what it was asked.
    function _run(
        address precompile,
        uint256 gasCap,
        uint256 input,
        uint256 inputSize,
        uint256 output,
        uint256 outputSize
    ) private view {
        bool success;
        // Assembly: through arrays of their own, thirteen calls would cost some hundred gas each.
        assembly ("memory-safe") {
            success := staticcall(gasCap, precompile, input, inputSize, output, outputSize)
            success := and(success, eq(returndatasize(), outputSize))
        }
        if (!success) revert PrecompileFailed(precompile);
    }

    /// @dev Where the bytes of an array begin in memory.
    function _dataOf(bytes memory array) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := add(array, 0x20)
        }
    }

    function _wordAt(uint256 place) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(place)
        }
    }
}
