// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Merkle, Path, SumPath, SumSibling} from "../../../contracts/libraries/Merkle.sol";

/// @title The trees of a ledger with two tokens and four subaccounts: what the contracts only verify is built here.
library Trees {
    function node(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x01), left, right));
    }

    function alone(bytes1 tag, bytes32 leaf) internal pure returns (bytes32 root, Path memory path) {
        path.count = 1;
        root = Merkle.root(tag, 1, leaf);
    }

    function ofTwo(
        bytes1 tag,
        bytes32[2] memory leaves,
        uint256 index
    ) internal pure returns (bytes32 root, Path memory path) {
        root = Merkle.root(tag, 2, node(leaves[0], leaves[1]));
        path = Path(2, uint64(index), new bytes32[](1));
        path.siblings[0] = leaves[index ^ 1];
    }

    function ofFour(
        bytes1 tag,
        bytes32[4] memory leaves,
        uint256 index
    ) internal pure returns (bytes32 root, Path memory path) {
        bytes32[2] memory halves = [node(leaves[0], leaves[1]), node(leaves[2], leaves[3])];
        root = Merkle.root(tag, 4, node(halves[0], halves[1]));
        path = Path(4, uint64(index), new bytes32[](2));
        (path.siblings[0], path.siblings[1]) = (leaves[index ^ 1], halves[(index >> 1) ^ 1]);
    }

    function sumOfFour(
        bytes1 tag,
        bytes32[4] memory leaves,
        uint128[4] memory worths,
        uint256 index
    ) internal pure returns (bytes32 root, SumPath memory path) {
        SumSibling[2] memory halves;
        for (uint256 i = 0; i < 2; i++) {
            bytes memory packed = abi.encodePacked(bytes1(0x03), leaves[2 * i], worths[2 * i]);
            halves[i].hash = keccak256(abi.encodePacked(packed, leaves[2 * i + 1], worths[2 * i + 1]));
            halves[i].sum = worths[2 * i] + worths[2 * i + 1];
        }
        uint128 sum = halves[0].sum + halves[1].sum;
        bytes32 top = keccak256(
            abi.encodePacked(bytes1(0x03), halves[0].hash, halves[0].sum, halves[1].hash, halves[1].sum)
        );
        root = keccak256(abi.encodePacked(bytes1(0x02), tag, uint64(4), top, sum));
        path = SumPath(4, uint64(index), sum, new SumSibling[](2));
        path.siblings[0] = SumSibling(leaves[index ^ 1], worths[index ^ 1]);
        path.siblings[1] = halves[(index >> 1) ^ 1];
    }
}
