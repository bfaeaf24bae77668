// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What Hardhat's runner of Solidity tests lets a test do with the chain.
interface Vm {
    function warp(uint256 seconds_) external;

    function roll(uint256 height) external;

    function deal(address who, uint256 balance) external;

    /// @notice The next call comes from `sender`.
    function prank(address sender) external;
}

/// @notice Functions of `addr` that a campaign may call.
struct FuzzSelector {
    address addr;
    bytes4[] selectors;
}

Vm constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
