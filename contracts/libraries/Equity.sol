// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEscape, MarketProof, SubaccountProof} from "../interfaces/IEscape.sol";
import {Layout} from "./Layout.sol";
import {Merkle} from "./Merkle.sol";
import {MarketLeaf, Position, StateLayout, SubaccountLeaf} from "./StateLayout.sol";

/// @title What a subaccount is worth at a header's marks, from its leaf, its positions and their markets.
/// @notice equity = cash + Σ ⌊token·price / 10⁸⌋ + Σ lots·(markPerLot − (F − F₀)) − cost, in micro-USDC; no haircuts.
/// Source: docs/spec/settlement.md, Exits. Vectors: test/vectors/settlement.json.
library Equity {
    /// A token's price is per this many ledger units.
    int256 private constant TOKEN_PRICE_SCALE = 1e8;
    uint32 private constant TOKEN_INSTRUMENT_BASE = 2 ** 31;
    int256 private constant WORTH_MAX = int256(uint256(type(uint88).max));

    /// @notice Reverts unless every part of the proof stands under the roots. Negative when it owes.
    function prove(
        SubaccountProof calldata proof,
        bytes32 stateRoot,
        bytes32 marketsRoot
    ) internal pure returns (int256 worth) {
        SubaccountLeaf memory leaf = proof.leaf;
        bytes32 subsRoot = Merkle.rootOf("S", Layout.SUBACCOUNTS_DEPTH, proof.path, StateLayout.subaccountLeaf(leaf));
        bool holds = subsRoot != 0 && proof.path.index == leaf.index;
        if (!holds || StateLayout.stateRoot(subsRoot, proof.restRoot) != stateRoot) {
            revert IEscape.SubaccountProofInvalid();
        }
        bytes32 positionsHash = StateLayout.positionsHash(proof.positions);
        if (positionsHash != leaf.positionsHash) revert IEscape.PositionsMismatch(leaf.positionsHash, positionsHash);

        worth = leaf.cash;
        uint256 place = 0;
        for (uint256 k = 1; k < 16; k++) {
            int256 balance = leaf.tokens[k];
            if (balance == 0) continue;
            MarketLeaf calldata market = _marketAt(proof, place++, TOKEN_INSTRUMENT_BASE + uint32(k), marketsRoot);
            worth += _floorDivide(balance * market.markPerLot, TOKEN_PRICE_SCALE);
        }
        for (uint256 i = 0; i < proof.positions.length; i++) {
            Position calldata position = proof.positions[i];
            MarketLeaf calldata market = _marketAt(proof, place++, position.instrument, marketsRoot);
            int256 perLot = int256(market.markPerLot) - (int256(market.fundingIndex) - position.fundingIndex);
            worth += position.lots * perLot - position.cost;
        }
        if (worth > WORTH_MAX || worth < -WORTH_MAX) revert IEscape.WorthOutOfRange(worth);
    }

    function _marketAt(
        SubaccountProof calldata proof,
        uint256 place,
        uint32 instrument,
        bytes32 marketsRoot
    ) private pure returns (MarketLeaf calldata) {
        if (place >= proof.markets.length) revert IEscape.MarketProofInvalid(place, instrument);
        MarketProof calldata market = proof.markets[place];
        bool holds =
            market.leaf.instrument == instrument &&
                Merkle.verify(marketsRoot, "M", Layout.MARKETS_DEPTH, market.path, StateLayout.marketLeaf(market.leaf));
        if (!holds) revert IEscape.MarketProofInvalid(place, instrument);
        return market.leaf;
    }

    /// @dev Towards minus infinity, as the ledger does.
    function _floorDivide(int256 dividend, int256 divisor) private pure returns (int256 quotient) {
        quotient = dividend / divisor;
        if (dividend < 0 && quotient * divisor != dividend) quotient--;
    }
}
