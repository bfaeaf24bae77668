import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace witan. */
export namespace witan {

    /**
     * Properties of a Transaction.
     * @deprecated Use witan.Transaction.$Properties instead.
     */
    interface ITransaction extends witan.Transaction.$Properties {
    }

    /** Represents a Transaction. */
    class Transaction {

        /**
         * Constructs a new Transaction.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Transaction.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Transaction version. */
        version: number;

        /** Transaction account. */
        account: Uint8Array;

        /** Transaction subaccount. */
        subaccount: number;

        /** Transaction key. */
        key: Uint8Array;

        /** Transaction nonce. */
        nonce: number;

        /** Transaction expiryMs. */
        expiryMs: number;

        /** Transaction order. */
        order?: (witan.PlaceOrder.$Properties|null);

        /** Transaction cancel. */
        cancel?: (witan.CancelOrder.$Properties|null);

        /** Transaction cancelAll. */
        cancelAll?: (witan.CancelAll.$Properties|null);

        /** Transaction transfer. */
        transfer?: (witan.Transfer.$Properties|null);

        /** Transaction withdraw. */
        withdraw?: (witan.Withdraw.$Properties|null);

        /** Transaction approveKey. */
        approveKey?: (witan.ApproveKey.$Properties|null);

        /** Transaction revokeKey. */
        revokeKey?: (witan.RevokeKey.$Properties|null);

        /** Transaction signature. */
        signature: Uint8Array;

        /** Transaction body. */
        body?: ("order"|"cancel"|"cancelAll"|"transfer"|"withdraw"|"approveKey"|"revokeKey");

        /**
         * Encodes the specified Transaction message. Does not implicitly {@link witan.Transaction.verify|verify} messages.
         * @param message Transaction message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Transaction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Transaction message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Transaction & witan.Transaction.$Shape} Transaction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Transaction & witan.Transaction.$Shape;
    }

    namespace Transaction {

        /** Properties of a Transaction. */
        interface $Properties {

            /** Transaction version */
            version?: (number|null);

            /** Transaction account */
            account?: (Uint8Array|null);

            /** Transaction subaccount */
            subaccount?: (number|null);

            /** Transaction key */
            key?: (Uint8Array|null);

            /** Transaction nonce */
            nonce?: (number|null);

            /** Transaction expiryMs */
            expiryMs?: (number|null);

            /** Transaction order */
            order?: (witan.PlaceOrder.$Properties|null);

            /** Transaction cancel */
            cancel?: (witan.CancelOrder.$Properties|null);

            /** Transaction cancelAll */
            cancelAll?: (witan.CancelAll.$Properties|null);

            /** Transaction transfer */
            transfer?: (witan.Transfer.$Properties|null);

            /** Transaction withdraw */
            withdraw?: (witan.Withdraw.$Properties|null);

            /** Transaction approveKey */
            approveKey?: (witan.ApproveKey.$Properties|null);

            /** Transaction revokeKey */
            revokeKey?: (witan.RevokeKey.$Properties|null);

            /** Transaction signature */
            signature?: (Uint8Array|null);

