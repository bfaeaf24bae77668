// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A committee as settlement reads it, in one storage slot.
/// @param blob Contract whose code holds weights, keys and the negated aggregate (libraries/CommitteeBlob.sol).
/// @param size Number of members, 1 to 100.
/// @param totalWeight Sum of the weights, at most 2³¹.
/// @param expiryMs Last header timestamp that the committee may sign, Unix ms.
struct Committee {
    address blob;
    uint8 size;
    uint32 totalWeight;
    uint56 expiryMs;
}

/// @title Who may sign, as settlement reads it: the registry on the home chain, a mirror of it on another.
interface ICommittees {
    /// @notice In every message that is signed.
    function networkId() external view returns (bytes32);

    /// @notice The committee `id`; `blob` is zero when there is none.
    function committee(uint64 id) external view returns (Committee memory);
}
