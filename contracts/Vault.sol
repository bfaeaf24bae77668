// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Inbox} from "./Inbox.sol";
import {IPolicy, IPolicyRegistry} from "./interfaces/IPolicy.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {IVault, TokenAccount, TokenListing, VaultTerms} from "./interfaces/IVault.sol";
import {ClaimLeaf, Layout, TokenLeaf} from "./libraries/Layout.sol";
import {Merkle, Path} from "./libraries/Merkle.sol";

/// @title Holds the collateral.
/// @notice Money leaves by `claim`, to the owner that a final checkpoint names and never more than it grants; and once the
/// settlement is frozen, as the escape says.
contract Vault is IVault, Inbox, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    /// Seconds in which the bucket of a token runs dry; it takes a fifth of what the vault holds, or the token's floor.
    uint256 public constant OUTFLOW_WINDOW = 1 days;
    uint256 private constant OUTFLOW_DIVISOR = 5;
    /// Seconds: longest pause, and how long after one there can be no other.
    uint256 public constant PAUSE_MAX = 12 hours;
    uint256 public constant PAUSE_GAP = 7 days;

    uint8 private constant LEDGER_DECIMALS_MAX = 8;
    uint8 private constant TOKEN_DECIMALS_MAX = 18;
    /// A ledger balance is a safe integer.
    uint256 private constant LEDGER_UNITS_MAX = 2 ** 53 - 1;
    uint256 private constant TOKENS_MAX = 16;
    /// All that a policy may use.
    uint256 private constant POLICY_GAS = 200_000;

    address public immutable settlement;
    address public immutable escape;
    address public immutable guardian;
    IPolicyRegistry public immutable policies;

    /// The policy in force, and until when nobody need be asked for it, Unix seconds.
    IPolicy private _policy;
    uint64 private _policyUntil;

    /// Vaults of other settlement layers, from layer 1 on; never changes.
    address[] private _layers;
    mapping(address token => TokenAccount) public accounts;
    mapping(address token => mapping(address owner => mapping(uint32 layer => uint128))) public paidTo;

    /// @param terms Settlement and escape may be deployed afterwards.
    /// @param listings Tokens in the order of their ids.
    constructor(
        VaultTerms memory terms,
        TokenListing[] memory listings
    ) Inbox(terms.treasury, terms.forcedFee, terms.forcedWindow) {
        settlement = terms.settlement;
        escape = terms.escape;
        guardian = terms.guardian;
        _layers = terms.layers;
        policies = IPolicyRegistry(terms.policies);
        if (listings.length > TOKENS_MAX) revert TooManyTokens(TOKENS_MAX, listings.length);
        for (uint256 i = 0; i < listings.length; i++) {
            TokenListing memory listing = listings[i];
            uint8 decimals = IERC20Metadata(listing.token).decimals();
            bool fits = listing.ledgerDecimals <= LEDGER_DECIMALS_MAX && listing.ledgerDecimals <= decimals;
            if (!fits || decimals > TOKEN_DECIMALS_MAX) {
                revert LedgerDecimalsInvalid(listing.token, listing.ledgerDecimals, decimals);
            }
            TokenAccount storage account = accounts[listing.token];
            if (account.listed) revert TokenListedTwice(listing.token);
            account.digits = decimals - listing.ledgerDecimals;
            account.outflowFloor = listing.outflowFloor;
            account.id = uint16(i);
            account.listed = true;
        }
    }

    /// @inheritdoc IVault
    function deposit(address token, address owner, uint16 subNo, uint128 amount) external nonReentrant {
        _deposit(token, owner, subNo, amount);
    }

    /// @inheritdoc IVault
    function depositWithPermit(
        address token,
        address owner,
        uint16 subNo,
        uint128 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        // Whoever sees the permit may use it first; then the allowance stands and the transfer decides.
        try IERC20Permit(token).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _deposit(token, owner, subNo, amount);
    }

    /// @inheritdoc IVault
    function claim(
        uint256 slot,
        uint64 number,
        bytes32 headerHash,
        TokenLeaf calldata token,
        Path calldata tokenPath,
        ClaimLeaf calldata claim_,
        Path calldata claimPath
    ) external nonReentrant returns (uint128 amount) {
        bytes32 tokensRoot = _tokensRoot(token, tokenPath);
        ISettlement(settlement).requireFinal(slot, number, headerHash, tokensRoot);
        if (!Merkle.verify(token.withdrawalsRoot, "W", Layout.CLAIMS_DEPTH, claimPath, Layout.claimLeaf(claim_))) {
            revert ClaimProofInvalid();
        }
        (address owner, uint128 cumulative) = (claim_.owner, claim_.cumulative);
        mapping(uint32 layer => uint128) storage paidToOwner = paidTo[token.token][owner];
        uint128 paid = paidToOwner[claim_.layer];
        if (cumulative <= paid) revert NothingToClaim(paid, cumulative);
        amount = _debit(token, cumulative - paid);
        IPolicy policy = _policyInForce();
        if (address(policy) != address(0)) {
            _ask(policy, owner, abi.encodeCall(IPolicy.mayClaim, (owner, token.token, amount)));
        }
        paidToOwner[claim_.layer] = paid + amount;
        emit Claimed(token.token, owner, claim_.layer, amount, paid + amount);
        if (claim_.layer == 0) IERC20(token.token).safeTransfer(owner, amount);
        else _payInto(claim_.layer, token.token, owner, amount);
    }

    /// @inheritdoc IVault
    function checkGate(
        uint256 slot,
        uint64 number,
        bytes32 headerHash,
        TokenLeaf calldata token,
        Path calldata tokenPath
    ) external returns (uint256 since) {
        bytes32 tokensRoot = _tokensRoot(token, tokenPath);
        ISettlement(settlement).requireNewestFinal(slot, number, headerHash, tokensRoot);
        TokenAccount memory account = _accountOf(token);
        (uint256 held, uint256 owed) = _solvency(account, token);
        since =
            held >= owed
                ? 0
                : account.gatedSince == 0
                    ? block.timestamp
                    : account.gatedSince;
        if (since == account.gatedSince) return since;
        accounts[token.token].gatedSince = uint40(since);
        emit GateChecked(token.token, since);
    }

    /// @inheritdoc IVault
    function pause(address token, uint256 duration) external {
        if (msg.sender != guardian) revert GuardianOnly(guardian, msg.sender);
        if (duration > PAUSE_MAX) revert PauseTooLong(PAUSE_MAX, duration);
        TokenAccount storage account = accounts[token];
        if (!account.listed) revert TokenNotListed(token);
        uint256 from = account.pausedUntil == 0 ? 0 : account.pausedUntil + PAUSE_GAP;
        if (block.timestamp < from) revert PausedTooSoon(from, block.timestamp);
        account.pausedUntil = uint40(block.timestamp + duration);
        emit Paused(token, account.pausedUntil);
    }

    /// @inheritdoc IVault
    function release(address token, address to, uint128 amount) external nonReentrant {
        if (msg.sender != escape) revert EscapeOnly(escape, msg.sender);
        accounts[token].accounted -= uint256(amount).toUint96();
        emit Released(token, to, amount);
        IERC20(token).safeTransfer(to, amount);
    }

    /// @inheritdoc IVault
    function payRequested(
        address token,
        address owner,
        uint32 layer,
        uint128 requested
    ) external nonReentrant returns (uint128 amount) {
        if (msg.sender != escape) revert EscapeOnly(escape, msg.sender);
        uint128 paid = paidTo[token][owner][layer];
        if (requested <= paid) revert NothingToClaim(paid, requested);
        amount = requested - paid;
        TokenAccount storage account = accounts[token];
        if (amount > account.accounted) revert Gated(account.accounted, amount);
        account.accounted -= uint96(amount);
        account.paid += uint96(amount);
        paidTo[token][owner][layer] = requested;
        emit Claimed(token, owner, layer, amount, requested);
        IERC20(token).safeTransfer(owner, amount);
    }

    function _tokensRoot(TokenLeaf calldata token, Path calldata path) private pure returns (bytes32) {
        return Merkle.rootOf("T", Layout.TOKENS_DEPTH, path, Layout.tokenLeaf(token));
    }

    function _accountOf(TokenLeaf calldata token) private view returns (TokenAccount memory account) {
        account = accounts[token.token];
        if (!account.listed) revert TokenNotListed(token.token);
        if (account.id != token.id) revert TokenIdMismatch(account.id, token.id);
    }

    /// @dev Deposits that the checkpoint has not read belong to their depositors, not to what it owes.
    function _solvency(
        TokenAccount memory account,
        TokenLeaf calldata token
    ) private pure returns (uint256 held, uint256 owed) {
        held = uint256(account.accounted) + account.paid + token.deposited;
        owed = uint256(token.liabilities) + token.requested + account.deposited;
    }

    /// @dev Takes `asked` out of the account, or what may leave of it now; nothing when the vault would then owe more than it holds.
    function _debit(TokenLeaf calldata token, uint256 asked) private returns (uint128 amount) {
        TokenAccount memory account = _accountOf(token);
        if (block.timestamp < account.pausedUntil) revert TokenPaused(account.pausedUntil);
        (uint256 held, uint256 owed) = _solvency(account, token);
        if (held < owed) revert Gated(held, owed);
        if (asked > account.accounted) revert Gated(account.accounted, asked);

        // A bucket that leaks at an even pace: `drainedUntil` is when it will have run dry.
        uint256 capacity = Math.max(
            account.accounted / OUTFLOW_DIVISOR,
            account.outflowFloor * 10 ** uint256(account.digits)
        );
        uint256 windowMs = OUTFLOW_WINDOW * 1000;
        uint256 nowMs = block.timestamp * 1000;
        uint256 from = Math.max(account.drainedUntil, nowMs - windowMs);
        uint256 paying = from < nowMs ? Math.min(asked, (capacity * (nowMs - from)) / windowMs) : 0;
        // Whole ledger units: another layer takes no others.
        if (paying < asked) paying -= paying % 10 ** uint256(account.digits);
        if (paying == 0) revert OutflowLimited(from + windowMs / Math.max(capacity, 1) + 1);

        TokenAccount storage stored = accounts[token.token];
        stored.accounted = uint96(account.accounted - paying);
        stored.paid = uint96(account.paid + paying);
        stored.drainedUntil = uint64(from + Math.ceilDiv(paying * windowMs, capacity));
        return uint128(paying);
    }

    /// @dev The other layer's vault takes it as a deposit for the owner. What it holds is its own from then on: a layer's loss ends
    /// at its line.
    function _payInto(uint32 layer, address token, address owner, uint128 amount) private {
        if (layer > _layers.length) revert LayerUnknown(layer);
        address line = _layers[layer - 1];
        IERC20(token).forceApprove(line, amount);
        IVault(line).deposit(token, owner, 0, amount);
    }

    /// @dev Remembered for as long as the registry lets it stand; zero: none.
    function _policyInForce() private returns (IPolicy policy) {
        if (address(policies) == address(0)) return policy;
        policy = _policy;
        if (block.timestamp < _policyUntil) return policy;
        uint256 until;
        (policy, until) = policies.current();
        (_policy, _policyUntil) = (policy, uint64(until));
    }

    /// @dev Whatever is not a plain yes refuses.
    function _ask(IPolicy policy, address owner, bytes memory question) private view {
        bool allowed;
        // Assembly: no more than a word of the answer is copied, however long it is.
        assembly ("memory-safe") {
            let answered := staticcall(POLICY_GAS, policy, add(question, 32), mload(question), 0, 32)
            allowed := and(answered, and(gt(returndatasize(), 31), eq(mload(0), 1)))
        }
        if (!allowed) revert PolicyRefuses(address(policy), owner);
    }

    /// @dev Takes exactly `amount`, then records the deposit in the hash chain.
    function _deposit(address token, address owner, uint16 subNo, uint128 amount) private {
        TokenAccount storage account = accounts[token];
        if (!account.listed) revert TokenNotListed(token);
        if (block.timestamp < account.pausedUntil) revert TokenPaused(account.pausedUntil);
        uint256 precision = 10 ** uint256(account.digits);
        if (owner == address(0)) revert OwnerInvalid(owner);
        if (amount == 0 || amount % precision != 0) revert AmountInvalid(amount, precision);
        if (amount / precision > LEDGER_UNITS_MAX) revert AmountTooLarge(amount, LEDGER_UNITS_MAX * precision);

        IPolicy policy = _policyInForce();
        if (address(policy) != address(0)) {
            _ask(policy, owner, abi.encodeCall(IPolicy.mayDeposit, (msg.sender, owner, token, amount)));
        }

        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(token).balanceOf(address(this)) - before;
        if (received != amount) revert ReceivedDiffers(amount, received);

        account.accounted += uint256(amount).toUint96();
        account.deposited += uint256(amount).toUint96();
        _recordDeposit(account.id, owner, subNo, amount);
    }
}
