// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPolicy} from "../interfaces/IPolicy.sol";

/// @title Only accounts on a list deposit and are paid.
/// @notice Its keeper alone changes the list, at once: whoever announces this policy announces its keeper.
contract AllowlistPolicy is IPolicy {
    address public immutable keeper;
    mapping(address account => bool) public allowed;

    event AllowedSet(address indexed account, bool allowed);

    error KeeperOnly(address keeper, address caller);

    constructor(address keeper_) {
        keeper = keeper_;
    }

    function setAllowed(address[] calldata accounts, bool allowed_) external {
        if (msg.sender != keeper) revert KeeperOnly(keeper, msg.sender);
        for (uint256 i = 0; i < accounts.length; i++) {
            allowed[accounts[i]] = allowed_;
            emit AllowedSet(accounts[i], allowed_);
        }
    }

    /// @inheritdoc IPolicy
    function mayDeposit(address from, address owner, address, uint128) external view returns (bool) {
        return allowed[from] && allowed[owner];
    }

    /// @inheritdoc IPolicy
    function mayClaim(address owner, address, uint128) external view returns (bool) {
        return allowed[owner];
    }
}
