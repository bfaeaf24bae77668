// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ExitLeaf, LastWord, MarketProof, SubaccountProof} from "../../../contracts/interfaces/IEscape.sol";
import {Entry} from "../../../contracts/interfaces/ISettlement.sol";
import {ClaimLeaf, TokenLeaf} from "../../../contracts/libraries/Layout.sol";
import {Path, SumPath} from "../../../contracts/libraries/Merkle.sol";
import {StateLayout} from "../../../contracts/libraries/StateLayout.sol";
import {Checkpoint, Deposit, Purse} from "./Committee.sol";
import {Traders} from "./Traders.sol";
import {Trees} from "./Trees.sol";
import {vm} from "./Vm.sol";

/// @title Freezes and the way out, first by chance among everything else, then to the end.
contract Leaving is Traders {
    mapping(uint256 token => mapping(uint256 index => bool)) internal hasExited;
    /// Of the header by which the escape was opened.
    uint256 internal lastNumber;

    function freezeSilent() external watched {
        try settlement.freezeSilent() {} catch {}
    }

    function freezeOverdue() external watched {
        (, , , uint40 forcedCount, , , ) = settlement.head();
        if (forcedCount >= forcedItems.length) return;
        try settlement.freezeOverdue(forcedItems[forcedCount]) {} catch {}
    }

    /// Rarely, or nothing else would be seen; and of no header that was final: what claims it paid is lost to the others.
    function veto(uint256 dice, uint256 back) external watched {
        if (dice % 32 != 0) return;
        uint64 number = type(uint64).max;
        if (checkpoints.length != 0) {
            Checkpoint storage last = checkpoints[checkpoints.length - 1 - (back % _min(checkpoints.length, 4))];
            (, uint48 stored, uint40 acceptedAt, , , ) = settlement.entries(last.slot);
            if (last.accepted && stored == last.header.number && time < acceptedAt + DISPUTE) number = stored;
        }
        vm.prank(SLASHER);
        settlement.vetoEquivocation(1, number);
    }

    /// One step of somebody who wants to leave, wherever the venue stands.
    function takeStep(uint256 what, uint256 token, uint256 index) external watched {
        what %= 7;
        if (what == 0) return _open();
        if (!_isOpened()) return;
        if (what == 1) _challenge(index % 4);
        if (what == 2) _settle();
        if (what == 3) _openPool(token % 2);
        if (what == 4) _exit(token % 2, index % 4);
        if (what == 5) _claimRequested(token % 2, 1 + (index % 3));
        if (what == 6 && deposits.length != 0) _refund(index % deposits.length);
    }

    /// Every owner leaves, whatever happened before; then nothing is left but what rounding keeps.
    function everybodyLeaves() external {
        (, , , , uint40 frozenAt, , ) = settlement.head();
        if (frozenAt == 0) {
            _pass(SILENCE + DISPUTE + 1);
            settlement.freezeSilent();
        }
        _pass(LAST_CALL + DISPUTE + 1);
        if (!_isOpened()) _open();
        require(_isOpened(), "the escape does not open");
        LastWord memory word = _word();
        for (uint256 i = 0; i < deposits.length; i++) if (!deposits[i].refunded) _refund(i);
        for (uint256 i = word.depositCount; i < deposits.length; i++) require(deposits[i].refunded, "not refunded");
        if (word.isEmpty) return _requireLeft(0);

        for (uint256 i = 0; i < 4; i++) _challenge(i);
        _pass(CHALLENGE + 1);
        _settle();
        Checkpoint memory last = _lastCheckpoint();
        for (uint256 token = 0; token < 2; token++) {
            for (uint256 i = 1; i < 4; i++) {
                _claimRequested(token, i);
                require(claimed[token][i] == last.purses[token][i].requested, "not paid what was requested");
            }
            _openPool(token);
            for (uint256 i = 0; i < 4; i++) _exit(token, i);
        }
        if (_word().exitSum != 0) _requireLeft(4);
    }

    /// The vault holds what it accounts for, and what it does not is what was paid, claim by claim, or released.
    function requireAccounted() external view {
        for (uint256 token = 0; token < 2; token++) {
            (uint256 held, uint256 accounted) = (tokens[token].balanceOf(address(vault)), _accountOf(token).accounted);
            require(held == accounted + donated[token], "the vault does not hold what it accounts for");
            uint256 paid;
            for (uint256 i = 1; i < 4; i++) {
                require(claimed[token][i] <= purses[token][i].requested, "paid what was never asked for");
                require(
                    claimed[token][i] == vault.paidTo(address(tokens[token]), owners[i], 0),
                    "paid without a record"
                );
                paid += claimed[token][i];
            }
            require(paid == _accountOf(token).paid, "the vault counts other payments");
            require(accounted + paid + releasedEver[token] == depositedEver[token], "money appears or is gone");
        }
    }

    function _requireLeft(uint256 dust) private view {
        for (uint256 token = 0; token < 2; token++) require(_accountOf(token).accounted <= dust, "money stays behind");
    }

    function _open() private {
        if (_isOpened()) return;
        try settlement.lastWord() returns (Entry memory entry, uint256) {
            if (entry.acceptedAt == 0) return escape.openEmpty();
            Checkpoint memory last = checkpoints[entry.number - 1];
            Path memory path;
            path.count = 1;
            escape.open(last.header, last.chain, path);
            lastNumber = entry.number;
        } catch {}
    }

    /// @dev Whoever's leaf is wrong, or who owes and is not known to.
    function _challenge(uint256 index) private {
        LastWord memory word = _word();
        if (word.settled || time > word.openedAt + CHALLENGE) return;
        Checkpoint memory last = _lastCheckpoint();
        (ExitLeaf memory exit_, SumPath memory exitPath) = _exitOf(last, index);
        (, , bool corrected) = escape.corrections(uint32(index));
        int256 worth = _worth(last.purses, index);
        bool isWrong = exit_.owner != owners[index] || int256(uint256(exit_.equity)) != (worth > 0 ? worth : int256(0));
        bool isNewDebt = worth < 0 && index != 0 && !escape.isDebtor(uint32(index));
        SubaccountProof memory proof = _proofOf(last, index);
        try escape.challenge(proof, exit_, exitPath) {
            require((isWrong && !corrected) || isNewDebt, "a right leaf was corrected");
        } catch {
            require((!isWrong || corrected) && !isNewDebt, "a wrong leaf stands");
        }
    }

    function _proofOf(Checkpoint memory last, uint256 index) private view returns (SubaccountProof memory proof) {
        proof.leaf = _subaccountLeaf(last, index);
        (, proof.path) = Trees.ofFour("S", _subaccountLeaves(last), index);
        proof.restRoot = REST;
        if (proof.leaf.tokens[1] == 0) return proof;
        proof.markets = new MarketProof[](1);
        proof.markets[0].leaf = _market();
        proof.markets[0].path.count = 1;
    }

    /// @dev Where wrong leaves were not challenged in time, they stand: chance must not leave any.
    function _settle() private {
        LastWord memory word = _word();
        if (word.settled) return;
        if (time <= word.openedAt + CHALLENGE) for (uint256 i = 0; i < 4; i++) _challenge(i);
        (ExitLeaf memory exit_, SumPath memory path) = _exitOf(_lastCheckpoint(), 0);
        bool isOver = time > word.openedAt + CHALLENGE;
        try escape.settle(exit_, path) {
            require(isOver, "settled before the challenges were over");
        } catch {
            require(!isOver, "not settled");
        }
    }

    function _openPool(uint256 token) private {
        LastWord memory word = _word();
        if (!word.settled || word.isEmpty || escape.isPoolOpen(address(tokens[token]))) return;
        Checkpoint memory last = _lastCheckpoint();
        (TokenLeaf memory leaf, Path memory path) = _tokenOf(last, token);
        escape.openPool(leaf, path);
        require(escape.pools(address(tokens[token])) == leaf.liabilities, "the pool is not what the ledger owes");
    }

    function _exit(uint256 token, uint256 index) private {
        LastWord memory word = _word();
        address coin = address(tokens[token]);
        if (!escape.isPoolOpen(coin)) return;
        Checkpoint memory last = _lastCheckpoint();
        (ExitLeaf memory exit_, SumPath memory path) = _exitOf(last, index);
        uint256 equity = index == 0 ? escape.systemEquity() : _leavesWith(last, index);
        address owner = index == 0 ? TREASURY : _ownerOf(last, index);
        uint256 share = equity == 0 ? 0 : (escape.pools(coin) * equity) / word.exitSum;
        uint256 before = tokens[token].balanceOf(owner);
        address[] memory list = new address[](1);
        list[0] = coin;
        bool may = equity != 0 && !hasExited[token][index];
        try escape.exit(exit_, path, list) {
            require(may, "left twice, or with nothing");
            hasExited[token][index] = true;
            releasedEver[token] += share;
            require(tokens[token].balanceOf(owner) - before == share, "not the share of the pool");
        } catch {
            require(!may, "held back");
        }
    }

    function _claimRequested(uint256 token, uint256 index) private {
        if (_word().isEmpty) return;
        Checkpoint memory last = _lastCheckpoint();
        (TokenLeaf memory leaf, Path memory path) = _tokenOf(last, token);
        (ClaimLeaf memory claim_, Path memory claimPath) = _claimOf(last, token, index);
        bool may = claim_.requested > claimed[token][index];
        try escape.claim(leaf, path, claim_, claimPath) returns (uint128 amount) {
            require(may, "paid twice");
            claimed[token][index] += amount;
            require(claimed[token][index] == claim_.requested, "not all that was requested");
        } catch {
            require(!may, "a request was held back");
        }
    }

    function _refund(uint256 index) private {
        Deposit storage deposit = deposits[index];
        bool may = !deposit.refunded && index >= _word().depositCount;
        (address coin, address owner) = (address(tokens[deposit.token]), deposit.owner);
        try escape.refund(uint64(index), coin, deposit.from, owner, 0, deposit.amount) {
            require(may, "refunded twice, or what was read");
            deposit.refunded = true;
            releasedEver[deposit.token] += deposit.amount;
        } catch {
            require(!may, "a refund was held back");
        }
    }

    /// @dev What a leaf stands for in the end: as it is, unless it was challenged, and then as the ledger has it.
    function _leavesWith(Checkpoint memory last, uint256 index) private view returns (uint256) {
        (, , bool corrected) = escape.corrections(uint32(index));
        if (!corrected) return last.equities[index];
        int256 worth = _worth(last.purses, index);
        return worth > 0 ? uint256(worth) : 0;
    }

    function _ownerOf(Checkpoint memory last, uint256 index) private view returns (address) {
        (, , bool corrected) = escape.corrections(uint32(index));
        return corrected ? owners[index] : last.owners[index];
    }

    function _isOpened() private view returns (bool) {
        return _word().openedAt != 0;
    }

    function _word() private view returns (LastWord memory word) {
        (
            word.stateRoot,
            word.marketsRoot,
            word.exitRoot,
            word.tokensRoot,
            word.exitSum,
            word.depositCount,
            word.openedAt,
            word.settled,
            word.isEmpty
        ) = escape.lastWord();
    }

    function _lastCheckpoint() private view returns (Checkpoint memory) {
        return checkpoints[lastNumber - 1];
    }
}
