// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Header} from "../libraries/Layout.sol";
import {ICommittees} from "./ICommittees.sol";

/// @notice A registered operator. It serves while `lastCommittee` is the last one installed.
/// @param stake Units of the stake token.
/// @param unlocksAt Unix seconds before which the stake stays and answers: the expiry of the last committee that it was
/// planned for, and the unbonding time.
/// @param lastCommittee Id of the last committee it was installed in, 0 for none.
/// @param blsKey Contract whose code holds the key (libraries/CommitteeBlob.sol); zero when the operator is not registered.
/// @param willing Wants to serve. Who is willing and does not serve is in the line of those who join; who serves and is
/// not willing, in that of those who leave.
/// @param barred Was slashed: leaves with the next committee and joins none any more.
/// @param ed25519Key Identity for votes, reports and the network.
struct Operator {
    uint128 stake;
    uint64 unlocksAt;
    uint64 lastCommittee;
    address blsKey;
    bool willing;
    bool barred;
    bytes32 ed25519Key;
}

/// @notice The next committee, while it is not installed.
/// @param hash What a header of the committee in office must name; 0 when nothing is planned.
/// @param atSeconds Unix seconds of the last plan, or of genesis.
/// @param atBlock L1 block of the plan, in which its event can be found.
/// @param expiryMs Expiry of the planned committee.
struct Plan {
    bytes32 hash;
    uint64 atSeconds;
    uint64 atBlock;
    uint56 expiryMs;
}

/// @notice Fixed at deployment.
/// @param stakePerWeight Units of the stake token that make one unit of weight.
/// @param stakeMin Units of the stake token without which nobody joins; at least one unit of weight.
/// @param interval Seconds between two plans at least. A plan must be named, final and installed within it.
/// @param life Seconds from a plan to the expiry of its committee.
/// @param unbonding Seconds that stake stays locked after the expiry of an operator's last committee.
struct Terms {
    uint128 stakePerWeight;
    uint128 stakeMin;
    uint64 interval;
    uint64 life;
    uint64 unbonding;
}

/// @notice A member of a committee, in the order of its bitmap.
struct Member {
    address operator;
    uint32 weight;
    bytes32 ed25519Key;
    bytes blsKey;
}

/// @title Who may sign checkpoints: operators with stake and proven keys, and the committees made of them.
interface ICommitteeRegistry is ICommittees {
    /// @notice An operator registered; its BLS key is only here and in committees, storage holds its hash.
    event OperatorRegistered(address indexed operator, bytes blsKey, bytes32 ed25519Key, uint128 stake);
    event StakeAdded(address indexed operator, uint128 amount, uint128 stake);
    event StakeWithdrawn(address indexed operator, uint128 amount, uint128 stake);
    /// @notice The operator asked to serve, or to serve no longer.
    event OperatorWillingness(address indexed operator, bool willing);
    event OperatorSlashed(address indexed operator, uint128 amount, uint128 stake);
    /// @notice Who committee `id` will be. Replaces an earlier plan of it.
    event CommitteePlanned(uint64 indexed id, bytes32 hash, address[] members, uint32[] weights, uint56 expiryMs);
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
    error TermsInvalid();
    error StakeLocked(uint64 unlocksAt);
    error StakeTooLow(uint128 asked, uint128 stake);
    error InstallerOnly(address installer, address caller);
    error GenesisAlreadyInstalled();
    error GenesisMissing();
    /// @notice An operator that wants to serve, when it must not.
    error OperatorWilling(address operator);
    error OperatorNotWilling(address operator);
    error OperatorBarred(address operator);
    error SlasherOnly(address slasher, address caller);
    error PlannedTooEarly(uint256 earliest, uint256 now_);
    /// @notice The next committee would be the current one, which is good enough until `renewable`, Unix seconds.
    error NothingToPlan(uint256 renewable);
    error NothingPlanned();
    error HeaderOfAnotherCommittee(uint64 expected, uint64 given);
    error CommitteeNotNamed(bytes32 planned, bytes32 named);
    /// @notice The members or weights are not those of the plan.
    error CommitteeDiffers(bytes32 planned, bytes32 given);
    error CommitteeSizeInvalid(uint256 size);
    error CommitteeListsDiffer(uint256 operators, uint256 weights);
    error CommitteeExpiryInvalid(uint256 expiryMs);
    error OperatorTwice(address operator);
    /// @notice The stake is worth no weight, or more than a u32.
    error WeightInvalid(address operator, uint256 weight);
    error TotalWeightInvalid(uint256 total);
    /// @notice The keys and the negated aggregate do not sum to infinity, or the aggregate itself is infinity.
    error AggregateInvalid();

