// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Weights of a committee's members, from their stakes, such that every committee can work.
/// @notice What the node refuses to put in office (node/types/committee.ts) must not come out here, or a whale could stop
/// rotation by adding stake. So weights are cut, never refused.
library Weights {
    uint256 internal constant SIZE_MAX = 100;
    uint256 internal constant TOTAL_MAX = 2 ** 31;
    /// So that a hundred of them stay below the total.
    uint256 private constant WEIGHT_MAX = TOTAL_MAX / SIZE_MAX;

    /// @notice Cuts weights in place until, in a committee of four or more, none is above f = ⌊(total − 1) / 3⌋.
    /// @param weights Each at least 1.
    /// @dev Every pass but the last lowers the largest by a third of what it is above the bound, or more.
    function bound(uint256[] memory weights) internal pure returns (uint32[] memory bounded) {
        uint256 size = weights.length;
        uint256 most = WEIGHT_MAX;
        bool isCut = true;
        while (isCut) {
            isCut = false;
            uint256 total = 0;
            for (uint256 i = 0; i < size; i++) {
                if (weights[i] > most) {
                    weights[i] = most;
                    isCut = true;
                }
                total += weights[i];
            }
            if (size > 3 && (total - 1) / 3 < most) {
                most = (total - 1) / 3;
                isCut = true;
            }
        }
        bounded = new uint32[](size);
        for (uint256 i = 0; i < size; i++) bounded[i] = uint32(weights[i]);
    }
}
