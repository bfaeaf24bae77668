// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a parameter belongs to. A scope is a number of 32 bits and tells its kind, see `Listings.isOf`.
enum Kind {
    Perpetual,
    Future,
    Option,
    Token,
    FeeTier,
    Exchange
}

/// @notice In which direction a value may move at once.
enum Tightens {
    Up,
    Down,
    Neither
}

/// @notice What a parameter may be. Source: node/types/parameters.ts.
/// @param parameter Never given to something else.
/// @param kinds Bit k: it is one of kind k.
/// @param min And `max`: hard bounds, both allowed.
/// @param stepPpb Largest slow move as a part of the value before, in parts per billion; 0: fixed when it is listed.
struct Rule {
    uint16 parameter;
    uint8 kinds;
    Tightens tightens;
    uint32 stepPpb;
    int64 min;
    int64 max;
}

/// @notice One value, in the unit that the parameter's name ends with.
struct Change {
    uint32 scope;
    uint16 parameter;
    int64 value;
}

/// @notice A value of a market or series that is being listed.
struct Term {
    uint16 parameter;
    int64 value;
}

/// @notice A market or series that joins.
/// @param name In full; of a series, the first part of its markets' names.
/// @param terms One for each rule of its kind, ascending.
struct Listing {
    uint32 scope;
    Kind kind;
    string name;
    Term[] terms;
}

/// @notice Who may do what, and how fast; fixed at deployment but for the guardian.
/// @param governance A timelock.
/// @param guardian May tighten, in steps; zero: nobody.
/// @param looseningDelay Seconds from an announcement until what it says may be published.
/// @param period Seconds between two slow moves of one value.
/// @param activationBlocks Blocks from publication until a version is in force.
struct Terms {
    address governance;
    address guardian;
    uint64 looseningDelay;
    uint64 period;
    uint64 activationBlocks;
}

/// @title What governance sets: margins, limits, fees, the status of markets, and which markets there are.
/// @notice Values come in versions, each in force from an L1 block on that lies a fixed distance after its publication.
interface IRiskParameters {
    /// @notice `hash` = keccak(abi.encode(hash of the version before, version, activationBlock, keccak(abi.encode(listings, changes)))).
    event VersionPublished(
        uint32 indexed version,
        uint64 activationBlock,
        Listing[] listings,
        Change[] changes,
        bytes32 hash
    );
    event Announced(bytes32 indexed id, uint256 readyAt, uint256 expiresAt, Listing[] listings, Change[] changes);
    event Withdrawn(bytes32 indexed id);
    event GuardianChanged(address guardian);

    error GovernanceOnly(address governance, address caller);
    /// @notice Neither governance nor the guardian.
    error TighteningNotAllowed(address caller);
    error NothingToChange();
    /// @notice No such parameter of this scope, or nothing of this scope is listed.
    error ParameterUnknown(uint32 scope, uint16 parameter);
    /// @notice A term that was fixed when the market was listed.
    error ParameterFixed(uint32 scope, uint16 parameter);
    error OutOfBounds(uint16 parameter, int64 min, int64 max, int64 given);
    error NotTightening(uint32 scope, uint16 parameter, int64 value, int64 given);
    error StepTooLarge(uint32 scope, uint16 parameter, uint256 max, uint256 given);
    error ChangedTooSoon(uint32 scope, uint16 parameter, uint256 from, uint256 time);
    /// @notice Values that are each within bounds and do not fit together.
    error RelationBroken(uint32 scope, uint16 parameter, uint16 other);
    error NotAnnounced(bytes32 id);
    error AnnouncementNotReady(uint256 readyAt, uint256 time);
    error AnnouncementExpired(uint256 expiredAt, uint256 time);
    error ScopeInvalid(uint32 scope, Kind kind);
    error AlreadyListed(uint32 scope);
    error TooManyMarkets(uint256 max);
    error NameInvalid(string name);
    error NameTaken(string name);
    /// @notice One for each rule of the kind, ascending by parameter.
    error TermsIncomplete(uint256 expected, uint256 given);
    error TermUnexpected(uint16 parameter);
    /// @notice Terms under which amounts would not be whole or too large: of tick, lot, largest price and strike.
    error TermsInvalid(uint16 parameter, int64 value);
    /// @notice All markets of one feed are of one group.
    error MarketGroupDiffers(uint256 feed, uint256 expected, uint256 given);
    error VersionsExhausted();
    error VersionNotInForce(uint32 version, uint64 l1Block);

    /// @notice Publishes changes that only tighten. By governance; or by the guardian, in steps like slow moves but for the status.
    function tighten(Change[] calldata changes) external returns (uint32 version);

    /// @notice Says what will be published after `looseningDelay`. By governance.
    /// @return id keccak(abi.encode(listings, changes)).
    function announce(Listing[] calldata listings, Change[] calldata changes) external returns (bytes32 id);

    /// @notice Takes an announcement back. By governance.
    function withdraw(bytes32 id) external;

    /// @notice Publishes what was announced, once its delay is over. By anyone.
    function publish(Listing[] calldata listings, Change[] calldata changes) external returns (uint32 version);

    /// @notice By governance.
    function setGuardian(address guardian) external;

    /// @notice Reverts unless `version` is in force at an L1 block that has happened.
    /// @return until The block before which it certainly stays in force.
    function requireInForce(uint32 version, uint64 l1Block) external view returns (uint64 until);

    /// @notice The last version published; 1 is genesis.
    function version() external view returns (uint32);

    function versions(uint32 version) external view returns (bytes32 hash, uint64 activationBlock);

    /// @notice The value that was published last. Reverts for terms that are fixed: logs have them.
    function valueOf(uint32 scope, uint16 parameter) external view returns (int64);

    /// @notice Until then nobody may move it slowly again, Unix seconds.
    function restsUntil(uint32 scope, uint16 parameter) external view returns (uint256);

    /// @notice When an announcement may be published, Unix seconds; 0: there is none.
    function readyAt(bytes32 id) external view returns (uint256);
}
