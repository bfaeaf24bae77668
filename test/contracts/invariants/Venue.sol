// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitteeRegistry} from "../../../contracts/CommitteeRegistry.sol";
import {Escape} from "../../../contracts/Escape.sol";
import {Settlement} from "../../../contracts/Settlement.sol";
import {Vault} from "../../../contracts/Vault.sol";
import {DevnetToken} from "../../../contracts/devnet/DevnetToken.sol";
import {Terms} from "../../../contracts/interfaces/ICommitteeRegistry.sol";
import {IRiskParameters} from "../../../contracts/interfaces/IRiskParameters.sol";
import {Timing} from "../../../contracts/interfaces/ISettlement.sol";
import {TokenAccount, TokenListing, VaultTerms} from "../../../contracts/interfaces/IVault.sol";
import {Bls} from "../../../contracts/libraries/Bls.sol";
import {Layout} from "../../../contracts/libraries/Layout.sol";
import {vm} from "./Vm.sol";

/// @title Registry, vault, settlement and escape as they are deployed, with a committee of one.
/// @notice Nothing is replaced: the member's secret key is 1, so that its public key is the generator, its signature of a
/// message is the message's point, and every header is verified by the pairing.
abstract contract Venue {
    uint256 internal constant SPACING = 30;
    uint256 internal constant DISPUTE = 6 hours;
    uint256 internal constant SILENCE = 7 days;
    uint256 internal constant LAST_CALL = 1 days;
    uint64 internal constant FORCED_WINDOW = 1 days;
    uint128 internal constant FORCED_FEE = 1e15;
    uint256 internal constant CHALLENGE = 3 days;
    /// Ledger units.
    uint48 internal constant OUTFLOW_FLOOR = 1e9;

    address internal constant SLASHER = address(0x51a);
    address internal constant GUARDIAN = address(0x94a);
    address internal constant TREASURY = address(0x7ea);

    /// USDC, and ether with eight of its eighteen decimals.
    DevnetToken[2] internal tokens;
    /// Base units to a ledger unit.
    uint128[2] internal precision = [uint128(1), 1e10];
    CommitteeRegistry internal registry;
    Vault internal vault;
    Settlement internal settlement;
    Escape internal escape;

    /// Unix seconds and L1 block. Kept here: the compiler takes block.timestamp for constant within a call.
    uint256 internal time = 1_800_000_000;
    uint256 internal l1Block = 1_000;

    constructor() {
        _pass(0);
        tokens = [new DevnetToken("USD Coin", "USDC", 6), new DevnetToken("Ether", "WETH", 18)];
        (address vaultAt, address settlementAt, address escapeAt) = (_created(4), _created(5), _created(6));
        Terms memory terms = Terms(1, 1, 1 days, 3650 days, 1 days);
        registry = new CommitteeRegistry(
            tokens[0],
            address(this),
            Settlement(settlementAt),
            SLASHER,
            terms,
            block.chainid,
            address(0),
            0
        );
        TokenListing[] memory listings = new TokenListing[](2);
        listings[0] = TokenListing(address(tokens[0]), 6, OUTFLOW_FLOOR);
        listings[1] = TokenListing(address(tokens[1]), 8, OUTFLOW_FLOOR);
        VaultTerms memory vaultTerms = VaultTerms(
            settlementAt,
            escapeAt,
            GUARDIAN,
            TREASURY,
            FORCED_FEE,
            FORCED_WINDOW,
            new address[](0),
            address(0)
        );
        vault = new Vault(vaultTerms, listings);
        Timing memory timing = Timing(uint32(SPACING), uint32(DISPUTE), 1 days, uint32(SILENCE), uint32(LAST_CALL));
        settlement = new Settlement(registry, vault, SLASHER, timing, IRiskParameters(address(0)));
        escape = new Escape(settlement, vault, TREASURY, CHALLENGE);
        assert(address(vault) == vaultAt && address(escape) == escapeAt);
        _installCommittee();
    }

    function _installCommittee() private {
        tokens[0].mint(address(this), 1);
        tokens[0].approve(address(registry), 1);
        bytes32 message = Layout.possessionMessage(
            registry.networkId(),
            address(registry),
            address(this),
            keccak256(Bls.G2_GENERATOR)
        );
        registry.register(Bls.G2_GENERATOR, "ed25519", Bls.hashToG1(message, Bls.POSSESSION_DOMAIN), 1);
        address[] memory members = new address[](1);
        members[0] = address(this);
        registry.installGenesis(members, Bls.NEGATED_G2_GENERATOR, uint56((time + 3650 days) * 1000));
    }

    function _pass(uint256 seconds_) internal {
        (time, l1Block) = (time + seconds_, l1Block + seconds_ / 12 + 1);
        vm.warp(time);
        vm.roll(l1Block);
    }

    function _accountOf(uint256 token) internal view returns (TokenAccount memory account) {
        (
            account.accounted,
            account.paid,
            account.drainedUntil,
            account.deposited,
            account.outflowFloor,
            account.gatedSince,
            account.pausedUntil,
            account.id,
            account.digits,
            account.listed
        ) = vault.accounts(address(tokens[token]));
    }

    /// @dev Where this contract's creation number `nonce` (below 128) comes to stand.
    function _created(uint8 nonce) private view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", address(this), nonce)))));
    }
}
