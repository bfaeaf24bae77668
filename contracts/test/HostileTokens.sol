// solhint-disable one-contract-per-file
// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {DevnetToken} from "../devnet/DevnetToken.sol";

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

/// @notice Says no to whoever it should be sent to, and moves nothing; lets itself be taken.
contract FalsePayoutToken is DevnetToken {
    constructor() DevnetToken("False payout", "FALSEPAY", 6) {}

    function transfer(address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// @notice Returns nothing at all, as some old and widely held tokens do.
contract SilentToken is DevnetToken {
    constructor() DevnetToken("Silent", "SIL", 6) {}

    function transfer(address to, uint256 value) public override returns (bool) {
        super.transfer(to, value);
        // Assembly: the language returns what the signature says.
        assembly ("memory-safe") {
            return(0, 0)
        }
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        super.transferFrom(from, to, value);
        assembly ("memory-safe") {
            return(0, 0)
        }
    }
}

/// @notice Calls back once while it is moved, and fails as the call does.
contract ReentrantToken is DevnetToken {
    address private _target;
    bytes private _data;

    constructor() DevnetToken("Reentrant", "RE", 6) {}

    function arm(address target, bytes calldata data) external {
        _target = target;
        _data = data;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        address target = _target;
        if (target == address(0)) return;
        _target = address(0);
        Address.functionCall(target, _data);
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
