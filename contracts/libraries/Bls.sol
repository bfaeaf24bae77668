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

    bytes internal constant SIGNATURE_DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_";
    bytes internal constant POSSESSION_DOMAIN = "BLS_POP_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_";

    address private constant MODEXP = address(0x05);
    address private constant G1_ADD = address(0x0b);
    address private constant G2_ADD = address(0x0d);
    address private constant PAIRING = address(0x0f);
    address private constant MAP_TO_G1 = address(0x10);

    /// Caps at about twice today's price, so that a repricing does not lock the contracts.
    uint256 private constant MODEXP_GAS = 2_000;
    uint256 private constant G1_ADD_GAS = 1_000;
    uint256 private constant G2_ADD_GAS = 1_500;
    uint256 private constant MAP_TO_G1_GAS = 12_000;
    uint256 private constant PAIRING_GAS = 220_000;

    bytes private constant MODULUS =
        hex"000000000000000000000000000000001a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";

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
        return _pairingIsOne(signature, G2_GENERATOR, hashToG1(message, SIGNATURE_DOMAIN), negatedKey);
    }

    /// @notice Whether `proof` shows that its maker holds the secret of `key`. Checks the key's subgroup too.
    function verifyPossession(bytes32 message, bytes memory proof, bytes memory key) internal view returns (bool) {
        _refuseInfinity(proof, G1_SIZE);
        _refuseInfinity(key, G2_SIZE);
        return _pairingIsOne(proof, NEGATED_G2_GENERATOR, hashToG1(message, POSSESSION_DOMAIN), key);
    }

    /// @notice The sum of two points of G2. Reverts unless both are on the curve.
    function addG2(bytes memory a, bytes memory b) internal view returns (bytes memory) {
        return _call(G2_ADD, G2_ADD_GAS, bytes.concat(a, b), G2_SIZE);
    }

    /// @notice Adds the second point of `pair` (512 bytes) onto the first, in place.
    function accumulateG2(bytes memory pair) internal view {
        bool success;
        // Assembly: a hundred additions through fresh memory would cost more than the curve arithmetic.
        assembly ("memory-safe") {
            let sum := add(pair, 0x20)
            success := staticcall(G2_ADD_GAS, 0x0d, sum, 512, sum, 256)
            success := and(success, eq(returndatasize(), 256))
        }
        if (!success) revert PrecompileFailed(G2_ADD);
    }

    function isInfinity(bytes memory point) internal pure returns (bool) {
        return keccak256(point) == (point.length == G1_SIZE ? G1_INFINITY_HASH : G2_INFINITY_HASH);
    }

    /// @notice hash_to_curve of RFC 9380 for a message of 32 bytes (suite BLS12381G1_XMD:SHA-256_SSWU_RO_).
    function hashToG1(bytes32 message, bytes memory domain) internal view returns (bytes memory) {
        bytes memory suffix = abi.encodePacked(domain, uint8(domain.length));
        bytes32 b0 = sha256(abi.encodePacked(new bytes(64), message, uint16(128), uint8(0), suffix));
        bytes32 b1 = sha256(abi.encodePacked(b0, uint8(1), suffix));
        bytes32 b2 = sha256(abi.encodePacked(b0 ^ b1, uint8(2), suffix));
        bytes32 b3 = sha256(abi.encodePacked(b0 ^ b2, uint8(3), suffix));
        bytes32 b4 = sha256(abi.encodePacked(b0 ^ b3, uint8(4), suffix));
        return _call(G1_ADD, G1_ADD_GAS, bytes.concat(_mapToG1(b1, b2), _mapToG1(b3, b4)), G1_SIZE);
    }

    /// @dev The 512-bit number hi ‖ lo reduced modulo the field, then mapped to G1 with its cofactor cleared.
    function _mapToG1(bytes32 hi, bytes32 lo) private view returns (bytes memory) {
        bytes memory input = abi.encodePacked(uint256(64), uint256(1), uint256(64), hi, lo, uint8(1), MODULUS);
        return _call(MAP_TO_G1, MAP_TO_G1_GAS, _call(MODEXP, MODEXP_GAS, input, 64), G1_SIZE);
    }

    function _pairingIsOne(
        bytes memory a1,
        bytes memory a2,
        bytes memory b1,
        bytes memory b2
    ) private view returns (bool) {
        bytes memory result = _call(PAIRING, PAIRING_GAS, bytes.concat(a1, a2, b1, b2), 32);
        return abi.decode(result, (uint256)) == 1;
    }

    function _refuseInfinity(bytes memory point, uint256 size) private pure {
        if (point.length != size) revert PointSizeInvalid(size, point.length);
        if (isInfinity(point)) revert PointAtInfinity();
    }

    function _call(
        address precompile,
        uint256 gasCap,
        bytes memory input,
        uint256 outputSize
    ) private view returns (bytes memory output) {
        bool success;
        (success, output) = precompile.staticcall{gas: gasCap}(input);
        if (!success || output.length != outputSize) revert PrecompileFailed(precompile);
    }
}
