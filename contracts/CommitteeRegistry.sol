// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICommitteeRegistry, Member, Operator, Plan, Terms} from "./interfaces/ICommitteeRegistry.sol";
import {Committee, ICommittees} from "./interfaces/ICommittees.sol";
import {ISettlement} from "./interfaces/ISettlement.sol";
import {Bls} from "./libraries/Bls.sol";
import {CommitteeBlob} from "./libraries/CommitteeBlob.sol";
import {Header, Layout} from "./libraries/Layout.sol";
import {OperatorQueue, Queue} from "./libraries/OperatorQueue.sol";
import {Weights} from "./libraries/Weights.sol";

/// @title Operators, their stake and keys, and the committees they form, one after another.
/// @notice A committee, once installed, never changes. The next one is planned by anyone out of two queues, named by a
/// header of the one in office, and installed by anyone when that header is final (docs/adr/0120).
contract CommitteeRegistry is ICommitteeRegistry, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using OperatorQueue for Queue;

    uint64 public constant GENESIS_COMMITTEE = 1;
    /// Below so many members a committee shrinks only by those who are barred.
    uint256 private constant SIZE_KEPT = 4;
    /// One in so many members may leave at a rotation, and as many join; but always one.
    uint256 private constant CHURN_SHARE = 4;

    bytes32 public immutable networkId;
    IERC20 public immutable stakeToken;
    address public immutable installer;
    /// Whose final headers name the next committee.
    ISettlement public immutable settlement;
    /// Who alone can take stake: a contract that judges evidence.
    address public immutable slasher;
    uint128 public immutable stakePerWeight;
    uint128 public immutable stakeMin;
    uint64 public immutable interval;
    uint64 public immutable life;
    uint64 public immutable unbonding;

    /// Id of the last committee, 0 before the first.
    uint64 public installed;
    Plan public planned;
    mapping(address operator => Operator) public operators;
    mapping(bytes32 keyHash => address operator) public operatorOfBlsKey;
    mapping(bytes32 key => address operator) public operatorOfEd25519Key;
    mapping(uint64 id => Committee) private _committees;
    /// Those who are willing and do not serve; those who serve and are not willing.
    Queue private _activations;
    Queue private _exits;

    /// @param settlement_ On the same chain; it will name this registry.
    /// @param homeRegistry This network's registry on its home chain; zero when this is it.
    constructor(
        IERC20 stakeToken_,
        address installer_,
        ISettlement settlement_,
        address slasher_,
        Terms memory terms,
        uint256 homeChainId,
        address homeRegistry,
        bytes32 salt
    ) {
        // Whoever has the least stake must have weight, or the one it is planned into could not be installed.
        if (terms.stakePerWeight == 0 || terms.stakeMin < terms.stakePerWeight) revert TermsInvalid();
        stakeToken = stakeToken_;
        installer = installer_;
        settlement = settlement_;
        slasher = slasher_;
        stakePerWeight = terms.stakePerWeight;
        stakeMin = terms.stakeMin;
        interval = terms.interval;
        life = terms.life;
        unbonding = terms.unbonding;
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
        if (operators[msg.sender].blsKey != address(0)) revert OperatorAlreadyRegistered(msg.sender);
        if (operatorOfBlsKey[keyHash] != address(0)) revert BlsKeyTaken(keyHash);
        if (ed25519Key == 0) revert Ed25519KeyInvalid(ed25519Key);
        if (operatorOfEd25519Key[ed25519Key] != address(0)) revert Ed25519KeyTaken(ed25519Key);
        bytes32 message = Layout.possessionMessage(networkId, address(this), msg.sender, keyHash);
        if (!Bls.verifyPossession(message, possession, blsKey)) revert PossessionNotProven(msg.sender);

        operatorOfBlsKey[keyHash] = msg.sender;
        operatorOfEd25519Key[ed25519Key] = msg.sender;
        address stored = CommitteeBlob.writeKey(blsKey);
        operators[msg.sender] = Operator(stake, 0, 0, stored, false, false, ed25519Key);
        emit OperatorRegistered(msg.sender, blsKey, ed25519Key, stake);
        _takeStake(stake);
    }

    /// @inheritdoc ICommitteeRegistry
    function addStake(uint128 amount) external nonReentrant {
        Operator storage operator = _registered(msg.sender);
        operator.stake += amount;
        emit StakeAdded(msg.sender, amount, operator.stake);
        _takeStake(amount);
    }

    /// @inheritdoc ICommitteeRegistry
    function withdrawStake(uint128 amount) external nonReentrant {
        Operator storage operator = operators[msg.sender];
        if (operator.willing) revert OperatorWilling(msg.sender);
        if (block.timestamp < operator.unlocksAt) revert StakeLocked(operator.unlocksAt);
        if (amount > operator.stake) revert StakeTooLow(amount, operator.stake);
        operator.stake -= amount;
        emit StakeWithdrawn(msg.sender, amount, operator.stake);
        stakeToken.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc ICommitteeRegistry
    function requestActivation() external {
        Operator storage operator = _registered(msg.sender);
        if (operator.barred) revert OperatorBarred(msg.sender);
        if (operator.willing) revert OperatorWilling(msg.sender);
        if (operator.stake < stakeMin) revert StakeTooLow(stakeMin, operator.stake);
        _setWilling(msg.sender, operator, true);
    }

    /// @inheritdoc ICommitteeRegistry
    function requestExit() external {
        Operator storage operator = operators[msg.sender];
        if (!operator.willing) revert OperatorNotWilling(msg.sender);
        _setWilling(msg.sender, operator, false);
    }

    /// @inheritdoc ICommitteeRegistry
    function installGenesis(address[] calldata members_, bytes calldata negatedAggregate, uint56 expiryMs) external {
        if (msg.sender != installer) revert InstallerOnly(installer, msg.sender);
        if (installed != 0) revert GenesisAlreadyInstalled();
        uint256 size = members_.length;
        if (size == 0 || size > Weights.SIZE_MAX) revert CommitteeSizeInvalid(size);
        uint32[] memory weights = new uint32[](size);
        uint256 total;
        for (uint256 i = 0; i < size; i++) {
            Operator storage operator = _registered(members_[i]);
            if (operator.lastCommittee != 0) revert OperatorTwice(members_[i]);
            uint256 weight = operator.stake / stakePerWeight;
            if (weight == 0 || weight > type(uint32).max) revert WeightInvalid(members_[i], weight);
            weights[i] = uint32(weight);
            total += weight;
            if (operator.willing) _activations.remove(members_[i]);
            operator.willing = true;
            operator.lastCommittee = GENESIS_COMMITTEE;
            _lock(operator, expiryMs);
        }
        if (total > Weights.TOTAL_MAX) revert TotalWeightInvalid(total);
        planned.atSeconds = uint64(block.timestamp);
        _install(GENESIS_COMMITTEE, members_, weights, negatedAggregate, expiryMs);
    }

    /// @inheritdoc ICommitteeRegistry
    function plan() external {
        uint64 last = installed;
        if (last == 0) revert GenesisMissing();
        uint256 earliest = planned.atSeconds + interval;
        if (block.timestamp < earliest) revert PlannedTooEarly(earliest, block.timestamp);
        (address[] memory chosen, uint32[] memory weights) = nextMembers();
        if (chosen.length == 0) revert CommitteeSizeInvalid(0);
        bytes memory blob = CommitteeBlob.encodeBlob(weights, _keysOf(chosen));
        _requireNews(_committees[last], blob);

        uint56 expiryMs = uint56((block.timestamp + life) * 1000);
        for (uint256 i = 0; i < chosen.length; i++) _lock(operators[chosen[i]], expiryMs);
        bytes32 hash = Layout.nextCommitteeHash(last + 1, expiryMs, keccak256(blob), _ed25519KeysHash(chosen));
        planned = Plan(hash, uint64(block.timestamp), uint64(block.number), expiryMs);
        emit CommitteePlanned(last + 1, hash, chosen, weights, expiryMs);
    }

    /// @inheritdoc ICommitteeRegistry
    function install(
        Header calldata header,
        uint256 slot,
        bytes32 tokensRoot,
        address[] calldata members_,
        uint32[] calldata weights,
        bytes calldata negatedAggregate
    ) external {
        uint64 last = installed;
        Plan memory plan_ = planned;
        if (plan_.hash == 0) revert NothingPlanned();
        if (header.committeeId != last) revert HeaderOfAnotherCommittee(last, header.committeeId);
        if (header.nextCommitteeHash != plan_.hash) revert CommitteeNotNamed(plan_.hash, header.nextCommitteeHash);
        settlement.requireFinal(slot, header.number, Layout.headerHash(header), tokensRoot);
        address[] memory before = CommitteeBlob.operatorsOf(_committees[last].blob, _committees[last].size);
        planned.hash = 0;
        for (uint256 i = 0; i < members_.length; i++) _enlist(last + 1, members_[i]);
        bytes32 hash = _install(last + 1, members_, weights, negatedAggregate, plan_.expiryMs);
        if (hash != plan_.hash) revert CommitteeDiffers(plan_.hash, hash);
        _release(last + 1, before);
    }

    /// @inheritdoc ICommitteeRegistry
    function slash(address operator_, uint128 amount) external returns (uint128 taken) {
        if (msg.sender != slasher) revert SlasherOnly(slasher, msg.sender);
        Operator storage operator = operators[operator_];
        if (block.timestamp >= operator.unlocksAt) return 0;
        taken = amount < operator.stake ? amount : operator.stake;
        operator.stake -= taken;
        operator.barred = true;
        if (operator.willing) _setWilling(operator_, operator, false);
        emit OperatorSlashed(operator_, taken, operator.stake);
        stakeToken.safeTransfer(slasher, taken);
    }

    /// @inheritdoc ICommitteeRegistry
    function nextMembers() public view returns (address[] memory chosen, uint32[] memory weights) {
        Committee memory current = _committees[installed];
        address[] memory kept = _kept(CommitteeBlob.operatorsOf(current.blob, current.size));
        uint256 churn = current.size < CHURN_SHARE ? 1 : current.size / CHURN_SHARE;
        address[] memory out = _willingToLeave(kept, churn);
        uint256 room = Weights.SIZE_MAX - kept.length + out.length;
        address[] memory joiners = _activations.first(churn < room ? churn : room);
        uint256 least = current.size < SIZE_KEPT ? current.size : SIZE_KEPT;
        uint256 spare = kept.length + joiners.length;
        spare = spare > least ? spare - least : 0;
        uint256 leavers = out.length < spare ? out.length : spare;

        chosen = new address[](kept.length - leavers + joiners.length);
        uint256 size;
        for (uint256 i = 0; i < kept.length; i++) {
            if (!_isAmong(kept[i], out, leavers)) chosen[size++] = kept[i];
        }
        for (uint256 i = 0; i < joiners.length; i++) chosen[size++] = joiners[i];
        uint256[] memory exact = new uint256[](size);
        for (uint256 i = 0; i < size; i++) exact[i] = operators[chosen[i]].stake / stakePerWeight;
        weights = Weights.bound(exact);
    }

    /// @inheritdoc ICommitteeRegistry
    function activationQueue(uint256 most) external view returns (address[] memory) {
        return _activations.first(most);
    }

    /// @inheritdoc ICommitteeRegistry
    function exitQueue(uint256 most) external view returns (address[] memory) {
        return _exits.first(most);
    }

    /// @inheritdoc ICommitteeRegistry
    function blsKeyOf(address operator) external view returns (bytes memory) {
        return CommitteeBlob.readKey(_registered(operator).blsKey);
    }

    /// @inheritdoc ICommittees
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

    /// @dev Checks the aggregate against the members' keys, then stores the committee.
    /// @return hash What a header calls this committee.
    function _install(
        uint64 id,
        address[] memory members_,
        uint32[] memory weights,
        bytes calldata negatedAggregate,
        uint56 expiryMs
    ) private returns (bytes32 hash) {
        uint256 size = members_.length;
        if (weights.length != size) revert CommitteeListsDiffer(size, weights.length);
        if (expiryMs <= block.timestamp * 1000) revert CommitteeExpiryInvalid(expiryMs);
        address[] memory keys = _keysOf(members_);
        bytes memory sum = negatedAggregate;
        if (sum.length != Bls.G2_SIZE || Bls.isInfinity(sum)) revert AggregateInvalid();
        uint32 total;
        for (uint256 i = 0; i < size; i++) {
            total += weights[i];
            sum = Bls.addG2(sum, CommitteeBlob.readKey(keys[i]));
        }
        if (!Bls.isInfinity(sum)) revert AggregateInvalid();

        bytes memory data = CommitteeBlob.encode(weights, keys, negatedAggregate, members_);
        address pointer = CommitteeBlob.write(data);
        bytes32 blobHash = CommitteeBlob.blobHash(data, size);
        bytes32 keysHash = _ed25519KeysHash(members_);
        installed = id;
        _committees[id] = Committee(pointer, uint8(size), total, expiryMs);
        emit CommitteeInstalled(id, pointer, blobHash, keysHash, total, expiryMs);
        return Layout.nextCommitteeHash(id, expiryMs, blobHash, keysHash);
    }

    /// @dev A member of committee `id`, which is being installed. Who joins leaves the line, and who changed its mind
    /// while it was planned goes into the other one.
    function _enlist(uint64 id, address member) private {
        Operator storage operator = operators[member];
        if (!_serves(operator)) {
            if (operator.willing) _activations.remove(member);
            else _exits.append(member);
        }
        operator.lastCommittee = id;
    }

    /// @dev Those of the committee before `id` who are not in it serve no longer.
    function _release(uint64 id, address[] memory before) private {
        for (uint256 i = 0; i < before.length; i++) {
            Operator storage operator = operators[before[i]];
            if (operator.lastCommittee == id) continue;
            if (operator.willing) _activations.append(before[i]);
            else _exits.remove(before[i]);
        }
    }

    /// @dev Keeps the two lines true: see `_activations` and `_exits`.
    function _setWilling(address who, Operator storage operator, bool willing) private {
        operator.willing = willing;
        Queue storage line = _serves(operator) ? _exits : _activations;
        if (willing == _serves(operator)) line.remove(who);
        else line.append(who);
        emit OperatorWillingness(who, willing);
    }

    /// @dev Stake answers for what a committee signs until `unbonding` after it can sign no more.
    function _lock(Operator storage operator, uint56 expiryMs) private {
        uint64 until = uint64(expiryMs / 1000 + 1) + unbonding;
        if (until > operator.unlocksAt) operator.unlocksAt = until;
    }

    function _serves(Operator storage operator) private view returns (bool) {
        uint64 id = operator.lastCommittee;
        return id != 0 && id == installed;
    }

    function _registered(address who) private view returns (Operator storage operator) {
        operator = operators[who];
        if (operator.blsKey == address(0)) revert OperatorUnknown(who);
    }

    /// @dev Members of the current committee but those who were slashed, or whose stake is worth nothing any more.
    function _kept(address[] memory current) private view returns (address[] memory kept) {
        kept = new address[](current.length);
        uint256 count;
        for (uint256 i = 0; i < current.length; i++) {
            Operator storage operator = operators[current[i]];
            if (!operator.barred && operator.stake >= stakePerWeight) kept[count++] = current[i];
        }
        _shorten(kept, count);
    }

    /// @dev The first `most` of those who are kept and want to leave, in the order in which they asked.
    function _willingToLeave(address[] memory kept, uint256 most) private view returns (address[] memory out) {
        address[] memory line = _exits.first(_exits.length);
        out = new address[](most);
        uint256 count;
        for (uint256 i = 0; i < line.length && count < most; i++) {
            if (_isAmong(line[i], kept, kept.length)) out[count++] = line[i];
        }
        _shorten(out, count);
    }

    function _isAmong(address who, address[] memory list, uint256 length) private pure returns (bool) {
        for (uint256 i = 0; i < length; i++) if (list[i] == who) return true;
        return false;
    }

    function _shorten(address[] memory list, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(list, length)
        }
    }

    function _keysOf(address[] memory members_) private view returns (address[] memory keys) {
        keys = new address[](members_.length);
        for (uint256 i = 0; i < members_.length; i++) keys[i] = operators[members_[i]].blsKey;
    }

    function _ed25519KeysHash(address[] memory members_) private view returns (bytes32) {
        bytes32[] memory keys = new bytes32[](members_.length);
        for (uint256 i = 0; i < members_.length; i++) keys[i] = operators[members_[i]].ed25519Key;
        return keccak256(abi.encodePacked(keys));
    }

    /// @dev A committee like the one there is would cost its installation for nothing, until half of its life is over.
    function _requireNews(Committee memory current, bytes memory blob) private view {
        bytes memory old = CommitteeBlob.read(current.blob, 0, CommitteeBlob.blobSize(current.size));
        if (keccak256(old) != keccak256(blob)) return;
        uint256 renewable = current.expiryMs / 1000 - life / 2;
        if (block.timestamp < renewable) revert NothingToPlan(renewable);
    }

    /// @dev Takes exactly `amount` from the caller: a token with a fee would leave stake that is not there.
    function _takeStake(uint128 amount) private {
        uint256 before = stakeToken.balanceOf(address(this));
        stakeToken.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = stakeToken.balanceOf(address(this)) - before;
        if (received != amount) revert StakeReceivedDiffers(amount, received);
    }
}