    /// @notice Names the network in every signing domain: keccak(abi.encode("witan", homeChainId, homeRegistry, salt)).
    /// @notice Registers the caller with its keys and a first stake (approve the stake token before).
    /// @param blsKey 256 bytes, G2 as EIP-2537 writes it.
    /// @param possession 128 bytes, the proof over (networkId, registry, caller, key) under the possession domain.
    function register(bytes calldata blsKey, bytes32 ed25519Key, bytes calldata possession, uint128 stake) external;

    function addStake(uint128 amount) external;

    /// @notice Pays stake back to an operator that does not want to serve, once it no longer answers for a committee.
    function withdrawStake(uint128 amount) external;

    /// @notice The caller wants to serve: it goes to the end of the line of those who join, or takes back its leaving.
    function requestActivation() external;

    /// @notice The caller wants to serve no longer: it goes to the end of the line of those who leave, or out of the other.
    function requestExit() external;

    /// @notice Installs the first committee. Once, by the installer named at deployment.
    /// @param members Registered operators, each once, in the order of the bitmap.
    /// @param negatedAggregate −Σ keys, checked here.
    /// @param expiryMs Last header timestamp that it may sign.
    function installGenesis(address[] calldata members, bytes calldata negatedAggregate, uint56 expiryMs) external;

    /// @notice Fixes who the next committee will be, and with what weight: `nextMembers` as of now. By anyone, once in
    /// `interval`; the stake of all of them is locked from here on. A plan that was not installed until then is void.
    function plan() external;

    /// @notice Installs the planned committee. By anyone who shows a final header of the committee before that names it.
    /// @param slot Place of the header in the settlement's ring.
    /// @param tokensRoot Of this chain's leaf in the header.
    /// @param members And `weights`: as planned.
    /// @param negatedAggregate −Σ keys, checked here.
    function install(
        Header calldata header,
        uint256 slot,
        bytes32 tokensRoot,
        address[] calldata members,
        uint32[] calldata weights,
        bytes calldata negatedAggregate
    ) external;

    /// @notice Takes stake to the slasher, who alone may call, and bars the operator for good.
    /// @return taken `amount` or all there is; nothing once the stake is free.
    function slash(address operator, uint128 amount) external returns (uint128 taken);

    /// @notice Id of the last committee installed, 0 before the first.
    function installed() external view returns (uint64);

    function planned() external view returns (bytes32 hash, uint64 atSeconds, uint64 atBlock, uint56 expiryMs);

    /// @notice Who the next committee would be if it were planned now: members − barred − leaving + joining, each in the
    /// order in which they asked, a quarter of the members (at least one) each way at most. Members keep their order.
    function nextMembers() external view returns (address[] memory members, uint32[] memory weights);

    /// @notice The first operators in line to join. For reading off chain.
    function activationQueue(uint256 most) external view returns (address[] memory);

    /// @notice The first operators in line to leave. For reading off chain.
    function exitQueue(uint256 most) external view returns (address[] memory);

    /// @notice An operator's BLS key, 256 bytes.
    function blsKeyOf(address operator) external view returns (bytes memory);

    /// @notice The members of committee `id` in the order of its bitmap; empty when there is none. For reading off chain.
    function members(uint64 id) external view returns (Member[] memory);

    function operators(
        address operator
    )
        external
        view
        returns (
            uint128 stake,
            uint64 unlocksAt,
            uint64 lastCommittee,
            address blsKey,
            bool willing,
            bool barred,
            bytes32 ed25519Key
        );
}
