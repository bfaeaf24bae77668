// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Freeze} from "../../../contracts/interfaces/ISettlement.sol";
import {TokenAccount} from "../../../contracts/interfaces/IVault.sol";
import {ClaimLeaf, TokenLeaf} from "../../../contracts/libraries/Layout.sol";
import {Path} from "../../../contracts/libraries/Merkle.sol";
import {ForcedItem} from "../../../contracts/libraries/StateLayout.sol";
import {Checkpoint, Committee, Deposit, Purse} from "./Committee.sol";
import {vm} from "./Vm.sol";

/// @notice A claim that was paid. `limit` is what could leave in a window when it was, base units.
struct Payment {
    uint256 time;
    uint256 amount;
    uint256 limit;
}

/// @title What anybody may do while a venue is open, in any order; what a runner draws is brought into range.
/// @notice A step that the contracts may refuse is tried; one that they must not refuse, or must, is held to it.
abstract contract Traders is Committee {
    /// Base units that claims have paid, each owner's in the sum over both contracts, and what other ways took.
    mapping(uint256 token => mapping(uint256 index => uint256)) public claimed;
    uint256[2] public depositedEver;
    uint256[2] public releasedEver;
    uint256[2] public donated;
    mapping(uint256 token => Payment[]) internal payments;
    ForcedItem[] internal forcedItems;
    uint64 internal forcedRead;

    /// What must never fall: counts of inbox and settlement, then of each token what was deposited and paid.
    function cursors() public view returns (uint256[8] memory counts) {
        (uint32 accepted, uint48 height, uint40 depositCount, uint40 forcedCount, uint40 frozenAt, , ) = settlement
            .head();
        (counts[0], counts[1], counts[2], counts[3]) = (accepted, height, depositCount, forcedCount);
        (counts[4], counts[5]) = (vault.depositCount(), vault.forcedCount());
        counts[6] = uint256(frozenAt);
        counts[7] =
            uint256(_accountOf(0).paid) +
            _accountOf(0).deposited +
            _accountOf(1).paid +
            _accountOf(1).deposited;
    }

    modifier watched() {
        uint256[8] memory before = cursors();
        _;
        uint256[8] memory after_ = cursors();
        for (uint256 i = 0; i < 8; i++) require(after_[i] >= before[i], "a count or cursor fell");
    }

    function deposit(uint256 token, uint256 index, uint128 amount) external watched {
        (token, index) = (token % 2, 1 + (index % 3));
        amount = (1 + (amount % 1e10)) * precision[token];
        address from = owners[1 + (amount % 3)];
        tokens[token].mint(from, amount);
        vm.prank(from);
        tokens[token].approve(address(vault), amount);
        bool paused = time < _accountOf(token).pausedUntil;
        vm.prank(from);
        try vault.deposit(address(tokens[token]), owners[index], 0, amount) {
            require(!paused, "a deposit in a pause");
            deposits.push(Deposit(token, from, owners[index], amount, false));
            depositedEver[token] += amount;
        } catch {
            require(paused, "a deposit was refused");
        }
    }

    /// A trade is a payment; cash may become a debt.
    function trade(uint256 token, uint256 from, uint256 to, int64 amount) external {
        (token, from, to) = (token % 2, from % 4, to % 4);
        Purse storage payer = purses[token][from];
        int64 most = payer.balance + (token == 0 ? int64(1e9) : int64(0));
        if (most <= 0) return;
        amount = (amount < 0 ? -(amount + 1) : amount) % (most + 1);
        payer.balance -= amount;
        purses[token][to].balance += amount;
    }

    function withdraw(uint256 token, uint256 index, uint64 amount) external {
        (token, index) = (token % 2, 1 + (index % 3));
        Purse storage purse = purses[token][index];
        int256 most = _liabilities(purses[token]);
        if (purse.balance < most) most = purse.balance;
        if (most <= 0) return;
        uint64 units = uint64(amount % (uint256(most) + 1));
        purse.balance -= int64(units);
        purse.requested += units * precision[token];
    }

    function grant(uint256 token, uint256 index) external {
        Purse storage purse = purses[token % 2][1 + (index % 3)];
        purse.granted = purse.requested;
    }

    /// Half of the headers read the chain to its end, the rest to somewhere before it; one in four lies in an exit.
    function checkpoint(uint256 liar, uint256 lie, uint64 readTo, bool isForced) external watched {
        _pass(SPACING);
        uint64 unread = uint64(deposits.length) - read;
        _readDeposits(read + (readTo & 1 == 0 ? unread : readTo % (unread + 1)));
        uint64 queued = uint64(forcedItems.length);
        if (readTo & 2 == 0) forcedRead = queued;
        Checkpoint storage built = _build(liar % 16, lie, forcedRead, isForced ? 4 : 1);
        try this.submit(built.header.number) returns (uint256 slot) {
            (built.slot, built.accepted) = (slot, true);
        } catch {
            (, , , , uint40 frozenAt, Freeze reason, ) = settlement.head();
            bool closed = frozenAt != 0 && (reason == Freeze.Equivocation || time > frozenAt + LAST_CALL);
            require(closed || _isRingFull(), "an honest header was refused");
        }
    }

    function submit(uint256 number) external returns (uint256 slot) {
        require(msg.sender == address(this));
        return _submit(checkpoints[number - 1]);
    }

    /// Most often short; a day now and then.
    function pass(uint256 seconds_) external {
        _pass(seconds_ % 4 == 0 ? seconds_ % 2 days : seconds_ % 1 hours);
    }

    function force(uint8 kind, uint256 index) external watched {
        address owner = owners[1 + (index % 3)];
        kind = 1 + (kind % 3);
        forcedItems.push(ForcedItem(kind, owner, 0, uint64(time) + FORCED_WINDOW, ""));
        vm.deal(owner, FORCED_FEE);
        vm.prank(owner);
        vault.force{value: FORCED_FEE}(kind, 0, "");
    }

    function pause(uint256 token, uint256 duration) external {
        vm.prank(GUARDIAN);
        try vault.pause(address(tokens[token % 2]), duration % 13 hours) {} catch {}
    }

    /// What lies in the vault without a deposit belongs to nobody, and changes nothing.
    function donate(uint256 token, uint96 amount) external {
        tokens[token % 2].mint(address(vault), amount);
        donated[token % 2] += amount;
    }

    /// By one of the last headers, final or not.
    function claim(uint256 token, uint256 index, uint256 back) external watched {
        if (checkpoints.length == 0) return;
        (token, index) = (token % 2, 1 + (index % 3));
        Checkpoint memory from = checkpoints[checkpoints.length - 1 - (back % _min(checkpoints.length, 6))];
        (TokenLeaf memory leaf, Path memory path) = _tokenOf(from, token);
        (ClaimLeaf memory claim_, Path memory claimPath) = _claimOf(from, token, index);
        TokenAccount memory before = _accountOf(token);
        bytes32 hash = _hashOf(from);
        try vault.claim(from.slot, from.header.number, hash, leaf, path, claim_, claimPath) returns (uint128 amount) {
            require(from.accepted && amount != 0, "paid by a header that was never accepted, or nothing");
            require(time >= before.pausedUntil, "paid in a pause");
            claimed[token][index] += amount;
            require(claimed[token][index] <= claim_.cumulative, "paid more than was granted");
            uint256 limit = _max(before.accounted / 5, uint256(OUTFLOW_FLOOR) * precision[token]);
            payments[token].push(Payment(time, amount, limit));
            _checkOutflow(token);
        } catch {}
    }

    /// The ledger is whole: no header shows that the vault holds less than it owes.
    function checkGate(uint256 token) external {
        if (checkpoints.length == 0) return;
        Checkpoint memory from = checkpoints[checkpoints.length - 1];
        (TokenLeaf memory leaf, Path memory path) = _tokenOf(from, token % 2);
        (uint256 slot, uint64 number, bytes32 hash) = (from.slot, from.header.number, _hashOf(from));
        try vault.checkGate(slot, number, hash, leaf, path) returns (uint256 since) {
            require(since == 0 || releasedEver[token % 2] != 0, "gated, with everything there");
        } catch {}
    }

    /// Nobody but the escape.
    function steal(uint256 token, uint256 thief, uint128 amount, address sender) external {
        if (sender == address(escape)) return;
        (address coin, address to) = (address(tokens[token % 2]), owners[thief % 4]);
        vm.prank(sender);
        try vault.release(coin, to, amount) {
            revert("a stranger released");
        } catch {}
        vm.prank(sender);
        try vault.payRequested(coin, to, 0, amount) {
            revert("a stranger had a request paid");
        } catch {}
    }

    /// Any T of time: what left is within the limit for T and one window more, each payment measured by the limit it met.
    function _checkOutflow(uint256 token) private view {
        Payment[] storage all = payments[token];
        uint256 usedMs;
        for (uint256 i = all.length; i-- > 0;) {
            if (time - all[i].time > 3 days) break;
            usedMs += (all[i].amount * 1 days * 1000) / all[i].limit;
            require(usedMs <= (time - all[i].time) * 1000 + 1 days * 1000, "more left than the limit lets");
        }
    }

    function _isRingFull() private view returns (bool) {
        (uint32 accepted, , , , , , ) = settlement.head();
        if (accepted < 64) return false;
        (, , uint40 acceptedAt, , , ) = settlement.entries((accepted + 1) % 64);
        return time < acceptedAt + DISPUTE;
    }

    function _min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }

    function _max(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a : b;
    }
}
