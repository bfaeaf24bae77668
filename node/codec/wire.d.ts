import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace witan. */
export namespace witan {

    /**
     * Properties of an Envelope.
     * @deprecated Use witan.Envelope.$Properties instead.
     */
    interface IEnvelope extends witan.Envelope.$Properties {
    }

    /** Represents an Envelope. */
    class Envelope {

        /**
         * Constructs a new Envelope.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Envelope.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Envelope proposal. */
        proposal?: (witan.Proposal.$Properties|null);

        /** Envelope vote. */
        vote?: (witan.Vote.$Properties|null);

        /** Envelope certificate. */
        certificate?: (witan.Certificate.$Properties|null);

        /** Envelope reports. */
        reports?: (witan.Reports.$Properties|null);

        /** Envelope bodies. */
        bodies?: (witan.Bodies.$Properties|null);

        /** Envelope wantReports. */
        wantReports?: (witan.WantReports.$Properties|null);

        /** Envelope wantBodies. */
        wantBodies?: (witan.WantBodies.$Properties|null);

        /** Envelope wantBlocks. */
        wantBlocks?: (witan.WantBlocks.$Properties|null);

        /** Envelope blocks. */
        blocks?: (witan.Blocks.$Properties|null);

        /** Envelope wantCertificates. */
        wantCertificates?: (witan.WantCertificates.$Properties|null);

        /** Envelope wantFinal. */
        wantFinal?: (witan.WantFinal.$Properties|null);

        /** Envelope finalBlocks. */
        finalBlocks?: (witan.FinalBlocks.$Properties|null);

        /** Envelope checkpointShare. */
        checkpointShare?: (witan.CheckpointShare.$Properties|null);

        /** Envelope pruned. */
        pruned?: (witan.Pruned.$Properties|null);

        /** Envelope wantSnapshot. */
        wantSnapshot?: (witan.WantSnapshot.$Properties|null);

        /** Envelope snapshot. */
        snapshot?: (witan.SnapshotManifest.$Properties|null);

        /** Envelope wantChunk. */
        wantChunk?: (witan.WantChunk.$Properties|null);

        /** Envelope chunk. */
        chunk?: (witan.Chunk.$Properties|null);

        /** Envelope message. */
        message?: ("proposal"|"vote"|"certificate"|"reports"|"bodies"|"wantReports"|"wantBodies"|"wantBlocks"|"blocks"|"wantCertificates"|"wantFinal"|"finalBlocks"|"checkpointShare"|"pruned"|"wantSnapshot"|"snapshot"|"wantChunk"|"chunk");

        /**
         * Encodes the specified Envelope message. Does not implicitly {@link witan.Envelope.verify|verify} messages.
         * @param message Envelope message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Envelope message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Envelope & witan.Envelope.$Shape} Envelope
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Envelope & witan.Envelope.$Shape;
    }

    namespace Envelope {

        /** Properties of an Envelope. */
        interface $Properties {

            /** Envelope proposal */
            proposal?: (witan.Proposal.$Properties|null);

            /** Envelope vote */
            vote?: (witan.Vote.$Properties|null);

            /** Envelope certificate */
            certificate?: (witan.Certificate.$Properties|null);

            /** Envelope reports */
            reports?: (witan.Reports.$Properties|null);

            /** Envelope bodies */
            bodies?: (witan.Bodies.$Properties|null);

            /** Envelope wantReports */
            wantReports?: (witan.WantReports.$Properties|null);

            /** Envelope wantBodies */
            wantBodies?: (witan.WantBodies.$Properties|null);

            /** Envelope wantBlocks */
            wantBlocks?: (witan.WantBlocks.$Properties|null);

            /** Envelope blocks */
            blocks?: (witan.Blocks.$Properties|null);

            /** Envelope wantCertificates */
            wantCertificates?: (witan.WantCertificates.$Properties|null);

            /** Envelope wantFinal */
            wantFinal?: (witan.WantFinal.$Properties|null);

            /** Envelope finalBlocks */
            finalBlocks?: (witan.FinalBlocks.$Properties|null);

            /** Envelope checkpointShare */
            checkpointShare?: (witan.CheckpointShare.$Properties|null);

            /** Envelope pruned */
            pruned?: (witan.Pruned.$Properties|null);

            /** Envelope wantSnapshot */
            wantSnapshot?: (witan.WantSnapshot.$Properties|null);

            /** Envelope snapshot */
            snapshot?: (witan.SnapshotManifest.$Properties|null);

            /** Envelope wantChunk */
            wantChunk?: (witan.WantChunk.$Properties|null);

            /** Envelope chunk */
            chunk?: (witan.Chunk.$Properties|null);

