// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ICommitteeRegistry} from "./interfaces/ICommitteeRegistry.sol";
import {Committee} from "./interfaces/ICommittees.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {ISlasher, SignedHeader} from "./interfaces/ISlasher.sol";
import {CommitteeBlob} from "./libraries/CommitteeBlob.sol";
import {Layout} from "./libraries/Layout.sol";
import {Quorum} from "./libraries/Quorum.sol";

/// @title Judges evidence by signatures alone: nobody is trusted, and anyone may report.
/// @notice Who signed both of two contradicting headers did so itself: intersections frame nobody, whatever the others sign.
contract Slasher is ISlasher {
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 10_000;

    ICommitteeRegistry public immutable registry;
    ISettlement public immutable settlement;
    IERC20 public immutable stakeToken;
    address public immutable treasury;
    bytes32 public immutable networkId;
    /// Of an operator's stake, for each offence; and of what is taken, for the reporter. Hundredths of a percent.
    uint256 public immutable shareBps;
    uint256 public immutable rewardBps;

    mapping(bytes32 offence => mapping(address operator => bool)) public punished;

    /// @param registry_ And `settlement_`: they already name this contract as their slasher.
    /// @param treasury_ Gets what the reporter does not; an address that nobody owns burns it.
    constructor(
        ICommitteeRegistry registry_,
        ISettlement settlement_,
        IERC20 stakeToken_,
        address treasury_,
        uint256 shareBps_,
        uint256 rewardBps_
    ) {
        // A reward of a half or more would let who is found out report itself and lose little.
        if (shareBps_ == 0 || shareBps_ > BPS || rewardBps_ >= BPS / 2) revert SharesInvalid(shareBps_, rewardBps_);
        registry = registry_;
        settlement = settlement_;
        stakeToken = stakeToken_;
        treasury = treasury_;
        networkId = registry_.networkId();
        shareBps = shareBps_;
        rewardBps = rewardBps_;
    }

    /// @inheritdoc ISlasher
    function report(SignedHeader calldata first, SignedHeader calldata second) external {
        (bytes32 firstHash, bytes32 secondHash) = (Layout.headerHash(first.header), Layout.headerHash(second.header));
        (uint64 id, uint64 number) = (second.header.committeeId, second.header.number);
        bool isOneCommittee = first.header.committeeId == id;
        bool contradict = first.header.committeeId < id && first.header.number >= number;
        if (isOneCommittee) contradict = first.header.number == number && firstHash != secondHash;
        if (!contradict) revert NoContradiction();
        bool haveQuorums = _verify(first, firstHash);
        haveQuorums = _verify(second, secondHash) && haveQuorums;
        uint128 taken = _punish(first, second, keccak256(abi.encode(id, number)));
        bool isVetoed = isOneCommittee && haveQuorums && _veto(id, number);
        if (taken == 0 && !isVetoed) revert NobodyGuilty();
        uint256 reward = (uint256(taken) * rewardBps) / BPS;
        stakeToken.safeTransfer(msg.sender, reward);
        stakeToken.safeTransfer(treasury, taken - reward);
    }

    /// @dev Reverts unless the members in the bitmap signed. Whether they are a quorum.
    function _verify(SignedHeader calldata shown, bytes32 hash) private view returns (bool isQuorum) {
        Committee memory committee = Quorum.committeeOf(registry, shown.header.committeeId);
        uint256 weight = Quorum.requireSigners(committee, networkId, hash, shown.signed);
        return 3 * weight > 2 * uint256(committee.totalWeight);
    }

    /// @dev Takes the share of everybody who signed both and has not paid for this offence. What came together.
    function _punish(
        SignedHeader calldata first,
        SignedHeader calldata second,
        bytes32 offence
    ) private returns (uint128 total) {
        address[] memory signers = _signersOf(first);
        address[] memory others = _signersOf(second);
        for (uint256 i = 0; i < signers.length; i++) {
            address operator = signers[i];
            if (punished[offence][operator] || !_isAmong(operator, others)) continue;
            (uint128 stake, , , , , , ) = registry.operators(operator);
            uint128 taken = registry.slash(operator, uint128((stake * shareBps) / BPS));
            if (taken == 0) continue;
            punished[offence][operator] = true;
            total += taken;
            emit EvidenceTaken(operator, offence, taken);
        }
    }

    /// @dev Refused where the settlement has left that committee behind: then nobody believes the header any more.
    function _veto(uint64 id, uint64 number) private returns (bool) {
        try settlement.vetoEquivocation(id, number) {
            return true;
        } catch {
            return false;
        }
    }

    function _signersOf(SignedHeader calldata shown) private view returns (address[] memory signers) {
        Committee memory committee = registry.committee(shown.header.committeeId);
        address[] memory members = CommitteeBlob.operatorsOf(committee.blob, committee.size);
        signers = new address[](members.length);
        uint256 count;
        for (uint256 i = 0; i < members.length; i++) {
            if ((shown.signed.bitmap >> i) & 1 == 1) signers[count++] = members[i];
        }
        assembly ("memory-safe") {
            mstore(signers, count)
        }
    }

    function _isAmong(address who, address[] memory list) private pure returns (bool) {
        for (uint256 i = 0; i < list.length; i++) if (list[i] == who) return true;
        return false;
    }
}
