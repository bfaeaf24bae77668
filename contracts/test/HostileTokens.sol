// solhint-disable one-contract-per-file
// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DevnetToken} from "../devnet/DevnetToken.sol";
import {IVault} from "../interfaces/IVault.sol";

/// @notice Keeps one unit of every transfer.
contract FeeToken is DevnetToken {
    constructor() DevnetToken("Fee", "FEE", 6) {}

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, value);
        super._update(from, to, value - 1);
        super._update(from, address(0), 1);
    }
}

/// @notice Says no instead of reverting, and moves nothing.
contract FalseToken is DevnetToken {
    constructor() DevnetToken("False", "FALSE", 6) {}

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// @notice Says yes and moves nothing.
contract LyingToken is DevnetToken {
    constructor() DevnetToken("Lying", "LIE", 6) {}

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return true;
    }
}

/// @notice Deposits again while it is being deposited.
contract ReentrantToken is DevnetToken {
    constructor() DevnetToken("Reentrant", "RE", 6) {}

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        IVault(to).deposit(address(this), from, 0, uint128(value));
        return super.transferFrom(from, to, value);
    }
}

/// @notice Refuses transfers to blocked addresses.
contract BlockingToken is DevnetToken {
    mapping(address who => bool) public blocked;

    error Blocked(address who);

    constructor() DevnetToken("Blocking", "BLK", 6) {}

    function setBlocked(address who, bool on) external {
        blocked[who] = on;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (blocked[to]) revert Blocked(to);
        super._update(from, to, value);
    }
}
