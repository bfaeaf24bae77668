// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ForeignCommittee, ICommitteeMirror} from "./interfaces/ICommitteeMirror.sol";
import {Committee} from "./interfaces/ICommittees.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {SignedHeader} from "./interfaces/ISlasher.sol";
import {Bls} from "./libraries/Bls.sol";
import {CommitteeBlob} from "./libraries/CommitteeBlob.sol";
import {Header, Layout} from "./libraries/Layout.sol";
import {Quorum} from "./libraries/Quorum.sol";

/// @title What the registry and the slasher are on the home chain, without stake: who may sign here, and the veto on two words.
/// @notice Nobody bridges anything: a committee is believed since the one before it said so in a header that is final here.
contract CommitteeMirror is ICommitteeMirror {
    uint256 private constant SIZE_MAX = 100;

    bytes32 public immutable networkId;
    /// On this chain; its headers name committees, and it names this contract as registry and slasher.
    ISettlement public immutable settlement;

    uint64 public installed;
    mapping(uint64 id => Committee) private _committees;

    /// @param networkId_ The home registry's; whoever deposits here can compare it and `first` with the home chain.
    /// @param id Of the committee in office there.
    constructor(ISettlement settlement_, bytes32 networkId_, uint64 id, ForeignCommittee memory first) {
        settlement = settlement_;
        networkId = networkId_;
        _install(id, first);
    }

    /// @inheritdoc ICommitteeMirror
    function install(
        Header calldata header,
        uint256 slot,
        bytes32 tokensRoot,
        ForeignCommittee calldata next
    ) external {
        uint64 last = installed;
        if (header.committeeId != last) revert HeaderOfAnotherCommittee(last, header.committeeId);
        settlement.requireFinal(slot, header.number, Layout.headerHash(header), tokensRoot);
        bytes32 hash = _install(last + 1, next);
        if (hash != header.nextCommitteeHash) revert CommitteeDiffers(header.nextCommitteeHash, hash);
    }

    /// @inheritdoc ICommitteeMirror
    function report(SignedHeader calldata first, SignedHeader calldata second) external {
        (bytes32 firstHash, bytes32 secondHash) = (Layout.headerHash(first.header), Layout.headerHash(second.header));
        (uint64 id, uint64 number) = (first.header.committeeId, first.header.number);
        bool isOneNumber = second.header.committeeId == id && second.header.number == number;
        if (!isOneNumber || firstHash == secondHash) revert NoEquivocation();
        Committee memory signers = Quorum.committeeOf(this, id);
        Quorum.requireQuorum(signers, networkId, firstHash, first.signed);
        Quorum.requireQuorum(signers, networkId, secondHash, second.signed);
        settlement.vetoEquivocation(id, number);
    }

    function committee(uint64 id) external view returns (Committee memory) {
        return _committees[id];
    }

    /// @dev Checks the aggregate against the keys, then stores the committee. What a header calls it.
    function _install(uint64 id, ForeignCommittee memory given) private returns (bytes32) {
        uint256 size = given.keys.length;
        if (size == 0 || size > SIZE_MAX || given.weights.length != size) {
            revert CommitteeSizeInvalid(given.weights.length, size);
        }
        bytes memory sum = given.negatedAggregate;
        if (sum.length != Bls.G2_SIZE || Bls.isInfinity(sum)) revert AggregateInvalid();
        uint32 total;
        for (uint256 i = 0; i < size; i++) {
            if (given.keys[i].length != Bls.G2_SIZE) revert AggregateInvalid();
            total += given.weights[i];
            sum = Bls.addG2(sum, given.keys[i]);
        }
        if (!Bls.isInfinity(sum)) revert AggregateInvalid();
        bytes memory data = CommitteeBlob.encodeForeign(given.weights, given.keys, given.negatedAggregate);
        address pointer = CommitteeBlob.write(data);
        bytes32 blobHash = CommitteeBlob.blobHash(data, size);
        installed = id;
        _committees[id] = Committee(pointer, uint8(size), total, given.expiryMs);
        emit CommitteeInstalled(id, pointer, blobHash, given.ed25519KeysHash, total, given.expiryMs);
        return Layout.nextCommitteeHash(id, given.expiryMs, blobHash, given.ed25519KeysHash);
    }
}
