// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ExitLeaf} from "../../../contracts/interfaces/IEscape.sol";
import {Bls} from "../../../contracts/libraries/Bls.sol";
import {ChainLeaf, ClaimLeaf, Header, Layout, TokenLeaf} from "../../../contracts/libraries/Layout.sol";
import {Merkle, Path, SumPath} from "../../../contracts/libraries/Merkle.sol";
import {Signed} from "../../../contracts/libraries/Quorum.sol";
import {MarketLeaf, Position, StateLayout, SubaccountLeaf} from "../../../contracts/libraries/StateLayout.sol";
import {Trees} from "./Trees.sol";
import {Venue} from "./Venue.sol";

/// @notice What one token is to one subaccount. Balance in ledger units, the rest over all time in base units.
struct Purse {
    int64 balance;
    uint128 requested;
    uint128 granted;
}

/// @notice A deposit as the vault recorded it.
struct Deposit {
    uint256 token;
    address from;
    address owner;
    uint128 amount;
    bool refunded;
}

/// @notice The ledger at a header, and the header. Exits as its tree says, which may be wrong.
struct Checkpoint {
    Header header;
    ChainLeaf chain;
    Purse[4][2] purses;
    uint128[2] deposited;
    uint128[4] equities;
    address[4] owners;
    uint256 slot;
    bool accepted;
}

