// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls} from "../libraries/Bls.sol";
import {CommitteeBlob} from "../libraries/CommitteeBlob.sol";
import {ChainLeaf, ClaimLeaf, Header, Layout, TokenLeaf} from "../libraries/Layout.sol";
import {Merkle, Path, SumPath} from "../libraries/Merkle.sol";
import {MarketLeaf, Position, StateLayout, SubaccountLeaf} from "../libraries/StateLayout.sol";

/// @notice Opens the libraries to tests, so that vectors meet the very code that contracts run.
contract LayoutHarness {
    function networkId(uint256 chainId, address registry, bytes32 salt) external pure returns (bytes32) {
        return Layout.networkId(chainId, registry, salt);
    }

    function headerHash(Header calldata header) external pure returns (bytes32) {
        return Layout.headerHash(header);
    }

    function checkpointMessage(bytes32 network, bytes32 header) external pure returns (bytes32) {
        return Layout.checkpointMessage(network, header);
    }

    function possessionMessage(
        bytes32 network,
        address registry,
        address operator,
        bytes calldata key
    ) external pure returns (bytes32) {
        return Layout.possessionMessage(network, registry, operator, keccak256(key));
    }

    function chainLeaf(ChainLeaf calldata leaf) external pure returns (bytes32) {
        return Layout.chainLeaf(leaf);
    }

    function tokenLeaf(TokenLeaf calldata leaf) external pure returns (bytes32) {
        return Layout.tokenLeaf(leaf);
    }

    function claimLeaf(ClaimLeaf calldata leaf) external pure returns (bytes32) {
        return Layout.claimLeaf(leaf);
    }

    function subaccountLeaf(SubaccountLeaf calldata leaf) external pure returns (bytes32) {
        return StateLayout.subaccountLeaf(leaf);
    }

    function positionsHash(Position[] calldata positions) external pure returns (bytes32) {
        return StateLayout.positionsHash(positions);
    }

    function marketLeaf(MarketLeaf calldata leaf) external pure returns (bytes32) {
        return StateLayout.marketLeaf(leaf);
    }

    function exitLeaf(uint32 index, address owner, uint128 equity) external pure returns (bytes32) {
        return StateLayout.exitLeaf(index, owner, equity);
    }

    function slashLeaf(uint32 index, address operator, uint128 cumulative) external pure returns (bytes32) {
        return StateLayout.slashLeaf(index, operator, cumulative);
    }

    function shardLeaf(uint32 index, bytes32 hash) external pure returns (bytes32) {
        return StateLayout.shardLeaf(index, hash);
    }

    function stateRoot(bytes32 subsRoot, bytes32 restRoot) external pure returns (bytes32) {
        return StateLayout.stateRoot(subsRoot, restRoot);
    }

    function depositLink(
        bytes32 previous,
        uint64 index,
        uint16 token,
        address from,
        address owner,
        uint16 subNo,
        uint128 amount
    ) external pure returns (bytes32) {
        return Layout.depositLink(previous, index, token, from, owner, subNo, amount);
    }

    function forcedLink(
        bytes32 previous,
        uint64 index,
        uint8 kind,
        address owner,
        uint16 subNo,
        uint64 deadline,
        bytes32 dataHash
    ) external pure returns (bytes32) {
        return StateLayout.forcedLink(previous, index, kind, owner, subNo, deadline, dataHash);
    }

    function nextCommitteeHash(
        uint64 id,
        uint64 expiryMs,
        bytes calldata blob,
        bytes calldata ed25519Keys
    ) external pure returns (bytes32) {
        return Layout.nextCommitteeHash(id, expiryMs, keccak256(blob), keccak256(ed25519Keys));
    }

    function verify(
        bytes32 root,
        bytes1 tag,
        uint256 depthMax,
        Path calldata path,
        bytes32 leaf
    ) external pure returns (bool) {
        return Merkle.verify(root, tag, depthMax, path, leaf);
    }

    function verifySum(
        bytes32 root,
        bytes1 tag,
        uint256 depthMax,
        SumPath calldata path,
        bytes32 leaf,
        uint128 worth
    ) external pure returns (bool) {
        return Merkle.verifySum(root, tag, depthMax, path, leaf, worth);
    }

    function signatureOnG1(bytes32 message) external view returns (bytes memory) {
        return Bls.hashToG1(message, Bls.SIGNATURE_DOMAIN);
    }

    function possessionOnG1(bytes32 message) external view returns (bytes memory) {
        return Bls.hashToG1(message, Bls.POSSESSION_DOMAIN);
    }

    function verifySignature(
        bytes32 message,
        bytes calldata signature,
        bytes calldata negatedKey
    ) external view returns (bool) {
        return Bls.verifySignature(message, signature, negatedKey);
    }

    function verifyPossession(bytes32 message, bytes calldata proof, bytes calldata key) external view returns (bool) {
        return Bls.verifyPossession(message, proof, key);
    }

    function addG2(bytes calldata a, bytes calldata b) external view returns (bytes memory) {
        return Bls.addG2(a, b);
    }

    /// @notice Lays a committee out, and says who signed once it is stored.
    function signers(
        uint32[] calldata weights,
        bytes[] calldata keys,
        bytes calldata negatedAggregate,
        address[] calldata operators,
        uint256 bitmap
    ) external returns (bytes32 blobHash, uint256 weight, bytes memory negatedKey) {
        address[] memory stored = new address[](keys.length);
        for (uint256 i = 0; i < keys.length; i++) stored[i] = CommitteeBlob.writeKey(keys[i]);
        bytes memory data = CommitteeBlob.encode(weights, stored, negatedAggregate, operators);
        blobHash = CommitteeBlob.blobHash(data, weights.length);
        (weight, negatedKey) = CommitteeBlob.withoutMissing(CommitteeBlob.write(data), weights.length, bitmap);
        uint256 total;
        for (uint256 i = 0; i < weights.length; i++) total += weights[i];
        weight = total - weight;
    }
}
