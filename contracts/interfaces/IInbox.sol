// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What the committee must read of the chain: deposits and forced items, each in a hash chain.
interface IInbox {
    /// @notice A deposit; `depositHash` is the chain's value after it.
    event Deposited(
        uint64 indexed index,
        uint16 token,
        address indexed from,
        address indexed owner,
        uint16 subNo,
        uint128 amount,
        bytes32 depositHash
    );
    /// @notice An item that the committee must consume by `deadline` (Unix seconds); `forcedHash` is the chain's value after it.
    event Forced(
        uint64 indexed index,
        uint8 kind,
        address indexed owner,
        uint16 subNo,
        uint64 deadline,
        bytes data,
        bytes32 forcedHash
    );

    error ForcedFeeInvalid(uint256 expected, uint256 given);
    error ForcedKindInvalid(uint8 kind);
    error ForcedDataTooLong(uint256 max, uint256 given);

    /// @notice Queues an item for a subaccount of the caller. What it means, and what an invalid one does (nothing, but it is
    /// consumed): docs/spec/settlement.md, Forced items. No pause stops it.
    /// @param kind 1 WITHDRAW, 2 CLOSE, 3 CANCEL_ALL.
    function force(uint8 kind, uint16 subNo, bytes calldata data) external payable returns (uint64 index);

    /// @notice Sends the fees of forced items to the treasury.
    function sweepFees() external;

    /// @notice Number of deposits so far.
    function depositCount() external view returns (uint40);

    /// @notice The deposit chain after `count` deposits; 0 for 0 and for what has not happened yet.
    function depositHashAt(uint64 count) external view returns (bytes32);

    /// @notice Number of forced items so far.
    function forcedCount() external view returns (uint40);

    /// @notice The chain of forced items after `count` of them; 0 for 0 and for what has not happened yet.
    function forcedHashAt(uint64 count) external view returns (bytes32);

    /// @notice Both chains at once.
    function inboxAt(uint64 deposits, uint64 forced) external view returns (bytes32 depositHash, bytes32 forcedHash);
}
