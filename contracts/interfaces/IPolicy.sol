// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Says who may deposit, and whom a claim may be paid to.
/// @notice Asked with a bounded amount of gas. Whatever is not a plain `true` refuses: a revert, no answer, no code. Nothing asks it about
/// forced items, a freeze or the escape, and it never learns of them: who is refused a claim is paid by the escape.
interface IPolicy {
    function mayDeposit(address from, address owner, address token, uint128 amount) external view returns (bool);

    function mayClaim(address owner, address token, uint128 amount) external view returns (bool);
}

/// @title Which policy vaults ask. Changed by governance, late enough to leave before.
interface IPolicyRegistry {
    /// @notice From `from` on (Unix seconds) vaults ask `policy`; zero: nobody.
    event PolicyAnnounced(address indexed policy, uint256 from);

    error GovernanceOnly(address governance, address caller);
    /// @notice Shorter than what vaults remember.
    error DelayTooShort(uint256 least, uint256 given);

    /// @notice The next policy, in force after `delay`. Replaces one that was announced and is not in force. By governance.
    function announce(IPolicy policy) external;

    /// @notice No policy, in force as soon as no vault remembers another. By governance.
    function clear() external;

    /// @return policy In force; zero: none.
    /// @return until It certainly stays so until then, Unix seconds.
    function current() external view returns (IPolicy policy, uint256 until);
}
