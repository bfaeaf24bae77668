// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {IVault, TokenAccount, TokenListing} from "./interfaces/IVault.sol";
import {ClaimLeaf, Layout, TokenLeaf} from "./libraries/Layout.sol";
import {Merkle, Path} from "./libraries/Merkle.sol";

/// @title Holds the collateral.
/// @notice Money leaves only by `claim`, to the owner that a final checkpoint names, never more than it grants.
contract Vault is IVault, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint8 private constant LEDGER_DECIMALS_MAX = 8;
    /// Most decimals of a token, so that its precision fits 64 bits.
    uint8 private constant TOKEN_DECIMALS_MAX = 18;
    /// A ledger balance is a safe integer.
    uint256 private constant LEDGER_UNITS_MAX = 2 ** 53 - 1;
    uint256 private constant TOKENS_MAX = 16;

    address public immutable settlement;

    uint64 public depositCount;
    mapping(uint64 count => bytes32) public depositHashAt;
    mapping(address token => TokenAccount) public accounts;
    mapping(address token => mapping(address owner => mapping(uint32 layer => uint128))) public paidTo;

    /// @param settlement_ The settlement whose checkpoints this vault obeys; it may be deployed afterwards.
    /// @param listings Tokens in the order of their ids.
    constructor(address settlement_, TokenListing[] memory listings) {
        settlement = settlement_;
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
            account.precision = uint64(10 ** (decimals - listing.ledgerDecimals));
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
        TokenLeaf calldata token,
        Path calldata tokenPath,
        ClaimLeaf calldata claim_,
        Path calldata claimPath
    ) external nonReentrant returns (uint128 amount) {
        bytes32 tokensRoot = ISettlement(settlement).claimRoot(slot, number);
        if (!Merkle.verify(tokensRoot, "T", Layout.TOKENS_DEPTH, tokenPath, Layout.tokenLeaf(token))) {
            revert TokenProofInvalid();
        }
        if (!Merkle.verify(token.withdrawalsRoot, "W", Layout.CLAIMS_DEPTH, claimPath, Layout.claimLeaf(claim_))) {
            revert ClaimProofInvalid();
        }
        if (claim_.layer != 0) revert LayerUnknown(claim_.layer);

        (address owner, uint128 cumulative) = (claim_.owner, claim_.cumulative);
        mapping(uint32 layer => uint128) storage paidToOwner = paidTo[token.token][owner];
        uint128 paid = paidToOwner[claim_.layer];
        if (cumulative <= paid) revert NothingToClaim(paid, cumulative);
        amount = cumulative - paid;
        _debit(token, amount);
        paidToOwner[claim_.layer] = cumulative;
        emit Claimed(token.token, owner, claim_.layer, amount, cumulative);
        IERC20(token.token).safeTransfer(owner, amount);
    }

    /// @dev Pays `amount` out of the account, unless the ledger would then owe more than the vault holds for it.
    function _debit(TokenLeaf calldata token, uint128 amount) private {
        TokenAccount storage account = accounts[token.token];
        if (!account.listed) revert TokenNotListed(token.token);
        if (account.id != token.id) revert TokenIdMismatch(account.id, token.id);
        (uint256 accounted, uint256 paid) = (account.accounted, account.paid);
        // Deposits that this checkpoint has not read belong to their depositors, not to what it owes.
        uint256 held = accounted + paid + token.deposited;
        uint256 owed = uint256(token.liabilities) + token.requested + account.deposited;
        if (held < owed) revert Gated(held, owed);
        if (amount > accounted) revert Gated(accounted, amount);
        (account.accounted, account.paid) = (uint128(accounted - amount), uint128(paid + amount));
    }

    /// @dev Takes exactly `amount`, then records the deposit in the hash chain.
    function _deposit(address token, address owner, uint16 subNo, uint128 amount) private {
        TokenAccount storage account = accounts[token];
        uint256 precision = account.precision;
        if (!account.listed) revert TokenNotListed(token);
        if (owner == address(0)) revert OwnerInvalid(owner);
        if (amount == 0 || amount % precision != 0) revert AmountInvalid(amount, uint64(precision));
        if (amount / precision > LEDGER_UNITS_MAX) revert AmountTooLarge(amount, LEDGER_UNITS_MAX * precision);

        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(token).balanceOf(address(this)) - before;
        if (received != amount) revert ReceivedDiffers(amount, received);

        account.accounted += amount;
        account.deposited += amount;
        uint64 index = depositCount;
        bytes32 link = Layout.depositLink(depositHashAt[index], index, account.id, msg.sender, owner, subNo, amount);
        depositCount = index + 1;
        depositHashAt[index + 1] = link;
        emit Deposited(index, account.id, msg.sender, owner, subNo, amount, link);
    }
}
