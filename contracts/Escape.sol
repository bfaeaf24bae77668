// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Correction, ExitLeaf, IEscape, LastWord, SubaccountProof} from "./interfaces/IEscape.sol";
import {Entry, ISettlement} from "./interfaces/ISettlement.sol";
import {IVault} from "./interfaces/IVault.sol";
import {Equity} from "./libraries/Equity.sol";
import {ChainLeaf, ClaimLeaf, Header, Layout, TokenLeaf} from "./libraries/Layout.sol";
import {Merkle, Path, SumPath} from "./libraries/Merkle.sol";
import {StateLayout} from "./libraries/StateLayout.sol";

/// @title The way out when there is no committee.
/// @notice freeze → last call → open → challenges → settle → everybody takes their share of every token, whenever they like.
/// Nobody is needed for any step, and none has a deadline but challenges.
contract Escape is IEscape {
    using SafeCast for uint256;

    uint32 private constant SYSTEM = 0;

    ISettlement public immutable settlement;
    IVault public immutable vault;
    /// Gets what the system leaves with: insurance funds and fees.
    address public immutable treasury;
    /// Seconds in which leaves can be challenged.
    uint256 public immutable challengeWindow;

    LastWord public lastWord;
    /// By how much challenges changed the sum of all leaves, micro-USDC.
    int256 public corrected;
    /// Micro-USDC that subaccounts were proven to owe.
    uint256 public debts;
    /// What the system leaves with, once settled.
    uint128 public systemEquity;
    mapping(uint32 index => Correction) public corrections;
    mapping(uint32 index => bool) public isDebtor;
    mapping(address token => uint256) public pools;
    mapping(address token => bool) public isPoolOpen;
    mapping(address token => uint256) public refundedOf;
    mapping(address token => mapping(uint32 index => bool)) public hasExited;
    mapping(uint64 index => bool) public isRefunded;

    constructor(ISettlement settlement_, IVault vault_, address treasury_, uint256 challengeWindow_) {
        settlement = settlement_;
        vault = vault_;
        treasury = treasury_;
        challengeWindow = challengeWindow_;
    }

    /// @inheritdoc IEscape
    function open(Header calldata header, ChainLeaf calldata chain, Path calldata path) external {
        if (lastWord.openedAt != 0) revert AlreadyOpened();
        (Entry memory entry, ) = settlement.lastWord();
        bytes32 commitment = keccak256(abi.encode(Layout.headerHash(header), chain.tokensRoot));
        if (entry.commitment != commitment) revert HeaderMismatch(entry.commitment, commitment);
        // The header's hash and this chain's T root stand together, so the rest of the leaf is the one that was accepted.
        bool isOurs = chain.chainId == block.chainid && chain.settlement == address(settlement);
        if (!isOurs || !Merkle.verify(header.chainsRoot, "C", Layout.CHAINS_DEPTH, path, Layout.chainLeaf(chain)))
            revert ChainProofInvalid();
        lastWord = LastWord({
            stateRoot: header.stateRoot,
            marketsRoot: header.marketsRoot,
            exitRoot: header.exitRoot,
            tokensRoot: chain.tokensRoot,
            exitSum: 0,
            depositCount: uint40(chain.depositCount),
            openedAt: uint40(block.timestamp),
            settled: false,
            isEmpty: false
        });
        emit Opened(header.number, block.timestamp + challengeWindow);
    }

    /// @inheritdoc IEscape
    function openEmpty() external {
        if (lastWord.openedAt != 0) revert AlreadyOpened();
        (Entry memory entry, ) = settlement.lastWord();
        if (entry.acceptedAt != 0) revert HeaderMismatch(entry.commitment, 0);
        (lastWord.openedAt, lastWord.settled, lastWord.isEmpty) = (uint40(block.timestamp), true, true);
        emit Opened(0, block.timestamp);
    }

    /// @inheritdoc IEscape
    function challenge(SubaccountProof calldata proof, ExitLeaf calldata exit_, SumPath calldata exitPath) external {
        LastWord memory word = lastWord;
        if (word.openedAt == 0) revert NotOpened();
        uint256 endsAt = word.openedAt + challengeWindow;
        if (block.timestamp > endsAt || word.settled) revert ChallengesOver(endsAt, block.timestamp);
        _requireLeaf(word, exit_, exitPath);
        uint32 index = proof.leaf.index;
        if (exit_.index != index || exitPath.count != proof.path.count) revert ExitProofInvalid();

        int256 worth = Equity.prove(proof, word.stateRoot, word.marketsRoot);
        bool isNewDebt = worth < 0 && index != SYSTEM && !isDebtor[index];
        if (isNewDebt) {
            uint128 debt = uint128(uint256(-worth));
            isDebtor[index] = true;
            debts += debt;
            emit DebtProven(index, debt, debts);
        }
        uint256 equity = worth > 0 ? uint256(worth) : 0;
        bool isWrong = exit_.equity != equity || exit_.owner != proof.leaf.owner;
        if (!isWrong || corrections[index].made) {
            if (!isNewDebt) revert NothingToCorrect(index);
            return;
        }
        corrections[index] = Correction(proof.leaf.owner, uint88(equity), true);
        corrected += int256(equity) - int256(uint256(exit_.equity));
        emit Corrected(index, proof.leaf.owner, uint128(equity));
    }

    /// @inheritdoc IEscape
    function settle(ExitLeaf calldata exit_, SumPath calldata exitPath) external {
        LastWord memory word = lastWord;
        if (word.openedAt == 0) revert NotOpened();
        if (word.settled) revert AlreadySettled();
        uint256 endsAt = word.openedAt + challengeWindow;
        if (block.timestamp <= endsAt) revert ChallengesOpen(endsAt, block.timestamp);
        if (exit_.index != SYSTEM) revert SystemLeafExpected(exit_.index);
        _requireLeaf(word, exit_, exitPath);
        (, uint256 equity) = _entitled(word, exit_, exitPath);
        uint256 paid = Math.min(debts, equity);
        systemEquity = uint128(equity - paid);
        // The tree's own sum, which its root binds: the header's is never looked at.
        uint256 exitSum = uint256(int256(uint256(exitPath.sum)) + corrected) - paid;
        (lastWord.exitSum, lastWord.settled) = (exitSum.toUint128(), true);
        emit Settled(uint128(exitSum));
    }

    /// @inheritdoc IEscape
    function openPool(TokenLeaf calldata token, Path calldata tokenPath) external {
        _requireSettled();
        _requireToken(token, tokenPath);
        if (isPoolOpen[token.token]) revert PoolAlreadyOpened(token.token);
        (uint256 accounted, uint256 paid, , uint256 deposited, , , , uint16 id, , bool listed) = vault.accounts(
            token.token
        );
        if (!listed || id != token.id) revert TokenNotListed(token.token);
        // Refunds have left both the vault and what nobody has read.
        uint256 reserved =
            _excess(deposited, token.deposited + refundedOf[token.token]) + _excess(token.requested, paid);
        uint256 pool = _excess(accounted, reserved);
        (pools[token.token], isPoolOpen[token.token]) = (pool, true);
        emit PoolOpened(token.token, pool);
    }

    /// @inheritdoc IEscape
    function exit(ExitLeaf calldata exit_, SumPath calldata exitPath, address[] calldata tokens) external {
        LastWord memory word = _requireSettled();
        (address owner, uint256 equity) = _entitled(word, exit_, exitPath);
        uint32 index = exit_.index;
        if (index == SYSTEM) (owner, equity) = (treasury, systemEquity);
        if (equity == 0) revert NothingToPay(index);
        for (uint256 i = 0; i < tokens.length; i++) {
            address token = tokens[i];
            if (!isPoolOpen[token]) revert PoolNotOpened(token);
            if (hasExited[token][index]) revert AlreadyExited(index, token);
            hasExited[token][index] = true;
            uint128 amount = uint128((pools[token] * equity) / word.exitSum);
            emit Exited(index, owner, token, amount);
            if (amount != 0) vault.release(token, owner, amount);
        }
    }

    /// @inheritdoc IEscape
    function claim(
        TokenLeaf calldata token,
        Path calldata tokenPath,
        ClaimLeaf calldata claim_,
        Path calldata claimPath
    ) external returns (uint128 amount) {
        if (lastWord.openedAt == 0) revert NotOpened();
        _requireToken(token, tokenPath);
        if (!Merkle.verify(token.withdrawalsRoot, "W", Layout.CLAIMS_DEPTH, claimPath, Layout.claimLeaf(claim_))) {
            revert ClaimProofInvalid();
        }
        // Also what was to be paid into another layer: that one may be gone, the owner is not.
        return vault.payRequested(token.token, claim_.owner, claim_.layer, claim_.requested);
    }

    /// @inheritdoc IEscape
    function refund(uint64 index, address token, address from, address owner, uint16 subNo, uint128 amount) external {
        LastWord memory word = lastWord;
        if (word.openedAt == 0) revert NotOpened();
        if (index < word.depositCount) revert DepositWasRead(index, word.depositCount);
        if (isRefunded[index]) revert AlreadyRefunded(index);
        (, , , , , , , uint16 id, , ) = vault.accounts(token);
        bytes32 link = Layout.depositLink(vault.depositHashAt(index), index, id, from, owner, subNo, amount);
        if (link != vault.depositHashAt(index + 1)) revert DepositMismatch(index);
        isRefunded[index] = true;
        refundedOf[token] += amount;
        emit Refunded(index, owner, token, amount);
        vault.release(token, owner, amount);
    }

    /// @dev By how much `a` is more than `b`; 0 when it is not.
    function _excess(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : 0;
    }

    function _requireSettled() private view returns (LastWord memory word) {
        word = lastWord;
        if (!word.settled || word.isEmpty) revert NotSettled();
    }

    function _requireToken(TokenLeaf calldata token, Path calldata path) private view {
        bool holds = Merkle.verify(lastWord.tokensRoot, "T", Layout.TOKENS_DEPTH, path, Layout.tokenLeaf(token));
        if (!holds) revert TokenProofInvalid();
    }

    function _requireLeaf(LastWord memory word, ExitLeaf calldata exit_, SumPath calldata path) private pure {
        bytes32 leaf = StateLayout.exitLeaf(exit_.index, exit_.owner, exit_.equity);
        bool holds =
            path.index == exit_.index &&
                Merkle.verifySum(word.exitRoot, "E", Layout.SUBACCOUNTS_DEPTH, path, leaf, exit_.equity);
        if (!holds) revert ExitProofInvalid();
    }

    /// @dev Who leaves by a leaf, and with how much: as a challenge found it, or as the header's tree says.
    function _entitled(
        LastWord memory word,
        ExitLeaf calldata exit_,
        SumPath calldata path
    ) private view returns (address owner, uint256 equity) {
        Correction memory correction = corrections[exit_.index];
        if (correction.made) return (correction.owner, correction.equity);
        _requireLeaf(word, exit_, path);
        return (exit_.owner, exit_.equity);
    }
}
