// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Committee, ICommittees} from "../interfaces/ICommittees.sol";
import {Bls} from "./Bls.sol";
import {CommitteeBlob} from "./CommitteeBlob.sol";
import {Layout} from "./Layout.sol";

/// @notice Who signed: bit i set says that member i of the committee did. The sum of their signatures, 128 bytes.
struct Signed {
    uint256 bitmap;
    bytes signature;
}

/// @title Whether members of a committee signed a header, and whether they are a quorum.
/// @notice Source: docs/spec/settlement.md, BLS signatures.
library Quorum {
    error CommitteeUnknown(uint64 id);
    error BitmapOutOfRange(uint256 size, uint256 bitmap);
    error QuorumMissing(uint256 signed, uint256 total);
    error SignatureInvalid();

    /// @notice The committee `id`. Reverts when it was never installed.
    function committeeOf(ICommittees registry, uint64 id) internal view returns (Committee memory committee) {
        committee = registry.committee(id);
        if (committee.blob == address(0)) revert CommitteeUnknown(id);
    }

    /// @notice Reverts unless members with more than two thirds of the weight signed this header for this network.
    function requireQuorum(
        Committee memory committee,
        bytes32 networkId,
        bytes32 headerHash,
        Signed calldata signed
    ) internal view {
        (uint256 weight, bytes memory negatedKey) = _signersOf(committee, signed.bitmap);
        uint256 total = committee.totalWeight;
        // Unchecked: the registry keeps the sum of all these weights at most 2³¹.
        unchecked {
            if (3 * weight <= 2 * total) revert QuorumMissing(weight, total);
        }
        _verify(networkId, headerHash, signed.signature, negatedKey);
    }

    /// @notice Reverts unless exactly the members in the bitmap signed, however few. Their weight.
    function requireSigners(
        Committee memory committee,
        bytes32 networkId,
        bytes32 headerHash,
        Signed calldata signed
    ) internal view returns (uint256 weight) {
        bytes memory negatedKey;
        (weight, negatedKey) = _signersOf(committee, signed.bitmap);
        _verify(networkId, headerHash, signed.signature, negatedKey);
    }

    function _signersOf(
        Committee memory committee,
        uint256 bitmap
    ) private view returns (uint256 weight, bytes memory negatedKey) {
        if (bitmap >> committee.size != 0) revert BitmapOutOfRange(committee.size, bitmap);
        (weight, negatedKey) = CommitteeBlob.withoutMissing(committee.blob, committee.size, bitmap);
        // Unchecked: what is missing is a part of the total.
        unchecked {
            weight = committee.totalWeight - weight;
        }
    }

    function _verify(
        bytes32 networkId,
        bytes32 headerHash,
        bytes calldata signature,
        bytes memory negatedKey
    ) private view {
        bytes32 message = Layout.checkpointMessage(networkId, headerHash);
        if (!Bls.verifySignature(message, signature, negatedKey)) revert SignatureInvalid();
    }
}
