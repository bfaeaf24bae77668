// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimLeaf, TokenLeaf} from "../libraries/Layout.sol";
import {Path} from "../libraries/Merkle.sol";
import {IInbox} from "./IInbox.sol";

/// @notice A token to accept.
/// @param ledgerDecimals How many of its decimals the ledger keeps, at most 8.
/// @param outflowFloor Ledger units that may always leave in `OUTFLOW_WINDOW`, however little the vault holds.
struct TokenListing {
    address token;
    uint8 ledgerDecimals;
    uint48 outflowFloor;
}

/// @notice Whom a vault knows, fixed at deployment, and the terms of forced items.
/// @param guardian May pause deposits and claims, nothing else; zero: nobody.
/// @param treasury Gets the fees of forced items.
/// @param layers Vaults of other settlement layers on this chain, from layer 1 on: claims that name one are deposited there.
/// @param policies Names the policy that deposits and claims are subject to; zero: there never is one.
/// @param forcedFee Wei for each forced item.
/// @param forcedWindow Seconds in which a forced item must be consumed.
struct VaultTerms {
    address settlement;
    address escape;
    address guardian;
    address treasury;
    uint128 forcedFee;
    uint64 forcedWindow;
    address[] layers;
    address policies;
}

/// @notice The vault's own accounting of one token; what lies in the contract beyond it is a donation.
/// @param accounted Deposited and not paid out, base units.
/// @param paid Paid out by claims over all time, base units.
/// @param drainedUntil When the limit on outflow will be as if nothing had been paid, Unix ms.
/// @param deposited Deposited over all time, base units.
/// @param outflowFloor Ledger units.
/// @param gatedSince When it was first shown that the vault holds less than it owes, Unix seconds; 0: it holds enough.
/// @param pausedUntil Deposits and claims stand still until then, Unix seconds.
/// @param digits A ledger unit is 10^digits base units.
struct TokenAccount {
    uint96 accounted;
    uint96 paid;
    uint64 drainedUntil;
    uint96 deposited;
    uint48 outflowFloor;
    uint40 gatedSince;
    uint40 pausedUntil;
    uint16 id;
    uint8 digits;
    bool listed;
}

/// @title Holds the collateral: takes deposits into a hash chain and pays claims that a final checkpoint proves.
interface IVault is IInbox {
    /// @notice A claim was paid, if limits on outflow wanted it so only in part; `cumulative` is everything paid to this owner
    /// and layer so far.
    event Claimed(address indexed token, address indexed owner, uint32 layer, uint128 amount, uint128 cumulative);
    /// @notice The escape paid out: a share of the pool, or a deposit that nobody had read.
    event Released(address indexed token, address indexed to, uint128 amount);
    event Paused(address indexed token, uint256 until);
    /// @notice The newest final header shows that the vault holds less than it owes (`since` is when that began), or again enough (0).
    event GateChecked(address indexed token, uint256 since);

    error TokenNotListed(address token);
    error TooManyTokens(uint256 max, uint256 given);
    error TokenListedTwice(address token);
    error LedgerDecimalsInvalid(address token, uint8 ledgerDecimals, uint8 decimals);
    error OwnerInvalid(address owner);
    /// @notice Not a positive multiple of the ledger's precision.
    error AmountInvalid(uint128 amount, uint256 precision);
    /// @notice More than one ledger balance can hold (2⁵³ ledger units).
    error AmountTooLarge(uint128 amount, uint256 max);
    /// @notice The token moved another amount than it was asked to.
    error ReceivedDiffers(uint256 asked, uint256 received);
    error TokenIdMismatch(uint16 expected, uint16 given);
    error ClaimProofInvalid();
    error LayerUnknown(uint32 layer);
    /// @notice Everything that the proof grants was paid already.
    error NothingToClaim(uint128 paid, uint128 cumulative);
    /// @notice The vault would hold less than the ledger owes: claims wait.
    error Gated(uint256 available, uint256 owed);
    /// @notice As much as may leave at once has left; more from `atMs` on (Unix ms).
    error OutflowLimited(uint256 atMs);
    error TokenPaused(uint256 until);
    /// @notice The policy in force says no, or nothing that can be understood. The escape asks nobody.
    error PolicyRefuses(address policy, address owner);
    error GuardianOnly(address guardian, address caller);
    error PauseTooLong(uint256 max, uint256 given);
    error PausedTooSoon(uint256 from, uint256 time);
    error EscapeOnly(address escape, address caller);

    function settlement() external view returns (address);

    /// @notice Deposits `amount` of `token` for `owner`'s subaccount `subNo` (approve before).
    function deposit(address token, address owner, uint16 subNo, uint128 amount) external;

    /// @notice Deposits with an ERC-2612 permit. A permit that somebody else used first does no harm.
    function depositWithPermit(
        address token,
        address owner,
        uint16 subNo,
        uint128 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Pays claim.cumulative minus what was paid to claim.owner, or as much of it as may leave now. Anyone may call.
    /// @param slot Place of the entry in the settlement's ring, `number` and `headerHash` of the header it must hold.
    /// @param tokenPath Place of `token` under the T root of that entry.
    /// @param claimPath Place of `claim_` under token.withdrawalsRoot.
    /// @return amount Base units paid.
    function claim(
        uint256 slot,
        uint64 number,
        bytes32 headerHash,
        TokenLeaf calldata token,
        Path calldata tokenPath,
        ClaimLeaf calldata claim_,
        Path calldata claimPath
    ) external returns (uint128 amount);

    /// @notice Looks whether the vault holds what the newest final header says that it owes, and remembers since when it does not.
    /// @return since Unix seconds; 0 when it holds enough.
    function checkGate(
        uint256 slot,
        uint64 number,
        bytes32 headerHash,
        TokenLeaf calldata token,
        Path calldata tokenPath
    ) external returns (uint256 since);

    /// @notice Stops deposits and claims of a token, for at most 12 hours and not within 7 days of its last pause. By the guardian.
    function pause(address token, uint256 duration) external;

    /// @notice Pays `amount` out of the account. By the escape, after a freeze.
    function release(address token, address to, uint128 amount) external;

    /// @notice Pays the rest of what `owner` had asked for before the freeze. By the escape.
    function payRequested(
        address token,
        address owner,
        uint32 layer,
        uint128 requested
    ) external returns (uint128 amount);

    function accounts(
        address token
    )
        external
        view
        returns (
            uint96 accounted,
            uint96 paid,
            uint64 drainedUntil,
            uint96 deposited,
            uint48 outflowFloor,
            uint40 gatedSince,
            uint40 pausedUntil,
            uint16 id,
            uint8 digits,
            bool listed
        );

    /// @notice Base units paid so far to `owner` in `layer`.
    function paidTo(address token, address owner, uint32 layer) external view returns (uint128);
}
