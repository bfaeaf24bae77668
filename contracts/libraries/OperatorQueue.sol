// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A line of operators. The zero address stands before the first and after the last.
struct Queue {
    mapping(address operator => address) next;
    mapping(address operator => address) previous;
    uint256 length;
}

/// @title Operators in the order in which they came; whoever steps out of line leaves no hole behind.
/// @notice Both writes cost the same however long the line is, so that nobody can make reading its head expensive.
/// Who is in which line is the caller's to know: nobody may be added twice, or taken out of a line it is not in.
library OperatorQueue {
    function append(Queue storage queue, address operator) internal {
        address last = queue.previous[address(0)];
        queue.next[last] = operator;
        queue.previous[operator] = last;
        queue.previous[address(0)] = operator;
        queue.length++;
    }

    function remove(Queue storage queue, address operator) internal {
        (address before, address behind) = (queue.previous[operator], queue.next[operator]);
        queue.next[before] = behind;
        queue.previous[behind] = before;
        delete queue.next[operator];
        delete queue.previous[operator];
        queue.length--;
    }

    /// @notice The first `most` of the line, or all where there are fewer.
    function first(Queue storage queue, uint256 most) internal view returns (address[] memory operators) {
        uint256 count = most < queue.length ? most : queue.length;
        operators = new address[](count);
        address operator;
        for (uint256 i = 0; i < count; i++) {
            operator = queue.next[operator];
            operators[i] = operator;
        }
    }
}
