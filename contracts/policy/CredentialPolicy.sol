// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IPolicy} from "../interfaces/IPolicy.sol";

/// @title Accounts that an issuer has signed a credential for deposit and are paid.
/// @notice Anybody shows a credential once, for any account. When it expires no more can be deposited, but what is there is still paid; when
/// the issuer revokes it, neither. A credential says nothing of who somebody is: that stays with the issuer.
contract CredentialPolicy is IPolicy, EIP712 {
    bytes32 public constant CREDENTIAL_TYPEHASH = keccak256(
        "Credential(address account,uint64 issuedAt,uint64 expiresAt)"
    );

    /// An account, or a contract that answers ERC-1271.
    address public immutable issuer;

    /// @notice Unix seconds.
    struct Standing {
        uint64 issuedAt;
        uint64 expiresAt;
        uint64 revokedAt;
    }

    mapping(address account => Standing) public standings;

    event CredentialShown(address indexed account, uint64 issuedAt, uint64 expiresAt);
    event CredentialRevoked(address indexed account);

    error IssuerOnly(address issuer, address caller);
    error SignatureInvalid(address account);
    /// @notice A newer one was shown, or it was issued before the last revocation.
    error CredentialOutdated(uint64 newest, uint64 issuedAt);
    error CredentialNotIssuedYet(uint64 issuedAt);

    constructor(address issuer_) EIP712("Witan credentials", "1") {
        issuer = issuer_;
    }

    /// @notice Shows a credential that the issuer has signed (EIP-712, this contract and chain).
    function show(address account, uint64 issuedAt, uint64 expiresAt, bytes calldata signature) external {
        Standing storage standing = standings[account];
        uint64 newest = standing.issuedAt > standing.revokedAt ? standing.issuedAt : standing.revokedAt;
        if (issuedAt <= newest) revert CredentialOutdated(newest, issuedAt);
        if (issuedAt > block.timestamp) revert CredentialNotIssuedYet(issuedAt);
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(CREDENTIAL_TYPEHASH, account, issuedAt, expiresAt)));
        if (!SignatureChecker.isValidSignatureNow(issuer, digest, signature)) revert SignatureInvalid(account);
        (standing.issuedAt, standing.expiresAt) = (issuedAt, expiresAt);
        emit CredentialShown(account, issuedAt, expiresAt);
    }

    /// @notice Whatever was issued to an account until now counts no more.
    function revoke(address account) external {
        if (msg.sender != issuer) revert IssuerOnly(issuer, msg.sender);
        standings[account].revokedAt = uint64(block.timestamp);
        emit CredentialRevoked(account);
    }

    /// @inheritdoc IPolicy
    function mayDeposit(address from, address owner, address, uint128) external view returns (bool) {
        return _stands(from) && _stands(owner) && _unexpired(from) && _unexpired(owner);
    }

    /// @inheritdoc IPolicy
    function mayClaim(address owner, address, uint128) external view returns (bool) {
        return _stands(owner);
    }

    function _stands(address account) private view returns (bool) {
        return standings[account].issuedAt > standings[account].revokedAt;
    }

    function _unexpired(address account) private view returns (bool) {
        return block.timestamp < standings[account].expiresAt;
    }
}