            /** Envelope message */
            message?: ("proposal"|"vote"|"certificate"|"reports"|"bodies"|"wantReports"|"wantBodies"|"wantBlocks"|"blocks"|"wantCertificates"|"wantFinal"|"finalBlocks"|"checkpointShare"|"pruned"|"wantSnapshot"|"snapshot"|"wantChunk"|"chunk");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of an Envelope. */
        type $Shape = {
          proposal?: witan.Proposal.$Shape|null;
          vote?: witan.Vote.$Shape|null;
          certificate?: witan.Certificate.$Shape|null;
          reports?: witan.Reports.$Shape|null;
          bodies?: witan.Bodies.$Shape|null;
          wantReports?: witan.WantReports.$Shape|null;
          wantBodies?: witan.WantBodies.$Shape|null;
          wantBlocks?: witan.WantBlocks.$Shape|null;
          blocks?: witan.Blocks.$Shape|null;
          wantCertificates?: witan.WantCertificates.$Shape|null;
          wantFinal?: witan.WantFinal.$Shape|null;
          finalBlocks?: witan.FinalBlocks.$Shape|null;
          checkpointShare?: witan.CheckpointShare.$Shape|null;
          pruned?: witan.Pruned.$Shape|null;
          wantSnapshot?: witan.WantSnapshot.$Shape|null;
          snapshot?: witan.SnapshotManifest.$Shape|null;
          wantChunk?: witan.WantChunk.$Shape|null;
          chunk?: witan.Chunk.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ message?: undefined; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "proposal"; proposal: witan.Proposal.$Shape; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "vote"; proposal?: null; vote: witan.Vote.$Shape; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "certificate"; proposal?: null; vote?: null; certificate: witan.Certificate.$Shape; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "reports"; proposal?: null; vote?: null; certificate?: null; reports: witan.Reports.$Shape; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "bodies"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies: witan.Bodies.$Shape; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantReports"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports: witan.WantReports.$Shape; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantBodies"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies: witan.WantBodies.$Shape; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantBlocks"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks: witan.WantBlocks.$Shape; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "blocks"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks: witan.Blocks.$Shape; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantCertificates"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates: witan.WantCertificates.$Shape; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantFinal"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal: witan.WantFinal.$Shape; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "finalBlocks"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks: witan.FinalBlocks.$Shape; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "checkpointShare"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare: witan.CheckpointShare.$Shape; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "pruned"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned: witan.Pruned.$Shape; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantSnapshot"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot: witan.WantSnapshot.$Shape; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "snapshot"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot: witan.SnapshotManifest.$Shape; wantChunk?: null; chunk?: null }|{ message?: "wantChunk"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk: witan.WantChunk.$Shape; chunk?: null }|{ message?: "chunk"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk: witan.Chunk.$Shape })
        );
    }

    /**
     * Properties of a ReportHead.
     * @deprecated Use witan.ReportHead.$Properties instead.
     */
    interface IReportHead extends witan.ReportHead.$Properties {
    }

    /** Represents a ReportHead. */
    class ReportHead {

        /**
         * Constructs a new ReportHead.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.ReportHead.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReportHead validator. */
        validator: number;

        /** ReportHead seq. */
        seq: number;

        /** ReportHead digest. */
        digest: Uint8Array;

        /**
         * Encodes the specified ReportHead message. Does not implicitly {@link witan.ReportHead.verify|verify} messages.
         * @param message ReportHead message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.ReportHead.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReportHead message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.ReportHead & witan.ReportHead.$Shape} ReportHead
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.ReportHead & witan.ReportHead.$Shape;
    }

    namespace ReportHead {

        /** Properties of a ReportHead. */
        interface $Properties {

            /** ReportHead validator */
            validator?: (number|null);

            /** ReportHead seq */
            seq?: (number|null);

            /** ReportHead digest */
            digest?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReportHead. */
        type $Shape = witan.ReportHead.$Properties;
    }

    /**
     * Properties of a BlockContent.
     * @deprecated Use witan.BlockContent.$Properties instead.
     */
    interface IBlockContent extends witan.BlockContent.$Properties {
    }

    /** Represents a BlockContent. */
    class BlockContent {

        /**
         * Constructs a new BlockContent.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.BlockContent.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BlockContent epoch. */
        epoch: number;

        /** BlockContent height. */
        height: number;

        /** BlockContent parentView. */
        parentView: number;

        /** BlockContent parentDigest. */
        parentDigest: Uint8Array;

        /** BlockContent heads. */
        heads: witan.ReportHead.$Properties[];

        /**
         * Encodes the specified BlockContent message. Does not implicitly {@link witan.BlockContent.verify|verify} messages.
         * @param message BlockContent message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.BlockContent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BlockContent message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.BlockContent & witan.BlockContent.$Shape} BlockContent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.BlockContent & witan.BlockContent.$Shape;
    }

    namespace BlockContent {

        /** Properties of a BlockContent. */
        interface $Properties {

            /** BlockContent epoch */
            epoch?: (number|null);

            /** BlockContent height */
            height?: (number|null);

            /** BlockContent parentView */
            parentView?: (number|null);

            /** BlockContent parentDigest */
            parentDigest?: (Uint8Array|null);

            /** BlockContent heads */
            heads?: (witan.ReportHead.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BlockContent. */
        type $Shape = witan.BlockContent.$Properties;
    }

    /**
     * Properties of a Proposal.
     * @deprecated Use witan.Proposal.$Properties instead.
     */
    interface IProposal extends witan.Proposal.$Properties {
    }

    /** Represents a Proposal. */
    class Proposal {

        /**
         * Constructs a new Proposal.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Proposal.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Proposal view. */
        view: number;

        /** Proposal content. */
        content?: (witan.BlockContent.$Properties|null);

        /** Proposal signature. */
        signature: Uint8Array;

        /** Proposal repeats. */
        repeats: number;

        /**
         * Encodes the specified Proposal message. Does not implicitly {@link witan.Proposal.verify|verify} messages.
         * @param message Proposal message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Proposal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Proposal message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Proposal & witan.Proposal.$Shape} Proposal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Proposal & witan.Proposal.$Shape;
    }

    namespace Proposal {

        /** Properties of a Proposal. */
        interface $Properties {

            /** Proposal view */
            view?: (number|null);

            /** Proposal content */
            content?: (witan.BlockContent.$Properties|null);

            /** Proposal signature */
            signature?: (Uint8Array|null);

            /** Proposal repeats */
            repeats?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Proposal. */
        type $Shape = witan.Proposal.$Properties;
    }

    /**
     * Properties of a Vote.
     * @deprecated Use witan.Vote.$Properties instead.
     */
    interface IVote extends witan.Vote.$Properties {
    }

    /** Represents a Vote. */
    class Vote {

        /**
         * Constructs a new Vote.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Vote.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Vote kind. */
        kind: number;

        /** Vote epoch. */
        epoch: number;

        /** Vote view. */
        view: number;

        /** Vote digest. */
        digest: Uint8Array;

        /** Vote validator. */
        validator: number;

        /** Vote signature. */
        signature: Uint8Array;

        /**
         * Encodes the specified Vote message. Does not implicitly {@link witan.Vote.verify|verify} messages.
         * @param message Vote message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Vote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Vote message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Vote & witan.Vote.$Shape} Vote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Vote & witan.Vote.$Shape;
    }

    namespace Vote {

        /** Properties of a Vote. */
        interface $Properties {

            /** Vote kind */
            kind?: (number|null);

            /** Vote epoch */
            epoch?: (number|null);

            /** Vote view */
            view?: (number|null);

            /** Vote digest */
            digest?: (Uint8Array|null);

            /** Vote validator */
            validator?: (number|null);

            /** Vote signature */
            signature?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Vote. */
        type $Shape = witan.Vote.$Properties;
    }

    /**
     * Properties of a CertificateSignature.
     * @deprecated Use witan.CertificateSignature.$Properties instead.
     */
    interface ICertificateSignature extends witan.CertificateSignature.$Properties {
    }

    /** Represents a CertificateSignature. */
    class CertificateSignature {

        /**
         * Constructs a new CertificateSignature.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.CertificateSignature.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CertificateSignature validator. */
        validator: number;

        /** CertificateSignature signature. */
        signature: Uint8Array;

        /**
         * Encodes the specified CertificateSignature message. Does not implicitly {@link witan.CertificateSignature.verify|verify} messages.
         * @param message CertificateSignature message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.CertificateSignature.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CertificateSignature message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.CertificateSignature & witan.CertificateSignature.$Shape} CertificateSignature
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.CertificateSignature & witan.CertificateSignature.$Shape;
    }

    namespace CertificateSignature {

        /** Properties of a CertificateSignature. */
        interface $Properties {

            /** CertificateSignature validator */
            validator?: (number|null);

            /** CertificateSignature signature */
            signature?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CertificateSignature. */
        type $Shape = witan.CertificateSignature.$Properties;
    }

    /**
     * Properties of a Certificate.
     * @deprecated Use witan.Certificate.$Properties instead.
     */
    interface ICertificate extends witan.Certificate.$Properties {
    }

    /** Represents a Certificate. */
    class Certificate {

        /**
         * Constructs a new Certificate.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Certificate.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Certificate kind. */
        kind: number;

        /** Certificate epoch. */
        epoch: number;

        /** Certificate view. */
        view: number;

        /** Certificate digest. */
        digest: Uint8Array;

        /** Certificate signatures. */
        signatures: witan.CertificateSignature.$Properties[];

        /**
         * Encodes the specified Certificate message. Does not implicitly {@link witan.Certificate.verify|verify} messages.
         * @param message Certificate message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Certificate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Certificate message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Certificate & witan.Certificate.$Shape} Certificate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Certificate & witan.Certificate.$Shape;
    }

    namespace Certificate {

        /** Properties of a Certificate. */
        interface $Properties {

            /** Certificate kind */
            kind?: (number|null);

            /** Certificate epoch */
            epoch?: (number|null);

            /** Certificate view */
            view?: (number|null);

            /** Certificate digest */
            digest?: (Uint8Array|null);

            /** Certificate signatures */
            signatures?: (witan.CertificateSignature.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Certificate. */
        type $Shape = witan.Certificate.$Properties;
    }

    /**
     * Properties of an Arrival.
     * @deprecated Use witan.Arrival.$Properties instead.
     */
    interface IArrival extends witan.Arrival.$Properties {
    }

    /** Represents an Arrival. */
    class Arrival {

        /**
         * Constructs a new Arrival.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Arrival.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Arrival hash. */
        hash: Uint8Array;

        /** Arrival timeMs. */
        timeMs: number;

        /**
         * Encodes the specified Arrival message. Does not implicitly {@link witan.Arrival.verify|verify} messages.
         * @param message Arrival message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Arrival.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Arrival message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Arrival & witan.Arrival.$Shape} Arrival
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Arrival & witan.Arrival.$Shape;
    }

    namespace Arrival {

        /** Properties of an Arrival. */
        interface $Properties {

            /** Arrival hash */
            hash?: (Uint8Array|null);

            /** Arrival timeMs */
            timeMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Arrival. */
        type $Shape = witan.Arrival.$Properties;
    }

    /**
     * Properties of a PriceObservation.
     * @deprecated Use witan.PriceObservation.$Properties instead.
     */
    interface IPriceObservation extends witan.PriceObservation.$Properties {
    }

    /** Represents a PriceObservation. */
    class PriceObservation {

        /**
         * Constructs a new PriceObservation.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.PriceObservation.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PriceObservation feed. */
        feed: number;

        /** PriceObservation price. */
        price: number;

        /** PriceObservation atMs. */
        atMs: number;

        /**
         * Encodes the specified PriceObservation message. Does not implicitly {@link witan.PriceObservation.verify|verify} messages.
         * @param message PriceObservation message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.PriceObservation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PriceObservation message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.PriceObservation & witan.PriceObservation.$Shape} PriceObservation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.PriceObservation & witan.PriceObservation.$Shape;
    }

    namespace PriceObservation {

        /** Properties of a PriceObservation. */
        interface $Properties {

            /** PriceObservation feed */
            feed?: (number|null);

            /** PriceObservation price */
            price?: (number|null);

            /** PriceObservation atMs */
            atMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PriceObservation. */
        type $Shape = witan.PriceObservation.$Properties;
    }

    /**
     * Properties of a L1Naming.
     * @deprecated Use witan.L1Naming.$Properties instead.
     */
    interface IL1Naming extends witan.L1Naming.$Properties {
    }

    /** Represents a L1Naming. */
    class L1Naming {

        /**
         * Constructs a new L1Naming.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.L1Naming.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** L1Naming chainId. */
        chainId: number;

        /** L1Naming number. */
        number: number;

        /** L1Naming hash. */
        hash: Uint8Array;

        /**
         * Encodes the specified L1Naming message. Does not implicitly {@link witan.L1Naming.verify|verify} messages.
         * @param message L1Naming message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.L1Naming.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a L1Naming message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.L1Naming & witan.L1Naming.$Shape} L1Naming
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.L1Naming & witan.L1Naming.$Shape;
    }

    namespace L1Naming {

        /** Properties of a L1Naming. */
        interface $Properties {

            /** L1Naming chainId */
            chainId?: (number|null);

            /** L1Naming number */
            number?: (number|null);

            /** L1Naming hash */
            hash?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a L1Naming. */
        type $Shape = witan.L1Naming.$Properties;
    }

    /**
     * Properties of a Report.
     * @deprecated Use witan.Report.$Properties instead.
     */
    interface IReport extends witan.Report.$Properties {
    }

    /** Represents a Report. */
    class Report {

        /**
         * Constructs a new Report.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Report.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Report epoch. */
        epoch: number;

        /** Report validator. */
        validator: number;

        /** Report seq. */
        seq: number;

        /** Report prevDigest. */
        prevDigest: Uint8Array;

        /** Report localTimeMs. */
        localTimeMs: number;

        /** Report arrivals. */
        arrivals: witan.Arrival.$Properties[];

        /** Report prices. */
        prices: witan.PriceObservation.$Properties[];

        /** Report l1. */
        l1: witan.L1Naming.$Properties[];

        /** Report executedHeight. */
        executedHeight: number;

        /** Report executedDigest. */
        executedDigest: Uint8Array;

        /** Report signature. */
        signature: Uint8Array;

        /** Report misconduct. */
        misconduct: witan.Misconduct.$Properties[];

        /**
         * Encodes the specified Report message. Does not implicitly {@link witan.Report.verify|verify} messages.
         * @param message Report message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Report.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Report message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Report & witan.Report.$Shape} Report
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Report & witan.Report.$Shape;
    }

    namespace Report {

        /** Properties of a Report. */
        interface $Properties {

            /** Report epoch */
            epoch?: (number|null);

            /** Report validator */
            validator?: (number|null);

            /** Report seq */
            seq?: (number|null);

            /** Report prevDigest */
            prevDigest?: (Uint8Array|null);

            /** Report localTimeMs */
            localTimeMs?: (number|null);

            /** Report arrivals */
            arrivals?: (witan.Arrival.$Properties[]|null);

            /** Report prices */
            prices?: (witan.PriceObservation.$Properties[]|null);

            /** Report l1 */
            l1?: (witan.L1Naming.$Properties[]|null);

            /** Report executedHeight */
            executedHeight?: (number|null);

            /** Report executedDigest */
            executedDigest?: (Uint8Array|null);

            /** Report signature */
            signature?: (Uint8Array|null);

            /** Report misconduct */
            misconduct?: (witan.Misconduct.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Report. */
        type $Shape = witan.Report.$Properties;
    }

    /**
     * Properties of a SignedWord.
     * @deprecated Use witan.SignedWord.$Properties instead.
     */
    interface ISignedWord extends witan.SignedWord.$Properties {
    }

    /** Represents a SignedWord. */
    class SignedWord {

        /**
         * Constructs a new SignedWord.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.SignedWord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SignedWord kind. */
        kind: number;

        /** SignedWord digest. */
        digest: Uint8Array;

        /** SignedWord signature. */
        signature: Uint8Array;

        /**
         * Encodes the specified SignedWord message. Does not implicitly {@link witan.SignedWord.verify|verify} messages.
         * @param message SignedWord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.SignedWord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SignedWord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.SignedWord & witan.SignedWord.$Shape} SignedWord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.SignedWord & witan.SignedWord.$Shape;
    }

    namespace SignedWord {

        /** Properties of a SignedWord. */
        interface $Properties {

            /** SignedWord kind */
            kind?: (number|null);

            /** SignedWord digest */
            digest?: (Uint8Array|null);

            /** SignedWord signature */
            signature?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SignedWord. */
        type $Shape = witan.SignedWord.$Properties;
    }

    /**
     * Properties of a ReportSeal.
     * @deprecated Use witan.ReportSeal.$Properties instead.
     */
    interface IReportSeal extends witan.ReportSeal.$Properties {
    }

    /** Represents a ReportSeal. */
    class ReportSeal {

        /**
         * Constructs a new ReportSeal.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.ReportSeal.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReportSeal prevDigest. */
        prevDigest: Uint8Array;

        /** ReportSeal contentHash. */
        contentHash: Uint8Array;

        /** ReportSeal signature. */
        signature: Uint8Array;

        /**
         * Encodes the specified ReportSeal message. Does not implicitly {@link witan.ReportSeal.verify|verify} messages.
         * @param message ReportSeal message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.ReportSeal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReportSeal message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.ReportSeal & witan.ReportSeal.$Shape} ReportSeal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.ReportSeal & witan.ReportSeal.$Shape;
    }

    namespace ReportSeal {

        /** Properties of a ReportSeal. */
        interface $Properties {

            /** ReportSeal prevDigest */
            prevDigest?: (Uint8Array|null);

            /** ReportSeal contentHash */
            contentHash?: (Uint8Array|null);

            /** ReportSeal signature */
            signature?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReportSeal. */
        type $Shape = witan.ReportSeal.$Properties;
    }

    /**
     * Properties of a Misconduct.
     * @deprecated Use witan.Misconduct.$Properties instead.
     */
    interface IMisconduct extends witan.Misconduct.$Properties {
    }

    /** Represents a Misconduct. */
    class Misconduct {

        /**
         * Constructs a new Misconduct.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Misconduct.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Misconduct epoch. */
        epoch: number;

        /** Misconduct validator. */
        validator: number;

        /** Misconduct place. */
        place: number;

        /** Misconduct words. */
        words: witan.SignedWord.$Properties[];

        /** Misconduct reports. */
        reports: witan.ReportSeal.$Properties[];

        /**
         * Encodes the specified Misconduct message. Does not implicitly {@link witan.Misconduct.verify|verify} messages.
         * @param message Misconduct message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Misconduct.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Misconduct message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Misconduct & witan.Misconduct.$Shape} Misconduct
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Misconduct & witan.Misconduct.$Shape;
    }

    namespace Misconduct {

        /** Properties of a Misconduct. */
        interface $Properties {

            /** Misconduct epoch */
            epoch?: (number|null);

            /** Misconduct validator */
            validator?: (number|null);

            /** Misconduct place */
            place?: (number|null);

            /** Misconduct words */
            words?: (witan.SignedWord.$Properties[]|null);

            /** Misconduct reports */
            reports?: (witan.ReportSeal.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Misconduct. */
        type $Shape = witan.Misconduct.$Properties;
    }

    /**
     * Properties of a Reports.
     * @deprecated Use witan.Reports.$Properties instead.
     */
    interface IReports extends witan.Reports.$Properties {
    }

    /** Represents a Reports. */
    class Reports {

        /**
         * Constructs a new Reports.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Reports.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Reports reports. */
        reports: witan.Report.$Properties[];

        /**
         * Encodes the specified Reports message. Does not implicitly {@link witan.Reports.verify|verify} messages.
         * @param message Reports message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Reports.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Reports message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Reports & witan.Reports.$Shape} Reports
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Reports & witan.Reports.$Shape;
    }

    namespace Reports {

        /** Properties of a Reports. */
        interface $Properties {

            /** Reports reports */
            reports?: (witan.Report.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Reports. */
        type $Shape = witan.Reports.$Properties;
    }

    /**
     * Properties of a Bodies.
     * @deprecated Use witan.Bodies.$Properties instead.
     */
    interface IBodies extends witan.Bodies.$Properties {
    }

    /** Represents a Bodies. */
    class Bodies {

        /**
         * Constructs a new Bodies.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Bodies.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Bodies bodies. */
        bodies: Uint8Array[];

        /**
         * Encodes the specified Bodies message. Does not implicitly {@link witan.Bodies.verify|verify} messages.
         * @param message Bodies message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Bodies.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Bodies message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Bodies & witan.Bodies.$Shape} Bodies
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Bodies & witan.Bodies.$Shape;
    }

    namespace Bodies {

        /** Properties of a Bodies. */
        interface $Properties {

            /** Bodies bodies */
            bodies?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Bodies. */
        type $Shape = witan.Bodies.$Properties;
    }

    /**
     * Properties of a WantReports.
     * @deprecated Use witan.WantReports.$Properties instead.
     */
    interface IWantReports extends witan.WantReports.$Properties {
    }

    /** Represents a WantReports. */
    class WantReports {

        /**
         * Constructs a new WantReports.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.WantReports.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WantReports validator. */
        validator: number;

        /** WantReports afterSeq. */
        afterSeq: number;

        /** WantReports head. */
        head: Uint8Array;

        /**
         * Encodes the specified WantReports message. Does not implicitly {@link witan.WantReports.verify|verify} messages.
         * @param message WantReports message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.WantReports.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WantReports message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.WantReports & witan.WantReports.$Shape} WantReports
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.WantReports & witan.WantReports.$Shape;
    }

    namespace WantReports {

        /** Properties of a WantReports. */
        interface $Properties {

            /** WantReports validator */
            validator?: (number|null);

            /** WantReports afterSeq */
            afterSeq?: (number|null);

            /** WantReports head */
            head?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WantReports. */
        type $Shape = witan.WantReports.$Properties;
    }

    /**
     * Properties of a WantBodies.
     * @deprecated Use witan.WantBodies.$Properties instead.
     */
    interface IWantBodies extends witan.WantBodies.$Properties {
    }

    /** Represents a WantBodies. */
    class WantBodies {

        /**
         * Constructs a new WantBodies.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.WantBodies.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WantBodies hashes. */
        hashes: Uint8Array[];

        /**
         * Encodes the specified WantBodies message. Does not implicitly {@link witan.WantBodies.verify|verify} messages.
         * @param message WantBodies message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.WantBodies.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WantBodies message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.WantBodies & witan.WantBodies.$Shape} WantBodies
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.WantBodies & witan.WantBodies.$Shape;
    }

    namespace WantBodies {

        /** Properties of a WantBodies. */
        interface $Properties {

            /** WantBodies hashes */
            hashes?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WantBodies. */
        type $Shape = witan.WantBodies.$Properties;
    }

    /**
     * Properties of a WantBlocks.
     * @deprecated Use witan.WantBlocks.$Properties instead.
     */
    interface IWantBlocks extends witan.WantBlocks.$Properties {
    }

    /** Represents a WantBlocks. */
    class WantBlocks {

        /**
         * Constructs a new WantBlocks.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.WantBlocks.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WantBlocks digests. */
        digests: Uint8Array[];

        /**
         * Encodes the specified WantBlocks message. Does not implicitly {@link witan.WantBlocks.verify|verify} messages.
         * @param message WantBlocks message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.WantBlocks.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WantBlocks message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.WantBlocks & witan.WantBlocks.$Shape} WantBlocks
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.WantBlocks & witan.WantBlocks.$Shape;
    }

    namespace WantBlocks {

        /** Properties of a WantBlocks. */
        interface $Properties {

            /** WantBlocks digests */
            digests?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WantBlocks. */
        type $Shape = witan.WantBlocks.$Properties;
    }

    /**
     * Properties of a Blocks.
     * @deprecated Use witan.Blocks.$Properties instead.
     */
    interface IBlocks extends witan.Blocks.$Properties {
    }

    /** Represents a Blocks. */
    class Blocks {

        /**
         * Constructs a new Blocks.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Blocks.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Blocks blocks. */
        blocks: witan.BlockContent.$Properties[];

        /**
         * Encodes the specified Blocks message. Does not implicitly {@link witan.Blocks.verify|verify} messages.
         * @param message Blocks message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Blocks.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Blocks message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Blocks & witan.Blocks.$Shape} Blocks
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Blocks & witan.Blocks.$Shape;
    }

    namespace Blocks {

        /** Properties of a Blocks. */
        interface $Properties {

            /** Blocks blocks */
            blocks?: (witan.BlockContent.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Blocks. */
        type $Shape = witan.Blocks.$Properties;
    }

    /**
     * Properties of a WantCertificates.
     * @deprecated Use witan.WantCertificates.$Properties instead.
     */
    interface IWantCertificates extends witan.WantCertificates.$Properties {
    }

    /** Represents a WantCertificates. */
    class WantCertificates {

        /**
         * Constructs a new WantCertificates.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.WantCertificates.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WantCertificates views. */
        views: number[];

        /**
         * Encodes the specified WantCertificates message. Does not implicitly {@link witan.WantCertificates.verify|verify} messages.
         * @param message WantCertificates message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.WantCertificates.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WantCertificates message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.WantCertificates & witan.WantCertificates.$Shape} WantCertificates
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.WantCertificates & witan.WantCertificates.$Shape;
    }

    namespace WantCertificates {

        /** Properties of a WantCertificates. */
        interface $Properties {

            /** WantCertificates views */
            views?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WantCertificates. */
        type $Shape = witan.WantCertificates.$Properties;
    }

    /**
     * Properties of a WantFinal.
     * @deprecated Use witan.WantFinal.$Properties instead.
     */
    interface IWantFinal extends witan.WantFinal.$Properties {
    }

    /** Represents a WantFinal. */
    class WantFinal {

        /**
         * Constructs a new WantFinal.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.WantFinal.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WantFinal fromHeight. */
        fromHeight: number;

        /**
         * Encodes the specified WantFinal message. Does not implicitly {@link witan.WantFinal.verify|verify} messages.
         * @param message WantFinal message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.WantFinal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WantFinal message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.WantFinal & witan.WantFinal.$Shape} WantFinal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.WantFinal & witan.WantFinal.$Shape;
    }

    namespace WantFinal {

        /** Properties of a WantFinal. */
        interface $Properties {

            /** WantFinal fromHeight */
            fromHeight?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WantFinal. */
        type $Shape = witan.WantFinal.$Properties;
    }

    /**
     * Properties of a FinalBlock.
     * @deprecated Use witan.FinalBlock.$Properties instead.
     */
    interface IFinalBlock extends witan.FinalBlock.$Properties {
    }

    /** Represents a FinalBlock. */
    class FinalBlock {

        /**
         * Constructs a new FinalBlock.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.FinalBlock.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FinalBlock content. */
        content?: (witan.BlockContent.$Properties|null);

        /** FinalBlock reports. */
        reports: witan.Report.$Properties[];

        /** FinalBlock bodies. */
        bodies: Uint8Array[];

        /** FinalBlock certificate. */
        certificate?: (witan.Certificate.$Properties|null);

        /** FinalBlock committee. */
        committee?: (witan.Committee.$Properties|null);

        /**
         * Encodes the specified FinalBlock message. Does not implicitly {@link witan.FinalBlock.verify|verify} messages.
         * @param message FinalBlock message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.FinalBlock.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FinalBlock message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.FinalBlock & witan.FinalBlock.$Shape} FinalBlock
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.FinalBlock & witan.FinalBlock.$Shape;
    }

    namespace FinalBlock {

        /** Properties of a FinalBlock. */
        interface $Properties {

            /** FinalBlock content */
            content?: (witan.BlockContent.$Properties|null);

            /** FinalBlock reports */
            reports?: (witan.Report.$Properties[]|null);

            /** FinalBlock bodies */
            bodies?: (Uint8Array[]|null);

            /** FinalBlock certificate */
            certificate?: (witan.Certificate.$Properties|null);

            /** FinalBlock committee */
            committee?: (witan.Committee.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FinalBlock. */
        type $Shape = witan.FinalBlock.$Properties;
    }

    /**
     * Properties of a Committee.
     * @deprecated Use witan.Committee.$Properties instead.
     */
    interface ICommittee extends witan.Committee.$Properties {
    }

    /** Represents a Committee. */
    class Committee {

        /**
         * Constructs a new Committee.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Committee.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Committee id. */
        id: number;

        /** Committee epoch. */
        epoch: number;

        /** Committee members. */
        members: witan.Member.$Properties[];

        /**
         * Encodes the specified Committee message. Does not implicitly {@link witan.Committee.verify|verify} messages.
         * @param message Committee message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Committee.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Committee message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Committee & witan.Committee.$Shape} Committee
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Committee & witan.Committee.$Shape;
    }

    namespace Committee {

        /** Properties of a Committee. */
        interface $Properties {

            /** Committee id */
            id?: (number|null);

            /** Committee epoch */
            epoch?: (number|null);

            /** Committee members */
            members?: (witan.Member.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Committee. */
        type $Shape = witan.Committee.$Properties;
    }

    /**
     * Properties of a Member.
     * @deprecated Use witan.Member.$Properties instead.
     */
    interface IMember extends witan.Member.$Properties {
    }

    /** Represents a Member. */
    class Member {

        /**
         * Constructs a new Member.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Member.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Member operator. */
        operator: Uint8Array;

        /** Member weight. */
        weight: number;

        /** Member jailed. */
        jailed: boolean;

        /** Member ed25519Key. */
        ed25519Key: Uint8Array;

        /** Member blsKey. */
        blsKey: Uint8Array;

        /**
         * Encodes the specified Member message. Does not implicitly {@link witan.Member.verify|verify} messages.
         * @param message Member message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Member.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Member message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Member & witan.Member.$Shape} Member
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Member & witan.Member.$Shape;
    }

    namespace Member {

        /** Properties of a Member. */
        interface $Properties {

            /** Member operator */
            operator?: (Uint8Array|null);

            /** Member weight */
            weight?: (number|null);

            /** Member jailed */
            jailed?: (boolean|null);

            /** Member ed25519Key */
            ed25519Key?: (Uint8Array|null);

            /** Member blsKey */
            blsKey?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Member. */
        type $Shape = witan.Member.$Properties;
    }

    /**
     * Properties of a FinalBlocks.
     * @deprecated Use witan.FinalBlocks.$Properties instead.
     */
    interface IFinalBlocks extends witan.FinalBlocks.$Properties {
    }

    /** Represents a FinalBlocks. */
    class FinalBlocks {

        /**
         * Constructs a new FinalBlocks.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.FinalBlocks.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FinalBlocks blocks. */
        blocks: witan.FinalBlock.$Properties[];

        /**
         * Encodes the specified FinalBlocks message. Does not implicitly {@link witan.FinalBlocks.verify|verify} messages.
         * @param message FinalBlocks message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.FinalBlocks.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FinalBlocks message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.FinalBlocks & witan.FinalBlocks.$Shape} FinalBlocks
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.FinalBlocks & witan.FinalBlocks.$Shape;
    }

    namespace FinalBlocks {

        /** Properties of a FinalBlocks. */
        interface $Properties {

            /** FinalBlocks blocks */
            blocks?: (witan.FinalBlock.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FinalBlocks. */
        type $Shape = witan.FinalBlocks.$Properties;
    }

    /**
     * Properties of a CheckpointShare.
     * @deprecated Use witan.CheckpointShare.$Properties instead.
     */
    interface ICheckpointShare extends witan.CheckpointShare.$Properties {
    }

    /** Represents a CheckpointShare. */
    class CheckpointShare {

        /**
         * Constructs a new CheckpointShare.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.CheckpointShare.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CheckpointShare number. */
        number: number;

        /** CheckpointShare headerHash. */
        headerHash: Uint8Array;

        /** CheckpointShare signature. */
        signature: Uint8Array;

        /**
         * Encodes the specified CheckpointShare message. Does not implicitly {@link witan.CheckpointShare.verify|verify} messages.
         * @param message CheckpointShare message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.CheckpointShare.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CheckpointShare message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.CheckpointShare & witan.CheckpointShare.$Shape} CheckpointShare
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.CheckpointShare & witan.CheckpointShare.$Shape;
    }

    namespace CheckpointShare {

        /** Properties of a CheckpointShare. */
        interface $Properties {

            /** CheckpointShare number */
            number?: (number|null);

            /** CheckpointShare headerHash */
            headerHash?: (Uint8Array|null);

            /** CheckpointShare signature */
            signature?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CheckpointShare. */
        type $Shape = witan.CheckpointShare.$Properties;
    }

    /**
     * Properties of a Pruned.
     * @deprecated Use witan.Pruned.$Properties instead.
     */
    interface IPruned extends witan.Pruned.$Properties {
    }

    /** Represents a Pruned. */
    class Pruned {

        /**
         * Constructs a new Pruned.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Pruned.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Pruned lowestHeight. */
        lowestHeight: number;

        /** Pruned snapshotHeight. */
        snapshotHeight: number;

        /**
         * Encodes the specified Pruned message. Does not implicitly {@link witan.Pruned.verify|verify} messages.
         * @param message Pruned message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Pruned.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Pruned message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Pruned & witan.Pruned.$Shape} Pruned
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Pruned & witan.Pruned.$Shape;
    }

    namespace Pruned {

        /** Properties of a Pruned. */
        interface $Properties {

            /** Pruned lowestHeight */
            lowestHeight?: (number|null);

            /** Pruned snapshotHeight */
            snapshotHeight?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Pruned. */
        type $Shape = witan.Pruned.$Properties;
    }

    /**
     * Properties of a WantSnapshot.
     * @deprecated Use witan.WantSnapshot.$Properties instead.
     */
    interface IWantSnapshot extends witan.WantSnapshot.$Properties {
    }

    /** Represents a WantSnapshot. */
    class WantSnapshot {

        /**
         * Constructs a new WantSnapshot.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.WantSnapshot.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WantSnapshot aboveHeight. */
        aboveHeight: number;

        /**
         * Encodes the specified WantSnapshot message. Does not implicitly {@link witan.WantSnapshot.verify|verify} messages.
         * @param message WantSnapshot message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.WantSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WantSnapshot message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.WantSnapshot & witan.WantSnapshot.$Shape} WantSnapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.WantSnapshot & witan.WantSnapshot.$Shape;
    }

    namespace WantSnapshot {

        /** Properties of a WantSnapshot. */
        interface $Properties {

            /** WantSnapshot aboveHeight */
            aboveHeight?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WantSnapshot. */
        type $Shape = witan.WantSnapshot.$Properties;
    }

    /**
     * Properties of a SnapshotManifest.
     * @deprecated Use witan.SnapshotManifest.$Properties instead.
     */
    interface ISnapshotManifest extends witan.SnapshotManifest.$Properties {
    }

    /** Represents a SnapshotManifest. */
    class SnapshotManifest {

        /**
         * Constructs a new SnapshotManifest.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.SnapshotManifest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SnapshotManifest header. */
        header: Uint8Array;

        /** SnapshotManifest bitmap. */
        bitmap: Uint8Array;

        /** SnapshotManifest signature. */
        signature: Uint8Array;

        /** SnapshotManifest totalBytes. */
        totalBytes: number;

        /** SnapshotManifest chunkHashes. */
        chunkHashes: Uint8Array[];

        /**
         * Encodes the specified SnapshotManifest message. Does not implicitly {@link witan.SnapshotManifest.verify|verify} messages.
         * @param message SnapshotManifest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.SnapshotManifest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SnapshotManifest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.SnapshotManifest & witan.SnapshotManifest.$Shape} SnapshotManifest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.SnapshotManifest & witan.SnapshotManifest.$Shape;
    }

    namespace SnapshotManifest {

        /** Properties of a SnapshotManifest. */
        interface $Properties {

            /** SnapshotManifest header */
            header?: (Uint8Array|null);

            /** SnapshotManifest bitmap */
            bitmap?: (Uint8Array|null);

            /** SnapshotManifest signature */
            signature?: (Uint8Array|null);

            /** SnapshotManifest totalBytes */
            totalBytes?: (number|null);

            /** SnapshotManifest chunkHashes */
            chunkHashes?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SnapshotManifest. */
        type $Shape = witan.SnapshotManifest.$Properties;
    }

    /**
     * Properties of a WantChunk.
     * @deprecated Use witan.WantChunk.$Properties instead.
     */
    interface IWantChunk extends witan.WantChunk.$Properties {
    }

    /** Represents a WantChunk. */
    class WantChunk {

        /**
         * Constructs a new WantChunk.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.WantChunk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WantChunk snapshot. */
        snapshot: Uint8Array;

        /** WantChunk index. */
        index: number;

        /**
         * Encodes the specified WantChunk message. Does not implicitly {@link witan.WantChunk.verify|verify} messages.
         * @param message WantChunk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.WantChunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WantChunk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.WantChunk & witan.WantChunk.$Shape} WantChunk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.WantChunk & witan.WantChunk.$Shape;
    }

    namespace WantChunk {

        /** Properties of a WantChunk. */
        interface $Properties {

            /** WantChunk snapshot */
            snapshot?: (Uint8Array|null);

            /** WantChunk index */
            index?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WantChunk. */
        type $Shape = witan.WantChunk.$Properties;
    }

    /**
     * Properties of a Chunk.
     * @deprecated Use witan.Chunk.$Properties instead.
     */
    interface IChunk extends witan.Chunk.$Properties {
    }

    /** Represents a Chunk. */
    class Chunk {

        /**
         * Constructs a new Chunk.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Chunk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Chunk snapshot. */
        snapshot: Uint8Array;

        /** Chunk index. */
        index: number;

        /** Chunk data. */
        data: Uint8Array;

        /**
         * Encodes the specified Chunk message. Does not implicitly {@link witan.Chunk.verify|verify} messages.
         * @param message Chunk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Chunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Chunk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Chunk & witan.Chunk.$Shape} Chunk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Chunk & witan.Chunk.$Shape;
    }

    namespace Chunk {

        /** Properties of a Chunk. */
        interface $Properties {

            /** Chunk snapshot */
            snapshot?: (Uint8Array|null);

            /** Chunk index */
            index?: (number|null);

            /** Chunk data */
            data?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Chunk. */
        type $Shape = witan.Chunk.$Properties;
    }

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

        /** Transaction replace. */
        replace?: (witan.ReplaceOrder.$Properties|null);

        /** Transaction batch. */
        batch?: (witan.Batch.$Properties|null);

        /** Transaction massCancel. */
        massCancel?: (witan.MassCancel.$Properties|null);

        /** Transaction cancelAllAfter. */
        cancelAllAfter?: (witan.CancelAllAfter.$Properties|null);

        /** Transaction setProtection. */
        setProtection?: (witan.SetProtection.$Properties|null);

        /** Transaction massQuote. */
        massQuote?: (witan.MassQuote.$Properties|null);

        /** Transaction combo. */
        combo?: (witan.Combo.$Properties|null);

        /** Transaction setMarginMode. */
        setMarginMode?: (witan.SetMarginMode.$Properties|null);

        /** Transaction setRiskLimits. */
        setRiskLimits?: (witan.SetRiskLimits.$Properties|null);

        /** Transaction bid. */
        bid?: (witan.Bid.$Properties|null);

        /** Transaction setHedge. */
        setHedge?: (witan.SetHedge.$Properties|null);

        /** Transaction isolate. */
        isolate?: (witan.Isolate.$Properties|null);

        /** Transaction withdrawTo. */
        withdrawTo?: (witan.WithdrawTo.$Properties|null);

        /** Transaction offerSwap. */
        offerSwap?: (witan.OfferSwap.$Properties|null);

        /** Transaction acceptSwap. */
        acceptSwap?: (witan.AcceptSwap.$Properties|null);

        /** Transaction signature. */
        signature: Uint8Array;

        /** Transaction body. */
        body?: ("order"|"cancel"|"cancelAll"|"transfer"|"withdraw"|"approveKey"|"revokeKey"|"replace"|"batch"|"massCancel"|"cancelAllAfter"|"setProtection"|"massQuote"|"combo"|"setMarginMode"|"setRiskLimits"|"bid"|"setHedge"|"isolate"|"withdrawTo"|"offerSwap"|"acceptSwap");

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

            /** Transaction replace */
            replace?: (witan.ReplaceOrder.$Properties|null);

            /** Transaction batch */
            batch?: (witan.Batch.$Properties|null);

            /** Transaction massCancel */
            massCancel?: (witan.MassCancel.$Properties|null);

            /** Transaction cancelAllAfter */
            cancelAllAfter?: (witan.CancelAllAfter.$Properties|null);

            /** Transaction setProtection */
            setProtection?: (witan.SetProtection.$Properties|null);

            /** Transaction massQuote */
            massQuote?: (witan.MassQuote.$Properties|null);

            /** Transaction combo */
            combo?: (witan.Combo.$Properties|null);

            /** Transaction setMarginMode */
            setMarginMode?: (witan.SetMarginMode.$Properties|null);

            /** Transaction setRiskLimits */
            setRiskLimits?: (witan.SetRiskLimits.$Properties|null);

            /** Transaction bid */
            bid?: (witan.Bid.$Properties|null);

            /** Transaction setHedge */
            setHedge?: (witan.SetHedge.$Properties|null);

            /** Transaction isolate */
            isolate?: (witan.Isolate.$Properties|null);

            /** Transaction withdrawTo */
            withdrawTo?: (witan.WithdrawTo.$Properties|null);

            /** Transaction offerSwap */
            offerSwap?: (witan.OfferSwap.$Properties|null);

            /** Transaction acceptSwap */
            acceptSwap?: (witan.AcceptSwap.$Properties|null);

            /** Transaction signature */
            signature?: (Uint8Array|null);

            /** Transaction body */
            body?: ("order"|"cancel"|"cancelAll"|"transfer"|"withdraw"|"approveKey"|"revokeKey"|"replace"|"batch"|"massCancel"|"cancelAllAfter"|"setProtection"|"massQuote"|"combo"|"setMarginMode"|"setRiskLimits"|"bid"|"setHedge"|"isolate"|"withdrawTo"|"offerSwap"|"acceptSwap");

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
          replace?: witan.ReplaceOrder.$Shape|null;
          batch?: witan.Batch.$Shape|null;
          massCancel?: witan.MassCancel.$Shape|null;
          cancelAllAfter?: witan.CancelAllAfter.$Shape|null;
          setProtection?: witan.SetProtection.$Shape|null;
          massQuote?: witan.MassQuote.$Shape|null;
          combo?: witan.Combo.$Shape|null;
          setMarginMode?: witan.SetMarginMode.$Shape|null;
          setRiskLimits?: witan.SetRiskLimits.$Shape|null;
          bid?: witan.Bid.$Shape|null;
          setHedge?: witan.SetHedge.$Shape|null;
          isolate?: witan.Isolate.$Shape|null;
          withdrawTo?: witan.WithdrawTo.$Shape|null;
          offerSwap?: witan.OfferSwap.$Shape|null;
          acceptSwap?: witan.AcceptSwap.$Shape|null;
          signature?: Uint8Array|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ body?: undefined; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "order"; order: witan.PlaceOrder.$Shape; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "cancel"; order?: null; cancel: witan.CancelOrder.$Shape; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "cancelAll"; order?: null; cancel?: null; cancelAll: witan.CancelAll.$Shape; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "transfer"; order?: null; cancel?: null; cancelAll?: null; transfer: witan.Transfer.$Shape; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "withdraw"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw: witan.Withdraw.$Shape; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "approveKey"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey: witan.ApproveKey.$Shape; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "revokeKey"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey: witan.RevokeKey.$Shape; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "replace"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace: witan.ReplaceOrder.$Shape; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "batch"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch: witan.Batch.$Shape; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "massCancel"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel: witan.MassCancel.$Shape; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "cancelAllAfter"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter: witan.CancelAllAfter.$Shape; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "setProtection"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection: witan.SetProtection.$Shape; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "massQuote"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote: witan.MassQuote.$Shape; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "combo"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo: witan.Combo.$Shape; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "setMarginMode"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode: witan.SetMarginMode.$Shape; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "setRiskLimits"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits: witan.SetRiskLimits.$Shape; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "bid"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid: witan.Bid.$Shape; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "setHedge"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge: witan.SetHedge.$Shape; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "isolate"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate: witan.Isolate.$Shape; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "withdrawTo"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo: witan.WithdrawTo.$Shape; offerSwap?: null; acceptSwap?: null }|{ body?: "offerSwap"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap: witan.OfferSwap.$Shape; acceptSwap?: null }|{ body?: "acceptSwap"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap: witan.AcceptSwap.$Shape })
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

        /** PlaceOrder triggerKind. */
        triggerKind: number;

        /** PlaceOrder triggerSource. */
        triggerSource: number;

        /** PlaceOrder triggerPrice. */
        triggerPrice: number;

        /** PlaceOrder trailingOffset. */
        trailingOffset: number;

        /** PlaceOrder displaySize. */
        displaySize: number;

        /** PlaceOrder sliceCount. */
        sliceCount: number;

        /** PlaceOrder sliceIntervalMs. */
        sliceIntervalMs: number;

        /** PlaceOrder pegSource. */
        pegSource: number;

        /** PlaceOrder pegOffset. */
        pegOffset: number;

        /** PlaceOrder goodTillMs. */
        goodTillMs: number;

        /** PlaceOrder ocoGroup. */
        ocoGroup: number;

        /** PlaceOrder makerGroup. */
        makerGroup: number;

        /** PlaceOrder label. */
        label: string;

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

            /** PlaceOrder triggerKind */
            triggerKind?: (number|null);

            /** PlaceOrder triggerSource */
            triggerSource?: (number|null);

            /** PlaceOrder triggerPrice */
            triggerPrice?: (number|null);

            /** PlaceOrder trailingOffset */
            trailingOffset?: (number|null);

            /** PlaceOrder displaySize */
            displaySize?: (number|null);

            /** PlaceOrder sliceCount */
            sliceCount?: (number|null);

            /** PlaceOrder sliceIntervalMs */
            sliceIntervalMs?: (number|null);

            /** PlaceOrder pegSource */
            pegSource?: (number|null);

            /** PlaceOrder pegOffset */
            pegOffset?: (number|null);

            /** PlaceOrder goodTillMs */
            goodTillMs?: (number|null);

            /** PlaceOrder ocoGroup */
            ocoGroup?: (number|null);

            /** PlaceOrder makerGroup */
            makerGroup?: (number|null);

            /** PlaceOrder label */
            label?: (string|null);

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
     * Properties of a MassCancel.
     * @deprecated Use witan.MassCancel.$Properties instead.
     */
    interface IMassCancel extends witan.MassCancel.$Properties {
    }

    /** Represents a MassCancel. */
    class MassCancel {

        /**
         * Constructs a new MassCancel.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.MassCancel.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MassCancel instrument. */
        instrument: number;

        /** MassCancel side. */
        side: number;

        /** MassCancel label. */
        label: string;

        /** MassCancel clientId. */
        clientId: number;

        /**
         * Encodes the specified MassCancel message. Does not implicitly {@link witan.MassCancel.verify|verify} messages.
         * @param message MassCancel message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.MassCancel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MassCancel message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.MassCancel & witan.MassCancel.$Shape} MassCancel
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.MassCancel & witan.MassCancel.$Shape;
    }

    namespace MassCancel {

        /** Properties of a MassCancel. */
        interface $Properties {

            /** MassCancel instrument */
            instrument?: (number|null);

            /** MassCancel side */
            side?: (number|null);

            /** MassCancel label */
            label?: (string|null);

            /** MassCancel clientId */
            clientId?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MassCancel. */
        type $Shape = witan.MassCancel.$Properties;
    }

    /**
     * Properties of a CancelAllAfter.
     * @deprecated Use witan.CancelAllAfter.$Properties instead.
     */
    interface ICancelAllAfter extends witan.CancelAllAfter.$Properties {
    }

    /** Represents a CancelAllAfter. */
    class CancelAllAfter {

        /**
         * Constructs a new CancelAllAfter.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.CancelAllAfter.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CancelAllAfter timeoutMs. */
        timeoutMs: number;

        /**
         * Encodes the specified CancelAllAfter message. Does not implicitly {@link witan.CancelAllAfter.verify|verify} messages.
         * @param message CancelAllAfter message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.CancelAllAfter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CancelAllAfter message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.CancelAllAfter & witan.CancelAllAfter.$Shape} CancelAllAfter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.CancelAllAfter & witan.CancelAllAfter.$Shape;
    }

    namespace CancelAllAfter {

        /** Properties of a CancelAllAfter. */
        interface $Properties {

            /** CancelAllAfter timeoutMs */
            timeoutMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CancelAllAfter. */
        type $Shape = witan.CancelAllAfter.$Properties;
    }

    /**
     * Properties of a SetProtection.
     * @deprecated Use witan.SetProtection.$Properties instead.
     */
    interface ISetProtection extends witan.SetProtection.$Properties {
    }

    /** Represents a SetProtection. */
    class SetProtection {

        /**
         * Constructs a new SetProtection.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.SetProtection.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetProtection group. */
        group: number;

        /** SetProtection instrument. */
        instrument: number;

        /** SetProtection windowMs. */
        windowMs: number;

        /** SetProtection frozenMs. */
        frozenMs: number;

        /** SetProtection quantityMax. */
        quantityMax: number;

        /** SetProtection deltaMax. */
        deltaMax: number;

        /** SetProtection vegaMax. */
        vegaMax: number;

        /**
         * Encodes the specified SetProtection message. Does not implicitly {@link witan.SetProtection.verify|verify} messages.
         * @param message SetProtection message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.SetProtection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetProtection message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.SetProtection & witan.SetProtection.$Shape} SetProtection
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.SetProtection & witan.SetProtection.$Shape;
    }

    namespace SetProtection {

        /** Properties of a SetProtection. */
        interface $Properties {

            /** SetProtection group */
            group?: (number|null);

            /** SetProtection instrument */
            instrument?: (number|null);

            /** SetProtection windowMs */
            windowMs?: (number|null);

            /** SetProtection frozenMs */
            frozenMs?: (number|null);

            /** SetProtection quantityMax */
            quantityMax?: (number|null);

            /** SetProtection deltaMax */
            deltaMax?: (number|null);

            /** SetProtection vegaMax */
            vegaMax?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetProtection. */
        type $Shape = witan.SetProtection.$Properties;
    }

    /**
     * Properties of a SetMarginMode.
     * @deprecated Use witan.SetMarginMode.$Properties instead.
     */
    interface ISetMarginMode extends witan.SetMarginMode.$Properties {
    }

    /** Represents a SetMarginMode. */
    class SetMarginMode {

        /**
         * Constructs a new SetMarginMode.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.SetMarginMode.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetMarginMode mode. */
        mode: number;

        /**
         * Encodes the specified SetMarginMode message. Does not implicitly {@link witan.SetMarginMode.verify|verify} messages.
         * @param message SetMarginMode message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.SetMarginMode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetMarginMode message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.SetMarginMode & witan.SetMarginMode.$Shape} SetMarginMode
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.SetMarginMode & witan.SetMarginMode.$Shape;
    }

    namespace SetMarginMode {

        /** Properties of a SetMarginMode. */
        interface $Properties {

            /** SetMarginMode mode */
            mode?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetMarginMode. */
        type $Shape = witan.SetMarginMode.$Properties;
    }

    /**
     * Properties of a SetRiskLimits.
     * @deprecated Use witan.SetRiskLimits.$Properties instead.
     */
    interface ISetRiskLimits extends witan.SetRiskLimits.$Properties {
    }

    /** Represents a SetRiskLimits. */
    class SetRiskLimits {

        /**
         * Constructs a new SetRiskLimits.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.SetRiskLimits.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetRiskLimits feed. */
        feed: number;

        /** SetRiskLimits deltaMaxPpb. */
        deltaMaxPpb: number;

        /** SetRiskLimits gammaMaxPpb. */
        gammaMaxPpb: number;

        /** SetRiskLimits vegaMax. */
        vegaMax: number;

        /**
         * Encodes the specified SetRiskLimits message. Does not implicitly {@link witan.SetRiskLimits.verify|verify} messages.
         * @param message SetRiskLimits message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.SetRiskLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetRiskLimits message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.SetRiskLimits & witan.SetRiskLimits.$Shape} SetRiskLimits
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.SetRiskLimits & witan.SetRiskLimits.$Shape;
    }

    namespace SetRiskLimits {

        /** Properties of a SetRiskLimits. */
        interface $Properties {

            /** SetRiskLimits feed */
            feed?: (number|null);

            /** SetRiskLimits deltaMaxPpb */
            deltaMaxPpb?: (number|null);

            /** SetRiskLimits gammaMaxPpb */
            gammaMaxPpb?: (number|null);

            /** SetRiskLimits vegaMax */
            vegaMax?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetRiskLimits. */
        type $Shape = witan.SetRiskLimits.$Properties;
    }

    /**
     * Properties of a SetHedge.
     * @deprecated Use witan.SetHedge.$Properties instead.
     */
    interface ISetHedge extends witan.SetHedge.$Properties {
    }

    /** Represents a SetHedge. */
    class SetHedge {

        /**
         * Constructs a new SetHedge.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.SetHedge.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetHedge rule. */
        rule: number;

        /** SetHedge kind. */
        kind: number;

        /** SetHedge instrument. */
        instrument: number;

        /** SetHedge lower. */
        lower: number;

        /** SetHedge upper. */
        upper: number;

        /** SetHedge windowMs. */
        windowMs: number;

        /** SetHedge putPpb. */
        putPpb: number;

        /** SetHedge callPpb. */
        callPpb: number;

        /** SetHedge slippagePpb. */
        slippagePpb: number;

        /** SetHedge sizeMax. */
        sizeMax: number;

        /** SetHedge lotsMax. */
        lotsMax: number;

        /** SetHedge intervalMs. */
        intervalMs: number;

        /** SetHedge untilMs. */
        untilMs: number;

        /**
         * Encodes the specified SetHedge message. Does not implicitly {@link witan.SetHedge.verify|verify} messages.
         * @param message SetHedge message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.SetHedge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetHedge message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.SetHedge & witan.SetHedge.$Shape} SetHedge
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.SetHedge & witan.SetHedge.$Shape;
    }

    namespace SetHedge {

        /** Properties of a SetHedge. */
        interface $Properties {

            /** SetHedge rule */
            rule?: (number|null);

            /** SetHedge kind */
            kind?: (number|null);

            /** SetHedge instrument */
            instrument?: (number|null);

            /** SetHedge lower */
            lower?: (number|null);

            /** SetHedge upper */
            upper?: (number|null);

            /** SetHedge windowMs */
            windowMs?: (number|null);

            /** SetHedge putPpb */
            putPpb?: (number|null);

            /** SetHedge callPpb */
            callPpb?: (number|null);

            /** SetHedge slippagePpb */
            slippagePpb?: (number|null);

            /** SetHedge sizeMax */
            sizeMax?: (number|null);

            /** SetHedge lotsMax */
            lotsMax?: (number|null);

            /** SetHedge intervalMs */
            intervalMs?: (number|null);

            /** SetHedge untilMs */
            untilMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetHedge. */
        type $Shape = witan.SetHedge.$Properties;
    }

    /**
     * Properties of a Quote.
     * @deprecated Use witan.Quote.$Properties instead.
     */
    interface IQuote extends witan.Quote.$Properties {
    }

    /** Represents a Quote. */
    class Quote {

        /**
         * Constructs a new Quote.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Quote.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Quote bidPrice. */
        bidPrice: number;

        /** Quote bidSize. */
        bidSize: number;

        /** Quote askPrice. */
        askPrice: number;

        /** Quote askSize. */
        askSize: number;

        /**
         * Encodes the specified Quote message. Does not implicitly {@link witan.Quote.verify|verify} messages.
         * @param message Quote message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Quote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Quote message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Quote & witan.Quote.$Shape} Quote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Quote & witan.Quote.$Shape;
    }

    namespace Quote {

        /** Properties of a Quote. */
        interface $Properties {

            /** Quote bidPrice */
            bidPrice?: (number|null);

            /** Quote bidSize */
            bidSize?: (number|null);

            /** Quote askPrice */
            askPrice?: (number|null);

            /** Quote askSize */
            askSize?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Quote. */
        type $Shape = witan.Quote.$Properties;
    }

    /**
     * Properties of a MassQuote.
     * @deprecated Use witan.MassQuote.$Properties instead.
     */
    interface IMassQuote extends witan.MassQuote.$Properties {
    }

    /** Represents a MassQuote. */
    class MassQuote {

        /**
         * Constructs a new MassQuote.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.MassQuote.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MassQuote instrument. */
        instrument: number;

        /** MassQuote makerGroup. */
        makerGroup: number;

        /** MassQuote quotes. */
        quotes: witan.Quote.$Properties[];

        /**
         * Encodes the specified MassQuote message. Does not implicitly {@link witan.MassQuote.verify|verify} messages.
         * @param message MassQuote message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.MassQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MassQuote message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.MassQuote & witan.MassQuote.$Shape} MassQuote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.MassQuote & witan.MassQuote.$Shape;
    }

    namespace MassQuote {

        /** Properties of a MassQuote. */
        interface $Properties {

            /** MassQuote instrument */
            instrument?: (number|null);

            /** MassQuote makerGroup */
            makerGroup?: (number|null);

            /** MassQuote quotes */
            quotes?: (witan.Quote.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MassQuote. */
        type $Shape = witan.MassQuote.$Properties;
    }

    /**
     * Properties of a ReplaceOrder.
     * @deprecated Use witan.ReplaceOrder.$Properties instead.
     */
    interface IReplaceOrder extends witan.ReplaceOrder.$Properties {
    }

    /** Represents a ReplaceOrder. */
    class ReplaceOrder {

        /**
         * Constructs a new ReplaceOrder.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.ReplaceOrder.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReplaceOrder order. */
        order: Uint8Array;

        /** ReplaceOrder instrument. */
        instrument: number;

        /** ReplaceOrder price. */
        price: number;

        /** ReplaceOrder size. */
        size: number;

        /** ReplaceOrder flags. */
        flags: number;

        /** ReplaceOrder selfTradePrevention. */
        selfTradePrevention: number;

        /**
         * Encodes the specified ReplaceOrder message. Does not implicitly {@link witan.ReplaceOrder.verify|verify} messages.
         * @param message ReplaceOrder message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.ReplaceOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReplaceOrder message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.ReplaceOrder & witan.ReplaceOrder.$Shape} ReplaceOrder
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.ReplaceOrder & witan.ReplaceOrder.$Shape;
    }

    namespace ReplaceOrder {

        /** Properties of a ReplaceOrder. */
        interface $Properties {

            /** ReplaceOrder order */
            order?: (Uint8Array|null);

            /** ReplaceOrder instrument */
            instrument?: (number|null);

            /** ReplaceOrder price */
            price?: (number|null);

            /** ReplaceOrder size */
            size?: (number|null);

            /** ReplaceOrder flags */
            flags?: (number|null);

            /** ReplaceOrder selfTradePrevention */
            selfTradePrevention?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReplaceOrder. */
        type $Shape = witan.ReplaceOrder.$Properties;
    }

    /**
     * Properties of an Operation.
     * @deprecated Use witan.Operation.$Properties instead.
     */
    interface IOperation extends witan.Operation.$Properties {
    }

    /** Represents an Operation. */
    class Operation {

        /**
         * Constructs a new Operation.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Operation.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Operation order. */
        order?: (witan.PlaceOrder.$Properties|null);

        /** Operation cancel. */
        cancel?: (witan.CancelOrder.$Properties|null);

        /** Operation replace. */
        replace?: (witan.ReplaceOrder.$Properties|null);

        /** Operation combo. */
        combo?: (witan.Combo.$Properties|null);

        /** Operation operation. */
        operation?: ("order"|"cancel"|"replace"|"combo");

        /**
         * Encodes the specified Operation message. Does not implicitly {@link witan.Operation.verify|verify} messages.
         * @param message Operation message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Operation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Operation message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Operation & witan.Operation.$Shape} Operation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Operation & witan.Operation.$Shape;
    }

    namespace Operation {

        /** Properties of an Operation. */
        interface $Properties {

            /** Operation order */
            order?: (witan.PlaceOrder.$Properties|null);

            /** Operation cancel */
            cancel?: (witan.CancelOrder.$Properties|null);

            /** Operation replace */
            replace?: (witan.ReplaceOrder.$Properties|null);

            /** Operation combo */
            combo?: (witan.Combo.$Properties|null);

            /** Operation operation */
            operation?: ("order"|"cancel"|"replace"|"combo");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of an Operation. */
        type $Shape = {
          order?: witan.PlaceOrder.$Shape|null;
          cancel?: witan.CancelOrder.$Shape|null;
          replace?: witan.ReplaceOrder.$Shape|null;
          combo?: witan.Combo.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ operation?: undefined; order?: null; cancel?: null; replace?: null; combo?: null }|{ operation?: "order"; order: witan.PlaceOrder.$Shape; cancel?: null; replace?: null; combo?: null }|{ operation?: "cancel"; order?: null; cancel: witan.CancelOrder.$Shape; replace?: null; combo?: null }|{ operation?: "replace"; order?: null; cancel?: null; replace: witan.ReplaceOrder.$Shape; combo?: null }|{ operation?: "combo"; order?: null; cancel?: null; replace?: null; combo: witan.Combo.$Shape })
        );
    }

    /**
     * Properties of a Batch.
     * @deprecated Use witan.Batch.$Properties instead.
     */
    interface IBatch extends witan.Batch.$Properties {
    }

    /** Represents a Batch. */
    class Batch {

        /**
         * Constructs a new Batch.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Batch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Batch atomic. */
        atomic: boolean;

        /** Batch operations. */
        operations: witan.Operation.$Properties[];

        /**
         * Encodes the specified Batch message. Does not implicitly {@link witan.Batch.verify|verify} messages.
         * @param message Batch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Batch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Batch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Batch & witan.Batch.$Shape} Batch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Batch & witan.Batch.$Shape;
    }

    namespace Batch {

        /** Properties of a Batch. */
        interface $Properties {

            /** Batch atomic */
            atomic?: (boolean|null);

            /** Batch operations */
            operations?: (witan.Operation.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Batch. */
        type $Shape = {
          atomic?: boolean|null;
          operations?: witan.Operation.$Shape[]|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Leg.
     * @deprecated Use witan.Leg.$Properties instead.
     */
    interface ILeg extends witan.Leg.$Properties {
    }

    /** Represents a Leg. */
    class Leg {

        /**
         * Constructs a new Leg.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Leg.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Leg instrument. */
        instrument: number;

        /** Leg side. */
        side: number;

        /** Leg ratio. */
        ratio: number;

        /**
         * Encodes the specified Leg message. Does not implicitly {@link witan.Leg.verify|verify} messages.
         * @param message Leg message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Leg.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Leg message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Leg & witan.Leg.$Shape} Leg
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Leg & witan.Leg.$Shape;
    }

    namespace Leg {

        /** Properties of a Leg. */
        interface $Properties {

            /** Leg instrument */
            instrument?: (number|null);

            /** Leg side */
            side?: (number|null);

            /** Leg ratio */
            ratio?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Leg. */
        type $Shape = witan.Leg.$Properties;
    }

    /**
     * Properties of a Combo.
     * @deprecated Use witan.Combo.$Properties instead.
     */
    interface ICombo extends witan.Combo.$Properties {
    }

    /** Represents a Combo. */
    class Combo {

        /**
         * Constructs a new Combo.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Combo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Combo legs. */
        legs: witan.Leg.$Properties[];

        /** Combo size. */
        size: number;

        /** Combo limit. */
        limit: number;

        /** Combo timeInForce. */
        timeInForce: number;

        /** Combo flags. */
        flags: number;

        /** Combo goodTillMs. */
        goodTillMs: number;

        /** Combo selfTradePrevention. */
        selfTradePrevention: number;

        /** Combo clientId. */
        clientId: number;

        /** Combo label. */
        label: string;

        /**
         * Encodes the specified Combo message. Does not implicitly {@link witan.Combo.verify|verify} messages.
         * @param message Combo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Combo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Combo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Combo & witan.Combo.$Shape} Combo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Combo & witan.Combo.$Shape;
    }

    namespace Combo {

        /** Properties of a Combo. */
        interface $Properties {

            /** Combo legs */
            legs?: (witan.Leg.$Properties[]|null);

            /** Combo size */
            size?: (number|null);

            /** Combo limit */
            limit?: (number|null);

            /** Combo timeInForce */
            timeInForce?: (number|null);

            /** Combo flags */
            flags?: (number|null);

            /** Combo goodTillMs */
            goodTillMs?: (number|null);

            /** Combo selfTradePrevention */
            selfTradePrevention?: (number|null);

            /** Combo clientId */
            clientId?: (number|null);

            /** Combo label */
            label?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Combo. */
        type $Shape = witan.Combo.$Properties;
    }

    /**
     * Properties of a Bid.
     * @deprecated Use witan.Bid.$Properties instead.
     */
    interface IBid extends witan.Bid.$Properties {
    }

    /** Represents a Bid. */
    class Bid {

        /**
         * Constructs a new Bid.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Bid.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Bid liquidated. */
        liquidated: Uint8Array;

        /** Bid liquidatedSubaccount. */
        liquidatedSubaccount: number;

        /** Bid fractionPpb. */
        fractionPpb: number;

        /** Bid payMax. */
        payMax: number;

        /**
         * Encodes the specified Bid message. Does not implicitly {@link witan.Bid.verify|verify} messages.
         * @param message Bid message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Bid.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Bid message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Bid & witan.Bid.$Shape} Bid
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Bid & witan.Bid.$Shape;
    }

    namespace Bid {

        /** Properties of a Bid. */
        interface $Properties {

            /** Bid liquidated */
            liquidated?: (Uint8Array|null);

            /** Bid liquidatedSubaccount */
            liquidatedSubaccount?: (number|null);

            /** Bid fractionPpb */
            fractionPpb?: (number|null);

            /** Bid payMax */
            payMax?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Bid. */
        type $Shape = witan.Bid.$Properties;
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
     * Properties of an Isolate.
     * @deprecated Use witan.Isolate.$Properties instead.
     */
    interface IIsolate extends witan.Isolate.$Properties {
    }

    /** Represents an Isolate. */
    class Isolate {

        /**
         * Constructs a new Isolate.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.Isolate.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Isolate instrument. */
        instrument: number;

        /** Isolate token. */
        token: number;

        /** Isolate amount. */
        amount: number;

        /**
         * Encodes the specified Isolate message. Does not implicitly {@link witan.Isolate.verify|verify} messages.
         * @param message Isolate message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.Isolate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Isolate message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.Isolate & witan.Isolate.$Shape} Isolate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.Isolate & witan.Isolate.$Shape;
    }

    namespace Isolate {

        /** Properties of an Isolate. */
        interface $Properties {

            /** Isolate instrument */
            instrument?: (number|null);

            /** Isolate token */
            token?: (number|null);

            /** Isolate amount */
            amount?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Isolate. */
        type $Shape = witan.Isolate.$Properties;
    }

    /**
     * Properties of a WithdrawTo.
     * @deprecated Use witan.WithdrawTo.$Properties instead.
     */
    interface IWithdrawTo extends witan.WithdrawTo.$Properties {
    }

    /** Represents a WithdrawTo. */
    class WithdrawTo {

        /**
         * Constructs a new WithdrawTo.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.WithdrawTo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WithdrawTo token. */
        token: number;

        /** WithdrawTo amount. */
        amount: number;

        /** WithdrawTo chain. */
        chain: number;

        /** WithdrawTo layer. */
        layer: number;

        /**
         * Encodes the specified WithdrawTo message. Does not implicitly {@link witan.WithdrawTo.verify|verify} messages.
         * @param message WithdrawTo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.WithdrawTo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WithdrawTo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.WithdrawTo & witan.WithdrawTo.$Shape} WithdrawTo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.WithdrawTo & witan.WithdrawTo.$Shape;
    }

    namespace WithdrawTo {

        /** Properties of a WithdrawTo. */
        interface $Properties {

            /** WithdrawTo token */
            token?: (number|null);

            /** WithdrawTo amount */
            amount?: (number|null);

            /** WithdrawTo chain */
            chain?: (number|null);

            /** WithdrawTo layer */
            layer?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WithdrawTo. */
        type $Shape = witan.WithdrawTo.$Properties;
    }

    /**
     * Properties of an OfferSwap.
     * @deprecated Use witan.OfferSwap.$Properties instead.
     */
    interface IOfferSwap extends witan.OfferSwap.$Properties {
    }

    /** Represents an OfferSwap. */
    class OfferSwap {

        /**
         * Constructs a new OfferSwap.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.OfferSwap.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** OfferSwap giveToken. */
        giveToken: number;

        /** OfferSwap giveAmount. */
        giveAmount: number;

        /** OfferSwap wantToken. */
        wantToken: number;

        /** OfferSwap wantAmount. */
        wantAmount: number;

        /** OfferSwap chain. */
        chain: number;

        /** OfferSwap goodTillMs. */
        goodTillMs: number;

        /**
         * Encodes the specified OfferSwap message. Does not implicitly {@link witan.OfferSwap.verify|verify} messages.
         * @param message OfferSwap message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.OfferSwap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an OfferSwap message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.OfferSwap & witan.OfferSwap.$Shape} OfferSwap
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.OfferSwap & witan.OfferSwap.$Shape;
    }

    namespace OfferSwap {

        /** Properties of an OfferSwap. */
        interface $Properties {

            /** OfferSwap giveToken */
            giveToken?: (number|null);

            /** OfferSwap giveAmount */
            giveAmount?: (number|null);

            /** OfferSwap wantToken */
            wantToken?: (number|null);

            /** OfferSwap wantAmount */
            wantAmount?: (number|null);

            /** OfferSwap chain */
            chain?: (number|null);

            /** OfferSwap goodTillMs */
            goodTillMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an OfferSwap. */
        type $Shape = witan.OfferSwap.$Properties;
    }

    /**
     * Properties of an AcceptSwap.
     * @deprecated Use witan.AcceptSwap.$Properties instead.
     */
    interface IAcceptSwap extends witan.AcceptSwap.$Properties {
    }

    /** Represents an AcceptSwap. */
    class AcceptSwap {

        /**
         * Constructs a new AcceptSwap.
         * @param [properties] Properties to set
         */
        constructor(properties?: witan.AcceptSwap.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AcceptSwap offerer. */
        offerer: Uint8Array;

        /** AcceptSwap offererSubaccount. */
        offererSubaccount: number;

        /** AcceptSwap offer. */
        offer: Uint8Array;

        /** AcceptSwap chain. */
        chain: number;

        /**
         * Encodes the specified AcceptSwap message. Does not implicitly {@link witan.AcceptSwap.verify|verify} messages.
         * @param message AcceptSwap message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: witan.AcceptSwap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AcceptSwap message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {witan.AcceptSwap & witan.AcceptSwap.$Shape} AcceptSwap
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): witan.AcceptSwap & witan.AcceptSwap.$Shape;
    }

    namespace AcceptSwap {

        /** Properties of an AcceptSwap. */
        interface $Properties {

            /** AcceptSwap offerer */
            offerer?: (Uint8Array|null);

            /** AcceptSwap offererSubaccount */
            offererSubaccount?: (number|null);

            /** AcceptSwap offer */
            offer?: (Uint8Array|null);

            /** AcceptSwap chain */
            chain?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AcceptSwap. */
        type $Shape = witan.AcceptSwap.$Properties;
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
