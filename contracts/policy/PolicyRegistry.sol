// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPolicy, IPolicyRegistry} from "../interfaces/IPolicy.sol";

/// @title Which policy vaults ask, and which one they will.
/// @notice A policy that keeps people from their money must not come faster than they can leave: `delay` is longer than the longest way out.
contract PolicyRegistry is IPolicyRegistry {
    /// Seconds for which vaults may remember an answer.
    uint256 public constant MEMORY = 1 days;

    /// A timelock.
    address public immutable governance;
    /// Seconds from an announcement until it is in force.
    uint256 public immutable delay;

    IPolicy public policy;
    IPolicy public next;
    /// When `next` is in force, Unix seconds; 0: nothing was ever announced.
    uint256 public nextAt;

    constructor(address governance_, uint256 delay_) {
        if (delay_ < MEMORY) revert DelayTooShort(MEMORY, delay_);
        governance = governance_;
        delay = delay_;
    }

    /// @inheritdoc IPolicyRegistry
    function announce(IPolicy policy_) external {
        _follow(policy_, block.timestamp + delay);
    }

    /// @inheritdoc IPolicyRegistry
    function clear() external {
        _follow(IPolicy(address(0)), block.timestamp + MEMORY);
    }

    /// @inheritdoc IPolicyRegistry
    function current() public view returns (IPolicy policy_, uint256 until) {
        until = block.timestamp + MEMORY;
        if (block.timestamp >= nextAt) return (next, until);
        return (policy, nextAt < until ? nextAt : until);
    }

    function _follow(IPolicy policy_, uint256 from) private {
        if (msg.sender != governance) revert GovernanceOnly(governance, msg.sender);
        (policy, ) = current();
        (next, nextAt) = (policy_, from);
        emit PolicyAnnounced(address(policy_), from);
    }
}
