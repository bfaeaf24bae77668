// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Header} from "../libraries/Layout.sol";
import {Signed} from "../libraries/Quorum.sol";

/// @notice A header and who signed it, however few.
struct SignedHeader {
    Header header;
    Signed signed;
}

/// @title Takes stake from those who signed two headers of which no honest validator signs both.
/// @notice Source: docs/spec/settlement.md, Slasher.
interface ISlasher {
    /// @notice An operator paid for an offence. Nothing is taken once its stake is free.
    event EvidenceTaken(address indexed operator, bytes32 indexed offence, uint128 taken);

    /// @notice One validator may sign both: same header, or numbers and committees in order.
    error NoContradiction();
    /// @notice Nobody signed both, or everybody who did has paid for it.
    error NobodyGuilty();
    error SharesInvalid(uint256 shareBps, uint256 rewardBps);

    /// @notice Two signed headers that contradict each other: another hash under one committee and number, or an earlier
    /// committee at or above the number of a later one. Who signed both loses `shareBps` of its stake, once an offence,
    /// and is barred; the caller gets `rewardBps` of what is taken, the treasury the rest. Where both headers of one number
    /// have a quorum, the settlement freezes.
    /// @param first Of the earlier committee, where there are two.
    function report(SignedHeader calldata first, SignedHeader calldata second) external;

    /// @notice Whether an operator has paid for an offence: keccak(abi.encode(committee, number)) of the second header.
    function punished(bytes32 offence, address operator) external view returns (bool);
}
