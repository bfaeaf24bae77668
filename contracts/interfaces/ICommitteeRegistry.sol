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

/// @notice A registered operator.
/// @param stake Units of the stake token.
/// @param unlocksAt Unix seconds before which the stake stays: end of its last committee and the unbonding time.
/// @param lastCommittee Id of the last committee it was installed in, 0 for none.
/// @param blsKeyHash keccak of the 256-byte key; 0 when the operator is not registered.
/// @param ed25519Key Identity for votes, reports and the network.
struct Operator {
    uint128 stake;
    uint64 unlocksAt;
    uint64 lastCommittee;
    bytes32 blsKeyHash;
    bytes32 ed25519Key;
}

/// @notice A member of a committee, in the order of its bitmap.
struct Member {
    address operator;
    uint32 weight;
    bytes32 ed25519Key;
    bytes blsKey;
}

/// @title Who may sign checkpoints: operators with stake and proven keys, and the committees made of them.
interface ICommitteeRegistry {
    /// @notice An operator registered; its BLS key is only here and in committees, storage holds its hash.
    event OperatorRegistered(address indexed operator, bytes blsKey, bytes32 ed25519Key, uint128 stake);
    event StakeAdded(address indexed operator, uint128 amount, uint128 stake);
    event StakeWithdrawn(address indexed operator, uint128 amount, uint128 stake);
    /// @notice A committee may sign from now on.
    event CommitteeInstalled(
        uint64 indexed id,
        address blob,
        bytes32 blobHash,
        bytes32 ed25519KeysHash,
        uint32 totalWeight,
        uint56 expiryMs
    );

    error OperatorAlreadyRegistered(address operator);
    error OperatorUnknown(address operator);
    /// @notice The key is or was some operator's: a copied key or proof is worth nothing.
    error BlsKeyTaken(bytes32 keyHash);
    error Ed25519KeyInvalid(bytes32 key);
    error Ed25519KeyTaken(bytes32 key);
    error PossessionNotProven(address operator);
    error StakeReceivedDiffers(uint256 asked, uint256 received);
    error StakeLocked(uint64 unlocksAt);
    error StakeTooLow(uint128 asked, uint128 stake);
    error InstallerOnly(address installer, address caller);
    error GenesisAlreadyInstalled();
    error CommitteeSizeInvalid(uint256 size);
    error CommitteeListsDiffer(uint256 operators, uint256 keys);
    error CommitteeExpiryInvalid(uint256 expiryMs);
    error OperatorTwice(address operator);
    error BlsKeyDiffers(address operator);
    /// @notice The stake is worth no weight, or more than a u32.
    error WeightInvalid(address operator, uint256 weight);
    error TotalWeightInvalid(uint256 total);
    /// @notice The keys and the negated aggregate do not sum to infinity, or the aggregate itself is infinity.
    error AggregateInvalid();

    /// @notice Names the network in every signing domain: keccak(abi.encode("witan", homeChainId, homeRegistry, salt)).
    function networkId() external view returns (bytes32);

    /// @notice Registers the caller with its keys and a first stake (approve the stake token before).
    /// @param blsKey 256 bytes, G2 as EIP-2537 writes it.
    /// @param possession 128 bytes, the proof over (networkId, registry, caller, key) under the possession domain.
    function register(bytes calldata blsKey, bytes32 ed25519Key, bytes calldata possession, uint128 stake) external;

    function addStake(uint128 amount) external;

    /// @notice Pays stake back once the operator's last committee can no longer be held to account.
    function withdrawStake(uint128 amount) external;

    /// @notice Installs the first committee. Once, by the installer named at deployment.
    /// @param members Registered operators, each once, in the order of the bitmap.
    /// @param blsKeys Their keys, 256 bytes each.
    /// @param negatedAggregate −Σ keys, checked here.
    /// @param expiryMs Last header timestamp that it may sign.
    function installGenesis(
        address[] calldata members,
        bytes[] calldata blsKeys,
        bytes calldata negatedAggregate,
        uint56 expiryMs
    ) external;

    /// @notice The committee `id`; `blob` is zero when there is none.
    function committee(uint64 id) external view returns (Committee memory);

    /// @notice The members of committee `id` in the order of its bitmap; empty when there is none. For reading off chain.
    function members(uint64 id) external view returns (Member[] memory);

    function operators(
        address operator
    )
        external
        view
        returns (uint128 stake, uint64 unlocksAt, uint64 lastCommittee, bytes32 blsKeyHash, bytes32 ed25519Key);
}
