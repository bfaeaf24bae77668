// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Merkle} from "./Merkle.sol";

/// @notice One open position of a subaccount: signed lots, micro-USDC paid, funding index it is settled to.
struct Position {
    uint32 instrument;
    int64 lots;
    int64 cost;
    int64 fundingIndex;
}

/// @notice S: one subaccount. Cash in micro-USDC; index 0 is the system.
struct SubaccountLeaf {
    uint32 index;
    address owner;
    uint16 subNo;
    int64 cash;
    int64[16] tokens;
    bytes32 positionsHash;
    bytes32 restHash;
}

/// @notice M: one market's settlement numbers, micro-USDC per lot.
struct MarketLeaf {
    uint32 instrument;
    int64 markPerLot;
    int64 fundingIndex;
    uint8 status;
    bytes32 restHash;
}

/// @notice What an owner wants of the committee, said on chain.
/// @param deadline Unix seconds by which an accepted header must have consumed it.
struct ForcedItem {
    uint8 kind;
    address owner;
    uint16 subNo;
    uint64 deadline;
    bytes data;
}

/// @title The frozen layouts of the ledger's own trees, which exits and challenges recompute on chain.
/// @notice Source: docs/spec/settlement.md, Frozen layouts. Vectors: test/vectors/settlement.json.
library StateLayout {
    function stateRoot(bytes32 subsRoot, bytes32 restRoot) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x04), subsRoot, restRoot));
    }

    function positionsHash(Position[] memory positions) internal pure returns (bytes32) {
        bytes memory packed;
        for (uint256 i = 0; i < positions.length; i++) {
            Position memory position = positions[i];
            packed = abi.encodePacked(packed, position.instrument, position.lots, position.cost, position.fundingIndex);
        }
        return keccak256(packed);
    }

    function subaccountLeaf(SubaccountLeaf memory leaf) internal pure returns (bytes32) {
        bytes memory packed = abi.encodePacked(leaf.index, leaf.owner, leaf.subNo, leaf.cash);
        for (uint256 i = 0; i < 16; i++) packed = abi.encodePacked(packed, leaf.tokens[i]);
        return Merkle.leaf("S", abi.encodePacked(packed, leaf.positionsHash, leaf.restHash));
    }

    function marketLeaf(MarketLeaf memory leaf) internal pure returns (bytes32) {
        return
            Merkle.leaf(
                "M",
                abi.encodePacked(leaf.instrument, leaf.markPerLot, leaf.fundingIndex, leaf.status, leaf.restHash)
            );
    }

    function exitLeaf(uint32 index, address owner, uint128 equity) internal pure returns (bytes32) {
        return Merkle.leaf("E", abi.encodePacked(index, owner, equity));
    }

    function slashLeaf(uint32 index, address operator, uint128 cumulative) internal pure returns (bytes32) {
        return Merkle.leaf("L", abi.encodePacked(index, operator, cumulative));
    }

    function shardLeaf(uint32 index, bytes32 hash) internal pure returns (bytes32) {
        return Merkle.leaf("D", abi.encodePacked(index, hash));
    }

    function forcedLink(
        bytes32 previous,
        uint64 index,
        uint8 kind,
        address owner,
        uint16 subNo,
        uint64 deadline,
        bytes32 dataHash
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(previous, index, kind, owner, subNo, deadline, dataHash));
    }
}
