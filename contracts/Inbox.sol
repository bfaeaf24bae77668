// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IInbox} from "./interfaces/IInbox.sol";
import {Layout} from "./libraries/Layout.sol";
import {StateLayout} from "./libraries/StateLayout.sol";

/// @title What the chain has to say to the committee, in two hash chains: deposits, and items that cannot be left out.
/// @notice A header that a settlement accepts has read both, up to counts that never fall. A forced item that is not
/// consumed by its deadline freezes the settlement: then everybody leaves by the escape.
abstract contract Inbox is IInbox {
    uint256 private constant FORCED_DATA_MAX = 96;

    /// Who gets the fees of forced items.
    address public immutable treasury;
    /// Wei that a forced item costs: the committee works for it, and it is the price of spam on top of gas.
    uint256 public immutable forcedFee;
    /// Seconds in which a forced item must be consumed.
    uint64 public immutable forcedWindow;

    uint40 public depositCount;
    uint40 public forcedCount;
    mapping(uint64 count => bytes32) public depositHashAt;
    mapping(uint64 count => bytes32) public forcedHashAt;

    constructor(address treasury_, uint256 forcedFee_, uint64 forcedWindow_) {
        treasury = treasury_;
        forcedFee = forcedFee_;
        forcedWindow = forcedWindow_;
    }

    /// @inheritdoc IInbox
    function force(uint8 kind, uint16 subNo, bytes calldata data) external payable returns (uint64 index) {
        if (msg.value != forcedFee) revert ForcedFeeInvalid(forcedFee, msg.value);
        if (kind == 0 || kind > Layout.FORCED_KIND_MAX) revert ForcedKindInvalid(kind);
        if (data.length > FORCED_DATA_MAX) revert ForcedDataTooLong(FORCED_DATA_MAX, data.length);
        index = forcedCount;
        uint64 deadline = uint64(block.timestamp) + forcedWindow;
        bytes32 link = StateLayout.forcedLink(
            forcedHashAt[index],
            index,
            kind,
            msg.sender,
            subNo,
            deadline,
            keccak256(data)
        );
        forcedCount = uint40(index + 1);
        forcedHashAt[index + 1] = link;
        emit Forced(index, kind, msg.sender, subNo, deadline, data, link);
    }

    /// @inheritdoc IInbox
    function sweepFees() external {
        Address.sendValue(payable(treasury), address(this).balance);
    }

    /// @inheritdoc IInbox
    function inboxAt(uint64 deposits, uint64 forced) external view returns (bytes32 depositHash, bytes32 forcedHash) {
        return (depositHashAt[deposits], forcedHashAt[forced]);
    }

    /// @dev Extends the chain of deposits.
    function _recordDeposit(uint16 token, address owner, uint16 subNo, uint128 amount) internal {
        uint64 index = depositCount;
        bytes32 link = Layout.depositLink(depositHashAt[index], index, token, msg.sender, owner, subNo, amount);
        depositCount = uint40(index + 1);
        depositHashAt[index + 1] = link;
        emit Deposited(index, token, msg.sender, owner, subNo, amount, link);
    }
}