/// @title A ledger of two tokens and four subaccounts, and a committee that signs it.
/// @notice Subaccount 0 is the system's. Money is conserved in it; only exits may be wrong, and cash may be negative.
abstract contract Committee is Venue {
    /// Micro-USDC for 10⁸ ledger units of ether.
    int64 internal constant ETHER_PRICE = 2_000_000_000;
    uint32 internal constant ETHER_INSTRUMENT = 2 ** 31 + 1;
    bytes32 internal constant REST = "rest";
    uint256 internal constant SUBACCOUNTS = 4;

    address[4] internal owners = [address(0), address(0xa11ce), address(0xb0b), address(0xca401)];
    Purse[4][2] internal purses;
    Deposit[] internal deposits;
    /// How many deposits the ledger has read.
    uint64 internal read;
    /// Base units over all time, of those that were read.
    uint128[2] internal depositedRead;
    Checkpoint[] internal checkpoints;

    function _readDeposits(uint64 count) internal {
        for (; read < count; read++) {
            Deposit storage deposit = deposits[read];
            uint256 token = deposit.token;
            depositedRead[token] += deposit.amount;
            purses[token][_indexOf(deposit.owner)].balance += int64(uint64(deposit.amount / precision[token]));
        }
    }

    /// @dev Ledger units; what all subaccounts hold together.
    function _liabilities(Purse[4] memory held) internal pure returns (int256 sum) {
        for (uint256 i = 0; i < SUBACCOUNTS; i++) sum += held[i].balance;
        assert(sum >= 0);
    }

    function _indexOf(address owner) internal view returns (uint256) {
        for (uint256 i = 1; i < SUBACCOUNTS; i++) if (owners[i] == owner) return i;
        return 0;
    }

    /// @dev Micro-USDC; negative when it owes.
    function _worth(Purse[4][2] memory held, uint256 index) internal pure returns (int256) {
        int256 coins = int256(held[1][index].balance) * ETHER_PRICE;
        assert(coins >= 0);
        return held[0][index].balance + coins / 1e8;
    }

    /// @dev The next header over the ledger as it is. `liar` (above 3: nobody) has its exit leaf changed by `lie`.
    function _build(uint256 liar, uint256 lie, uint64 forced, uint8 reasonBits) internal returns (Checkpoint storage) {
        Checkpoint memory next;
        (next.purses, next.deposited, next.owners) = (purses, depositedRead, owners);
        for (uint256 i = 0; i < SUBACCOUNTS; i++) {
            int256 worth = _worth(next.purses, i);
            next.equities[i] = worth > 0 ? uint128(uint256(worth)) : 0;
            if (i != liar) continue;
            next.equities[i] = uint128(lie % (2 * uint256(next.equities[i]) + 1e6));
            if (lie & 1 == 1) next.owners[i] = address(0xbad);
        }
        uint256 number = checkpoints.length + 1;
        (next.header.number, next.header.timestampMs) = (uint64(number), uint64(time * 1000));
        (next.header.committeeId, next.header.blockHeight) = (1, uint64(10 * number));
        next.header.reasonBits = reasonBits;
        if (number > 1) next.header.parent = _hashOf(checkpoints[number - 2]);
        next.header.stateRoot = StateLayout.stateRoot(Merkle.root("S", 4, _top(_subaccountLeaves(next))), REST);
        (next.header.marketsRoot, ) = Trees.alone("M", StateLayout.marketLeaf(_market()));
        (next.header.exitRoot, ) = Trees.sumOfFour("E", _exitLeaves(next), next.equities, 0);
        next.chain = ChainLeaf(uint64(block.chainid), address(settlement), 0, read, 0, forced, 0, 0, 0);
        next.chain.l1Block = uint64(l1Block);
        (next.chain.depositHash, next.chain.forcedHash) = vault.inboxAt(read, forced);
        (next.chain.tokensRoot, ) = Trees.ofTwo("T", _tokenLeaves(next), 0);
        (next.header.chainsRoot, ) = Trees.alone("C", Merkle.leaf("C", abi.encode(next.chain)));
        checkpoints.push(next);
        return checkpoints[number - 1];
    }

    /// @dev What brings a header to the chain.
    function _submit(Checkpoint memory checkpoint) internal returns (uint256 slot) {
        bytes32 message = Layout.checkpointMessage(registry.networkId(), _hashOf(checkpoint));
        Signed memory signed = Signed(1, Bls.hashToG1(message, Bls.SIGNATURE_DOMAIN));
        uint256 number = checkpoint.header.number;
        bytes32 previous = number > 1 ? checkpoints[number - 2].chain.tokensRoot : bytes32(0);
        Path memory path;
        path.count = 1;
        return settlement.submit(checkpoint.header, checkpoint.chain, path, previous, signed);
    }

    function _hashOf(Checkpoint memory checkpoint) internal pure returns (bytes32) {
        return keccak256(abi.encode(checkpoint.header));
    }

    function _tokenOf(
        Checkpoint memory checkpoint,
        uint256 token
    ) internal view returns (TokenLeaf memory leaf, Path memory path) {
        leaf = _tokenLeaf(checkpoint, token);
        (, path) = Trees.ofTwo("T", _tokenLeaves(checkpoint), token);
    }

    function _claimOf(
        Checkpoint memory checkpoint,
        uint256 token,
        uint256 index
    ) internal view returns (ClaimLeaf memory leaf, Path memory path) {
        leaf = _claimLeaf(checkpoint, token, index);
        (, path) = Trees.ofFour("W", _claimLeaves(checkpoint, token), index);
    }

    function _exitOf(
        Checkpoint memory checkpoint,
        uint256 index
    ) internal pure returns (ExitLeaf memory leaf, SumPath memory path) {
        leaf = ExitLeaf(uint32(index), checkpoint.owners[index], checkpoint.equities[index]);
        (, path) = Trees.sumOfFour("E", _exitLeaves(checkpoint), checkpoint.equities, index);
    }

    function _subaccountLeaf(
        Checkpoint memory checkpoint,
        uint256 index
    ) internal view returns (SubaccountLeaf memory leaf) {
        (leaf.index, leaf.owner) = (uint32(index), owners[index]);
        leaf.cash = checkpoint.purses[0][index].balance;
        leaf.tokens[1] = checkpoint.purses[1][index].balance;
        leaf.positionsHash = StateLayout.positionsHash(new Position[](0));
        leaf.restHash = REST;
    }

    function _subaccountLeaves(Checkpoint memory checkpoint) internal view returns (bytes32[4] memory leaves) {
        for (uint256 i = 0; i < SUBACCOUNTS; i++)
            leaves[i] = StateLayout.subaccountLeaf(_subaccountLeaf(checkpoint, i));
    }

    function _market() internal pure returns (MarketLeaf memory) {
        return MarketLeaf(ETHER_INSTRUMENT, ETHER_PRICE, 0, 1, "ether");
    }

    function _top(bytes32[4] memory leaves) private pure returns (bytes32) {
        return Trees.node(Trees.node(leaves[0], leaves[1]), Trees.node(leaves[2], leaves[3]));
    }

    function _tokenLeaf(Checkpoint memory checkpoint, uint256 token) private view returns (TokenLeaf memory leaf) {
        (leaf.id, leaf.token, leaf.deposited) = (uint16(token), address(tokens[token]), checkpoint.deposited[token]);
        Purse[4] memory held = checkpoint.purses[token];
        for (uint256 i = 0; i < SUBACCOUNTS; i++) {
            leaf.requested += held[i].requested;
            leaf.withdrawn += held[i].granted;
        }
        leaf.liabilities = uint128(uint256(_liabilities(held))) * precision[token];
        leaf.withdrawalsRoot = Merkle.root("W", 4, _top(_claimLeaves(checkpoint, token)));
    }

    function _tokenLeaves(Checkpoint memory checkpoint) private view returns (bytes32[2] memory leaves) {
        for (uint256 i = 0; i < 2; i++) leaves[i] = Merkle.leaf("T", abi.encode(_tokenLeaf(checkpoint, i)));
    }

    function _claimLeaf(
        Checkpoint memory checkpoint,
        uint256 token,
        uint256 index
    ) private view returns (ClaimLeaf memory) {
        Purse memory purse = checkpoint.purses[token][index];
        return ClaimLeaf(uint32(index), owners[index], 0, purse.granted, purse.requested);
    }

    function _claimLeaves(Checkpoint memory checkpoint, uint256 token) private view returns (bytes32[4] memory leaves) {
        for (uint256 i = 0; i < SUBACCOUNTS; i++) {
            ClaimLeaf memory leaf = _claimLeaf(checkpoint, token, i);
            leaves[i] = Merkle.leaf(
                "W",
                abi.encodePacked(leaf.index, leaf.owner, leaf.layer, leaf.cumulative, leaf.requested)
            );
        }
    }

    function _exitLeaves(Checkpoint memory checkpoint) private pure returns (bytes32[4] memory leaves) {
        for (uint256 i = 0; i < SUBACCOUNTS; i++) {
            leaves[i] = StateLayout.exitLeaf(uint32(i), checkpoint.owners[i], checkpoint.equities[i]);
        }
    }
}