            /** Transaction body */
            body?: ("order"|"cancel"|"cancelAll"|"transfer"|"withdraw"|"approveKey"|"revokeKey");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Transaction. */
        type $Shape = {
          version?: number|null;
          account?: Uint8Array|null;
          subaccount?: number|null;
          key?: Uint8Array|null;
          nonce?: number|null;
          expiryMs?: number|null;
          order?: witan.PlaceOrder.$Shape|null;
          cancel?: witan.CancelOrder.$Shape|null;
          cancelAll?: witan.CancelAll.$Shape|null;
          transfer?: witan.Transfer.$Shape|null;
          withdraw?: witan.Withdraw.$Shape|null;
          approveKey?: witan.ApproveKey.$Shape|null;
          revokeKey?: witan.RevokeKey.$Shape|null;
          signature?: Uint8Array|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ body?: undefined; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "order"; order: witan.PlaceOrder.$Shape; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "cancel"; order?: null; cancel: witan.CancelOrder.$Shape; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "cancelAll"; order?: null; cancel?: null; cancelAll: witan.CancelAll.$Shape; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "transfer"; order?: null; cancel?: null; cancelAll?: null; transfer: witan.Transfer.$Shape; withdraw?: null; approveKey?: null; revokeKey?: null }|{ body?: "withdraw"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw: witan.Withdraw.$Shape; approveKey?: null; revokeKey?: null }|{ body?: "approveKey"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey: witan.ApproveKey.$Shape; revokeKey?: null }|{ body?: "revokeKey"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey: witan.RevokeKey.$Shape })
        );
    }

    /**
     * Properties of a PlaceOrder.
     * @deprecated Use witan.PlaceOrder.$Properties instead.
     */
    interface IPlaceOrder extends witan.PlaceOrder.$Properties {
    }

    /** Represents a PlaceOrder. */
    class PlaceOrder {

        /**
         * Constructs a new PlaceOrder.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.PlaceOrder.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PlaceOrder instrument. */
        instrument: number;

        /** PlaceOrder side. */
        side: number;

        /** PlaceOrder kind. */
        kind: number;

        /** PlaceOrder timeInForce. */
        timeInForce: number;

        /** PlaceOrder flags. */
        flags: number;

        /** PlaceOrder selfTradePrevention. */
        selfTradePrevention: number;

        /** PlaceOrder price. */
        price: number;

        /** PlaceOrder size. */
        size: number;

        /** PlaceOrder clientId. */
        clientId: number;

        /**
         * Encodes the specified PlaceOrder message. Does not implicitly {@link witan.PlaceOrder.verify|verify} messages.
         * @param message PlaceOrder message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.PlaceOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PlaceOrder message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.PlaceOrder & witan.PlaceOrder.$Shape} PlaceOrder
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.PlaceOrder & witan.PlaceOrder.$Shape;
    }

    namespace PlaceOrder {

        /** Properties of a PlaceOrder. */
        interface $Properties {

            /** PlaceOrder instrument */
            instrument?: (number|null);

            /** PlaceOrder side */
            side?: (number|null);

            /** PlaceOrder kind */
            kind?: (number|null);

            /** PlaceOrder timeInForce */
            timeInForce?: (number|null);

            /** PlaceOrder flags */
            flags?: (number|null);

            /** PlaceOrder selfTradePrevention */
            selfTradePrevention?: (number|null);

            /** PlaceOrder price */
            price?: (number|null);

            /** PlaceOrder size */
            size?: (number|null);

            /** PlaceOrder clientId */
            clientId?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PlaceOrder. */
        type $Shape = witan.PlaceOrder.$Properties;
    }

    /**
     * Properties of a CancelOrder.
     * @deprecated Use witan.CancelOrder.$Properties instead.
     */
    interface ICancelOrder extends witan.CancelOrder.$Properties {
    }

    /** Represents a CancelOrder. */
    class CancelOrder {

        /**
         * Constructs a new CancelOrder.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.CancelOrder.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CancelOrder order. */
        order: Uint8Array;

        /** CancelOrder orderExpiryMs. */
        orderExpiryMs: number;

        /**
         * Encodes the specified CancelOrder message. Does not implicitly {@link witan.CancelOrder.verify|verify} messages.
         * @param message CancelOrder message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.CancelOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CancelOrder message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.CancelOrder & witan.CancelOrder.$Shape} CancelOrder
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.CancelOrder & witan.CancelOrder.$Shape;
    }

    namespace CancelOrder {

        /** Properties of a CancelOrder. */
        interface $Properties {

            /** CancelOrder order */
            order?: (Uint8Array|null);

            /** CancelOrder orderExpiryMs */
            orderExpiryMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CancelOrder. */
        type $Shape = witan.CancelOrder.$Properties;
    }

    /**
     * Properties of a CancelAll.
     * @deprecated Use witan.CancelAll.$Properties instead.
     */
    interface ICancelAll extends witan.CancelAll.$Properties {
    }

    /** Represents a CancelAll. */
    class CancelAll {

        /**
         * Constructs a new CancelAll.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.CancelAll.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CancelAll instrument. */
        instrument: number;

        /**
         * Encodes the specified CancelAll message. Does not implicitly {@link witan.CancelAll.verify|verify} messages.
         * @param message CancelAll message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.CancelAll.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CancelAll message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.CancelAll & witan.CancelAll.$Shape} CancelAll
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.CancelAll & witan.CancelAll.$Shape;
    }

    namespace CancelAll {

        /** Properties of a CancelAll. */
        interface $Properties {

            /** CancelAll instrument */
            instrument?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CancelAll. */
        type $Shape = witan.CancelAll.$Properties;
    }

    /**
     * Properties of a Transfer.
     * @deprecated Use witan.Transfer.$Properties instead.
     */
    interface ITransfer extends witan.Transfer.$Properties {
    }

    /** Represents a Transfer. */
    class Transfer {

        /**
         * Constructs a new Transfer.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Transfer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Transfer toSubaccount. */
        toSubaccount: number;

        /** Transfer token. */
        token: number;

        /** Transfer amount. */
        amount: number;

        /**
         * Encodes the specified Transfer message. Does not implicitly {@link witan.Transfer.verify|verify} messages.
         * @param message Transfer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Transfer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Transfer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Transfer & witan.Transfer.$Shape} Transfer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Transfer & witan.Transfer.$Shape;
    }

    namespace Transfer {

        /** Properties of a Transfer. */
        interface $Properties {

            /** Transfer toSubaccount */
            toSubaccount?: (number|null);

            /** Transfer token */
            token?: (number|null);

            /** Transfer amount */
            amount?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Transfer. */
        type $Shape = witan.Transfer.$Properties;
    }

    /**
     * Properties of a Withdraw.
     * @deprecated Use witan.Withdraw.$Properties instead.
     */
    interface IWithdraw extends witan.Withdraw.$Properties {
    }

    /** Represents a Withdraw. */
    class Withdraw {

        /**
         * Constructs a new Withdraw.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Withdraw.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Withdraw token. */
        token: number;

        /** Withdraw amount. */
        amount: number;

        /**
         * Encodes the specified Withdraw message. Does not implicitly {@link witan.Withdraw.verify|verify} messages.
         * @param message Withdraw message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Withdraw.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Withdraw message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Withdraw & witan.Withdraw.$Shape} Withdraw
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Withdraw & witan.Withdraw.$Shape;
    }

    namespace Withdraw {

        /** Properties of a Withdraw. */
        interface $Properties {

            /** Withdraw token */
            token?: (number|null);

            /** Withdraw amount */
            amount?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Withdraw. */
        type $Shape = witan.Withdraw.$Properties;
    }

    /**
     * Properties of an ApproveKey.
     * @deprecated Use witan.ApproveKey.$Properties instead.
     */
    interface IApproveKey extends witan.ApproveKey.$Properties {
    }

    /** Represents an ApproveKey. */
    class ApproveKey {

        /**
         * Constructs a new ApproveKey.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.ApproveKey.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ApproveKey sessionKey. */
        sessionKey: Uint8Array;

        /** ApproveKey scope. */
        scope: number;

        /** ApproveKey instruments. */
        instruments: number[];

        /** ApproveKey notionalMax. */
        notionalMax: number;

        /** ApproveKey keyExpiryMs. */
        keyExpiryMs: number;

        /**
         * Encodes the specified ApproveKey message. Does not implicitly {@link witan.ApproveKey.verify|verify} messages.
         * @param message ApproveKey message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.ApproveKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ApproveKey message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.ApproveKey & witan.ApproveKey.$Shape} ApproveKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.ApproveKey & witan.ApproveKey.$Shape;
    }

    namespace ApproveKey {

        /** Properties of an ApproveKey. */
        interface $Properties {

            /** ApproveKey sessionKey */
            sessionKey?: (Uint8Array|null);

            /** ApproveKey scope */
            scope?: (number|null);

            /** ApproveKey instruments */
            instruments?: (number[]|null);

            /** ApproveKey notionalMax */
            notionalMax?: (number|null);

            /** ApproveKey keyExpiryMs */
            keyExpiryMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ApproveKey. */
        type $Shape = witan.ApproveKey.$Properties;
    }

    /**
     * Properties of a RevokeKey.
     * @deprecated Use witan.RevokeKey.$Properties instead.
     */
    interface IRevokeKey extends witan.RevokeKey.$Properties {
    }

    /** Represents a RevokeKey. */
    class RevokeKey {

        /**
         * Constructs a new RevokeKey.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.RevokeKey.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RevokeKey sessionKey. */
        sessionKey: Uint8Array;

        /**
         * Encodes the specified RevokeKey message. Does not implicitly {@link witan.RevokeKey.verify|verify} messages.
         * @param message RevokeKey message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.RevokeKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RevokeKey message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.RevokeKey & witan.RevokeKey.$Shape} RevokeKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.RevokeKey & witan.RevokeKey.$Shape;
    }

    namespace RevokeKey {

        /** Properties of a RevokeKey. */
        interface $Properties {

            /** RevokeKey sessionKey */
            sessionKey?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RevokeKey. */
        type $Shape = witan.RevokeKey.$Properties;
    }
}
