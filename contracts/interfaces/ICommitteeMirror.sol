// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Header} from "../libraries/Layout.sol";
import {ICommittees} from "./ICommittees.sol";
import {SignedHeader} from "./ISlasher.sol";

/// @notice A committee as the home chain's registry installed it, in the order of its bitmap.
/// @param keys 256 bytes each.
/// @param negatedAggregate The negated sum of the keys, 256 bytes.
/// @param ed25519KeysHash keccak of the members' Ed25519 keys, one after another.
struct ForeignCommittee {
    uint32[] weights;
    bytes[] keys;
    bytes negatedAggregate;
    bytes32 ed25519KeysHash;
    uint56 expiryMs;
}

/// @title The committees of a home chain, on another chain: each is named by a final header of the one before.
interface ICommitteeMirror is ICommittees {
    /// @notice A committee may sign here from now on.
    event CommitteeInstalled(
        uint64 indexed id,
        address blob,
        bytes32 blobHash,
        bytes32 ed25519KeysHash,
        uint32 totalWeight,
        uint56 expiryMs
    );

    error HeaderOfAnotherCommittee(uint64 installed, uint64 given);
    /// @notice This is not the committee that the header names.
    error CommitteeDiffers(bytes32 named, bytes32 given);
    error CommitteeSizeInvalid(uint256 weights, uint256 keys);
    /// @notice Keys and aggregate do not cancel out, or the aggregate is infinity.
    error AggregateInvalid();
    /// @notice Headers of two numbers or committees, or the same one twice, or without a quorum each.
    error NoEquivocation();

    /// @notice Installs the committee after the last one. Anyone may call, when a header that names it is final here.
    /// @param slot Where the settlement's ring keeps the header, and `tokensRoot` what it keeps with it.
    function install(Header calldata header, uint256 slot, bytes32 tokensRoot, ForeignCommittee calldata next) external;

    /// @notice Two quorums of one committee signed different headers of one number: the settlement here freezes. Who signed both
    /// loses stake on the home chain, by the same evidence.
    function report(SignedHeader calldata first, SignedHeader calldata second) external;

    /// @notice Id of the last committee.
    function installed() external view returns (uint64);
}
