// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimLeaf, TokenLeaf} from "../libraries/Layout.sol";
import {Path} from "../libraries/Merkle.sol";

/// @notice A token to accept, and how many decimals of it the ledger keeps (at most 8).
struct TokenListing {
    address token;
    uint8 ledgerDecimals;
}

/// @notice The vault's own accounting of one token, in base units; what lies in the contract beyond it is a donation.
/// @param accounted Deposited and not paid out.
/// @param paid Paid out over all time.
/// @param deposited Deposited over all time.
/// @param precision Deposits must be a multiple of this.
struct TokenAccount {
    uint128 accounted;
    uint128 paid;
    uint128 deposited;
    uint64 precision;
    uint16 id;
    bool listed;
}

/// @title Holds the collateral: takes deposits into a hash chain and pays claims that a final checkpoint proves.
interface IVault {
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
    /// @notice A claim was paid; `cumulative` is everything paid to this owner and layer so far.
    event Claimed(address indexed token, address indexed owner, uint32 layer, uint128 amount, uint128 cumulative);

    error TokenNotListed(address token);
    error TooManyTokens(uint256 max, uint256 given);
    error TokenListedTwice(address token);
    error LedgerDecimalsInvalid(address token, uint8 ledgerDecimals, uint8 decimals);
    error OwnerInvalid(address owner);
    /// @notice Not a positive multiple of the ledger's precision.
    error AmountInvalid(uint128 amount, uint64 precision);
    /// @notice More than one ledger balance can hold (2⁵³ ledger units).
    error AmountTooLarge(uint128 amount, uint256 max);
    /// @notice The token moved another amount than it was asked to.
    error ReceivedDiffers(uint256 asked, uint256 received);
    error TokenIdMismatch(uint16 expected, uint16 given);
    error TokenProofInvalid();
    error ClaimProofInvalid();
    error LayerUnknown(uint32 layer);
    /// @notice Everything that the proof grants was paid already.
    error NothingToClaim(uint128 paid, uint128 cumulative);
    /// @notice The vault would hold less than the ledger owes: claims wait.
    error Gated(uint256 available, uint256 owed);

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

    /// @notice Pays claim.cumulative minus what was paid to claim.owner. Anyone may call.
    /// @param slot Place of the entry in the settlement's ring, and `number` the header it must hold.
    /// @param tokenPath Place of `token` under the entry's tokensRoot.
    /// @param claimPath Place of `claim_` under token.withdrawalsRoot.
    /// @return amount Base units paid.
    function claim(
        uint256 slot,
        uint64 number,
        TokenLeaf calldata token,
        Path calldata tokenPath,
        ClaimLeaf calldata claim_,
        Path calldata claimPath
    ) external returns (uint128 amount);

    /// @notice Number of deposits so far.
    function depositCount() external view returns (uint64);

    /// @notice The deposit chain after `count` deposits; 0 for 0 and for what has not happened yet.
    function depositHashAt(uint64 count) external view returns (bytes32);

    function accounts(
        address token
    )
        external
        view
        returns (uint128 accounted, uint128 paid, uint128 deposited, uint64 precision, uint16 id, bool listed);

    /// @notice Base units paid so far to `owner` in `layer`.
    function paidTo(address token, address owner, uint32 layer) external view returns (uint128);
}
