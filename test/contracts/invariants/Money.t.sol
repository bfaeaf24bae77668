// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Leaving} from "./Leaving.sol";
import {FuzzSelector} from "./Vm.sol";

/// @title What holds of the vault's money after any sequence of steps, and that a frozen venue lets everybody out.
/// @notice The steps, and the rules about each of them, are in Traders and Leaving; a step that breaks one reverts, which
/// ends the campaign. Source: docs/spec/settlement.md.
contract MoneyTest {
    Leaving private venue;

    function setUp() external {
        venue = new Leaving();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(venue);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[15] memory steps = [
            venue.deposit.selector,
            venue.trade.selector,
            venue.withdraw.selector,
            venue.grant.selector,
            venue.checkpoint.selector,
            venue.pass.selector,
            venue.force.selector,
            venue.pause.selector,
            venue.donate.selector,
            venue.claim.selector,
            venue.checkGate.selector,
            venue.steal.selector,
            venue.freezeSilent.selector,
            venue.freezeOverdue.selector,
            venue.takeStep.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(venue), new bytes4[](16));
        for (uint256 i = 0; i < 15; i++) targets[0].selectors[i] = steps[i];
        targets[0].selectors[15] = venue.veto.selector;
    }

    function invariant_moneyIsAccountedFor() external view {
        venue.requireAccounted();
    }

    /// Runs at the end of every sequence.
    function afterInvariant() external {
        venue.everybodyLeaves();
        venue.requireAccounted();
    }
}
