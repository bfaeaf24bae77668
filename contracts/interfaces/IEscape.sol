// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChainLeaf, ClaimLeaf, Header, TokenLeaf} from "../libraries/Layout.sol";
import {Path, SumPath} from "../libraries/Merkle.sol";
import {MarketLeaf, Position, SubaccountLeaf} from "../libraries/StateLayout.sol";

/// @notice A market's or a token's numbers, and where they stand under the header's marketsRoot.
struct MarketProof {
    MarketLeaf leaf;
    Path path;
}

/// @notice E: what subaccount `index` may leave with, by the header's exit tree.
struct ExitLeaf {
    uint32 index;
    address owner;
    uint128 equity;
}

/// @notice Everything that the worth of one subaccount is made of.
/// @param restRoot The other half of the header's state root.
/// @param positions What leaf.positionsHash is the hash of.
/// @param markets Those of the tokens that it holds, by id, then those of its positions, in their order.
struct SubaccountProof {
    SubaccountLeaf leaf;
    Path path;
    bytes32 restRoot;
    Position[] positions;
    MarketProof[] markets;
}

/// @notice The header that everybody leaves by.
/// @param exitSum What all who leave are worth together, micro-USDC; 0 before it is settled.
/// @param openedAt Unix seconds; 0 before `open`.
/// @param settled Whether the window for challenges is over and `exitSum` is fixed.
struct LastWord {
    bytes32 stateRoot;
    bytes32 marketsRoot;
    bytes32 exitRoot;
    bytes32 tokensRoot;
    uint128 exitSum;
    uint40 depositCount;
    uint40 openedAt;
    bool settled;
    bool isEmpty;
}

/// @notice What a challenge put in the place of an exit leaf.
struct Correction {
    address owner;
    uint88 equity;
    bool made;
}

/// @title The way out when there is no committee: everybody takes their share of what the vault holds, of every token.
interface IEscape {
    event Opened(uint64 number, uint256 challengesUntil);
    /// @notice Leaf `index` was wrong: this is what its subaccount is worth.
    event Corrected(uint32 indexed index, address owner, uint128 equity);
    /// @notice Subaccount `index` owes; the system, whose insurance was there for that, leaves with so much less.
    event DebtProven(uint32 indexed index, uint128 debt, uint256 debts);
    event Settled(uint128 exitSum);
    event PoolOpened(address indexed token, uint256 pool);
    event Exited(uint32 indexed index, address indexed owner, address indexed token, uint128 amount);
    event Refunded(uint64 indexed index, address indexed owner, address indexed token, uint128 amount);

    error AlreadyOpened();
    error NotOpened();
    error HeaderMismatch(bytes32 expected, bytes32 given);
    error ChainProofInvalid();
    error ChallengesOver(uint256 endedAt, uint256 time);
    error ChallengesOpen(uint256 endsAt, uint256 time);
    error SubaccountProofInvalid();
    error PositionsMismatch(bytes32 expected, bytes32 given);
    error MarketProofInvalid(uint256 place, uint32 instrument);
    error ExitProofInvalid();
    /// @notice The leaf says what the subaccount is worth, and its debt, if any, is known.
    error NothingToCorrect(uint32 index);
    error WorthOutOfRange(int256 worth);
    error AlreadySettled();
    error NotSettled();
    error SystemLeafExpected(uint32 index);
    error TokenProofInvalid();
    error TokenNotListed(address token);
    error ClaimProofInvalid();
    error PoolAlreadyOpened(address token);
    error PoolNotOpened(address token);
    error AlreadyExited(uint32 index, address token);
    error NothingToPay(uint32 index);
    error DepositWasRead(uint64 index, uint64 readCount);
    error DepositMismatch(uint64 index);
    error AlreadyRefunded(uint64 index);

    /// @notice Names the header that everybody leaves by, once the settlement has fixed it; opens the window for challenges.
    function open(Header calldata header, ChainLeaf calldata chain, Path calldata path) external;

    /// @notice Like `open` where no header was ever final: all that there is are deposits to refund.
    function openEmpty() external;

    /// @notice Shows what a subaccount is worth; puts it in the place of a leaf that says otherwise, and remembers a debt.
    function challenge(SubaccountProof calldata proof, ExitLeaf calldata exit_, SumPath calldata exitPath) external;

    /// @notice After the window: what the system leaves with pays the debts that were proven; then the sum is fixed.
    /// @param exit_ The system's leaf, index 0.
    function settle(ExitLeaf calldata exit_, SumPath calldata exitPath) external;

    /// @notice Fixes how much of a token there is to share: not what claims were asked for, nor deposits that nobody read.
    function openPool(TokenLeaf calldata token, Path calldata tokenPath) external;

    /// @notice Pays a leaf's share of each of `tokens`, each once, to the leaf's owner (the system's: to the treasury).
    function exit(ExitLeaf calldata exit_, SumPath calldata exitPath, address[] calldata tokens) external;

    /// @notice Pays what was withdrawn and not claimed before. No limit, gate or pause holds it back.
    function claim(
        TokenLeaf calldata token,
        Path calldata tokenPath,
        ClaimLeaf calldata claim_,
        Path calldata claimPath
    ) external returns (uint128 amount);

    /// @notice Pays a deposit that the last header has not read to the owner whom it was for.
    function refund(uint64 index, address token, address from, address owner, uint16 subNo, uint128 amount) external;
}
