// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Committee, ICommitteeRegistry, Member, Operator} from "./interfaces/ICommitteeRegistry.sol";
import {Bls} from "./libraries/Bls.sol";
import {CommitteeBlob} from "./libraries/CommitteeBlob.sol";
import {Layout} from "./libraries/Layout.sol";

/// @title Operators, their stake and keys, and the committees they form.
/// @notice Rotation, slashing and governance come with contracts of their own; a committee, once installed, never changes.
contract CommitteeRegistry is ICommitteeRegistry, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint64 public constant GENESIS_COMMITTEE = 1;
    uint256 private constant SIZE_MAX = 100;
    uint256 private constant TOTAL_WEIGHT_MAX = 2 ** 31;

    bytes32 public immutable networkId;
    IERC20 public immutable stakeToken;
    address public immutable installer;
    /// Units of the stake token that make one unit of weight.
    uint128 public immutable stakePerWeight;
    /// Seconds that stake stays locked after the expiry of an operator's last committee.
    uint64 public immutable unbonding;

    mapping(address operator => Operator) public operators;
    mapping(bytes32 keyHash => address operator) public operatorOfBlsKey;
    mapping(bytes32 key => address operator) public operatorOfEd25519Key;
    mapping(uint64 id => Committee) private _committees;

    /// @param homeRegistry This network's registry on its home chain; zero when this is it.
    constructor(
        IERC20 stakeToken_,
        address installer_,
        uint128 stakePerWeight_,
        uint64 unbonding_,
        uint256 homeChainId,
        address homeRegistry,
        bytes32 salt
    ) {
        stakeToken = stakeToken_;
        installer = installer_;
        stakePerWeight = stakePerWeight_;
        unbonding = unbonding_;
        networkId = Layout.networkId(homeChainId, homeRegistry == address(0) ? address(this) : homeRegistry, salt);
    }

    /// @inheritdoc ICommitteeRegistry
    function register(
        bytes calldata blsKey,
        bytes32 ed25519Key,
        bytes calldata possession,
        uint128 stake
    ) external nonReentrant {
        bytes32 keyHash = keccak256(blsKey);
        if (operators[msg.sender].blsKeyHash != 0) revert OperatorAlreadyRegistered(msg.sender);
        if (operatorOfBlsKey[keyHash] != address(0)) revert BlsKeyTaken(keyHash);
        if (ed25519Key == 0) revert Ed25519KeyInvalid(ed25519Key);
        if (operatorOfEd25519Key[ed25519Key] != address(0)) revert Ed25519KeyTaken(ed25519Key);
        bytes32 message = Layout.possessionMessage(networkId, address(this), msg.sender, keyHash);
        if (!Bls.verifyPossession(message, possession, blsKey)) revert PossessionNotProven(msg.sender);

        operatorOfBlsKey[keyHash] = msg.sender;
        operatorOfEd25519Key[ed25519Key] = msg.sender;
        operators[msg.sender] = Operator(stake, 0, 0, keyHash, ed25519Key);
        emit OperatorRegistered(msg.sender, blsKey, ed25519Key, stake);
        _takeStake(stake);
    }

    /// @inheritdoc ICommitteeRegistry
    function addStake(uint128 amount) external nonReentrant {
        Operator storage operator = operators[msg.sender];
        if (operator.blsKeyHash == 0) revert OperatorUnknown(msg.sender);
        operator.stake += amount;
        emit StakeAdded(msg.sender, amount, operator.stake);
        _takeStake(amount);
    }

    /// @inheritdoc ICommitteeRegistry
    function withdrawStake(uint128 amount) external nonReentrant {
        Operator storage operator = operators[msg.sender];
        if (block.timestamp < operator.unlocksAt) revert StakeLocked(operator.unlocksAt);
        if (amount > operator.stake) revert StakeTooLow(amount, operator.stake);
        operator.stake -= amount;
        emit StakeWithdrawn(msg.sender, amount, operator.stake);
        stakeToken.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc ICommitteeRegistry
    function installGenesis(
        address[] calldata members_,
        bytes[] calldata blsKeys,
        bytes calldata negatedAggregate,
        uint56 expiryMs
    ) external {
        if (msg.sender != installer) revert InstallerOnly(installer, msg.sender);
        if (_committees[GENESIS_COMMITTEE].blob != address(0)) revert GenesisAlreadyInstalled();
        _install(GENESIS_COMMITTEE, members_, blsKeys, negatedAggregate, expiryMs);
    }

    /// @inheritdoc ICommitteeRegistry
    function committee(uint64 id) external view returns (Committee memory) {
        return _committees[id];
    }

    /// @inheritdoc ICommitteeRegistry
    function members(uint64 id) external view returns (Member[] memory list) {
        Committee memory found = _committees[id];
        uint256 size = found.size;
        list = new Member[](size);
        if (size == 0) return list;
        bytes memory blob = CommitteeBlob.read(found.blob, 0, CommitteeBlob.blobSize(size));
        address[] memory addresses = CommitteeBlob.operatorsOf(found.blob, size);
        for (uint256 i = 0; i < size; i++) {
            list[i] = Member(
                addresses[i],
                CommitteeBlob.weightAt(blob, i),
                operators[addresses[i]].ed25519Key,
                CommitteeBlob.unpackKey(blob, size * 4 + i * 192)
            );
        }
    }

    /// @dev Checks every member and the aggregate, then stores the committee.
    function _install(
        uint64 id,
        address[] calldata members_,
        bytes[] calldata blsKeys,
        bytes calldata negatedAggregate,
        uint56 expiryMs
    ) private {
        uint256 size = members_.length;
        if (size == 0 || size > SIZE_MAX) revert CommitteeSizeInvalid(size);
        if (blsKeys.length != size) revert CommitteeListsDiffer(size, blsKeys.length);
        if (expiryMs <= block.timestamp * 1000) revert CommitteeExpiryInvalid(expiryMs);

        uint32[] memory weights = new uint32[](size);
        bytes32[] memory ed25519Keys = new bytes32[](size);
        uint256 total;
        bytes memory sum = negatedAggregate;
        if (sum.length != Bls.G2_SIZE || Bls.isInfinity(sum)) revert AggregateInvalid();
        for (uint256 i = 0; i < size; i++) {
            (weights[i], ed25519Keys[i]) = _enlist(id, members_[i], blsKeys[i], expiryMs);
            total += weights[i];
            sum = Bls.addG2(sum, blsKeys[i]);
        }
        if (!Bls.isInfinity(sum)) revert AggregateInvalid();
        if (total > TOTAL_WEIGHT_MAX) revert TotalWeightInvalid(total);

        bytes memory data = CommitteeBlob.encode(weights, blsKeys, negatedAggregate, members_);
        address pointer = CommitteeBlob.write(data);
        _committees[id] = Committee(pointer, uint8(size), uint32(total), expiryMs);
        bytes32 keysHash = keccak256(abi.encodePacked(ed25519Keys));
        emit CommitteeInstalled(id, pointer, CommitteeBlob.blobHash(data, size), keysHash, uint32(total), expiryMs);
    }

    /// @dev Binds an operator's stake to committee `id` and weighs it.
    function _enlist(
        uint64 id,
        address member,
        bytes calldata blsKey,
        uint56 expiryMs
    ) private returns (uint32 weight, bytes32 ed25519Key) {
        Operator storage operator = operators[member];
        if (operator.blsKeyHash == 0) revert OperatorUnknown(member);
        if (operator.lastCommittee == id) revert OperatorTwice(member);
        if (operator.blsKeyHash != keccak256(blsKey)) revert BlsKeyDiffers(member);
        uint256 exact = operator.stake / stakePerWeight;
        if (exact == 0 || exact > type(uint32).max) revert WeightInvalid(member, exact);
        operator.lastCommittee = id;
        operator.unlocksAt = uint64(expiryMs / 1000 + 1) + unbonding;
        return (uint32(exact), operator.ed25519Key);
    }

    /// @dev Takes exactly `amount` from the caller: a token with a fee would leave stake that is not there.
    function _takeStake(uint128 amount) private {
        uint256 before = stakeToken.balanceOf(address(this));
        stakeToken.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = stakeToken.balanceOf(address(this)) - before;
        if (received != amount) revert StakeReceivedDiffers(amount, received);
    }
}
