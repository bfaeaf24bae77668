// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRiskParameters, Kind, Listing} from "../interfaces/IRiskParameters.sol";

/// @title Parameters by number, and what the fixed terms of a market must be to one another.
/// @notice Source: node/types/parameters.ts and node/exchange/checkGenesis.ts; docs/spec/settlement.md, Governance.
library Listings {
    uint16 internal constant STATUS = 1;
    uint16 internal constant INITIAL_MARGIN = 2;
    uint16 internal constant MAINTENANCE_MARGIN = 3;
    uint16 internal constant LEAST_INITIAL_MARGIN = 4;
    uint16 internal constant MAX_POSITION = 5;
    uint16 internal constant MAX_ORDER = 6;
    uint16 internal constant FEED = 32;
    uint16 internal constant MARKET_GROUP = 33;
    uint16 internal constant TICK_SIZE = 34;
    uint16 internal constant LOTS_PER_UNIT = 35;
    uint16 internal constant MAX_PRICE = 37;
    uint16 internal constant STRIKE_STEP = 48;
    uint16 internal constant INITIAL_HAIRCUT = 64;
    uint16 internal constant MAINTENANCE_HAIRCUT = 65;
    uint16 internal constant TAKER_FEE = 80;
    uint16 internal constant MAKER_FEE = 81;
    uint16 internal constant INSURANCE_SHARE = 82;
    uint16 internal constant VALIDATORS_SHARE = 83;

    uint32 internal constant FEE_TIERS = 2 ** 29;
    uint32 internal constant SERIES = 2 ** 30;
    uint32 internal constant TOKENS = 2 ** 31;
    uint32 internal constant PERPETUALS_END = 100_000;

    uint256 private constant SAFE_INTEGER_MAX = 2 ** 53 - 1;
    uint256 private constant STRIKE_PRECISION = 1_000;

    /// @notice Whether something of this kind may have this scope: perpetuals are their instrument, the exchange is 0, the
    /// others count from their base on.
    function isOf(uint32 scope, Kind kind) internal pure returns (bool) {
        if (kind == Kind.Exchange) return scope == 0;
        if (kind == Kind.Perpetual) return scope != 0 && scope < PERPETUALS_END;
        if (kind == Kind.FeeTier) return scope >= FEE_TIERS && scope < SERIES;
        if (kind == Kind.Token) return scope >= TOKENS;
        return scope > SERIES && scope < TOKENS;
    }

    /// @notice 3 to 40 capital letters, digits, `_` and `-`; of a series 3 to 12 without `-`.
    function checkName(Listing memory listing) internal pure {
        bytes memory name = bytes(listing.name);
        bool isSeries = listing.kind != Kind.Perpetual;
        bool fits = name.length >= 3 && name.length <= (isSeries ? 12 : 40);
        for (uint256 i = 0; fits && i < name.length; i++) {
            bytes1 c = name[i];
            fits = (c >= "A" && c <= "Z") || (c >= "0" && c <= "9") || c == "_" || (c == "-" && !isSeries);
        }
        if (!fits) revert IRiskParameters.NameInvalid(listing.name);
    }

    /// @notice Checks the fixed terms of a market; `terms` by parameter.
    /// @return positionMax Most lots whose worth stays a safe integer with room for sums.
    function checkTerms(Kind kind, int64[] memory terms) internal pure returns (uint64 positionMax) {
        uint256 tick = uint64(terms[TICK_SIZE]);
        uint256 lots = uint64(terms[LOTS_PER_UNIT]);
        if (tick % lots != 0) revert IRiskParameters.TermsInvalid(TICK_SIZE, terms[TICK_SIZE]);
        uint256 lotMax = uint64(terms[MAX_PRICE]) * (tick / lots);
        if (lotMax * 2_000 >= SAFE_INTEGER_MAX) revert IRiskParameters.TermsInvalid(MAX_PRICE, terms[MAX_PRICE]);
        if (kind == Kind.Option && uint64(terms[STRIKE_STEP]) % STRIKE_PRECISION != 0) {
            revert IRiskParameters.TermsInvalid(STRIKE_STEP, terms[STRIKE_STEP]);
        }
        return uint64((SAFE_INTEGER_MAX - 1) / (lotMax * 8));
    }
}
