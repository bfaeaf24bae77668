/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const witan = $root.witan = (() => {

    /**
     * Namespace witan.
     * @exports witan
     * @namespace
     */
    const witan = {};

    witan.Transaction = (function() {

        /**
         * Properties of a Transaction.
         * @typedef {Object} witan.Transaction.$Properties
         * @property {number|null} [version] Transaction version
         * @property {Uint8Array|null} [account] Transaction account
         * @property {number|null} [subaccount] Transaction subaccount
         * @property {Uint8Array|null} [key] Transaction key
         * @property {number|null} [nonce] Transaction nonce
         * @property {number|null} [expiryMs] Transaction expiryMs
         * @property {witan.PlaceOrder.$Properties|null} [order] Transaction order
         * @property {witan.CancelOrder.$Properties|null} [cancel] Transaction cancel
         * @property {witan.CancelAll.$Properties|null} [cancelAll] Transaction cancelAll
         * @property {witan.Transfer.$Properties|null} [transfer] Transaction transfer
         * @property {witan.Withdraw.$Properties|null} [withdraw] Transaction withdraw
         * @property {witan.ApproveKey.$Properties|null} [approveKey] Transaction approveKey
         * @property {witan.RevokeKey.$Properties|null} [revokeKey] Transaction revokeKey
         * @property {Uint8Array|null} [signature] Transaction signature
         * @property {"order"|"cancel"|"cancelAll"|"transfer"|"withdraw"|"approveKey"|"revokeKey"} [body] Transaction body
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Transaction.
         * @memberof witan
         * @interface ITransaction
         * @augments witan.Transaction.$Properties
         * @deprecated Use witan.Transaction.$Properties instead.
         */

        /**
         * Narrowed shape of a Transaction.
         * @typedef {{
         *   version?: number|null;
         *   account?: Uint8Array|null;
         *   subaccount?: number|null;
         *   key?: Uint8Array|null;
         *   nonce?: number|null;
         *   expiryMs?: number|null;
         *   order?: witan.PlaceOrder.$Shape|null;
         *   cancel?: witan.CancelOrder.$Shape|null;
         *   cancelAll?: witan.CancelAll.$Shape|null;
         *   transfer?: witan.Transfer.$Shape|null;
         *   withdraw?: witan.Withdraw.$Shape|null;
         *   approveKey?: witan.ApproveKey.$Shape|null;
         *   revokeKey?: witan.RevokeKey.$Shape|null;
         *   signature?: Uint8Array|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ body?: undefined; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "order"; order: witan.PlaceOrder.$Shape; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "cancel"; order?: null; cancel: witan.CancelOrder.$Shape; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "cancelAll"; order?: null; cancel?: null; cancelAll: witan.CancelAll.$Shape; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "transfer"; order?: null; cancel?: null; cancelAll?: null; transfer: witan.Transfer.$Shape; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "withdraw"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw: witan.Withdraw.$Shape; approveKey?: null; revokeKey?: null }|{ body?: "approveKey"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey: witan.ApproveKey.$Shape; revokeKey?: null }|{ body?: "revokeKey"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey: witan.RevokeKey.$Shape })
         * )} witan.Transaction.$Shape
         */

        /**
         * Constructs a new Transaction.
         * @memberof witan
         * @classdesc Represents a Transaction.
         * @constructor
         * @param {witan.Transaction.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Transaction = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Transaction version.
         * @member {number} version
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.version = 0;

        /**
         * Transaction account.
         * @member {Uint8Array} account
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.account = $util.newBuffer([]);

        /**
         * Transaction subaccount.
         * @member {number} subaccount
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.subaccount = 0;

        /**
         * Transaction key.
         * @member {Uint8Array} key
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.key = $util.newBuffer([]);

        /**
         * Transaction nonce.
         * @member {number} nonce
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Transaction expiryMs.
         * @member {number} expiryMs
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.expiryMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Transaction order.
         * @member {witan.PlaceOrder.$Properties|null|undefined} order
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.order = null;

        /**
         * Transaction cancel.
         * @member {witan.CancelOrder.$Properties|null|undefined} cancel
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.cancel = null;

        /**
         * Transaction cancelAll.
         * @member {witan.CancelAll.$Properties|null|undefined} cancelAll
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.cancelAll = null;

        /**
         * Transaction transfer.
         * @member {witan.Transfer.$Properties|null|undefined} transfer
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.transfer = null;

        /**
         * Transaction withdraw.
         * @member {witan.Withdraw.$Properties|null|undefined} withdraw
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.withdraw = null;

        /**
         * Transaction approveKey.
         * @member {witan.ApproveKey.$Properties|null|undefined} approveKey
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.approveKey = null;

        /**
         * Transaction revokeKey.
         * @member {witan.RevokeKey.$Properties|null|undefined} revokeKey
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.revokeKey = null;

        /**
         * Transaction signature.
         * @member {Uint8Array} signature
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.signature = $util.newBuffer([]);

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Transaction body.
         * @member {"order"|"cancel"|"cancelAll"|"transfer"|"withdraw"|"approveKey"|"revokeKey"|undefined} body
         * @memberof witan.Transaction
         * @instance
         */
        $Object.defineProperty(Transaction.prototype, "body", {
            get: $util.oneOfGetter($oneOfFields = ["order", "cancel", "cancelAll", "transfer", "withdraw", "approveKey", "revokeKey"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Transaction message. Does not implicitly {@link witan.Transaction.verify|verify} messages.
         * @function encode
         * @memberof witan.Transaction
         * @static
         * @param {witan.Transaction.$Properties} message Transaction message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Transaction.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
            if (message.account != null && $Object.hasOwnProperty.call(message, "account") && message.account.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.account);
            if (message.subaccount != null && $Object.hasOwnProperty.call(message, "subaccount") && message.subaccount !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.subaccount);
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.key);
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.nonce);
            if (message.expiryMs != null && $Object.hasOwnProperty.call(message, "expiryMs") && (typeof message.expiryMs === "object" ? message.expiryMs.low || message.expiryMs.high : message.expiryMs !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.expiryMs);
            if (message.order != null && $Object.hasOwnProperty.call(message, "order"))
                $root.witan.PlaceOrder.encode(message.order, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.cancel != null && $Object.hasOwnProperty.call(message, "cancel"))
                $root.witan.CancelOrder.encode(message.cancel, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.cancelAll != null && $Object.hasOwnProperty.call(message, "cancelAll"))
                $root.witan.CancelAll.encode(message.cancelAll, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.transfer != null && $Object.hasOwnProperty.call(message, "transfer"))
                $root.witan.Transfer.encode(message.transfer, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.withdraw != null && $Object.hasOwnProperty.call(message, "withdraw"))
                $root.witan.Withdraw.encode(message.withdraw, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.approveKey != null && $Object.hasOwnProperty.call(message, "approveKey"))
                $root.witan.ApproveKey.encode(message.approveKey, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.revokeKey != null && $Object.hasOwnProperty.call(message, "revokeKey"))
                $root.witan.RevokeKey.encode(message.revokeKey, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.signature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Transaction message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Transaction
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Transaction & witan.Transaction.$Shape} Transaction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Transaction.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.Transaction();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.account = value;
                        else
                            delete message.account;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.subaccount = value;
                        else
                            delete message.subaccount;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.expiryMs = value;
                        else
                            delete message.expiryMs;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.order = $root.witan.PlaceOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.order);
                        message.body = "order";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.cancel = $root.witan.CancelOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.cancel);
                        message.body = "cancel";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.cancelAll = $root.witan.CancelAll.decode(reader, reader.size(), $undefined, _depth + 1, message.cancelAll);
                        message.body = "cancelAll";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.transfer = $root.witan.Transfer.decode(reader, reader.size(), $undefined, _depth + 1, message.transfer);
                        message.body = "transfer";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.withdraw = $root.witan.Withdraw.decode(reader, reader.size(), $undefined, _depth + 1, message.withdraw);
                        message.body = "withdraw";
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.approveKey = $root.witan.ApproveKey.decode(reader, reader.size(), $undefined, _depth + 1, message.approveKey);
                        message.body = "approveKey";
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.revokeKey = $root.witan.RevokeKey.decode(reader, reader.size(), $undefined, _depth + 1, message.revokeKey);
                        message.body = "revokeKey";
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Transaction;
    })();

    witan.PlaceOrder = (function() {

        /**
         * Properties of a PlaceOrder.
         * @typedef {Object} witan.PlaceOrder.$Properties
         * @property {number|null} [instrument] PlaceOrder instrument
         * @property {number|null} [side] PlaceOrder side
         * @property {number|null} [kind] PlaceOrder kind
         * @property {number|null} [timeInForce] PlaceOrder timeInForce
         * @property {number|null} [flags] PlaceOrder flags
         * @property {number|null} [selfTradePrevention] PlaceOrder selfTradePrevention
         * @property {number|null} [price] PlaceOrder price
         * @property {number|null} [size] PlaceOrder size
         * @property {number|null} [clientId] PlaceOrder clientId
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PlaceOrder.
         * @memberof witan
         * @interface IPlaceOrder
         * @augments witan.PlaceOrder.$Properties
         * @deprecated Use witan.PlaceOrder.$Properties instead.
         */

        /**
         * Shape of a PlaceOrder.
         * @typedef {witan.PlaceOrder.$Properties} witan.PlaceOrder.$Shape
         */

        /**
         * Constructs a new PlaceOrder.
         * @memberof witan
         * @classdesc Represents a PlaceOrder.
         * @constructor
         * @param {witan.PlaceOrder.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PlaceOrder = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PlaceOrder instrument.
         * @member {number} instrument
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.instrument = 0;

        /**
         * PlaceOrder side.
         * @member {number} side
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.side = 0;

        /**
         * PlaceOrder kind.
         * @member {number} kind
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.kind = 0;

        /**
         * PlaceOrder timeInForce.
         * @member {number} timeInForce
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.timeInForce = 0;

        /**
         * PlaceOrder flags.
         * @member {number} flags
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.flags = 0;

        /**
         * PlaceOrder selfTradePrevention.
         * @member {number} selfTradePrevention
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.selfTradePrevention = 0;

        /**
         * PlaceOrder price.
         * @member {number} price
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.price = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * PlaceOrder size.
         * @member {number} size
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.size = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * PlaceOrder clientId.
         * @member {number} clientId
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.clientId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified PlaceOrder message. Does not implicitly {@link witan.PlaceOrder.verify|verify} messages.
         * @function encode
         * @memberof witan.PlaceOrder
         * @static
         * @param {witan.PlaceOrder.$Properties} message PlaceOrder message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PlaceOrder.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument") && message.instrument !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.instrument);
            if (message.side != null && $Object.hasOwnProperty.call(message, "side") && message.side !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.side);
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.kind);
            if (message.timeInForce != null && $Object.hasOwnProperty.call(message, "timeInForce") && message.timeInForce !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.timeInForce);
            if (message.flags != null && $Object.hasOwnProperty.call(message, "flags") && message.flags !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.flags);
            if (message.selfTradePrevention != null && $Object.hasOwnProperty.call(message, "selfTradePrevention") && message.selfTradePrevention !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.selfTradePrevention);
            if (message.price != null && $Object.hasOwnProperty.call(message, "price") && (typeof message.price === "object" ? message.price.low || message.price.high : message.price !== 0))
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.price);
            if (message.size != null && $Object.hasOwnProperty.call(message, "size") && (typeof message.size === "object" ? message.size.low || message.size.high : message.size !== 0))
                writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.size);
            if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId") && (typeof message.clientId === "object" ? message.clientId.low || message.clientId.high : message.clientId !== 0))
                writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.clientId);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a PlaceOrder message from the specified reader or buffer.
         * @function decode
         * @memberof witan.PlaceOrder
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.PlaceOrder & witan.PlaceOrder.$Shape} PlaceOrder
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PlaceOrder.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.PlaceOrder();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.instrument = value;
                        else
                            delete message.instrument;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.side = value;
                        else
                            delete message.side;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.timeInForce = value;
                        else
                            delete message.timeInForce;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.flags = value;
                        else
                            delete message.flags;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.selfTradePrevention = value;
                        else
                            delete message.selfTradePrevention;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.price = value;
                        else
                            delete message.price;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.size = value;
                        else
                            delete message.size;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.clientId = value;
                        else
                            delete message.clientId;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return PlaceOrder;
    })();

    witan.CancelOrder = (function() {

        /**
         * Properties of a CancelOrder.
         * @typedef {Object} witan.CancelOrder.$Properties
         * @property {Uint8Array|null} [order] CancelOrder order
         * @property {number|null} [orderExpiryMs] CancelOrder orderExpiryMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CancelOrder.
         * @memberof witan
         * @interface ICancelOrder
         * @augments witan.CancelOrder.$Properties
         * @deprecated Use witan.CancelOrder.$Properties instead.
         */

        /**
         * Shape of a CancelOrder.
         * @typedef {witan.CancelOrder.$Properties} witan.CancelOrder.$Shape
         */

        /**
         * Constructs a new CancelOrder.
         * @memberof witan
         * @classdesc Represents a CancelOrder.
         * @constructor
         * @param {witan.CancelOrder.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CancelOrder = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CancelOrder order.
         * @member {Uint8Array} order
         * @memberof witan.CancelOrder
         * @instance
         */
        CancelOrder.prototype.order = $util.newBuffer([]);

        /**
         * CancelOrder orderExpiryMs.
         * @member {number} orderExpiryMs
         * @memberof witan.CancelOrder
         * @instance
         */
        CancelOrder.prototype.orderExpiryMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified CancelOrder message. Does not implicitly {@link witan.CancelOrder.verify|verify} messages.
         * @function encode
         * @memberof witan.CancelOrder
         * @static
         * @param {witan.CancelOrder.$Properties} message CancelOrder message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CancelOrder.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.order != null && $Object.hasOwnProperty.call(message, "order") && message.order.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.order);
            if (message.orderExpiryMs != null && $Object.hasOwnProperty.call(message, "orderExpiryMs") && (typeof message.orderExpiryMs === "object" ? message.orderExpiryMs.low || message.orderExpiryMs.high : message.orderExpiryMs !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.orderExpiryMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CancelOrder message from the specified reader or buffer.
         * @function decode
         * @memberof witan.CancelOrder
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.CancelOrder & witan.CancelOrder.$Shape} CancelOrder
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CancelOrder.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.CancelOrder();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.order = value;
                        else
                            delete message.order;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.orderExpiryMs = value;
                        else
                            delete message.orderExpiryMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CancelOrder;
    })();

    witan.CancelAll = (function() {

        /**
         * Properties of a CancelAll.
         * @typedef {Object} witan.CancelAll.$Properties
         * @property {number|null} [instrument] CancelAll instrument
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CancelAll.
         * @memberof witan
         * @interface ICancelAll
         * @augments witan.CancelAll.$Properties
         * @deprecated Use witan.CancelAll.$Properties instead.
         */

        /**
         * Shape of a CancelAll.
         * @typedef {witan.CancelAll.$Properties} witan.CancelAll.$Shape
         */

        /**
         * Constructs a new CancelAll.
         * @memberof witan
         * @classdesc Represents a CancelAll.
         * @constructor
         * @param {witan.CancelAll.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CancelAll = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CancelAll instrument.
         * @member {number} instrument
         * @memberof witan.CancelAll
         * @instance
         */
        CancelAll.prototype.instrument = 0;

        /**
         * Encodes the specified CancelAll message. Does not implicitly {@link witan.CancelAll.verify|verify} messages.
         * @function encode
         * @memberof witan.CancelAll
         * @static
         * @param {witan.CancelAll.$Properties} message CancelAll message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CancelAll.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument") && message.instrument !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.instrument);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CancelAll message from the specified reader or buffer.
         * @function decode
         * @memberof witan.CancelAll
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.CancelAll & witan.CancelAll.$Shape} CancelAll
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CancelAll.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.CancelAll();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.instrument = value;
                        else
                            delete message.instrument;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CancelAll;
    })();

    witan.Transfer = (function() {

        /**
         * Properties of a Transfer.
         * @typedef {Object} witan.Transfer.$Properties
         * @property {number|null} [toSubaccount] Transfer toSubaccount
         * @property {number|null} [token] Transfer token
         * @property {number|null} [amount] Transfer amount
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Transfer.
         * @memberof witan
         * @interface ITransfer
         * @augments witan.Transfer.$Properties
         * @deprecated Use witan.Transfer.$Properties instead.
         */

        /**
         * Shape of a Transfer.
         * @typedef {witan.Transfer.$Properties} witan.Transfer.$Shape
         */

        /**
         * Constructs a new Transfer.
         * @memberof witan
         * @classdesc Represents a Transfer.
         * @constructor
         * @param {witan.Transfer.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Transfer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Transfer toSubaccount.
         * @member {number} toSubaccount
         * @memberof witan.Transfer
         * @instance
         */
        Transfer.prototype.toSubaccount = 0;

        /**
         * Transfer token.
         * @member {number} token
         * @memberof witan.Transfer
         * @instance
         */
        Transfer.prototype.token = 0;

        /**
         * Transfer amount.
         * @member {number} amount
         * @memberof witan.Transfer
         * @instance
         */
        Transfer.prototype.amount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified Transfer message. Does not implicitly {@link witan.Transfer.verify|verify} messages.
         * @function encode
         * @memberof witan.Transfer
         * @static
         * @param {witan.Transfer.$Properties} message Transfer message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Transfer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.toSubaccount != null && $Object.hasOwnProperty.call(message, "toSubaccount") && message.toSubaccount !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.toSubaccount);
            if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.token);
            if (message.amount != null && $Object.hasOwnProperty.call(message, "amount") && (typeof message.amount === "object" ? message.amount.low || message.amount.high : message.amount !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.amount);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Transfer message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Transfer
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Transfer & witan.Transfer.$Shape} Transfer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Transfer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.Transfer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.toSubaccount = value;
                        else
                            delete message.toSubaccount;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.token = value;
                        else
                            delete message.token;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.amount = value;
                        else
                            delete message.amount;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Transfer;
    })();

    witan.Withdraw = (function() {

        /**
         * Properties of a Withdraw.
         * @typedef {Object} witan.Withdraw.$Properties
         * @property {number|null} [token] Withdraw token
         * @property {number|null} [amount] Withdraw amount
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Withdraw.
         * @memberof witan
         * @interface IWithdraw
         * @augments witan.Withdraw.$Properties
         * @deprecated Use witan.Withdraw.$Properties instead.
         */

        /**
         * Shape of a Withdraw.
         * @typedef {witan.Withdraw.$Properties} witan.Withdraw.$Shape
         */

        /**
         * Constructs a new Withdraw.
         * @memberof witan
         * @classdesc Represents a Withdraw.
         * @constructor
         * @param {witan.Withdraw.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Withdraw = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Withdraw token.
         * @member {number} token
         * @memberof witan.Withdraw
         * @instance
         */
        Withdraw.prototype.token = 0;

        /**
         * Withdraw amount.
         * @member {number} amount
         * @memberof witan.Withdraw
         * @instance
         */
        Withdraw.prototype.amount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified Withdraw message. Does not implicitly {@link witan.Withdraw.verify|verify} messages.
         * @function encode
         * @memberof witan.Withdraw
         * @static
         * @param {witan.Withdraw.$Properties} message Withdraw message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Withdraw.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.token);
            if (message.amount != null && $Object.hasOwnProperty.call(message, "amount") && (typeof message.amount === "object" ? message.amount.low || message.amount.high : message.amount !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.amount);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Withdraw message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Withdraw
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Withdraw & witan.Withdraw.$Shape} Withdraw
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Withdraw.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.Withdraw();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.token = value;
                        else
                            delete message.token;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.amount = value;
                        else
                            delete message.amount;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Withdraw;
    })();

    witan.ApproveKey = (function() {

        /**
         * Properties of an ApproveKey.
         * @typedef {Object} witan.ApproveKey.$Properties
         * @property {Uint8Array|null} [sessionKey] ApproveKey sessionKey
         * @property {number|null} [scope] ApproveKey scope
         * @property {Array.<number>|null} [instruments] ApproveKey instruments
         * @property {number|null} [notionalMax] ApproveKey notionalMax
         * @property {number|null} [keyExpiryMs] ApproveKey keyExpiryMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an ApproveKey.
         * @memberof witan
         * @interface IApproveKey
         * @augments witan.ApproveKey.$Properties
         * @deprecated Use witan.ApproveKey.$Properties instead.
         */

        /**
         * Shape of an ApproveKey.
         * @typedef {witan.ApproveKey.$Properties} witan.ApproveKey.$Shape
         */

        /**
         * Constructs a new ApproveKey.
         * @memberof witan
         * @classdesc Represents an ApproveKey.
         * @constructor
         * @param {witan.ApproveKey.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ApproveKey = function (properties) {
            this.instruments = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ApproveKey sessionKey.
         * @member {Uint8Array} sessionKey
         * @memberof witan.ApproveKey
         * @instance
         */
        ApproveKey.prototype.sessionKey = $util.newBuffer([]);

        /**
         * ApproveKey scope.
         * @member {number} scope
         * @memberof witan.ApproveKey
         * @instance
         */
        ApproveKey.prototype.scope = 0;

        /**
         * ApproveKey instruments.
         * @member {Array.<number>} instruments
         * @memberof witan.ApproveKey
         * @instance
         */
        ApproveKey.prototype.instruments = $util.emptyArray;

        /**
         * ApproveKey notionalMax.
         * @member {number} notionalMax
         * @memberof witan.ApproveKey
         * @instance
         */
        ApproveKey.prototype.notionalMax = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ApproveKey keyExpiryMs.
         * @member {number} keyExpiryMs
         * @memberof witan.ApproveKey
         * @instance
         */
        ApproveKey.prototype.keyExpiryMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified ApproveKey message. Does not implicitly {@link witan.ApproveKey.verify|verify} messages.
         * @function encode
         * @memberof witan.ApproveKey
         * @static
         * @param {witan.ApproveKey.$Properties} message ApproveKey message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ApproveKey.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.sessionKey != null && $Object.hasOwnProperty.call(message, "sessionKey") && message.sessionKey.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.sessionKey);
            if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.scope);
            if (message.instruments != null && message.instruments.length)
                writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.instruments);
            if (message.notionalMax != null && $Object.hasOwnProperty.call(message, "notionalMax") && (typeof message.notionalMax === "object" ? message.notionalMax.low || message.notionalMax.high : message.notionalMax !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.notionalMax);
            if (message.keyExpiryMs != null && $Object.hasOwnProperty.call(message, "keyExpiryMs") && (typeof message.keyExpiryMs === "object" ? message.keyExpiryMs.low || message.keyExpiryMs.high : message.keyExpiryMs !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.keyExpiryMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an ApproveKey message from the specified reader or buffer.
         * @function decode
         * @memberof witan.ApproveKey
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.ApproveKey & witan.ApproveKey.$Shape} ApproveKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ApproveKey.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.ApproveKey();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.sessionKey = value;
                        else
                            delete message.sessionKey;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.scope = value;
                        else
                            delete message.scope;
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.instruments && message.instruments.length))
                                message.instruments = [];
                            reader.uint32s(message.instruments);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.instruments && message.instruments.length))
                            message.instruments = [];
                        message.instruments.push(reader.uint32());
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.notionalMax = value;
                        else
                            delete message.notionalMax;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.keyExpiryMs = value;
                        else
                            delete message.keyExpiryMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ApproveKey;
    })();

    witan.RevokeKey = (function() {

        /**
         * Properties of a RevokeKey.
         * @typedef {Object} witan.RevokeKey.$Properties
         * @property {Uint8Array|null} [sessionKey] RevokeKey sessionKey
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a RevokeKey.
         * @memberof witan
         * @interface IRevokeKey
         * @augments witan.RevokeKey.$Properties
         * @deprecated Use witan.RevokeKey.$Properties instead.
         */

        /**
         * Shape of a RevokeKey.
         * @typedef {witan.RevokeKey.$Properties} witan.RevokeKey.$Shape
         */

        /**
         * Constructs a new RevokeKey.
         * @memberof witan
         * @classdesc Represents a RevokeKey.
         * @constructor
         * @param {witan.RevokeKey.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const RevokeKey = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * RevokeKey sessionKey.
         * @member {Uint8Array} sessionKey
         * @memberof witan.RevokeKey
         * @instance
         */
        RevokeKey.prototype.sessionKey = $util.newBuffer([]);

        /**
         * Encodes the specified RevokeKey message. Does not implicitly {@link witan.RevokeKey.verify|verify} messages.
         * @function encode
         * @memberof witan.RevokeKey
         * @static
         * @param {witan.RevokeKey.$Properties} message RevokeKey message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        RevokeKey.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.sessionKey != null && $Object.hasOwnProperty.call(message, "sessionKey") && message.sessionKey.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.sessionKey);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a RevokeKey message from the specified reader or buffer.
         * @function decode
         * @memberof witan.RevokeKey
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.RevokeKey & witan.RevokeKey.$Shape} RevokeKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        RevokeKey.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.RevokeKey();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.sessionKey = value;
                        else
                            delete message.sessionKey;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return RevokeKey;
    })();

    return witan;
})();

export {
  $root as default
};
