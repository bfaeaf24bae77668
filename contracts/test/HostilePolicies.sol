// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Policies that answer in ways that no vault may trip over.
contract HostilePolicy {
    enum Way {
        Refuse,
        Revert,
        EatGas,
        AnswerNothing,
        AnswerTwo,
        AnswerMuch
    }

    Way public immutable way;

    error Refused();

    constructor(Way way_) {
        way = way_;
    }

    // solhint-disable-next-line no-complex-fallback
    fallback(bytes calldata) external returns (bytes memory) {
        if (way == Way.Revert) revert Refused();
        if (way == Way.EatGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (way == Way.AnswerNothing) return "";
        if (way == Way.AnswerTwo) return abi.encode(2);
        if (way == Way.AnswerMuch) return new bytes(100_000);
        return abi.encode(false);
    }
}
