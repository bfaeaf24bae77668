// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Change, IRiskParameters, Kind, Listing, Rule, Term, Terms, Tightens} from "./interfaces/IRiskParameters.sol";
import {Listings} from "./libraries/Listings.sol";

/// @title What governance sets, each value within hard bounds, in versions that nodes apply at an agreed block.
/// @notice Who tightens is quick; everything else is announced, and then moves in steps. Bounds, directions and steps never change.
contract RiskParameters is IRiskParameters {
    /// @notice A value that may change. `movedAt`: when it last moved slowly, Unix seconds.
    struct Held {
        int64 value;
        uint40 movedAt;
        bool exists;
    }

    /// @notice What is listed. `positionMax`: the most that `MAX_POSITION` may be, as its fixed terms want it.
    struct Market {
        Kind kind;
        bool exists;
        uint64 positionMax;
    }

    struct Version {
        bytes32 hash;
        uint64 activationBlock;
    }

    /// Settlements remember a version in 16 bits.
    uint32 private constant VERSIONS_MAX = type(uint16).max;
    /// Seconds in which an announcement that is ready may be published.
    uint256 public constant PUBLICATION_WINDOW = 14 days;
    uint256 private constant PERPETUALS_MAX = 128;
    int64 private constant ONE = 1_000_000_000;
    /// Above every parameter of a market.
    uint256 private constant TERMS_END = 64;

    address public immutable governance;
    /// Seconds, seconds and blocks; see Terms.
    uint256 public immutable looseningDelay;
    uint256 public immutable period;
    uint64 public immutable activationBlocks;

    address public guardian;
    uint32 public version;
    uint32 private _perpetuals;
    mapping(uint32 version => Version) public versions;
    mapping(bytes32 id => uint256) public readyAt;
    mapping(uint16 parameter => Rule) public rules;
    /// How many rules a kind has.
    mapping(Kind => uint256) private _rulesOf;
    mapping(uint32 scope => mapping(uint16 parameter => Held)) private _held;
    mapping(uint32 scope => Market) public markets;
    mapping(bytes32 kindAndName => bool) private _named;
    mapping(int64 feed => int64) private _groupOf;

    /// @param rules_ All there will ever be.
    /// @param listings And `values`: genesis, which is version 1 and in force from the beginning.
    constructor(Terms memory terms, Rule[] memory rules_, Listing[] memory listings, Change[] memory values) {
        governance = terms.governance;
        guardian = terms.guardian;
        looseningDelay = terms.looseningDelay;
        period = terms.period;
        activationBlocks = terms.activationBlocks;
        for (uint256 i = 0; i < rules_.length; i++) {
            Rule memory rule = rules_[i];
            rules[rule.parameter] = rule;
            for (uint8 kind = 0; kind <= uint8(Kind.Exchange); kind++) {
                if (rule.kinds & (1 << kind) != 0) _rulesOf[Kind(kind)]++;
            }
        }
        for (uint256 i = 0; i < listings.length; i++) _list(listings[i]);
        for (uint256 i = 0; i < values.length; i++) _begin(values[i]);
        for (uint256 i = 0; i < values.length; i++) _checkRelations(values[i].scope);
        _record(listings, values, 0);
    }

    /// @inheritdoc IRiskParameters
    function tighten(Change[] calldata changes) external returns (uint32) {
        bool isGovernance = msg.sender == governance;
        if (!isGovernance && msg.sender != guardian) revert TighteningNotAllowed(msg.sender);
        for (uint256 i = 0; i < changes.length; i++) {
            (Rule memory rule, Held storage held) = _changeable(changes[i]);
            (uint32 scope, uint16 parameter, int64 value) = (changes[i].scope, changes[i].parameter, changes[i].value);
            if (!_isTighter(rule, held.value, value)) revert NotTightening(scope, parameter, held.value, value);
            // A guardian may halt at once, but take no margin to where everybody is liquidated.
            if (!isGovernance && parameter != Listings.STATUS) _checkStep(scope, rule, held, value);
            held.value = value;
        }
        return _publish(new Listing[](0), changes);
    }

    /// @inheritdoc IRiskParameters
    function announce(Listing[] calldata listings, Change[] calldata changes) external returns (bytes32 id) {
        _requireGovernance();
        // What can be told already, so that nobody waits for nothing; steps and relations count when it is published.
        for (uint256 i = 0; i < changes.length; i++) _changeable(changes[i]);
        for (uint256 i = 0; i < listings.length; i++) _requireUnlisted(listings[i]);
        id = keccak256(abi.encode(listings, changes));
        uint256 from = block.timestamp + looseningDelay;
        readyAt[id] = from;
        emit Announced(id, from, from + PUBLICATION_WINDOW, listings, changes);
    }

    /// @inheritdoc IRiskParameters
    function withdraw(bytes32 id) external {
        _requireGovernance();
        if (readyAt[id] == 0) revert NotAnnounced(id);
        delete readyAt[id];
        emit Withdrawn(id);
    }

    /// @inheritdoc IRiskParameters
    function publish(Listing[] calldata listings, Change[] calldata changes) external returns (uint32) {
        bytes32 id = keccak256(abi.encode(listings, changes));
        uint256 from = readyAt[id];
        if (from == 0) revert NotAnnounced(id);
        if (block.timestamp < from) revert AnnouncementNotReady(from, block.timestamp);
        if (block.timestamp > from + PUBLICATION_WINDOW) {
            revert AnnouncementExpired(from + PUBLICATION_WINDOW, block.timestamp);
        }
        delete readyAt[id];
        for (uint256 i = 0; i < listings.length; i++) _list(listings[i]);
        for (uint256 i = 0; i < changes.length; i++) {
            (Rule memory rule, Held storage held) = _changeable(changes[i]);
            int64 value = changes[i].value;
            if (value == held.value) continue;
            if (!_isTighter(rule, held.value, value)) _checkStep(changes[i].scope, rule, held, value);
            held.value = value;
        }
        return _publish(listings, changes);
    }

    /// @inheritdoc IRiskParameters
    function setGuardian(address guardian_) external {
        _requireGovernance();
        guardian = guardian_;
        emit GuardianChanged(guardian_);
    }

    /// @inheritdoc IRiskParameters
    function requireInForce(uint32 version_, uint64 l1Block) external view returns (uint64 until) {
        uint32 last = version;
        if (version_ == 0 || version_ > last) revert VersionNotInForce(version_, l1Block);
        // Whatever is published from now on begins no earlier than this.
        until = version_ == last ? uint64(block.number) + activationBlocks : versions[version_ + 1].activationBlock;
        if (l1Block < versions[version_].activationBlock || (version_ != last && l1Block >= until)) {
            revert VersionNotInForce(version_, l1Block);
        }
    }

    /// @inheritdoc IRiskParameters
    function valueOf(uint32 scope, uint16 parameter) external view returns (int64) {
        return _existing(scope, parameter).value;
    }

    /// @inheritdoc IRiskParameters
    function restsUntil(uint32 scope, uint16 parameter) external view returns (uint256) {
        uint256 movedAt = _existing(scope, parameter).movedAt;
        return movedAt == 0 ? 0 : movedAt + period;
    }

    function _requireGovernance() private view {
        if (msg.sender != governance) revert GovernanceOnly(governance, msg.sender);
    }

    /// @dev Relations hold after all changes, not after each: a margin may pass where another one was.
    function _publish(Listing[] memory listings, Change[] memory changes) private returns (uint32) {
        if (listings.length + changes.length == 0) revert NothingToChange();
        for (uint256 i = 0; i < changes.length; i++) _checkRelations(changes[i].scope);
        return _record(listings, changes, uint64(block.number) + activationBlocks);
    }

    function _record(
        Listing[] memory listings,
        Change[] memory changes,
        uint64 activationBlock
    ) private returns (uint32 next) {
        next = version + 1;
        if (next > VERSIONS_MAX) revert VersionsExhausted();
        bytes32 content = keccak256(abi.encode(listings, changes));
        bytes32 hash = keccak256(abi.encode(versions[version].hash, next, activationBlock, content));
        version = next;
        versions[next] = Version(hash, activationBlock);
        emit VersionPublished(next, activationBlock, listings, changes, hash);
    }

    function _existing(uint32 scope, uint16 parameter) private view returns (Held storage held) {
        held = _held[scope][parameter];
        if (!held.exists) revert ParameterUnknown(scope, parameter);
    }

    /// @dev A value that exists and may change, and the rule that the new one keeps to.
    function _changeable(Change calldata change) private view returns (Rule memory rule, Held storage held) {
        rule = rules[change.parameter];
        if (rule.kinds != 0 && rule.stepPpb == 0) revert ParameterFixed(change.scope, change.parameter);
        held = _existing(change.scope, change.parameter);
        _checkBounds(rule, change.value);
    }

    function _checkBounds(Rule memory rule, int64 value) private pure {
        if (value < rule.min || value > rule.max) revert OutOfBounds(rule.parameter, rule.min, rule.max, value);
    }

    /// @dev Whether `value` may follow at once.
    function _isTighter(Rule memory rule, int64 before, int64 value) private pure returns (bool) {
        if (rule.tightens == Tightens.Up) return value > before;
        return rule.tightens == Tightens.Down && value < before;
    }

    /// @dev One move in a period, of a part of the value before; from 0, of a hundredth of the largest value.
    function _checkStep(uint32 scope, Rule memory rule, Held storage held, int64 value) private {
        int64 before = held.value;
        int256 part = (int256(before == 0 ? rule.max / 100 : before) * int256(uint256(rule.stepPpb))) / ONE;
        uint256 most = uint256(part < 0 ? -part : part);
        if (most == 0) most = 1;
        uint256 step = uint64(value > before ? value - before : before - value);
        if (step > most) revert StepTooLarge(scope, rule.parameter, most, step);
        uint256 from = held.movedAt == 0 ? 0 : held.movedAt + period;
        if (block.timestamp < from) revert ChangedTooSoon(scope, rule.parameter, from, block.timestamp);
        held.movedAt = uint40(block.timestamp);
    }

    /// @dev A first value, outside of listings: of genesis.
    function _begin(Change memory change) private {
        Rule memory rule = rules[change.parameter];
        for (uint8 kind = uint8(Kind.Token); kind <= uint8(Kind.Exchange); kind++) {
            if (rule.kinds & (1 << kind) == 0 || !Listings.isOf(change.scope, Kind(kind))) continue;
            _checkBounds(rule, change.value);
            _held[change.scope][change.parameter] = Held(change.value, 0, true);
            return;
        }
        revert ParameterUnknown(change.scope, change.parameter);
    }

    function _requireUnlisted(Listing memory listing) private view returns (bytes32 kindAndName) {
        (uint32 scope, Kind kind) = (listing.scope, listing.kind);
        if (kind > Kind.Option || !Listings.isOf(scope, kind)) revert ScopeInvalid(scope, kind);
        if (markets[scope].exists) revert AlreadyListed(scope);
        Listings.checkName(listing);
        kindAndName = keccak256(abi.encode(kind, listing.name));
        if (_named[kindAndName]) revert NameTaken(listing.name);
    }

    function _list(Listing memory listing) private {
        bytes32 kindAndName = _requireUnlisted(listing);
        (uint32 scope, Kind kind) = (listing.scope, listing.kind);
        _named[kindAndName] = true;
        if (kind == Kind.Perpetual && ++_perpetuals > PERPETUALS_MAX) revert TooManyMarkets(PERPETUALS_MAX);
        int64[] memory fixedTerms = _setTerms(scope, kind, listing.terms);
        markets[scope] = Market(kind, true, Listings.checkTerms(kind, fixedTerms));
        (int64 feed, int64 group) = (fixedTerms[Listings.FEED], fixedTerms[Listings.MARKET_GROUP]);
        if (_groupOf[feed] == 0) _groupOf[feed] = group;
        if (_groupOf[feed] != group) {
            revert MarketGroupDiffers(uint64(feed), uint64(_groupOf[feed]), uint64(group));
        }
        _checkRelations(scope);
    }

    /// @dev Stores what may change; what is fixed is in the logs, and returned by parameter.
    function _setTerms(uint32 scope, Kind kind, Term[] memory terms) private returns (int64[] memory fixedTerms) {
        fixedTerms = new int64[](TERMS_END);
        if (terms.length != _rulesOf[kind]) revert TermsIncomplete(_rulesOf[kind], terms.length);
        uint16 last;
        for (uint256 i = 0; i < terms.length; i++) {
            (uint16 parameter, int64 value) = (terms[i].parameter, terms[i].value);
            Rule memory rule = rules[parameter];
            if (parameter <= last || rule.kinds & (1 << uint8(kind)) == 0) revert TermUnexpected(parameter);
            last = parameter;
            _checkBounds(rule, value);
            if (rule.stepPpb == 0) fixedTerms[parameter] = value;
            else _held[scope][parameter] = Held(value, 0, true);
        }
    }

    /// @dev What the exchange asks of the values of one scope together (node/exchange/checkGenesis.ts).
    function _checkRelations(uint32 scope) private view {
        mapping(uint16 parameter => Held) storage held = _held[scope];
        if (scope == 0) {
            // Shares of fees are at most all of them.
            int64 shares = held[Listings.INSURANCE_SHARE].value + held[Listings.VALIDATORS_SHARE].value;
            if (shares > ONE) revert RelationBroken(scope, Listings.INSURANCE_SHARE, Listings.VALIDATORS_SHARE);
        } else if (Listings.isOf(scope, Kind.Token)) {
            int64 maintenance = held[Listings.MAINTENANCE_HAIRCUT].value;
            if (maintenance == 0 || maintenance >= held[Listings.INITIAL_HAIRCUT].value) {
                revert RelationBroken(scope, Listings.MAINTENANCE_HAIRCUT, Listings.INITIAL_HAIRCUT);
            }
        } else if (Listings.isOf(scope, Kind.FeeTier)) {
            _checkFees();
        } else {
            _checkMarket(scope, held);
        }
    }

    function _checkMarket(uint32 scope, mapping(uint16 parameter => Held) storage held) private view {
        int64 initial = held[Listings.INITIAL_MARGIN].value;
        int64 maintenance = held[Listings.MAINTENANCE_MARGIN].value;
        if (maintenance >= initial) {
            revert RelationBroken(scope, Listings.MAINTENANCE_MARGIN, Listings.INITIAL_MARGIN);
        }
        Market memory market = markets[scope];
        if (market.kind == Kind.Option) {
            int64 least = held[Listings.LEAST_INITIAL_MARGIN].value;
            if (least < maintenance || least > initial) {
                revert RelationBroken(scope, Listings.LEAST_INITIAL_MARGIN, Listings.INITIAL_MARGIN);
            }
        }
        int64 position = held[Listings.MAX_POSITION].value;
        if (held[Listings.MAX_ORDER].value > position) {
            revert RelationBroken(scope, Listings.MAX_ORDER, Listings.MAX_POSITION);
        }
        if (uint64(position) > market.positionMax) {
            revert RelationBroken(scope, Listings.MAX_POSITION, Listings.MAX_PRICE);
        }
    }

    /// @dev No maker is paid more than the least that a taker pays.
    function _checkFees() private view {
        int64 takerLeast = type(int64).max;
        int64 makerLeast = type(int64).max;
        for (uint32 tier = Listings.FEE_TIERS; _held[tier][Listings.TAKER_FEE].exists; tier++) {
            int64 taker = _held[tier][Listings.TAKER_FEE].value;
            int64 maker = _held[tier][Listings.MAKER_FEE].value;
            if (taker < takerLeast) takerLeast = taker;
            if (maker < makerLeast) makerLeast = maker;
        }
        if (takerLeast + makerLeast < 0)
            revert RelationBroken(Listings.FEE_TIERS, Listings.TAKER_FEE, Listings.MAKER_FEE);
    }
}
