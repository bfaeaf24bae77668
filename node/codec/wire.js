/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

$protobuf.util.Long = undefined;
$protobuf.configure();

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

    witan.Envelope = (function() {

        /**
         * Properties of an Envelope.
         * @typedef {Object} witan.Envelope.$Properties
         * @property {witan.Proposal.$Properties|null} [proposal] Envelope proposal
         * @property {witan.Vote.$Properties|null} [vote] Envelope vote
         * @property {witan.Certificate.$Properties|null} [certificate] Envelope certificate
         * @property {witan.Reports.$Properties|null} [reports] Envelope reports
         * @property {witan.Bodies.$Properties|null} [bodies] Envelope bodies
         * @property {witan.WantReports.$Properties|null} [wantReports] Envelope wantReports
         * @property {witan.WantBodies.$Properties|null} [wantBodies] Envelope wantBodies
         * @property {witan.WantBlocks.$Properties|null} [wantBlocks] Envelope wantBlocks
         * @property {witan.Blocks.$Properties|null} [blocks] Envelope blocks
         * @property {witan.WantCertificates.$Properties|null} [wantCertificates] Envelope wantCertificates
         * @property {witan.WantFinal.$Properties|null} [wantFinal] Envelope wantFinal
         * @property {witan.FinalBlocks.$Properties|null} [finalBlocks] Envelope finalBlocks
         * @property {witan.CheckpointShare.$Properties|null} [checkpointShare] Envelope checkpointShare
         * @property {witan.Pruned.$Properties|null} [pruned] Envelope pruned
         * @property {witan.WantSnapshot.$Properties|null} [wantSnapshot] Envelope wantSnapshot
         * @property {witan.SnapshotManifest.$Properties|null} [snapshot] Envelope snapshot
         * @property {witan.WantChunk.$Properties|null} [wantChunk] Envelope wantChunk
         * @property {witan.Chunk.$Properties|null} [chunk] Envelope chunk
         * @property {"proposal"|"vote"|"certificate"|"reports"|"bodies"|"wantReports"|"wantBodies"|"wantBlocks"|"blocks"|"wantCertificates"|"wantFinal"|"finalBlocks"|"checkpointShare"|"pruned"|"wantSnapshot"|"snapshot"|"wantChunk"|"chunk"} [message] Envelope message
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Envelope.
         * @memberof witan
         * @interface IEnvelope
         * @augments witan.Envelope.$Properties
         * @deprecated Use witan.Envelope.$Properties instead.
         */

        /**
         * Narrowed shape of an Envelope.
         * @typedef {{
         *   proposal?: witan.Proposal.$Shape|null;
         *   vote?: witan.Vote.$Shape|null;
         *   certificate?: witan.Certificate.$Shape|null;
         *   reports?: witan.Reports.$Shape|null;
         *   bodies?: witan.Bodies.$Shape|null;
         *   wantReports?: witan.WantReports.$Shape|null;
         *   wantBodies?: witan.WantBodies.$Shape|null;
         *   wantBlocks?: witan.WantBlocks.$Shape|null;
         *   blocks?: witan.Blocks.$Shape|null;
         *   wantCertificates?: witan.WantCertificates.$Shape|null;
         *   wantFinal?: witan.WantFinal.$Shape|null;
         *   finalBlocks?: witan.FinalBlocks.$Shape|null;
         *   checkpointShare?: witan.CheckpointShare.$Shape|null;
         *   pruned?: witan.Pruned.$Shape|null;
         *   wantSnapshot?: witan.WantSnapshot.$Shape|null;
         *   snapshot?: witan.SnapshotManifest.$Shape|null;
         *   wantChunk?: witan.WantChunk.$Shape|null;
         *   chunk?: witan.Chunk.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ message?: undefined; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "proposal"; proposal: witan.Proposal.$Shape; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "vote"; proposal?: null; vote: witan.Vote.$Shape; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "certificate"; proposal?: null; vote?: null; certificate: witan.Certificate.$Shape; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "reports"; proposal?: null; vote?: null; certificate?: null; reports: witan.Reports.$Shape; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "bodies"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies: witan.Bodies.$Shape; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantReports"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports: witan.WantReports.$Shape; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantBodies"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies: witan.WantBodies.$Shape; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantBlocks"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks: witan.WantBlocks.$Shape; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "blocks"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks: witan.Blocks.$Shape; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantCertificates"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates: witan.WantCertificates.$Shape; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantFinal"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal: witan.WantFinal.$Shape; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "finalBlocks"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks: witan.FinalBlocks.$Shape; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "checkpointShare"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare: witan.CheckpointShare.$Shape; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "pruned"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned: witan.Pruned.$Shape; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "wantSnapshot"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot: witan.WantSnapshot.$Shape; snapshot?: null; wantChunk?: null; chunk?: null }|{ message?: "snapshot"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot: witan.SnapshotManifest.$Shape; wantChunk?: null; chunk?: null }|{ message?: "wantChunk"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk: witan.WantChunk.$Shape; chunk?: null }|{ message?: "chunk"; proposal?: null; vote?: null; certificate?: null; reports?: null; bodies?: null; wantReports?: null; wantBodies?: null; wantBlocks?: null; blocks?: null; wantCertificates?: null; wantFinal?: null; finalBlocks?: null; checkpointShare?: null; pruned?: null; wantSnapshot?: null; snapshot?: null; wantChunk?: null; chunk: witan.Chunk.$Shape })
         * )} witan.Envelope.$Shape
         */

        /**
         * Constructs a new Envelope.
         * @memberof witan
         * @classdesc Represents an Envelope.
         * @constructor
         * @param {witan.Envelope.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Envelope = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Envelope proposal.
         * @member {witan.Proposal.$Properties|null|undefined} proposal
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.proposal = null;

        /**
         * Envelope vote.
         * @member {witan.Vote.$Properties|null|undefined} vote
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.vote = null;

        /**
         * Envelope certificate.
         * @member {witan.Certificate.$Properties|null|undefined} certificate
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.certificate = null;

        /**
         * Envelope reports.
         * @member {witan.Reports.$Properties|null|undefined} reports
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.reports = null;

        /**
         * Envelope bodies.
         * @member {witan.Bodies.$Properties|null|undefined} bodies
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.bodies = null;

        /**
         * Envelope wantReports.
         * @member {witan.WantReports.$Properties|null|undefined} wantReports
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.wantReports = null;

        /**
         * Envelope wantBodies.
         * @member {witan.WantBodies.$Properties|null|undefined} wantBodies
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.wantBodies = null;

        /**
         * Envelope wantBlocks.
         * @member {witan.WantBlocks.$Properties|null|undefined} wantBlocks
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.wantBlocks = null;

        /**
         * Envelope blocks.
         * @member {witan.Blocks.$Properties|null|undefined} blocks
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.blocks = null;

        /**
         * Envelope wantCertificates.
         * @member {witan.WantCertificates.$Properties|null|undefined} wantCertificates
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.wantCertificates = null;

        /**
         * Envelope wantFinal.
         * @member {witan.WantFinal.$Properties|null|undefined} wantFinal
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.wantFinal = null;

        /**
         * Envelope finalBlocks.
         * @member {witan.FinalBlocks.$Properties|null|undefined} finalBlocks
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.finalBlocks = null;

        /**
         * Envelope checkpointShare.
         * @member {witan.CheckpointShare.$Properties|null|undefined} checkpointShare
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.checkpointShare = null;

        /**
         * Envelope pruned.
         * @member {witan.Pruned.$Properties|null|undefined} pruned
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.pruned = null;

        /**
         * Envelope wantSnapshot.
         * @member {witan.WantSnapshot.$Properties|null|undefined} wantSnapshot
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.wantSnapshot = null;

        /**
         * Envelope snapshot.
         * @member {witan.SnapshotManifest.$Properties|null|undefined} snapshot
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.snapshot = null;

        /**
         * Envelope wantChunk.
         * @member {witan.WantChunk.$Properties|null|undefined} wantChunk
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.wantChunk = null;

        /**
         * Envelope chunk.
         * @member {witan.Chunk.$Properties|null|undefined} chunk
         * @memberof witan.Envelope
         * @instance
         */
        Envelope.prototype.chunk = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Envelope message.
         * @member {"proposal"|"vote"|"certificate"|"reports"|"bodies"|"wantReports"|"wantBodies"|"wantBlocks"|"blocks"|"wantCertificates"|"wantFinal"|"finalBlocks"|"checkpointShare"|"pruned"|"wantSnapshot"|"snapshot"|"wantChunk"|"chunk"|undefined} message
         * @memberof witan.Envelope
         * @instance
         */
        $Object.defineProperty(Envelope.prototype, "message", {
            get: $util.oneOfGetter($oneOfFields = ["proposal", "vote", "certificate", "reports", "bodies", "wantReports", "wantBodies", "wantBlocks", "blocks", "wantCertificates", "wantFinal", "finalBlocks", "checkpointShare", "pruned", "wantSnapshot", "snapshot", "wantChunk", "chunk"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Envelope message. Does not implicitly {@link witan.Envelope.verify|verify} messages.
         * @function encode
         * @memberof witan.Envelope
         * @static
         * @param {witan.Envelope.$Properties} message Envelope message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Envelope.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.proposal != null && $Object.hasOwnProperty.call(message, "proposal"))
                $root.witan.Proposal.encode(message.proposal, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.vote != null && $Object.hasOwnProperty.call(message, "vote"))
                $root.witan.Vote.encode(message.vote, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.certificate != null && $Object.hasOwnProperty.call(message, "certificate"))
                $root.witan.Certificate.encode(message.certificate, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.reports != null && $Object.hasOwnProperty.call(message, "reports"))
                $root.witan.Reports.encode(message.reports, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.bodies != null && $Object.hasOwnProperty.call(message, "bodies"))
                $root.witan.Bodies.encode(message.bodies, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.wantReports != null && $Object.hasOwnProperty.call(message, "wantReports"))
                $root.witan.WantReports.encode(message.wantReports, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.wantBodies != null && $Object.hasOwnProperty.call(message, "wantBodies"))
                $root.witan.WantBodies.encode(message.wantBodies, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.wantBlocks != null && $Object.hasOwnProperty.call(message, "wantBlocks"))
                $root.witan.WantBlocks.encode(message.wantBlocks, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks"))
                $root.witan.Blocks.encode(message.blocks, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.wantCertificates != null && $Object.hasOwnProperty.call(message, "wantCertificates"))
                $root.witan.WantCertificates.encode(message.wantCertificates, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.wantFinal != null && $Object.hasOwnProperty.call(message, "wantFinal"))
                $root.witan.WantFinal.encode(message.wantFinal, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.finalBlocks != null && $Object.hasOwnProperty.call(message, "finalBlocks"))
                $root.witan.FinalBlocks.encode(message.finalBlocks, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.checkpointShare != null && $Object.hasOwnProperty.call(message, "checkpointShare"))
                $root.witan.CheckpointShare.encode(message.checkpointShare, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
            if (message.pruned != null && $Object.hasOwnProperty.call(message, "pruned"))
                $root.witan.Pruned.encode(message.pruned, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
            if (message.wantSnapshot != null && $Object.hasOwnProperty.call(message, "wantSnapshot"))
                $root.witan.WantSnapshot.encode(message.wantSnapshot, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
            if (message.snapshot != null && $Object.hasOwnProperty.call(message, "snapshot"))
                $root.witan.SnapshotManifest.encode(message.snapshot, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
            if (message.wantChunk != null && $Object.hasOwnProperty.call(message, "wantChunk"))
                $root.witan.WantChunk.encode(message.wantChunk, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
            if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk"))
                $root.witan.Chunk.encode(message.chunk, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Envelope message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Envelope
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Envelope & witan.Envelope.$Shape} Envelope
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Envelope.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.Envelope();
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
                        message.proposal = $root.witan.Proposal.decode(reader, reader.size(), $undefined, _depth + 1, message.proposal);
                        message.message = "proposal";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.vote = $root.witan.Vote.decode(reader, reader.size(), $undefined, _depth + 1, message.vote);
                        message.message = "vote";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.certificate = $root.witan.Certificate.decode(reader, reader.size(), $undefined, _depth + 1, message.certificate);
                        message.message = "certificate";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.reports = $root.witan.Reports.decode(reader, reader.size(), $undefined, _depth + 1, message.reports);
                        message.message = "reports";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.bodies = $root.witan.Bodies.decode(reader, reader.size(), $undefined, _depth + 1, message.bodies);
                        message.message = "bodies";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.wantReports = $root.witan.WantReports.decode(reader, reader.size(), $undefined, _depth + 1, message.wantReports);
                        message.message = "wantReports";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.wantBodies = $root.witan.WantBodies.decode(reader, reader.size(), $undefined, _depth + 1, message.wantBodies);
                        message.message = "wantBodies";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.wantBlocks = $root.witan.WantBlocks.decode(reader, reader.size(), $undefined, _depth + 1, message.wantBlocks);
                        message.message = "wantBlocks";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.blocks = $root.witan.Blocks.decode(reader, reader.size(), $undefined, _depth + 1, message.blocks);
                        message.message = "blocks";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.wantCertificates = $root.witan.WantCertificates.decode(reader, reader.size(), $undefined, _depth + 1, message.wantCertificates);
                        message.message = "wantCertificates";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.wantFinal = $root.witan.WantFinal.decode(reader, reader.size(), $undefined, _depth + 1, message.wantFinal);
                        message.message = "wantFinal";
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.finalBlocks = $root.witan.FinalBlocks.decode(reader, reader.size(), $undefined, _depth + 1, message.finalBlocks);
                        message.message = "finalBlocks";
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.checkpointShare = $root.witan.CheckpointShare.decode(reader, reader.size(), $undefined, _depth + 1, message.checkpointShare);
                        message.message = "checkpointShare";
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.pruned = $root.witan.Pruned.decode(reader, reader.size(), $undefined, _depth + 1, message.pruned);
                        message.message = "pruned";
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        message.wantSnapshot = $root.witan.WantSnapshot.decode(reader, reader.size(), $undefined, _depth + 1, message.wantSnapshot);
                        message.message = "wantSnapshot";
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        message.snapshot = $root.witan.SnapshotManifest.decode(reader, reader.size(), $undefined, _depth + 1, message.snapshot);
                        message.message = "snapshot";
                        continue;
                    }
                case 17: {
                        if (wireType !== 2)
                            break;
                        message.wantChunk = $root.witan.WantChunk.decode(reader, reader.size(), $undefined, _depth + 1, message.wantChunk);
                        message.message = "wantChunk";
                        continue;
                    }
                case 18: {
                        if (wireType !== 2)
                            break;
                        message.chunk = $root.witan.Chunk.decode(reader, reader.size(), $undefined, _depth + 1, message.chunk);
                        message.message = "chunk";
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

        return Envelope;
    })();

    witan.ReportHead = (function() {

        /**
         * Properties of a ReportHead.
         * @typedef {Object} witan.ReportHead.$Properties
         * @property {number|null} [validator] ReportHead validator
         * @property {number|null} [seq] ReportHead seq
         * @property {Uint8Array|null} [digest] ReportHead digest
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ReportHead.
         * @memberof witan
         * @interface IReportHead
         * @augments witan.ReportHead.$Properties
         * @deprecated Use witan.ReportHead.$Properties instead.
         */

        /**
         * Shape of a ReportHead.
         * @typedef {witan.ReportHead.$Properties} witan.ReportHead.$Shape
         */

        /**
         * Constructs a new ReportHead.
         * @memberof witan
         * @classdesc Represents a ReportHead.
         * @constructor
         * @param {witan.ReportHead.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ReportHead = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ReportHead validator.
         * @member {number} validator
         * @memberof witan.ReportHead
         * @instance
         */
        ReportHead.prototype.validator = 0;

        /**
         * ReportHead seq.
         * @member {number} seq
         * @memberof witan.ReportHead
         * @instance
         */
        ReportHead.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ReportHead digest.
         * @member {Uint8Array} digest
         * @memberof witan.ReportHead
         * @instance
         */
        ReportHead.prototype.digest = $util.newBuffer([]);

        /**
         * Encodes the specified ReportHead message. Does not implicitly {@link witan.ReportHead.verify|verify} messages.
         * @function encode
         * @memberof witan.ReportHead
         * @static
         * @param {witan.ReportHead.$Properties} message ReportHead message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ReportHead.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.validator != null && $Object.hasOwnProperty.call(message, "validator") && message.validator !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.validator);
            if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.seq);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.digest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ReportHead message from the specified reader or buffer.
         * @function decode
         * @memberof witan.ReportHead
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.ReportHead & witan.ReportHead.$Shape} ReportHead
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ReportHead.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.ReportHead();
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
                            message.validator = value;
                        else
                            delete message.validator;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.seq = value;
                        else
                            delete message.seq;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
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

        return ReportHead;
    })();

    witan.BlockContent = (function() {

        /**
         * Properties of a BlockContent.
         * @typedef {Object} witan.BlockContent.$Properties
         * @property {number|null} [epoch] BlockContent epoch
         * @property {number|null} [height] BlockContent height
         * @property {number|null} [parentView] BlockContent parentView
         * @property {Uint8Array|null} [parentDigest] BlockContent parentDigest
         * @property {Array.<witan.ReportHead.$Properties>|null} [heads] BlockContent heads
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BlockContent.
         * @memberof witan
         * @interface IBlockContent
         * @augments witan.BlockContent.$Properties
         * @deprecated Use witan.BlockContent.$Properties instead.
         */

        /**
         * Shape of a BlockContent.
         * @typedef {witan.BlockContent.$Properties} witan.BlockContent.$Shape
         */

        /**
         * Constructs a new BlockContent.
         * @memberof witan
         * @classdesc Represents a BlockContent.
         * @constructor
         * @param {witan.BlockContent.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BlockContent = function (properties) {
            this.heads = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BlockContent epoch.
         * @member {number} epoch
         * @memberof witan.BlockContent
         * @instance
         */
        BlockContent.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * BlockContent height.
         * @member {number} height
         * @memberof witan.BlockContent
         * @instance
         */
        BlockContent.prototype.height = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * BlockContent parentView.
         * @member {number} parentView
         * @memberof witan.BlockContent
         * @instance
         */
        BlockContent.prototype.parentView = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * BlockContent parentDigest.
         * @member {Uint8Array} parentDigest
         * @memberof witan.BlockContent
         * @instance
         */
        BlockContent.prototype.parentDigest = $util.newBuffer([]);

        /**
         * BlockContent heads.
         * @member {Array.<witan.ReportHead.$Properties>} heads
         * @memberof witan.BlockContent
         * @instance
         */
        BlockContent.prototype.heads = $util.emptyArray;

        /**
         * Encodes the specified BlockContent message. Does not implicitly {@link witan.BlockContent.verify|verify} messages.
         * @function encode
         * @memberof witan.BlockContent
         * @static
         * @param {witan.BlockContent.$Properties} message BlockContent message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BlockContent.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.epoch);
            if (message.height != null && $Object.hasOwnProperty.call(message, "height") && (typeof message.height === "object" ? message.height.low || message.height.high : message.height !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.height);
            if (message.parentView != null && $Object.hasOwnProperty.call(message, "parentView") && (typeof message.parentView === "object" ? message.parentView.low || message.parentView.high : message.parentView !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.parentView);
            if (message.parentDigest != null && $Object.hasOwnProperty.call(message, "parentDigest") && message.parentDigest.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.parentDigest);
            if (message.heads != null && message.heads.length)
                for (let i = 0; i < message.heads.length; ++i)
                    $root.witan.ReportHead.encode(message.heads[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BlockContent message from the specified reader or buffer.
         * @function decode
         * @memberof witan.BlockContent
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.BlockContent & witan.BlockContent.$Shape} BlockContent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BlockContent.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.BlockContent();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.height = value;
                        else
                            delete message.height;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.parentView = value;
                        else
                            delete message.parentView;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.parentDigest = value;
                        else
                            delete message.parentDigest;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.heads && message.heads.length))
                            message.heads = [];
                        message.heads.push($root.witan.ReportHead.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return BlockContent;
    })();

    witan.Proposal = (function() {

        /**
         * Properties of a Proposal.
         * @typedef {Object} witan.Proposal.$Properties
         * @property {number|null} [view] Proposal view
         * @property {witan.BlockContent.$Properties|null} [content] Proposal content
         * @property {Uint8Array|null} [signature] Proposal signature
         * @property {number|null} [repeats] Proposal repeats
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Proposal.
         * @memberof witan
         * @interface IProposal
         * @augments witan.Proposal.$Properties
         * @deprecated Use witan.Proposal.$Properties instead.
         */

        /**
         * Shape of a Proposal.
         * @typedef {witan.Proposal.$Properties} witan.Proposal.$Shape
         */

        /**
         * Constructs a new Proposal.
         * @memberof witan
         * @classdesc Represents a Proposal.
         * @constructor
         * @param {witan.Proposal.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Proposal = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Proposal view.
         * @member {number} view
         * @memberof witan.Proposal
         * @instance
         */
        Proposal.prototype.view = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Proposal content.
         * @member {witan.BlockContent.$Properties|null|undefined} content
         * @memberof witan.Proposal
         * @instance
         */
        Proposal.prototype.content = null;

        /**
         * Proposal signature.
         * @member {Uint8Array} signature
         * @memberof witan.Proposal
         * @instance
         */
        Proposal.prototype.signature = $util.newBuffer([]);

        /**
         * Proposal repeats.
         * @member {number} repeats
         * @memberof witan.Proposal
         * @instance
         */
        Proposal.prototype.repeats = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified Proposal message. Does not implicitly {@link witan.Proposal.verify|verify} messages.
         * @function encode
         * @memberof witan.Proposal
         * @static
         * @param {witan.Proposal.$Properties} message Proposal message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Proposal.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.view != null && $Object.hasOwnProperty.call(message, "view") && (typeof message.view === "object" ? message.view.low || message.view.high : message.view !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.view);
            if (message.content != null && $Object.hasOwnProperty.call(message, "content"))
                $root.witan.BlockContent.encode(message.content, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
            if (message.repeats != null && $Object.hasOwnProperty.call(message, "repeats") && (typeof message.repeats === "object" ? message.repeats.low || message.repeats.high : message.repeats !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.repeats);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Proposal message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Proposal
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Proposal & witan.Proposal.$Shape} Proposal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Proposal.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Proposal();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.view = value;
                        else
                            delete message.view;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.content = $root.witan.BlockContent.decode(reader, reader.size(), $undefined, _depth + 1, message.content);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.repeats = value;
                        else
                            delete message.repeats;
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

        return Proposal;
    })();

    witan.Vote = (function() {

        /**
         * Properties of a Vote.
         * @typedef {Object} witan.Vote.$Properties
         * @property {number|null} [kind] Vote kind
         * @property {number|null} [epoch] Vote epoch
         * @property {number|null} [view] Vote view
         * @property {Uint8Array|null} [digest] Vote digest
         * @property {number|null} [validator] Vote validator
         * @property {Uint8Array|null} [signature] Vote signature
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Vote.
         * @memberof witan
         * @interface IVote
         * @augments witan.Vote.$Properties
         * @deprecated Use witan.Vote.$Properties instead.
         */

        /**
         * Shape of a Vote.
         * @typedef {witan.Vote.$Properties} witan.Vote.$Shape
         */

        /**
         * Constructs a new Vote.
         * @memberof witan
         * @classdesc Represents a Vote.
         * @constructor
         * @param {witan.Vote.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Vote = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Vote kind.
         * @member {number} kind
         * @memberof witan.Vote
         * @instance
         */
        Vote.prototype.kind = 0;

        /**
         * Vote epoch.
         * @member {number} epoch
         * @memberof witan.Vote
         * @instance
         */
        Vote.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Vote view.
         * @member {number} view
         * @memberof witan.Vote
         * @instance
         */
        Vote.prototype.view = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Vote digest.
         * @member {Uint8Array} digest
         * @memberof witan.Vote
         * @instance
         */
        Vote.prototype.digest = $util.newBuffer([]);

        /**
         * Vote validator.
         * @member {number} validator
         * @memberof witan.Vote
         * @instance
         */
        Vote.prototype.validator = 0;

        /**
         * Vote signature.
         * @member {Uint8Array} signature
         * @memberof witan.Vote
         * @instance
         */
        Vote.prototype.signature = $util.newBuffer([]);

        /**
         * Encodes the specified Vote message. Does not implicitly {@link witan.Vote.verify|verify} messages.
         * @function encode
         * @memberof witan.Vote
         * @static
         * @param {witan.Vote.$Properties} message Vote message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Vote.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.kind);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.epoch);
            if (message.view != null && $Object.hasOwnProperty.call(message, "view") && (typeof message.view === "object" ? message.view.low || message.view.high : message.view !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.view);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.digest);
            if (message.validator != null && $Object.hasOwnProperty.call(message, "validator") && message.validator !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.validator);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.signature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Vote message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Vote
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Vote & witan.Vote.$Shape} Vote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Vote.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Vote();
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
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.view = value;
                        else
                            delete message.view;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.validator = value;
                        else
                            delete message.validator;
                        continue;
                    }
                case 6: {
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

        return Vote;
    })();

    witan.CertificateSignature = (function() {

        /**
         * Properties of a CertificateSignature.
         * @typedef {Object} witan.CertificateSignature.$Properties
         * @property {number|null} [validator] CertificateSignature validator
         * @property {Uint8Array|null} [signature] CertificateSignature signature
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CertificateSignature.
         * @memberof witan
         * @interface ICertificateSignature
         * @augments witan.CertificateSignature.$Properties
         * @deprecated Use witan.CertificateSignature.$Properties instead.
         */

        /**
         * Shape of a CertificateSignature.
         * @typedef {witan.CertificateSignature.$Properties} witan.CertificateSignature.$Shape
         */

        /**
         * Constructs a new CertificateSignature.
         * @memberof witan
         * @classdesc Represents a CertificateSignature.
         * @constructor
         * @param {witan.CertificateSignature.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CertificateSignature = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CertificateSignature validator.
         * @member {number} validator
         * @memberof witan.CertificateSignature
         * @instance
         */
        CertificateSignature.prototype.validator = 0;

        /**
         * CertificateSignature signature.
         * @member {Uint8Array} signature
         * @memberof witan.CertificateSignature
         * @instance
         */
        CertificateSignature.prototype.signature = $util.newBuffer([]);

        /**
         * Encodes the specified CertificateSignature message. Does not implicitly {@link witan.CertificateSignature.verify|verify} messages.
         * @function encode
         * @memberof witan.CertificateSignature
         * @static
         * @param {witan.CertificateSignature.$Properties} message CertificateSignature message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CertificateSignature.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.validator != null && $Object.hasOwnProperty.call(message, "validator") && message.validator !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.validator);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CertificateSignature message from the specified reader or buffer.
         * @function decode
         * @memberof witan.CertificateSignature
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.CertificateSignature & witan.CertificateSignature.$Shape} CertificateSignature
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CertificateSignature.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.CertificateSignature();
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
                            message.validator = value;
                        else
                            delete message.validator;
                        continue;
                    }
                case 2: {
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

        return CertificateSignature;
    })();

    witan.Certificate = (function() {

        /**
         * Properties of a Certificate.
         * @typedef {Object} witan.Certificate.$Properties
         * @property {number|null} [kind] Certificate kind
         * @property {number|null} [epoch] Certificate epoch
         * @property {number|null} [view] Certificate view
         * @property {Uint8Array|null} [digest] Certificate digest
         * @property {Array.<witan.CertificateSignature.$Properties>|null} [signatures] Certificate signatures
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Certificate.
         * @memberof witan
         * @interface ICertificate
         * @augments witan.Certificate.$Properties
         * @deprecated Use witan.Certificate.$Properties instead.
         */

        /**
         * Shape of a Certificate.
         * @typedef {witan.Certificate.$Properties} witan.Certificate.$Shape
         */

        /**
         * Constructs a new Certificate.
         * @memberof witan
         * @classdesc Represents a Certificate.
         * @constructor
         * @param {witan.Certificate.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Certificate = function (properties) {
            this.signatures = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Certificate kind.
         * @member {number} kind
         * @memberof witan.Certificate
         * @instance
         */
        Certificate.prototype.kind = 0;

        /**
         * Certificate epoch.
         * @member {number} epoch
         * @memberof witan.Certificate
         * @instance
         */
        Certificate.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Certificate view.
         * @member {number} view
         * @memberof witan.Certificate
         * @instance
         */
        Certificate.prototype.view = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Certificate digest.
         * @member {Uint8Array} digest
         * @memberof witan.Certificate
         * @instance
         */
        Certificate.prototype.digest = $util.newBuffer([]);

        /**
         * Certificate signatures.
         * @member {Array.<witan.CertificateSignature.$Properties>} signatures
         * @memberof witan.Certificate
         * @instance
         */
        Certificate.prototype.signatures = $util.emptyArray;

        /**
         * Encodes the specified Certificate message. Does not implicitly {@link witan.Certificate.verify|verify} messages.
         * @function encode
         * @memberof witan.Certificate
         * @static
         * @param {witan.Certificate.$Properties} message Certificate message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Certificate.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.kind);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.epoch);
            if (message.view != null && $Object.hasOwnProperty.call(message, "view") && (typeof message.view === "object" ? message.view.low || message.view.high : message.view !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.view);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.digest);
            if (message.signatures != null && message.signatures.length)
                for (let i = 0; i < message.signatures.length; ++i)
                    $root.witan.CertificateSignature.encode(message.signatures[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Certificate message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Certificate
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Certificate & witan.Certificate.$Shape} Certificate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Certificate.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Certificate();
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
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.view = value;
                        else
                            delete message.view;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.signatures && message.signatures.length))
                            message.signatures = [];
                        message.signatures.push($root.witan.CertificateSignature.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return Certificate;
    })();

    witan.Arrival = (function() {

        /**
         * Properties of an Arrival.
         * @typedef {Object} witan.Arrival.$Properties
         * @property {Uint8Array|null} [hash] Arrival hash
         * @property {number|null} [timeMs] Arrival timeMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Arrival.
         * @memberof witan
         * @interface IArrival
         * @augments witan.Arrival.$Properties
         * @deprecated Use witan.Arrival.$Properties instead.
         */

        /**
         * Shape of an Arrival.
         * @typedef {witan.Arrival.$Properties} witan.Arrival.$Shape
         */

        /**
         * Constructs a new Arrival.
         * @memberof witan
         * @classdesc Represents an Arrival.
         * @constructor
         * @param {witan.Arrival.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Arrival = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Arrival hash.
         * @member {Uint8Array} hash
         * @memberof witan.Arrival
         * @instance
         */
        Arrival.prototype.hash = $util.newBuffer([]);

        /**
         * Arrival timeMs.
         * @member {number} timeMs
         * @memberof witan.Arrival
         * @instance
         */
        Arrival.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified Arrival message. Does not implicitly {@link witan.Arrival.verify|verify} messages.
         * @function encode
         * @memberof witan.Arrival
         * @static
         * @param {witan.Arrival.$Properties} message Arrival message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Arrival.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hash);
            if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.timeMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Arrival message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Arrival
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Arrival & witan.Arrival.$Shape} Arrival
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Arrival.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Arrival();
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
                            message.hash = value;
                        else
                            delete message.hash;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.timeMs = value;
                        else
                            delete message.timeMs;
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

        return Arrival;
    })();

    witan.PriceObservation = (function() {

        /**
         * Properties of a PriceObservation.
         * @typedef {Object} witan.PriceObservation.$Properties
         * @property {number|null} [feed] PriceObservation feed
         * @property {number|null} [price] PriceObservation price
         * @property {number|null} [atMs] PriceObservation atMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PriceObservation.
         * @memberof witan
         * @interface IPriceObservation
         * @augments witan.PriceObservation.$Properties
         * @deprecated Use witan.PriceObservation.$Properties instead.
         */

        /**
         * Shape of a PriceObservation.
         * @typedef {witan.PriceObservation.$Properties} witan.PriceObservation.$Shape
         */

        /**
         * Constructs a new PriceObservation.
         * @memberof witan
         * @classdesc Represents a PriceObservation.
         * @constructor
         * @param {witan.PriceObservation.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PriceObservation = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PriceObservation feed.
         * @member {number} feed
         * @memberof witan.PriceObservation
         * @instance
         */
        PriceObservation.prototype.feed = 0;

        /**
         * PriceObservation price.
         * @member {number} price
         * @memberof witan.PriceObservation
         * @instance
         */
        PriceObservation.prototype.price = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * PriceObservation atMs.
         * @member {number} atMs
         * @memberof witan.PriceObservation
         * @instance
         */
        PriceObservation.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified PriceObservation message. Does not implicitly {@link witan.PriceObservation.verify|verify} messages.
         * @function encode
         * @memberof witan.PriceObservation
         * @static
         * @param {witan.PriceObservation.$Properties} message PriceObservation message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PriceObservation.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.feed != null && $Object.hasOwnProperty.call(message, "feed") && message.feed !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.feed);
            if (message.price != null && $Object.hasOwnProperty.call(message, "price") && (typeof message.price === "object" ? message.price.low || message.price.high : message.price !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.price);
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.atMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a PriceObservation message from the specified reader or buffer.
         * @function decode
         * @memberof witan.PriceObservation
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.PriceObservation & witan.PriceObservation.$Shape} PriceObservation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PriceObservation.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.PriceObservation();
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
                            message.feed = value;
                        else
                            delete message.feed;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.price = value;
                        else
                            delete message.price;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atMs = value;
                        else
                            delete message.atMs;
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

        return PriceObservation;
    })();

    witan.L1Naming = (function() {

        /**
         * Properties of a L1Naming.
         * @typedef {Object} witan.L1Naming.$Properties
         * @property {number|null} [chainId] L1Naming chainId
         * @property {number|null} [number] L1Naming number
         * @property {Uint8Array|null} [hash] L1Naming hash
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a L1Naming.
         * @memberof witan
         * @interface IL1Naming
         * @augments witan.L1Naming.$Properties
         * @deprecated Use witan.L1Naming.$Properties instead.
         */

        /**
         * Shape of a L1Naming.
         * @typedef {witan.L1Naming.$Properties} witan.L1Naming.$Shape
         */

        /**
         * Constructs a new L1Naming.
         * @memberof witan
         * @classdesc Represents a L1Naming.
         * @constructor
         * @param {witan.L1Naming.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const L1Naming = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * L1Naming chainId.
         * @member {number} chainId
         * @memberof witan.L1Naming
         * @instance
         */
        L1Naming.prototype.chainId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * L1Naming number.
         * @member {number} number
         * @memberof witan.L1Naming
         * @instance
         */
        L1Naming.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * L1Naming hash.
         * @member {Uint8Array} hash
         * @memberof witan.L1Naming
         * @instance
         */
        L1Naming.prototype.hash = $util.newBuffer([]);

        /**
         * Encodes the specified L1Naming message. Does not implicitly {@link witan.L1Naming.verify|verify} messages.
         * @function encode
         * @memberof witan.L1Naming
         * @static
         * @param {witan.L1Naming.$Properties} message L1Naming message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        L1Naming.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.chainId != null && $Object.hasOwnProperty.call(message, "chainId") && (typeof message.chainId === "object" ? message.chainId.low || message.chainId.high : message.chainId !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.chainId);
            if (message.number != null && $Object.hasOwnProperty.call(message, "number") && (typeof message.number === "object" ? message.number.low || message.number.high : message.number !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.number);
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.hash);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a L1Naming message from the specified reader or buffer.
         * @function decode
         * @memberof witan.L1Naming
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.L1Naming & witan.L1Naming.$Shape} L1Naming
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        L1Naming.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.L1Naming();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.chainId = value;
                        else
                            delete message.chainId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.number = value;
                        else
                            delete message.number;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hash = value;
                        else
                            delete message.hash;
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

        return L1Naming;
    })();

    witan.Report = (function() {

        /**
         * Properties of a Report.
         * @typedef {Object} witan.Report.$Properties
         * @property {number|null} [epoch] Report epoch
         * @property {number|null} [validator] Report validator
         * @property {number|null} [seq] Report seq
         * @property {Uint8Array|null} [prevDigest] Report prevDigest
         * @property {number|null} [localTimeMs] Report localTimeMs
         * @property {Array.<witan.Arrival.$Properties>|null} [arrivals] Report arrivals
         * @property {Array.<witan.PriceObservation.$Properties>|null} [prices] Report prices
         * @property {Array.<witan.L1Naming.$Properties>|null} [l1] Report l1
         * @property {number|null} [executedHeight] Report executedHeight
         * @property {Uint8Array|null} [executedDigest] Report executedDigest
         * @property {Uint8Array|null} [signature] Report signature
         * @property {Array.<witan.Misconduct.$Properties>|null} [misconduct] Report misconduct
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Report.
         * @memberof witan
         * @interface IReport
         * @augments witan.Report.$Properties
         * @deprecated Use witan.Report.$Properties instead.
         */

        /**
         * Shape of a Report.
         * @typedef {witan.Report.$Properties} witan.Report.$Shape
         */

        /**
         * Constructs a new Report.
         * @memberof witan
         * @classdesc Represents a Report.
         * @constructor
         * @param {witan.Report.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Report = function (properties) {
            this.arrivals = [];
            this.prices = [];
            this.l1 = [];
            this.misconduct = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Report epoch.
         * @member {number} epoch
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Report validator.
         * @member {number} validator
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.validator = 0;

        /**
         * Report seq.
         * @member {number} seq
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Report prevDigest.
         * @member {Uint8Array} prevDigest
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.prevDigest = $util.newBuffer([]);

        /**
         * Report localTimeMs.
         * @member {number} localTimeMs
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.localTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Report arrivals.
         * @member {Array.<witan.Arrival.$Properties>} arrivals
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.arrivals = $util.emptyArray;

        /**
         * Report prices.
         * @member {Array.<witan.PriceObservation.$Properties>} prices
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.prices = $util.emptyArray;

        /**
         * Report l1.
         * @member {Array.<witan.L1Naming.$Properties>} l1
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.l1 = $util.emptyArray;

        /**
         * Report executedHeight.
         * @member {number} executedHeight
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.executedHeight = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Report executedDigest.
         * @member {Uint8Array} executedDigest
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.executedDigest = $util.newBuffer([]);

        /**
         * Report signature.
         * @member {Uint8Array} signature
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.signature = $util.newBuffer([]);

        /**
         * Report misconduct.
         * @member {Array.<witan.Misconduct.$Properties>} misconduct
         * @memberof witan.Report
         * @instance
         */
        Report.prototype.misconduct = $util.emptyArray;

        /**
         * Encodes the specified Report message. Does not implicitly {@link witan.Report.verify|verify} messages.
         * @function encode
         * @memberof witan.Report
         * @static
         * @param {witan.Report.$Properties} message Report message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Report.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.epoch);
            if (message.validator != null && $Object.hasOwnProperty.call(message, "validator") && message.validator !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.validator);
            if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.seq);
            if (message.prevDigest != null && $Object.hasOwnProperty.call(message, "prevDigest") && message.prevDigest.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.prevDigest);
            if (message.localTimeMs != null && $Object.hasOwnProperty.call(message, "localTimeMs") && (typeof message.localTimeMs === "object" ? message.localTimeMs.low || message.localTimeMs.high : message.localTimeMs !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.localTimeMs);
            if (message.arrivals != null && message.arrivals.length)
                for (let i = 0; i < message.arrivals.length; ++i)
                    $root.witan.Arrival.encode(message.arrivals[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.prices != null && message.prices.length)
                for (let i = 0; i < message.prices.length; ++i)
                    $root.witan.PriceObservation.encode(message.prices[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.l1 != null && message.l1.length)
                for (let i = 0; i < message.l1.length; ++i)
                    $root.witan.L1Naming.encode(message.l1[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.executedHeight != null && $Object.hasOwnProperty.call(message, "executedHeight") && (typeof message.executedHeight === "object" ? message.executedHeight.low || message.executedHeight.high : message.executedHeight !== 0))
                writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.executedHeight);
            if (message.executedDigest != null && $Object.hasOwnProperty.call(message, "executedDigest") && message.executedDigest.length)
                writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.executedDigest);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.signature);
            if (message.misconduct != null && message.misconduct.length)
                for (let i = 0; i < message.misconduct.length; ++i)
                    $root.witan.Misconduct.encode(message.misconduct[i], writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Report message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Report
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Report & witan.Report.$Shape} Report
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Report.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Report();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.validator = value;
                        else
                            delete message.validator;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.seq = value;
                        else
                            delete message.seq;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.prevDigest = value;
                        else
                            delete message.prevDigest;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.localTimeMs = value;
                        else
                            delete message.localTimeMs;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.arrivals && message.arrivals.length))
                            message.arrivals = [];
                        message.arrivals.push($root.witan.Arrival.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.prices && message.prices.length))
                            message.prices = [];
                        message.prices.push($root.witan.PriceObservation.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.l1 && message.l1.length))
                            message.l1 = [];
                        message.l1.push($root.witan.L1Naming.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.executedHeight = value;
                        else
                            delete message.executedHeight;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.executedDigest = value;
                        else
                            delete message.executedDigest;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if (!(message.misconduct && message.misconduct.length))
                            message.misconduct = [];
                        message.misconduct.push($root.witan.Misconduct.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return Report;
    })();

    witan.SignedWord = (function() {

        /**
         * Properties of a SignedWord.
         * @typedef {Object} witan.SignedWord.$Properties
         * @property {number|null} [kind] SignedWord kind
         * @property {Uint8Array|null} [digest] SignedWord digest
         * @property {Uint8Array|null} [signature] SignedWord signature
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SignedWord.
         * @memberof witan
         * @interface ISignedWord
         * @augments witan.SignedWord.$Properties
         * @deprecated Use witan.SignedWord.$Properties instead.
         */

        /**
         * Shape of a SignedWord.
         * @typedef {witan.SignedWord.$Properties} witan.SignedWord.$Shape
         */

        /**
         * Constructs a new SignedWord.
         * @memberof witan
         * @classdesc Represents a SignedWord.
         * @constructor
         * @param {witan.SignedWord.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SignedWord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SignedWord kind.
         * @member {number} kind
         * @memberof witan.SignedWord
         * @instance
         */
        SignedWord.prototype.kind = 0;

        /**
         * SignedWord digest.
         * @member {Uint8Array} digest
         * @memberof witan.SignedWord
         * @instance
         */
        SignedWord.prototype.digest = $util.newBuffer([]);

        /**
         * SignedWord signature.
         * @member {Uint8Array} signature
         * @memberof witan.SignedWord
         * @instance
         */
        SignedWord.prototype.signature = $util.newBuffer([]);

        /**
         * Encodes the specified SignedWord message. Does not implicitly {@link witan.SignedWord.verify|verify} messages.
         * @function encode
         * @memberof witan.SignedWord
         * @static
         * @param {witan.SignedWord.$Properties} message SignedWord message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SignedWord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.kind);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.digest);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SignedWord message from the specified reader or buffer.
         * @function decode
         * @memberof witan.SignedWord
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.SignedWord & witan.SignedWord.$Shape} SignedWord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SignedWord.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.SignedWord();
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
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 3: {
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

        return SignedWord;
    })();

    witan.ReportSeal = (function() {

        /**
         * Properties of a ReportSeal.
         * @typedef {Object} witan.ReportSeal.$Properties
         * @property {Uint8Array|null} [prevDigest] ReportSeal prevDigest
         * @property {Uint8Array|null} [contentHash] ReportSeal contentHash
         * @property {Uint8Array|null} [signature] ReportSeal signature
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ReportSeal.
         * @memberof witan
         * @interface IReportSeal
         * @augments witan.ReportSeal.$Properties
         * @deprecated Use witan.ReportSeal.$Properties instead.
         */

        /**
         * Shape of a ReportSeal.
         * @typedef {witan.ReportSeal.$Properties} witan.ReportSeal.$Shape
         */

        /**
         * Constructs a new ReportSeal.
         * @memberof witan
         * @classdesc Represents a ReportSeal.
         * @constructor
         * @param {witan.ReportSeal.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ReportSeal = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ReportSeal prevDigest.
         * @member {Uint8Array} prevDigest
         * @memberof witan.ReportSeal
         * @instance
         */
        ReportSeal.prototype.prevDigest = $util.newBuffer([]);

        /**
         * ReportSeal contentHash.
         * @member {Uint8Array} contentHash
         * @memberof witan.ReportSeal
         * @instance
         */
        ReportSeal.prototype.contentHash = $util.newBuffer([]);

        /**
         * ReportSeal signature.
         * @member {Uint8Array} signature
         * @memberof witan.ReportSeal
         * @instance
         */
        ReportSeal.prototype.signature = $util.newBuffer([]);

        /**
         * Encodes the specified ReportSeal message. Does not implicitly {@link witan.ReportSeal.verify|verify} messages.
         * @function encode
         * @memberof witan.ReportSeal
         * @static
         * @param {witan.ReportSeal.$Properties} message ReportSeal message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ReportSeal.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.prevDigest != null && $Object.hasOwnProperty.call(message, "prevDigest") && message.prevDigest.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.prevDigest);
            if (message.contentHash != null && $Object.hasOwnProperty.call(message, "contentHash") && message.contentHash.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.contentHash);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ReportSeal message from the specified reader or buffer.
         * @function decode
         * @memberof witan.ReportSeal
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.ReportSeal & witan.ReportSeal.$Shape} ReportSeal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ReportSeal.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.ReportSeal();
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
                            message.prevDigest = value;
                        else
                            delete message.prevDigest;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.contentHash = value;
                        else
                            delete message.contentHash;
                        continue;
                    }
                case 3: {
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

        return ReportSeal;
    })();

    witan.Misconduct = (function() {

        /**
         * Properties of a Misconduct.
         * @typedef {Object} witan.Misconduct.$Properties
         * @property {number|null} [epoch] Misconduct epoch
         * @property {number|null} [validator] Misconduct validator
         * @property {number|null} [place] Misconduct place
         * @property {Array.<witan.SignedWord.$Properties>|null} [words] Misconduct words
         * @property {Array.<witan.ReportSeal.$Properties>|null} [reports] Misconduct reports
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Misconduct.
         * @memberof witan
         * @interface IMisconduct
         * @augments witan.Misconduct.$Properties
         * @deprecated Use witan.Misconduct.$Properties instead.
         */

        /**
         * Shape of a Misconduct.
         * @typedef {witan.Misconduct.$Properties} witan.Misconduct.$Shape
         */

        /**
         * Constructs a new Misconduct.
         * @memberof witan
         * @classdesc Represents a Misconduct.
         * @constructor
         * @param {witan.Misconduct.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Misconduct = function (properties) {
            this.words = [];
            this.reports = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Misconduct epoch.
         * @member {number} epoch
         * @memberof witan.Misconduct
         * @instance
         */
        Misconduct.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Misconduct validator.
         * @member {number} validator
         * @memberof witan.Misconduct
         * @instance
         */
        Misconduct.prototype.validator = 0;

        /**
         * Misconduct place.
         * @member {number} place
         * @memberof witan.Misconduct
         * @instance
         */
        Misconduct.prototype.place = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Misconduct words.
         * @member {Array.<witan.SignedWord.$Properties>} words
         * @memberof witan.Misconduct
         * @instance
         */
        Misconduct.prototype.words = $util.emptyArray;

        /**
         * Misconduct reports.
         * @member {Array.<witan.ReportSeal.$Properties>} reports
         * @memberof witan.Misconduct
         * @instance
         */
        Misconduct.prototype.reports = $util.emptyArray;

        /**
         * Encodes the specified Misconduct message. Does not implicitly {@link witan.Misconduct.verify|verify} messages.
         * @function encode
         * @memberof witan.Misconduct
         * @static
         * @param {witan.Misconduct.$Properties} message Misconduct message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Misconduct.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.epoch);
            if (message.validator != null && $Object.hasOwnProperty.call(message, "validator") && message.validator !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.validator);
            if (message.place != null && $Object.hasOwnProperty.call(message, "place") && (typeof message.place === "object" ? message.place.low || message.place.high : message.place !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.place);
            if (message.words != null && message.words.length)
                for (let i = 0; i < message.words.length; ++i)
                    $root.witan.SignedWord.encode(message.words[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.reports != null && message.reports.length)
                for (let i = 0; i < message.reports.length; ++i)
                    $root.witan.ReportSeal.encode(message.reports[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Misconduct message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Misconduct
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Misconduct & witan.Misconduct.$Shape} Misconduct
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Misconduct.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Misconduct();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.validator = value;
                        else
                            delete message.validator;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.place = value;
                        else
                            delete message.place;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.words && message.words.length))
                            message.words = [];
                        message.words.push($root.witan.SignedWord.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.reports && message.reports.length))
                            message.reports = [];
                        message.reports.push($root.witan.ReportSeal.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return Misconduct;
    })();

    witan.Reports = (function() {

        /**
         * Properties of a Reports.
         * @typedef {Object} witan.Reports.$Properties
         * @property {Array.<witan.Report.$Properties>|null} [reports] Reports reports
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Reports.
         * @memberof witan
         * @interface IReports
         * @augments witan.Reports.$Properties
         * @deprecated Use witan.Reports.$Properties instead.
         */

        /**
         * Shape of a Reports.
         * @typedef {witan.Reports.$Properties} witan.Reports.$Shape
         */

        /**
         * Constructs a new Reports.
         * @memberof witan
         * @classdesc Represents a Reports.
         * @constructor
         * @param {witan.Reports.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Reports = function (properties) {
            this.reports = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Reports reports.
         * @member {Array.<witan.Report.$Properties>} reports
         * @memberof witan.Reports
         * @instance
         */
        Reports.prototype.reports = $util.emptyArray;

        /**
         * Encodes the specified Reports message. Does not implicitly {@link witan.Reports.verify|verify} messages.
         * @function encode
         * @memberof witan.Reports
         * @static
         * @param {witan.Reports.$Properties} message Reports message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Reports.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.reports != null && message.reports.length)
                for (let i = 0; i < message.reports.length; ++i)
                    $root.witan.Report.encode(message.reports[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Reports message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Reports
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Reports & witan.Reports.$Shape} Reports
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Reports.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.Reports();
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
                        if (!(message.reports && message.reports.length))
                            message.reports = [];
                        message.reports.push($root.witan.Report.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return Reports;
    })();

    witan.Bodies = (function() {

        /**
         * Properties of a Bodies.
         * @typedef {Object} witan.Bodies.$Properties
         * @property {Array.<Uint8Array>|null} [bodies] Bodies bodies
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Bodies.
         * @memberof witan
         * @interface IBodies
         * @augments witan.Bodies.$Properties
         * @deprecated Use witan.Bodies.$Properties instead.
         */

        /**
         * Shape of a Bodies.
         * @typedef {witan.Bodies.$Properties} witan.Bodies.$Shape
         */

        /**
         * Constructs a new Bodies.
         * @memberof witan
         * @classdesc Represents a Bodies.
         * @constructor
         * @param {witan.Bodies.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Bodies = function (properties) {
            this.bodies = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Bodies bodies.
         * @member {Array.<Uint8Array>} bodies
         * @memberof witan.Bodies
         * @instance
         */
        Bodies.prototype.bodies = $util.emptyArray;

        /**
         * Encodes the specified Bodies message. Does not implicitly {@link witan.Bodies.verify|verify} messages.
         * @function encode
         * @memberof witan.Bodies
         * @static
         * @param {witan.Bodies.$Properties} message Bodies message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Bodies.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bodies != null && message.bodies.length)
                for (let i = 0; i < message.bodies.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.bodies[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Bodies message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Bodies
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Bodies & witan.Bodies.$Shape} Bodies
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Bodies.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.Bodies();
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
                        if (!(message.bodies && message.bodies.length))
                            message.bodies = [];
                        message.bodies.push(reader.bytes());
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

        return Bodies;
    })();

    witan.WantReports = (function() {

        /**
         * Properties of a WantReports.
         * @typedef {Object} witan.WantReports.$Properties
         * @property {number|null} [validator] WantReports validator
         * @property {number|null} [afterSeq] WantReports afterSeq
         * @property {Uint8Array|null} [head] WantReports head
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WantReports.
         * @memberof witan
         * @interface IWantReports
         * @augments witan.WantReports.$Properties
         * @deprecated Use witan.WantReports.$Properties instead.
         */

        /**
         * Shape of a WantReports.
         * @typedef {witan.WantReports.$Properties} witan.WantReports.$Shape
         */

        /**
         * Constructs a new WantReports.
         * @memberof witan
         * @classdesc Represents a WantReports.
         * @constructor
         * @param {witan.WantReports.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const WantReports = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WantReports validator.
         * @member {number} validator
         * @memberof witan.WantReports
         * @instance
         */
        WantReports.prototype.validator = 0;

        /**
         * WantReports afterSeq.
         * @member {number} afterSeq
         * @memberof witan.WantReports
         * @instance
         */
        WantReports.prototype.afterSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * WantReports head.
         * @member {Uint8Array} head
         * @memberof witan.WantReports
         * @instance
         */
        WantReports.prototype.head = $util.newBuffer([]);

        /**
         * Encodes the specified WantReports message. Does not implicitly {@link witan.WantReports.verify|verify} messages.
         * @function encode
         * @memberof witan.WantReports
         * @static
         * @param {witan.WantReports.$Properties} message WantReports message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WantReports.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.validator != null && $Object.hasOwnProperty.call(message, "validator") && message.validator !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.validator);
            if (message.afterSeq != null && $Object.hasOwnProperty.call(message, "afterSeq") && (typeof message.afterSeq === "object" ? message.afterSeq.low || message.afterSeq.high : message.afterSeq !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.afterSeq);
            if (message.head != null && $Object.hasOwnProperty.call(message, "head") && message.head.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.head);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WantReports message from the specified reader or buffer.
         * @function decode
         * @memberof witan.WantReports
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.WantReports & witan.WantReports.$Shape} WantReports
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WantReports.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.WantReports();
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
                            message.validator = value;
                        else
                            delete message.validator;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.afterSeq = value;
                        else
                            delete message.afterSeq;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.head = value;
                        else
                            delete message.head;
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

        return WantReports;
    })();

    witan.WantBodies = (function() {

        /**
         * Properties of a WantBodies.
         * @typedef {Object} witan.WantBodies.$Properties
         * @property {Array.<Uint8Array>|null} [hashes] WantBodies hashes
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WantBodies.
         * @memberof witan
         * @interface IWantBodies
         * @augments witan.WantBodies.$Properties
         * @deprecated Use witan.WantBodies.$Properties instead.
         */

        /**
         * Shape of a WantBodies.
         * @typedef {witan.WantBodies.$Properties} witan.WantBodies.$Shape
         */

        /**
         * Constructs a new WantBodies.
         * @memberof witan
         * @classdesc Represents a WantBodies.
         * @constructor
         * @param {witan.WantBodies.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const WantBodies = function (properties) {
            this.hashes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WantBodies hashes.
         * @member {Array.<Uint8Array>} hashes
         * @memberof witan.WantBodies
         * @instance
         */
        WantBodies.prototype.hashes = $util.emptyArray;

        /**
         * Encodes the specified WantBodies message. Does not implicitly {@link witan.WantBodies.verify|verify} messages.
         * @function encode
         * @memberof witan.WantBodies
         * @static
         * @param {witan.WantBodies.$Properties} message WantBodies message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WantBodies.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hashes != null && message.hashes.length)
                for (let i = 0; i < message.hashes.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hashes[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WantBodies message from the specified reader or buffer.
         * @function decode
         * @memberof witan.WantBodies
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.WantBodies & witan.WantBodies.$Shape} WantBodies
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WantBodies.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.WantBodies();
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
                        if (!(message.hashes && message.hashes.length))
                            message.hashes = [];
                        message.hashes.push(reader.bytes());
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

        return WantBodies;
    })();

    witan.WantBlocks = (function() {

        /**
         * Properties of a WantBlocks.
         * @typedef {Object} witan.WantBlocks.$Properties
         * @property {Array.<Uint8Array>|null} [digests] WantBlocks digests
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WantBlocks.
         * @memberof witan
         * @interface IWantBlocks
         * @augments witan.WantBlocks.$Properties
         * @deprecated Use witan.WantBlocks.$Properties instead.
         */

        /**
         * Shape of a WantBlocks.
         * @typedef {witan.WantBlocks.$Properties} witan.WantBlocks.$Shape
         */

        /**
         * Constructs a new WantBlocks.
         * @memberof witan
         * @classdesc Represents a WantBlocks.
         * @constructor
         * @param {witan.WantBlocks.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const WantBlocks = function (properties) {
            this.digests = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WantBlocks digests.
         * @member {Array.<Uint8Array>} digests
         * @memberof witan.WantBlocks
         * @instance
         */
        WantBlocks.prototype.digests = $util.emptyArray;

        /**
         * Encodes the specified WantBlocks message. Does not implicitly {@link witan.WantBlocks.verify|verify} messages.
         * @function encode
         * @memberof witan.WantBlocks
         * @static
         * @param {witan.WantBlocks.$Properties} message WantBlocks message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WantBlocks.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.digests != null && message.digests.length)
                for (let i = 0; i < message.digests.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.digests[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WantBlocks message from the specified reader or buffer.
         * @function decode
         * @memberof witan.WantBlocks
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.WantBlocks & witan.WantBlocks.$Shape} WantBlocks
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WantBlocks.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.WantBlocks();
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
                        if (!(message.digests && message.digests.length))
                            message.digests = [];
                        message.digests.push(reader.bytes());
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

        return WantBlocks;
    })();

    witan.Blocks = (function() {

        /**
         * Properties of a Blocks.
         * @typedef {Object} witan.Blocks.$Properties
         * @property {Array.<witan.BlockContent.$Properties>|null} [blocks] Blocks blocks
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Blocks.
         * @memberof witan
         * @interface IBlocks
         * @augments witan.Blocks.$Properties
         * @deprecated Use witan.Blocks.$Properties instead.
         */

        /**
         * Shape of a Blocks.
         * @typedef {witan.Blocks.$Properties} witan.Blocks.$Shape
         */

        /**
         * Constructs a new Blocks.
         * @memberof witan
         * @classdesc Represents a Blocks.
         * @constructor
         * @param {witan.Blocks.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Blocks = function (properties) {
            this.blocks = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Blocks blocks.
         * @member {Array.<witan.BlockContent.$Properties>} blocks
         * @memberof witan.Blocks
         * @instance
         */
        Blocks.prototype.blocks = $util.emptyArray;

        /**
         * Encodes the specified Blocks message. Does not implicitly {@link witan.Blocks.verify|verify} messages.
         * @function encode
         * @memberof witan.Blocks
         * @static
         * @param {witan.Blocks.$Properties} message Blocks message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Blocks.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.blocks != null && message.blocks.length)
                for (let i = 0; i < message.blocks.length; ++i)
                    $root.witan.BlockContent.encode(message.blocks[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Blocks message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Blocks
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Blocks & witan.Blocks.$Shape} Blocks
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Blocks.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.Blocks();
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
                        if (!(message.blocks && message.blocks.length))
                            message.blocks = [];
                        message.blocks.push($root.witan.BlockContent.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return Blocks;
    })();

    witan.WantCertificates = (function() {

        /**
         * Properties of a WantCertificates.
         * @typedef {Object} witan.WantCertificates.$Properties
         * @property {Array.<number>|null} [views] WantCertificates views
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WantCertificates.
         * @memberof witan
         * @interface IWantCertificates
         * @augments witan.WantCertificates.$Properties
         * @deprecated Use witan.WantCertificates.$Properties instead.
         */

        /**
         * Shape of a WantCertificates.
         * @typedef {witan.WantCertificates.$Properties} witan.WantCertificates.$Shape
         */

        /**
         * Constructs a new WantCertificates.
         * @memberof witan
         * @classdesc Represents a WantCertificates.
         * @constructor
         * @param {witan.WantCertificates.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const WantCertificates = function (properties) {
            this.views = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WantCertificates views.
         * @member {Array.<number>} views
         * @memberof witan.WantCertificates
         * @instance
         */
        WantCertificates.prototype.views = $util.emptyArray;

        /**
         * Encodes the specified WantCertificates message. Does not implicitly {@link witan.WantCertificates.verify|verify} messages.
         * @function encode
         * @memberof witan.WantCertificates
         * @static
         * @param {witan.WantCertificates.$Properties} message WantCertificates message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WantCertificates.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.views != null && message.views.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint64s(message.views);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WantCertificates message from the specified reader or buffer.
         * @function decode
         * @memberof witan.WantCertificates
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.WantCertificates & witan.WantCertificates.$Shape} WantCertificates
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WantCertificates.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.WantCertificates();
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
                        if (wireType === 2) {
                            if (!(message.views && message.views.length))
                                message.views = [];
                            reader.uint64s(message.views);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.views && message.views.length))
                            message.views = [];
                        message.views.push(reader.uint64());
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

        return WantCertificates;
    })();

    witan.WantFinal = (function() {

        /**
         * Properties of a WantFinal.
         * @typedef {Object} witan.WantFinal.$Properties
         * @property {number|null} [fromHeight] WantFinal fromHeight
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WantFinal.
         * @memberof witan
         * @interface IWantFinal
         * @augments witan.WantFinal.$Properties
         * @deprecated Use witan.WantFinal.$Properties instead.
         */

        /**
         * Shape of a WantFinal.
         * @typedef {witan.WantFinal.$Properties} witan.WantFinal.$Shape
         */

        /**
         * Constructs a new WantFinal.
         * @memberof witan
         * @classdesc Represents a WantFinal.
         * @constructor
         * @param {witan.WantFinal.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const WantFinal = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WantFinal fromHeight.
         * @member {number} fromHeight
         * @memberof witan.WantFinal
         * @instance
         */
        WantFinal.prototype.fromHeight = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified WantFinal message. Does not implicitly {@link witan.WantFinal.verify|verify} messages.
         * @function encode
         * @memberof witan.WantFinal
         * @static
         * @param {witan.WantFinal.$Properties} message WantFinal message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WantFinal.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.fromHeight != null && $Object.hasOwnProperty.call(message, "fromHeight") && (typeof message.fromHeight === "object" ? message.fromHeight.low || message.fromHeight.high : message.fromHeight !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.fromHeight);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WantFinal message from the specified reader or buffer.
         * @function decode
         * @memberof witan.WantFinal
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.WantFinal & witan.WantFinal.$Shape} WantFinal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WantFinal.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.WantFinal();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.fromHeight = value;
                        else
                            delete message.fromHeight;
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

        return WantFinal;
    })();

    witan.FinalBlock = (function() {

        /**
         * Properties of a FinalBlock.
         * @typedef {Object} witan.FinalBlock.$Properties
         * @property {witan.BlockContent.$Properties|null} [content] FinalBlock content
         * @property {Array.<witan.Report.$Properties>|null} [reports] FinalBlock reports
         * @property {Array.<Uint8Array>|null} [bodies] FinalBlock bodies
         * @property {witan.Certificate.$Properties|null} [certificate] FinalBlock certificate
         * @property {witan.Committee.$Properties|null} [committee] FinalBlock committee
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FinalBlock.
         * @memberof witan
         * @interface IFinalBlock
         * @augments witan.FinalBlock.$Properties
         * @deprecated Use witan.FinalBlock.$Properties instead.
         */

        /**
         * Shape of a FinalBlock.
         * @typedef {witan.FinalBlock.$Properties} witan.FinalBlock.$Shape
         */

        /**
         * Constructs a new FinalBlock.
         * @memberof witan
         * @classdesc Represents a FinalBlock.
         * @constructor
         * @param {witan.FinalBlock.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FinalBlock = function (properties) {
            this.reports = [];
            this.bodies = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FinalBlock content.
         * @member {witan.BlockContent.$Properties|null|undefined} content
         * @memberof witan.FinalBlock
         * @instance
         */
        FinalBlock.prototype.content = null;

        /**
         * FinalBlock reports.
         * @member {Array.<witan.Report.$Properties>} reports
         * @memberof witan.FinalBlock
         * @instance
         */
        FinalBlock.prototype.reports = $util.emptyArray;

        /**
         * FinalBlock bodies.
         * @member {Array.<Uint8Array>} bodies
         * @memberof witan.FinalBlock
         * @instance
         */
        FinalBlock.prototype.bodies = $util.emptyArray;

        /**
         * FinalBlock certificate.
         * @member {witan.Certificate.$Properties|null|undefined} certificate
         * @memberof witan.FinalBlock
         * @instance
         */
        FinalBlock.prototype.certificate = null;

        /**
         * FinalBlock committee.
         * @member {witan.Committee.$Properties|null|undefined} committee
         * @memberof witan.FinalBlock
         * @instance
         */
        FinalBlock.prototype.committee = null;

        /**
         * Encodes the specified FinalBlock message. Does not implicitly {@link witan.FinalBlock.verify|verify} messages.
         * @function encode
         * @memberof witan.FinalBlock
         * @static
         * @param {witan.FinalBlock.$Properties} message FinalBlock message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FinalBlock.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.content != null && $Object.hasOwnProperty.call(message, "content"))
                $root.witan.BlockContent.encode(message.content, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.reports != null && message.reports.length)
                for (let i = 0; i < message.reports.length; ++i)
                    $root.witan.Report.encode(message.reports[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.bodies != null && message.bodies.length)
                for (let i = 0; i < message.bodies.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.bodies[i]);
            if (message.certificate != null && $Object.hasOwnProperty.call(message, "certificate"))
                $root.witan.Certificate.encode(message.certificate, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.committee != null && $Object.hasOwnProperty.call(message, "committee"))
                $root.witan.Committee.encode(message.committee, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a FinalBlock message from the specified reader or buffer.
         * @function decode
         * @memberof witan.FinalBlock
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.FinalBlock & witan.FinalBlock.$Shape} FinalBlock
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FinalBlock.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.FinalBlock();
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
                        message.content = $root.witan.BlockContent.decode(reader, reader.size(), $undefined, _depth + 1, message.content);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.reports && message.reports.length))
                            message.reports = [];
                        message.reports.push($root.witan.Report.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.bodies && message.bodies.length))
                            message.bodies = [];
                        message.bodies.push(reader.bytes());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.certificate = $root.witan.Certificate.decode(reader, reader.size(), $undefined, _depth + 1, message.certificate);
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.committee = $root.witan.Committee.decode(reader, reader.size(), $undefined, _depth + 1, message.committee);
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

        return FinalBlock;
    })();

    witan.Committee = (function() {

        /**
         * Properties of a Committee.
         * @typedef {Object} witan.Committee.$Properties
         * @property {number|null} [id] Committee id
         * @property {number|null} [epoch] Committee epoch
         * @property {Array.<witan.Member.$Properties>|null} [members] Committee members
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Committee.
         * @memberof witan
         * @interface ICommittee
         * @augments witan.Committee.$Properties
         * @deprecated Use witan.Committee.$Properties instead.
         */

        /**
         * Shape of a Committee.
         * @typedef {witan.Committee.$Properties} witan.Committee.$Shape
         */

        /**
         * Constructs a new Committee.
         * @memberof witan
         * @classdesc Represents a Committee.
         * @constructor
         * @param {witan.Committee.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Committee = function (properties) {
            this.members = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Committee id.
         * @member {number} id
         * @memberof witan.Committee
         * @instance
         */
        Committee.prototype.id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Committee epoch.
         * @member {number} epoch
         * @memberof witan.Committee
         * @instance
         */
        Committee.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Committee members.
         * @member {Array.<witan.Member.$Properties>} members
         * @memberof witan.Committee
         * @instance
         */
        Committee.prototype.members = $util.emptyArray;

        /**
         * Encodes the specified Committee message. Does not implicitly {@link witan.Committee.verify|verify} messages.
         * @function encode
         * @memberof witan.Committee
         * @static
         * @param {witan.Committee.$Properties} message Committee message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Committee.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && (typeof message.id === "object" ? message.id.low || message.id.high : message.id !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.id);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.epoch);
            if (message.members != null && message.members.length)
                for (let i = 0; i < message.members.length; ++i)
                    $root.witan.Member.encode(message.members[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Committee message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Committee
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Committee & witan.Committee.$Shape} Committee
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Committee.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Committee();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.members && message.members.length))
                            message.members = [];
                        message.members.push($root.witan.Member.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return Committee;
    })();

    witan.Member = (function() {

        /**
         * Properties of a Member.
         * @typedef {Object} witan.Member.$Properties
         * @property {Uint8Array|null} [operator] Member operator
         * @property {number|null} [weight] Member weight
         * @property {boolean|null} [jailed] Member jailed
         * @property {Uint8Array|null} [ed25519Key] Member ed25519Key
         * @property {Uint8Array|null} [blsKey] Member blsKey
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Member.
         * @memberof witan
         * @interface IMember
         * @augments witan.Member.$Properties
         * @deprecated Use witan.Member.$Properties instead.
         */

        /**
         * Shape of a Member.
         * @typedef {witan.Member.$Properties} witan.Member.$Shape
         */

        /**
         * Constructs a new Member.
         * @memberof witan
         * @classdesc Represents a Member.
         * @constructor
         * @param {witan.Member.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Member = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Member operator.
         * @member {Uint8Array} operator
         * @memberof witan.Member
         * @instance
         */
        Member.prototype.operator = $util.newBuffer([]);

        /**
         * Member weight.
         * @member {number} weight
         * @memberof witan.Member
         * @instance
         */
        Member.prototype.weight = 0;

        /**
         * Member jailed.
         * @member {boolean} jailed
         * @memberof witan.Member
         * @instance
         */
        Member.prototype.jailed = false;

        /**
         * Member ed25519Key.
         * @member {Uint8Array} ed25519Key
         * @memberof witan.Member
         * @instance
         */
        Member.prototype.ed25519Key = $util.newBuffer([]);

        /**
         * Member blsKey.
         * @member {Uint8Array} blsKey
         * @memberof witan.Member
         * @instance
         */
        Member.prototype.blsKey = $util.newBuffer([]);

        /**
         * Encodes the specified Member message. Does not implicitly {@link witan.Member.verify|verify} messages.
         * @function encode
         * @memberof witan.Member
         * @static
         * @param {witan.Member.$Properties} message Member message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Member.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.operator != null && $Object.hasOwnProperty.call(message, "operator") && message.operator.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.operator);
            if (message.weight != null && $Object.hasOwnProperty.call(message, "weight") && message.weight !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.weight);
            if (message.jailed != null && $Object.hasOwnProperty.call(message, "jailed") && message.jailed !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.jailed);
            if (message.ed25519Key != null && $Object.hasOwnProperty.call(message, "ed25519Key") && message.ed25519Key.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.ed25519Key);
            if (message.blsKey != null && $Object.hasOwnProperty.call(message, "blsKey") && message.blsKey.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.blsKey);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Member message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Member
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Member & witan.Member.$Shape} Member
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Member.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Member();
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
                            message.operator = value;
                        else
                            delete message.operator;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.weight = value;
                        else
                            delete message.weight;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.jailed = value;
                        else
                            delete message.jailed;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.ed25519Key = value;
                        else
                            delete message.ed25519Key;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.blsKey = value;
                        else
                            delete message.blsKey;
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

        return Member;
    })();

    witan.FinalBlocks = (function() {

        /**
         * Properties of a FinalBlocks.
         * @typedef {Object} witan.FinalBlocks.$Properties
         * @property {Array.<witan.FinalBlock.$Properties>|null} [blocks] FinalBlocks blocks
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FinalBlocks.
         * @memberof witan
         * @interface IFinalBlocks
         * @augments witan.FinalBlocks.$Properties
         * @deprecated Use witan.FinalBlocks.$Properties instead.
         */

        /**
         * Shape of a FinalBlocks.
         * @typedef {witan.FinalBlocks.$Properties} witan.FinalBlocks.$Shape
         */

        /**
         * Constructs a new FinalBlocks.
         * @memberof witan
         * @classdesc Represents a FinalBlocks.
         * @constructor
         * @param {witan.FinalBlocks.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FinalBlocks = function (properties) {
            this.blocks = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FinalBlocks blocks.
         * @member {Array.<witan.FinalBlock.$Properties>} blocks
         * @memberof witan.FinalBlocks
         * @instance
         */
        FinalBlocks.prototype.blocks = $util.emptyArray;

        /**
         * Encodes the specified FinalBlocks message. Does not implicitly {@link witan.FinalBlocks.verify|verify} messages.
         * @function encode
         * @memberof witan.FinalBlocks
         * @static
         * @param {witan.FinalBlocks.$Properties} message FinalBlocks message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FinalBlocks.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.blocks != null && message.blocks.length)
                for (let i = 0; i < message.blocks.length; ++i)
                    $root.witan.FinalBlock.encode(message.blocks[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a FinalBlocks message from the specified reader or buffer.
         * @function decode
         * @memberof witan.FinalBlocks
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.FinalBlocks & witan.FinalBlocks.$Shape} FinalBlocks
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FinalBlocks.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.FinalBlocks();
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
                        if (!(message.blocks && message.blocks.length))
                            message.blocks = [];
                        message.blocks.push($root.witan.FinalBlock.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return FinalBlocks;
    })();

    witan.CheckpointShare = (function() {

        /**
         * Properties of a CheckpointShare.
         * @typedef {Object} witan.CheckpointShare.$Properties
         * @property {number|null} [number] CheckpointShare number
         * @property {Uint8Array|null} [headerHash] CheckpointShare headerHash
         * @property {Uint8Array|null} [signature] CheckpointShare signature
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CheckpointShare.
         * @memberof witan
         * @interface ICheckpointShare
         * @augments witan.CheckpointShare.$Properties
         * @deprecated Use witan.CheckpointShare.$Properties instead.
         */

        /**
         * Shape of a CheckpointShare.
         * @typedef {witan.CheckpointShare.$Properties} witan.CheckpointShare.$Shape
         */

        /**
         * Constructs a new CheckpointShare.
         * @memberof witan
         * @classdesc Represents a CheckpointShare.
         * @constructor
         * @param {witan.CheckpointShare.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CheckpointShare = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CheckpointShare number.
         * @member {number} number
         * @memberof witan.CheckpointShare
         * @instance
         */
        CheckpointShare.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * CheckpointShare headerHash.
         * @member {Uint8Array} headerHash
         * @memberof witan.CheckpointShare
         * @instance
         */
        CheckpointShare.prototype.headerHash = $util.newBuffer([]);

        /**
         * CheckpointShare signature.
         * @member {Uint8Array} signature
         * @memberof witan.CheckpointShare
         * @instance
         */
        CheckpointShare.prototype.signature = $util.newBuffer([]);

        /**
         * Encodes the specified CheckpointShare message. Does not implicitly {@link witan.CheckpointShare.verify|verify} messages.
         * @function encode
         * @memberof witan.CheckpointShare
         * @static
         * @param {witan.CheckpointShare.$Properties} message CheckpointShare message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CheckpointShare.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.number != null && $Object.hasOwnProperty.call(message, "number") && (typeof message.number === "object" ? message.number.low || message.number.high : message.number !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.number);
            if (message.headerHash != null && $Object.hasOwnProperty.call(message, "headerHash") && message.headerHash.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.headerHash);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CheckpointShare message from the specified reader or buffer.
         * @function decode
         * @memberof witan.CheckpointShare
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.CheckpointShare & witan.CheckpointShare.$Shape} CheckpointShare
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CheckpointShare.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.CheckpointShare();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.number = value;
                        else
                            delete message.number;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.headerHash = value;
                        else
                            delete message.headerHash;
                        continue;
                    }
                case 3: {
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

        return CheckpointShare;
    })();

    witan.Pruned = (function() {

        /**
         * Properties of a Pruned.
         * @typedef {Object} witan.Pruned.$Properties
         * @property {number|null} [lowestHeight] Pruned lowestHeight
         * @property {number|null} [snapshotHeight] Pruned snapshotHeight
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Pruned.
         * @memberof witan
         * @interface IPruned
         * @augments witan.Pruned.$Properties
         * @deprecated Use witan.Pruned.$Properties instead.
         */

        /**
         * Shape of a Pruned.
         * @typedef {witan.Pruned.$Properties} witan.Pruned.$Shape
         */

        /**
         * Constructs a new Pruned.
         * @memberof witan
         * @classdesc Represents a Pruned.
         * @constructor
         * @param {witan.Pruned.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Pruned = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Pruned lowestHeight.
         * @member {number} lowestHeight
         * @memberof witan.Pruned
         * @instance
         */
        Pruned.prototype.lowestHeight = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Pruned snapshotHeight.
         * @member {number} snapshotHeight
         * @memberof witan.Pruned
         * @instance
         */
        Pruned.prototype.snapshotHeight = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified Pruned message. Does not implicitly {@link witan.Pruned.verify|verify} messages.
         * @function encode
         * @memberof witan.Pruned
         * @static
         * @param {witan.Pruned.$Properties} message Pruned message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Pruned.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.lowestHeight != null && $Object.hasOwnProperty.call(message, "lowestHeight") && (typeof message.lowestHeight === "object" ? message.lowestHeight.low || message.lowestHeight.high : message.lowestHeight !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.lowestHeight);
            if (message.snapshotHeight != null && $Object.hasOwnProperty.call(message, "snapshotHeight") && (typeof message.snapshotHeight === "object" ? message.snapshotHeight.low || message.snapshotHeight.high : message.snapshotHeight !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.snapshotHeight);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Pruned message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Pruned
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Pruned & witan.Pruned.$Shape} Pruned
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Pruned.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Pruned();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lowestHeight = value;
                        else
                            delete message.lowestHeight;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.snapshotHeight = value;
                        else
                            delete message.snapshotHeight;
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

        return Pruned;
    })();

    witan.WantSnapshot = (function() {

        /**
         * Properties of a WantSnapshot.
         * @typedef {Object} witan.WantSnapshot.$Properties
         * @property {number|null} [aboveHeight] WantSnapshot aboveHeight
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WantSnapshot.
         * @memberof witan
         * @interface IWantSnapshot
         * @augments witan.WantSnapshot.$Properties
         * @deprecated Use witan.WantSnapshot.$Properties instead.
         */

        /**
         * Shape of a WantSnapshot.
         * @typedef {witan.WantSnapshot.$Properties} witan.WantSnapshot.$Shape
         */

        /**
         * Constructs a new WantSnapshot.
         * @memberof witan
         * @classdesc Represents a WantSnapshot.
         * @constructor
         * @param {witan.WantSnapshot.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const WantSnapshot = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WantSnapshot aboveHeight.
         * @member {number} aboveHeight
         * @memberof witan.WantSnapshot
         * @instance
         */
        WantSnapshot.prototype.aboveHeight = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified WantSnapshot message. Does not implicitly {@link witan.WantSnapshot.verify|verify} messages.
         * @function encode
         * @memberof witan.WantSnapshot
         * @static
         * @param {witan.WantSnapshot.$Properties} message WantSnapshot message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WantSnapshot.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.aboveHeight != null && $Object.hasOwnProperty.call(message, "aboveHeight") && (typeof message.aboveHeight === "object" ? message.aboveHeight.low || message.aboveHeight.high : message.aboveHeight !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.aboveHeight);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WantSnapshot message from the specified reader or buffer.
         * @function decode
         * @memberof witan.WantSnapshot
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.WantSnapshot & witan.WantSnapshot.$Shape} WantSnapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WantSnapshot.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.WantSnapshot();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.aboveHeight = value;
                        else
                            delete message.aboveHeight;
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

        return WantSnapshot;
    })();

    witan.SnapshotManifest = (function() {

        /**
         * Properties of a SnapshotManifest.
         * @typedef {Object} witan.SnapshotManifest.$Properties
         * @property {Uint8Array|null} [header] SnapshotManifest header
         * @property {Uint8Array|null} [bitmap] SnapshotManifest bitmap
         * @property {Uint8Array|null} [signature] SnapshotManifest signature
         * @property {number|null} [totalBytes] SnapshotManifest totalBytes
         * @property {Array.<Uint8Array>|null} [chunkHashes] SnapshotManifest chunkHashes
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SnapshotManifest.
         * @memberof witan
         * @interface ISnapshotManifest
         * @augments witan.SnapshotManifest.$Properties
         * @deprecated Use witan.SnapshotManifest.$Properties instead.
         */

        /**
         * Shape of a SnapshotManifest.
         * @typedef {witan.SnapshotManifest.$Properties} witan.SnapshotManifest.$Shape
         */

        /**
         * Constructs a new SnapshotManifest.
         * @memberof witan
         * @classdesc Represents a SnapshotManifest.
         * @constructor
         * @param {witan.SnapshotManifest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SnapshotManifest = function (properties) {
            this.chunkHashes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SnapshotManifest header.
         * @member {Uint8Array} header
         * @memberof witan.SnapshotManifest
         * @instance
         */
        SnapshotManifest.prototype.header = $util.newBuffer([]);

        /**
         * SnapshotManifest bitmap.
         * @member {Uint8Array} bitmap
         * @memberof witan.SnapshotManifest
         * @instance
         */
        SnapshotManifest.prototype.bitmap = $util.newBuffer([]);

        /**
         * SnapshotManifest signature.
         * @member {Uint8Array} signature
         * @memberof witan.SnapshotManifest
         * @instance
         */
        SnapshotManifest.prototype.signature = $util.newBuffer([]);

        /**
         * SnapshotManifest totalBytes.
         * @member {number} totalBytes
         * @memberof witan.SnapshotManifest
         * @instance
         */
        SnapshotManifest.prototype.totalBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SnapshotManifest chunkHashes.
         * @member {Array.<Uint8Array>} chunkHashes
         * @memberof witan.SnapshotManifest
         * @instance
         */
        SnapshotManifest.prototype.chunkHashes = $util.emptyArray;

        /**
         * Encodes the specified SnapshotManifest message. Does not implicitly {@link witan.SnapshotManifest.verify|verify} messages.
         * @function encode
         * @memberof witan.SnapshotManifest
         * @static
         * @param {witan.SnapshotManifest.$Properties} message SnapshotManifest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SnapshotManifest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
            if (message.bitmap != null && $Object.hasOwnProperty.call(message, "bitmap") && message.bitmap.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.bitmap);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
            if (message.totalBytes != null && $Object.hasOwnProperty.call(message, "totalBytes") && (typeof message.totalBytes === "object" ? message.totalBytes.low || message.totalBytes.high : message.totalBytes !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.totalBytes);
            if (message.chunkHashes != null && message.chunkHashes.length)
                for (let i = 0; i < message.chunkHashes.length; ++i)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.chunkHashes[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SnapshotManifest message from the specified reader or buffer.
         * @function decode
         * @memberof witan.SnapshotManifest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.SnapshotManifest & witan.SnapshotManifest.$Shape} SnapshotManifest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SnapshotManifest.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.SnapshotManifest();
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
                            message.header = value;
                        else
                            delete message.header;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.bitmap = value;
                        else
                            delete message.bitmap;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.totalBytes = value;
                        else
                            delete message.totalBytes;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.chunkHashes && message.chunkHashes.length))
                            message.chunkHashes = [];
                        message.chunkHashes.push(reader.bytes());
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

        return SnapshotManifest;
    })();

    witan.WantChunk = (function() {

        /**
         * Properties of a WantChunk.
         * @typedef {Object} witan.WantChunk.$Properties
         * @property {Uint8Array|null} [snapshot] WantChunk snapshot
         * @property {number|null} [index] WantChunk index
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WantChunk.
         * @memberof witan
         * @interface IWantChunk
         * @augments witan.WantChunk.$Properties
         * @deprecated Use witan.WantChunk.$Properties instead.
         */

        /**
         * Shape of a WantChunk.
         * @typedef {witan.WantChunk.$Properties} witan.WantChunk.$Shape
         */

        /**
         * Constructs a new WantChunk.
         * @memberof witan
         * @classdesc Represents a WantChunk.
         * @constructor
         * @param {witan.WantChunk.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const WantChunk = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WantChunk snapshot.
         * @member {Uint8Array} snapshot
         * @memberof witan.WantChunk
         * @instance
         */
        WantChunk.prototype.snapshot = $util.newBuffer([]);

        /**
         * WantChunk index.
         * @member {number} index
         * @memberof witan.WantChunk
         * @instance
         */
        WantChunk.prototype.index = 0;

        /**
         * Encodes the specified WantChunk message. Does not implicitly {@link witan.WantChunk.verify|verify} messages.
         * @function encode
         * @memberof witan.WantChunk
         * @static
         * @param {witan.WantChunk.$Properties} message WantChunk message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WantChunk.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.snapshot != null && $Object.hasOwnProperty.call(message, "snapshot") && message.snapshot.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.snapshot);
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.index);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WantChunk message from the specified reader or buffer.
         * @function decode
         * @memberof witan.WantChunk
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.WantChunk & witan.WantChunk.$Shape} WantChunk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WantChunk.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.WantChunk();
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
                            message.snapshot = value;
                        else
                            delete message.snapshot;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.index = value;
                        else
                            delete message.index;
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

        return WantChunk;
    })();

    witan.Chunk = (function() {

        /**
         * Properties of a Chunk.
         * @typedef {Object} witan.Chunk.$Properties
         * @property {Uint8Array|null} [snapshot] Chunk snapshot
         * @property {number|null} [index] Chunk index
         * @property {Uint8Array|null} [data] Chunk data
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Chunk.
         * @memberof witan
         * @interface IChunk
         * @augments witan.Chunk.$Properties
         * @deprecated Use witan.Chunk.$Properties instead.
         */

        /**
         * Shape of a Chunk.
         * @typedef {witan.Chunk.$Properties} witan.Chunk.$Shape
         */

        /**
         * Constructs a new Chunk.
         * @memberof witan
         * @classdesc Represents a Chunk.
         * @constructor
         * @param {witan.Chunk.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Chunk = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Chunk snapshot.
         * @member {Uint8Array} snapshot
         * @memberof witan.Chunk
         * @instance
         */
        Chunk.prototype.snapshot = $util.newBuffer([]);

        /**
         * Chunk index.
         * @member {number} index
         * @memberof witan.Chunk
         * @instance
         */
        Chunk.prototype.index = 0;

        /**
         * Chunk data.
         * @member {Uint8Array} data
         * @memberof witan.Chunk
         * @instance
         */
        Chunk.prototype.data = $util.newBuffer([]);

        /**
         * Encodes the specified Chunk message. Does not implicitly {@link witan.Chunk.verify|verify} messages.
         * @function encode
         * @memberof witan.Chunk
         * @static
         * @param {witan.Chunk.$Properties} message Chunk message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Chunk.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.snapshot != null && $Object.hasOwnProperty.call(message, "snapshot") && message.snapshot.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.snapshot);
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.index);
            if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.data);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Chunk message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Chunk
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Chunk & witan.Chunk.$Shape} Chunk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Chunk.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Chunk();
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
                            message.snapshot = value;
                        else
                            delete message.snapshot;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.data = value;
                        else
                            delete message.data;
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

        return Chunk;
    })();

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
         * @property {witan.ReplaceOrder.$Properties|null} [replace] Transaction replace
         * @property {witan.Batch.$Properties|null} [batch] Transaction batch
         * @property {witan.MassCancel.$Properties|null} [massCancel] Transaction massCancel
         * @property {witan.CancelAllAfter.$Properties|null} [cancelAllAfter] Transaction cancelAllAfter
         * @property {witan.SetProtection.$Properties|null} [setProtection] Transaction setProtection
         * @property {witan.MassQuote.$Properties|null} [massQuote] Transaction massQuote
         * @property {witan.Combo.$Properties|null} [combo] Transaction combo
         * @property {witan.SetMarginMode.$Properties|null} [setMarginMode] Transaction setMarginMode
         * @property {witan.SetRiskLimits.$Properties|null} [setRiskLimits] Transaction setRiskLimits
         * @property {witan.Bid.$Properties|null} [bid] Transaction bid
         * @property {witan.SetHedge.$Properties|null} [setHedge] Transaction setHedge
         * @property {witan.Isolate.$Properties|null} [isolate] Transaction isolate
         * @property {witan.WithdrawTo.$Properties|null} [withdrawTo] Transaction withdrawTo
         * @property {witan.OfferSwap.$Properties|null} [offerSwap] Transaction offerSwap
         * @property {witan.AcceptSwap.$Properties|null} [acceptSwap] Transaction acceptSwap
         * @property {Uint8Array|null} [signature] Transaction signature
         * @property {"order"|"cancel"|"cancelAll"|"transfer"|"withdraw"|"approveKey"|"revokeKey"|"replace"|"batch"|"massCancel"|"cancelAllAfter"|"setProtection"|"massQuote"|"combo"|"setMarginMode"|"setRiskLimits"|"bid"|"setHedge"|"isolate"|"withdrawTo"|"offerSwap"|"acceptSwap"} [body] Transaction body
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
         *   replace?: witan.ReplaceOrder.$Shape|null;
         *   batch?: witan.Batch.$Shape|null;
         *   massCancel?: witan.MassCancel.$Shape|null;
         *   cancelAllAfter?: witan.CancelAllAfter.$Shape|null;
         *   setProtection?: witan.SetProtection.$Shape|null;
         *   massQuote?: witan.MassQuote.$Shape|null;
         *   combo?: witan.Combo.$Shape|null;
         *   setMarginMode?: witan.SetMarginMode.$Shape|null;
         *   setRiskLimits?: witan.SetRiskLimits.$Shape|null;
         *   bid?: witan.Bid.$Shape|null;
         *   setHedge?: witan.SetHedge.$Shape|null;
         *   isolate?: witan.Isolate.$Shape|null;
         *   withdrawTo?: witan.WithdrawTo.$Shape|null;
         *   offerSwap?: witan.OfferSwap.$Shape|null;
         *   acceptSwap?: witan.AcceptSwap.$Shape|null;
         *   signature?: Uint8Array|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ body?: undefined; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "order"; order: witan.PlaceOrder.$Shape; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "cancel"; order?: null; cancel: witan.CancelOrder.$Shape; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "cancelAll"; order?: null; cancel?: null; cancelAll: witan.CancelAll.$Shape; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "transfer"; order?: null; cancel?: null; cancelAll?: null; transfer: witan.Transfer.$Shape; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "withdraw"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw: witan.Withdraw.$Shape; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "approveKey"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey: witan.ApproveKey.$Shape; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "revokeKey"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey: witan.RevokeKey.$Shape; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "replace"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace: witan.ReplaceOrder.$Shape; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "batch"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch: witan.Batch.$Shape; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "massCancel"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel: witan.MassCancel.$Shape; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "cancelAllAfter"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter: witan.CancelAllAfter.$Shape; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "setProtection"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection: witan.SetProtection.$Shape; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "massQuote"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote: witan.MassQuote.$Shape; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "combo"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo: witan.Combo.$Shape; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "setMarginMode"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode: witan.SetMarginMode.$Shape; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "setRiskLimits"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits: witan.SetRiskLimits.$Shape; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "bid"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid: witan.Bid.$Shape; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "setHedge"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge: witan.SetHedge.$Shape; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "isolate"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate: witan.Isolate.$Shape; withdrawTo?: null; offerSwap?: null; acceptSwap?: null }|{ body?: "withdrawTo"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo: witan.WithdrawTo.$Shape; offerSwap?: null; acceptSwap?: null }|{ body?: "offerSwap"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap: witan.OfferSwap.$Shape; acceptSwap?: null }|{ body?: "acceptSwap"; order?: null; cancel?: null; cancelAll?: null; transfer?: null; withdraw?: null; approveKey?: null; revokeKey?: null; replace?: null; batch?: null; massCancel?: null; cancelAllAfter?: null; setProtection?: null; massQuote?: null; combo?: null; setMarginMode?: null; setRiskLimits?: null; bid?: null; setHedge?: null; isolate?: null; withdrawTo?: null; offerSwap?: null; acceptSwap: witan.AcceptSwap.$Shape })
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
         * Transaction replace.
         * @member {witan.ReplaceOrder.$Properties|null|undefined} replace
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.replace = null;

        /**
         * Transaction batch.
         * @member {witan.Batch.$Properties|null|undefined} batch
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.batch = null;

        /**
         * Transaction massCancel.
         * @member {witan.MassCancel.$Properties|null|undefined} massCancel
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.massCancel = null;

        /**
         * Transaction cancelAllAfter.
         * @member {witan.CancelAllAfter.$Properties|null|undefined} cancelAllAfter
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.cancelAllAfter = null;

        /**
         * Transaction setProtection.
         * @member {witan.SetProtection.$Properties|null|undefined} setProtection
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.setProtection = null;

        /**
         * Transaction massQuote.
         * @member {witan.MassQuote.$Properties|null|undefined} massQuote
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.massQuote = null;

        /**
         * Transaction combo.
         * @member {witan.Combo.$Properties|null|undefined} combo
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.combo = null;

        /**
         * Transaction setMarginMode.
         * @member {witan.SetMarginMode.$Properties|null|undefined} setMarginMode
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.setMarginMode = null;

        /**
         * Transaction setRiskLimits.
         * @member {witan.SetRiskLimits.$Properties|null|undefined} setRiskLimits
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.setRiskLimits = null;

        /**
         * Transaction bid.
         * @member {witan.Bid.$Properties|null|undefined} bid
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.bid = null;

        /**
         * Transaction setHedge.
         * @member {witan.SetHedge.$Properties|null|undefined} setHedge
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.setHedge = null;

        /**
         * Transaction isolate.
         * @member {witan.Isolate.$Properties|null|undefined} isolate
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.isolate = null;

        /**
         * Transaction withdrawTo.
         * @member {witan.WithdrawTo.$Properties|null|undefined} withdrawTo
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.withdrawTo = null;

        /**
         * Transaction offerSwap.
         * @member {witan.OfferSwap.$Properties|null|undefined} offerSwap
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.offerSwap = null;

        /**
         * Transaction acceptSwap.
         * @member {witan.AcceptSwap.$Properties|null|undefined} acceptSwap
         * @memberof witan.Transaction
         * @instance
         */
        Transaction.prototype.acceptSwap = null;

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
         * @member {"order"|"cancel"|"cancelAll"|"transfer"|"withdraw"|"approveKey"|"revokeKey"|"replace"|"batch"|"massCancel"|"cancelAllAfter"|"setProtection"|"massQuote"|"combo"|"setMarginMode"|"setRiskLimits"|"bid"|"setHedge"|"isolate"|"withdrawTo"|"offerSwap"|"acceptSwap"|undefined} body
         * @memberof witan.Transaction
         * @instance
         */
        $Object.defineProperty(Transaction.prototype, "body", {
            get: $util.oneOfGetter($oneOfFields = ["order", "cancel", "cancelAll", "transfer", "withdraw", "approveKey", "revokeKey", "replace", "batch", "massCancel", "cancelAllAfter", "setProtection", "massQuote", "combo", "setMarginMode", "setRiskLimits", "bid", "setHedge", "isolate", "withdrawTo", "offerSwap", "acceptSwap"]),
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
            if (message.replace != null && $Object.hasOwnProperty.call(message, "replace"))
                $root.witan.ReplaceOrder.encode(message.replace, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.signature);
            if (message.batch != null && $Object.hasOwnProperty.call(message, "batch"))
                $root.witan.Batch.encode(message.batch, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
            if (message.massCancel != null && $Object.hasOwnProperty.call(message, "massCancel"))
                $root.witan.MassCancel.encode(message.massCancel, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
            if (message.cancelAllAfter != null && $Object.hasOwnProperty.call(message, "cancelAllAfter"))
                $root.witan.CancelAllAfter.encode(message.cancelAllAfter, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
            if (message.setProtection != null && $Object.hasOwnProperty.call(message, "setProtection"))
                $root.witan.SetProtection.encode(message.setProtection, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
            if (message.massQuote != null && $Object.hasOwnProperty.call(message, "massQuote"))
                $root.witan.MassQuote.encode(message.massQuote, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
            if (message.combo != null && $Object.hasOwnProperty.call(message, "combo"))
                $root.witan.Combo.encode(message.combo, writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
            if (message.setMarginMode != null && $Object.hasOwnProperty.call(message, "setMarginMode"))
                $root.witan.SetMarginMode.encode(message.setMarginMode, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
            if (message.setRiskLimits != null && $Object.hasOwnProperty.call(message, "setRiskLimits"))
                $root.witan.SetRiskLimits.encode(message.setRiskLimits, writer.uint32(/* id 23, wireType 2 =*/186).fork(), _depth + 1).ldelim();
            if (message.bid != null && $Object.hasOwnProperty.call(message, "bid"))
                $root.witan.Bid.encode(message.bid, writer.uint32(/* id 24, wireType 2 =*/194).fork(), _depth + 1).ldelim();
            if (message.setHedge != null && $Object.hasOwnProperty.call(message, "setHedge"))
                $root.witan.SetHedge.encode(message.setHedge, writer.uint32(/* id 25, wireType 2 =*/202).fork(), _depth + 1).ldelim();
            if (message.isolate != null && $Object.hasOwnProperty.call(message, "isolate"))
                $root.witan.Isolate.encode(message.isolate, writer.uint32(/* id 26, wireType 2 =*/210).fork(), _depth + 1).ldelim();
            if (message.withdrawTo != null && $Object.hasOwnProperty.call(message, "withdrawTo"))
                $root.witan.WithdrawTo.encode(message.withdrawTo, writer.uint32(/* id 27, wireType 2 =*/218).fork(), _depth + 1).ldelim();
            if (message.offerSwap != null && $Object.hasOwnProperty.call(message, "offerSwap"))
                $root.witan.OfferSwap.encode(message.offerSwap, writer.uint32(/* id 28, wireType 2 =*/226).fork(), _depth + 1).ldelim();
            if (message.acceptSwap != null && $Object.hasOwnProperty.call(message, "acceptSwap"))
                $root.witan.AcceptSwap.encode(message.acceptSwap, writer.uint32(/* id 29, wireType 2 =*/234).fork(), _depth + 1).ldelim();
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
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.replace = $root.witan.ReplaceOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.replace);
                        message.body = "replace";
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        message.batch = $root.witan.Batch.decode(reader, reader.size(), $undefined, _depth + 1, message.batch);
                        message.body = "batch";
                        continue;
                    }
                case 17: {
                        if (wireType !== 2)
                            break;
                        message.massCancel = $root.witan.MassCancel.decode(reader, reader.size(), $undefined, _depth + 1, message.massCancel);
                        message.body = "massCancel";
                        continue;
                    }
                case 18: {
                        if (wireType !== 2)
                            break;
                        message.cancelAllAfter = $root.witan.CancelAllAfter.decode(reader, reader.size(), $undefined, _depth + 1, message.cancelAllAfter);
                        message.body = "cancelAllAfter";
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        message.setProtection = $root.witan.SetProtection.decode(reader, reader.size(), $undefined, _depth + 1, message.setProtection);
                        message.body = "setProtection";
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        message.massQuote = $root.witan.MassQuote.decode(reader, reader.size(), $undefined, _depth + 1, message.massQuote);
                        message.body = "massQuote";
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        message.combo = $root.witan.Combo.decode(reader, reader.size(), $undefined, _depth + 1, message.combo);
                        message.body = "combo";
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        message.setMarginMode = $root.witan.SetMarginMode.decode(reader, reader.size(), $undefined, _depth + 1, message.setMarginMode);
                        message.body = "setMarginMode";
                        continue;
                    }
                case 23: {
                        if (wireType !== 2)
                            break;
                        message.setRiskLimits = $root.witan.SetRiskLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.setRiskLimits);
                        message.body = "setRiskLimits";
                        continue;
                    }
                case 24: {
                        if (wireType !== 2)
                            break;
                        message.bid = $root.witan.Bid.decode(reader, reader.size(), $undefined, _depth + 1, message.bid);
                        message.body = "bid";
                        continue;
                    }
                case 25: {
                        if (wireType !== 2)
                            break;
                        message.setHedge = $root.witan.SetHedge.decode(reader, reader.size(), $undefined, _depth + 1, message.setHedge);
                        message.body = "setHedge";
                        continue;
                    }
                case 26: {
                        if (wireType !== 2)
                            break;
                        message.isolate = $root.witan.Isolate.decode(reader, reader.size(), $undefined, _depth + 1, message.isolate);
                        message.body = "isolate";
                        continue;
                    }
                case 27: {
                        if (wireType !== 2)
                            break;
                        message.withdrawTo = $root.witan.WithdrawTo.decode(reader, reader.size(), $undefined, _depth + 1, message.withdrawTo);
                        message.body = "withdrawTo";
                        continue;
                    }
                case 28: {
                        if (wireType !== 2)
                            break;
                        message.offerSwap = $root.witan.OfferSwap.decode(reader, reader.size(), $undefined, _depth + 1, message.offerSwap);
                        message.body = "offerSwap";
                        continue;
                    }
                case 29: {
                        if (wireType !== 2)
                            break;
                        message.acceptSwap = $root.witan.AcceptSwap.decode(reader, reader.size(), $undefined, _depth + 1, message.acceptSwap);
                        message.body = "acceptSwap";
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
         * @property {number|null} [triggerKind] PlaceOrder triggerKind
         * @property {number|null} [triggerSource] PlaceOrder triggerSource
         * @property {number|null} [triggerPrice] PlaceOrder triggerPrice
         * @property {number|null} [trailingOffset] PlaceOrder trailingOffset
         * @property {number|null} [displaySize] PlaceOrder displaySize
         * @property {number|null} [sliceCount] PlaceOrder sliceCount
         * @property {number|null} [sliceIntervalMs] PlaceOrder sliceIntervalMs
         * @property {number|null} [pegSource] PlaceOrder pegSource
         * @property {number|null} [pegOffset] PlaceOrder pegOffset
         * @property {number|null} [goodTillMs] PlaceOrder goodTillMs
         * @property {number|null} [ocoGroup] PlaceOrder ocoGroup
         * @property {number|null} [makerGroup] PlaceOrder makerGroup
         * @property {string|null} [label] PlaceOrder label
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
         * PlaceOrder triggerKind.
         * @member {number} triggerKind
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.triggerKind = 0;

        /**
         * PlaceOrder triggerSource.
         * @member {number} triggerSource
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.triggerSource = 0;

        /**
         * PlaceOrder triggerPrice.
         * @member {number} triggerPrice
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.triggerPrice = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * PlaceOrder trailingOffset.
         * @member {number} trailingOffset
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.trailingOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * PlaceOrder displaySize.
         * @member {number} displaySize
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.displaySize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * PlaceOrder sliceCount.
         * @member {number} sliceCount
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.sliceCount = 0;

        /**
         * PlaceOrder sliceIntervalMs.
         * @member {number} sliceIntervalMs
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.sliceIntervalMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * PlaceOrder pegSource.
         * @member {number} pegSource
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.pegSource = 0;

        /**
         * PlaceOrder pegOffset.
         * @member {number} pegOffset
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.pegOffset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * PlaceOrder goodTillMs.
         * @member {number} goodTillMs
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.goodTillMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * PlaceOrder ocoGroup.
         * @member {number} ocoGroup
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.ocoGroup = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * PlaceOrder makerGroup.
         * @member {number} makerGroup
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.makerGroup = 0;

        /**
         * PlaceOrder label.
         * @member {string} label
         * @memberof witan.PlaceOrder
         * @instance
         */
        PlaceOrder.prototype.label = "";

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
            if (message.triggerKind != null && $Object.hasOwnProperty.call(message, "triggerKind") && message.triggerKind !== 0)
                writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.triggerKind);
            if (message.triggerSource != null && $Object.hasOwnProperty.call(message, "triggerSource") && message.triggerSource !== 0)
                writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.triggerSource);
            if (message.triggerPrice != null && $Object.hasOwnProperty.call(message, "triggerPrice") && (typeof message.triggerPrice === "object" ? message.triggerPrice.low || message.triggerPrice.high : message.triggerPrice !== 0))
                writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.triggerPrice);
            if (message.trailingOffset != null && $Object.hasOwnProperty.call(message, "trailingOffset") && (typeof message.trailingOffset === "object" ? message.trailingOffset.low || message.trailingOffset.high : message.trailingOffset !== 0))
                writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.trailingOffset);
            if (message.displaySize != null && $Object.hasOwnProperty.call(message, "displaySize") && (typeof message.displaySize === "object" ? message.displaySize.low || message.displaySize.high : message.displaySize !== 0))
                writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.displaySize);
            if (message.sliceCount != null && $Object.hasOwnProperty.call(message, "sliceCount") && message.sliceCount !== 0)
                writer.uint32(/* id 15, wireType 0 =*/120).uint32(message.sliceCount);
            if (message.sliceIntervalMs != null && $Object.hasOwnProperty.call(message, "sliceIntervalMs") && (typeof message.sliceIntervalMs === "object" ? message.sliceIntervalMs.low || message.sliceIntervalMs.high : message.sliceIntervalMs !== 0))
                writer.uint32(/* id 16, wireType 0 =*/128).uint64(message.sliceIntervalMs);
            if (message.pegSource != null && $Object.hasOwnProperty.call(message, "pegSource") && message.pegSource !== 0)
                writer.uint32(/* id 17, wireType 0 =*/136).uint32(message.pegSource);
            if (message.pegOffset != null && $Object.hasOwnProperty.call(message, "pegOffset") && (typeof message.pegOffset === "object" ? message.pegOffset.low || message.pegOffset.high : message.pegOffset !== 0))
                writer.uint32(/* id 18, wireType 0 =*/144).sint64(message.pegOffset);
            if (message.goodTillMs != null && $Object.hasOwnProperty.call(message, "goodTillMs") && (typeof message.goodTillMs === "object" ? message.goodTillMs.low || message.goodTillMs.high : message.goodTillMs !== 0))
                writer.uint32(/* id 19, wireType 0 =*/152).uint64(message.goodTillMs);
            if (message.ocoGroup != null && $Object.hasOwnProperty.call(message, "ocoGroup") && (typeof message.ocoGroup === "object" ? message.ocoGroup.low || message.ocoGroup.high : message.ocoGroup !== 0))
                writer.uint32(/* id 20, wireType 0 =*/160).uint64(message.ocoGroup);
            if (message.makerGroup != null && $Object.hasOwnProperty.call(message, "makerGroup") && message.makerGroup !== 0)
                writer.uint32(/* id 21, wireType 0 =*/168).uint32(message.makerGroup);
            if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                writer.uint32(/* id 22, wireType 2 =*/178).string(message.label);
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
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.triggerKind = value;
                        else
                            delete message.triggerKind;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.triggerSource = value;
                        else
                            delete message.triggerSource;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.triggerPrice = value;
                        else
                            delete message.triggerPrice;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.trailingOffset = value;
                        else
                            delete message.trailingOffset;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.displaySize = value;
                        else
                            delete message.displaySize;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.sliceCount = value;
                        else
                            delete message.sliceCount;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sliceIntervalMs = value;
                        else
                            delete message.sliceIntervalMs;
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.pegSource = value;
                        else
                            delete message.pegSource;
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.pegOffset = value;
                        else
                            delete message.pegOffset;
                        continue;
                    }
                case 19: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.goodTillMs = value;
                        else
                            delete message.goodTillMs;
                        continue;
                    }
                case 20: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.ocoGroup = value;
                        else
                            delete message.ocoGroup;
                        continue;
                    }
                case 21: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.makerGroup = value;
                        else
                            delete message.makerGroup;
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.label = value;
                        else
                            delete message.label;
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

    witan.MassCancel = (function() {

        /**
         * Properties of a MassCancel.
         * @typedef {Object} witan.MassCancel.$Properties
         * @property {number|null} [instrument] MassCancel instrument
         * @property {number|null} [side] MassCancel side
         * @property {string|null} [label] MassCancel label
         * @property {number|null} [clientId] MassCancel clientId
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a MassCancel.
         * @memberof witan
         * @interface IMassCancel
         * @augments witan.MassCancel.$Properties
         * @deprecated Use witan.MassCancel.$Properties instead.
         */

        /**
         * Shape of a MassCancel.
         * @typedef {witan.MassCancel.$Properties} witan.MassCancel.$Shape
         */

        /**
         * Constructs a new MassCancel.
         * @memberof witan
         * @classdesc Represents a MassCancel.
         * @constructor
         * @param {witan.MassCancel.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const MassCancel = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * MassCancel instrument.
         * @member {number} instrument
         * @memberof witan.MassCancel
         * @instance
         */
        MassCancel.prototype.instrument = 0;

        /**
         * MassCancel side.
         * @member {number} side
         * @memberof witan.MassCancel
         * @instance
         */
        MassCancel.prototype.side = 0;

        /**
         * MassCancel label.
         * @member {string} label
         * @memberof witan.MassCancel
         * @instance
         */
        MassCancel.prototype.label = "";

        /**
         * MassCancel clientId.
         * @member {number} clientId
         * @memberof witan.MassCancel
         * @instance
         */
        MassCancel.prototype.clientId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified MassCancel message. Does not implicitly {@link witan.MassCancel.verify|verify} messages.
         * @function encode
         * @memberof witan.MassCancel
         * @static
         * @param {witan.MassCancel.$Properties} message MassCancel message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        MassCancel.encode = function (message, writer, _depth) {
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
            if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.label);
            if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId") && (typeof message.clientId === "object" ? message.clientId.low || message.clientId.high : message.clientId !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.clientId);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a MassCancel message from the specified reader or buffer.
         * @function decode
         * @memberof witan.MassCancel
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.MassCancel & witan.MassCancel.$Shape} MassCancel
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        MassCancel.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.MassCancel();
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
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.label = value;
                        else
                            delete message.label;
                        continue;
                    }
                case 4: {
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

        return MassCancel;
    })();

    witan.CancelAllAfter = (function() {

        /**
         * Properties of a CancelAllAfter.
         * @typedef {Object} witan.CancelAllAfter.$Properties
         * @property {number|null} [timeoutMs] CancelAllAfter timeoutMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CancelAllAfter.
         * @memberof witan
         * @interface ICancelAllAfter
         * @augments witan.CancelAllAfter.$Properties
         * @deprecated Use witan.CancelAllAfter.$Properties instead.
         */

        /**
         * Shape of a CancelAllAfter.
         * @typedef {witan.CancelAllAfter.$Properties} witan.CancelAllAfter.$Shape
         */

        /**
         * Constructs a new CancelAllAfter.
         * @memberof witan
         * @classdesc Represents a CancelAllAfter.
         * @constructor
         * @param {witan.CancelAllAfter.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CancelAllAfter = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CancelAllAfter timeoutMs.
         * @member {number} timeoutMs
         * @memberof witan.CancelAllAfter
         * @instance
         */
        CancelAllAfter.prototype.timeoutMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified CancelAllAfter message. Does not implicitly {@link witan.CancelAllAfter.verify|verify} messages.
         * @function encode
         * @memberof witan.CancelAllAfter
         * @static
         * @param {witan.CancelAllAfter.$Properties} message CancelAllAfter message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CancelAllAfter.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs") && (typeof message.timeoutMs === "object" ? message.timeoutMs.low || message.timeoutMs.high : message.timeoutMs !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.timeoutMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CancelAllAfter message from the specified reader or buffer.
         * @function decode
         * @memberof witan.CancelAllAfter
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.CancelAllAfter & witan.CancelAllAfter.$Shape} CancelAllAfter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CancelAllAfter.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.CancelAllAfter();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.timeoutMs = value;
                        else
                            delete message.timeoutMs;
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

        return CancelAllAfter;
    })();

    witan.SetProtection = (function() {

        /**
         * Properties of a SetProtection.
         * @typedef {Object} witan.SetProtection.$Properties
         * @property {number|null} [group] SetProtection group
         * @property {number|null} [instrument] SetProtection instrument
         * @property {number|null} [windowMs] SetProtection windowMs
         * @property {number|null} [frozenMs] SetProtection frozenMs
         * @property {number|null} [quantityMax] SetProtection quantityMax
         * @property {number|null} [deltaMax] SetProtection deltaMax
         * @property {number|null} [vegaMax] SetProtection vegaMax
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SetProtection.
         * @memberof witan
         * @interface ISetProtection
         * @augments witan.SetProtection.$Properties
         * @deprecated Use witan.SetProtection.$Properties instead.
         */

        /**
         * Shape of a SetProtection.
         * @typedef {witan.SetProtection.$Properties} witan.SetProtection.$Shape
         */

        /**
         * Constructs a new SetProtection.
         * @memberof witan
         * @classdesc Represents a SetProtection.
         * @constructor
         * @param {witan.SetProtection.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SetProtection = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SetProtection group.
         * @member {number} group
         * @memberof witan.SetProtection
         * @instance
         */
        SetProtection.prototype.group = 0;

        /**
         * SetProtection instrument.
         * @member {number} instrument
         * @memberof witan.SetProtection
         * @instance
         */
        SetProtection.prototype.instrument = 0;

        /**
         * SetProtection windowMs.
         * @member {number} windowMs
         * @memberof witan.SetProtection
         * @instance
         */
        SetProtection.prototype.windowMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetProtection frozenMs.
         * @member {number} frozenMs
         * @memberof witan.SetProtection
         * @instance
         */
        SetProtection.prototype.frozenMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetProtection quantityMax.
         * @member {number} quantityMax
         * @memberof witan.SetProtection
         * @instance
         */
        SetProtection.prototype.quantityMax = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetProtection deltaMax.
         * @member {number} deltaMax
         * @memberof witan.SetProtection
         * @instance
         */
        SetProtection.prototype.deltaMax = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetProtection vegaMax.
         * @member {number} vegaMax
         * @memberof witan.SetProtection
         * @instance
         */
        SetProtection.prototype.vegaMax = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified SetProtection message. Does not implicitly {@link witan.SetProtection.verify|verify} messages.
         * @function encode
         * @memberof witan.SetProtection
         * @static
         * @param {witan.SetProtection.$Properties} message SetProtection message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SetProtection.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.group);
            if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument") && message.instrument !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.instrument);
            if (message.windowMs != null && $Object.hasOwnProperty.call(message, "windowMs") && (typeof message.windowMs === "object" ? message.windowMs.low || message.windowMs.high : message.windowMs !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.windowMs);
            if (message.frozenMs != null && $Object.hasOwnProperty.call(message, "frozenMs") && (typeof message.frozenMs === "object" ? message.frozenMs.low || message.frozenMs.high : message.frozenMs !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.frozenMs);
            if (message.quantityMax != null && $Object.hasOwnProperty.call(message, "quantityMax") && (typeof message.quantityMax === "object" ? message.quantityMax.low || message.quantityMax.high : message.quantityMax !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.quantityMax);
            if (message.deltaMax != null && $Object.hasOwnProperty.call(message, "deltaMax") && (typeof message.deltaMax === "object" ? message.deltaMax.low || message.deltaMax.high : message.deltaMax !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.deltaMax);
            if (message.vegaMax != null && $Object.hasOwnProperty.call(message, "vegaMax") && (typeof message.vegaMax === "object" ? message.vegaMax.low || message.vegaMax.high : message.vegaMax !== 0))
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.vegaMax);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SetProtection message from the specified reader or buffer.
         * @function decode
         * @memberof witan.SetProtection
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.SetProtection & witan.SetProtection.$Shape} SetProtection
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SetProtection.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.SetProtection();
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
                            message.group = value;
                        else
                            delete message.group;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.instrument = value;
                        else
                            delete message.instrument;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.windowMs = value;
                        else
                            delete message.windowMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.frozenMs = value;
                        else
                            delete message.frozenMs;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.quantityMax = value;
                        else
                            delete message.quantityMax;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.deltaMax = value;
                        else
                            delete message.deltaMax;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.vegaMax = value;
                        else
                            delete message.vegaMax;
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

        return SetProtection;
    })();

    witan.SetMarginMode = (function() {

        /**
         * Properties of a SetMarginMode.
         * @typedef {Object} witan.SetMarginMode.$Properties
         * @property {number|null} [mode] SetMarginMode mode
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SetMarginMode.
         * @memberof witan
         * @interface ISetMarginMode
         * @augments witan.SetMarginMode.$Properties
         * @deprecated Use witan.SetMarginMode.$Properties instead.
         */

        /**
         * Shape of a SetMarginMode.
         * @typedef {witan.SetMarginMode.$Properties} witan.SetMarginMode.$Shape
         */

        /**
         * Constructs a new SetMarginMode.
         * @memberof witan
         * @classdesc Represents a SetMarginMode.
         * @constructor
         * @param {witan.SetMarginMode.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SetMarginMode = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SetMarginMode mode.
         * @member {number} mode
         * @memberof witan.SetMarginMode
         * @instance
         */
        SetMarginMode.prototype.mode = 0;

        /**
         * Encodes the specified SetMarginMode message. Does not implicitly {@link witan.SetMarginMode.verify|verify} messages.
         * @function encode
         * @memberof witan.SetMarginMode
         * @static
         * @param {witan.SetMarginMode.$Properties} message SetMarginMode message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SetMarginMode.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.mode);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SetMarginMode message from the specified reader or buffer.
         * @function decode
         * @memberof witan.SetMarginMode
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.SetMarginMode & witan.SetMarginMode.$Shape} SetMarginMode
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SetMarginMode.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.SetMarginMode();
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
                            message.mode = value;
                        else
                            delete message.mode;
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

        return SetMarginMode;
    })();

    witan.SetRiskLimits = (function() {

        /**
         * Properties of a SetRiskLimits.
         * @typedef {Object} witan.SetRiskLimits.$Properties
         * @property {number|null} [feed] SetRiskLimits feed
         * @property {number|null} [deltaMaxPpb] SetRiskLimits deltaMaxPpb
         * @property {number|null} [gammaMaxPpb] SetRiskLimits gammaMaxPpb
         * @property {number|null} [vegaMax] SetRiskLimits vegaMax
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SetRiskLimits.
         * @memberof witan
         * @interface ISetRiskLimits
         * @augments witan.SetRiskLimits.$Properties
         * @deprecated Use witan.SetRiskLimits.$Properties instead.
         */

        /**
         * Shape of a SetRiskLimits.
         * @typedef {witan.SetRiskLimits.$Properties} witan.SetRiskLimits.$Shape
         */

        /**
         * Constructs a new SetRiskLimits.
         * @memberof witan
         * @classdesc Represents a SetRiskLimits.
         * @constructor
         * @param {witan.SetRiskLimits.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SetRiskLimits = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SetRiskLimits feed.
         * @member {number} feed
         * @memberof witan.SetRiskLimits
         * @instance
         */
        SetRiskLimits.prototype.feed = 0;

        /**
         * SetRiskLimits deltaMaxPpb.
         * @member {number} deltaMaxPpb
         * @memberof witan.SetRiskLimits
         * @instance
         */
        SetRiskLimits.prototype.deltaMaxPpb = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetRiskLimits gammaMaxPpb.
         * @member {number} gammaMaxPpb
         * @memberof witan.SetRiskLimits
         * @instance
         */
        SetRiskLimits.prototype.gammaMaxPpb = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetRiskLimits vegaMax.
         * @member {number} vegaMax
         * @memberof witan.SetRiskLimits
         * @instance
         */
        SetRiskLimits.prototype.vegaMax = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified SetRiskLimits message. Does not implicitly {@link witan.SetRiskLimits.verify|verify} messages.
         * @function encode
         * @memberof witan.SetRiskLimits
         * @static
         * @param {witan.SetRiskLimits.$Properties} message SetRiskLimits message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SetRiskLimits.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.feed != null && $Object.hasOwnProperty.call(message, "feed") && message.feed !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.feed);
            if (message.deltaMaxPpb != null && $Object.hasOwnProperty.call(message, "deltaMaxPpb") && (typeof message.deltaMaxPpb === "object" ? message.deltaMaxPpb.low || message.deltaMaxPpb.high : message.deltaMaxPpb !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.deltaMaxPpb);
            if (message.gammaMaxPpb != null && $Object.hasOwnProperty.call(message, "gammaMaxPpb") && (typeof message.gammaMaxPpb === "object" ? message.gammaMaxPpb.low || message.gammaMaxPpb.high : message.gammaMaxPpb !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.gammaMaxPpb);
            if (message.vegaMax != null && $Object.hasOwnProperty.call(message, "vegaMax") && (typeof message.vegaMax === "object" ? message.vegaMax.low || message.vegaMax.high : message.vegaMax !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.vegaMax);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SetRiskLimits message from the specified reader or buffer.
         * @function decode
         * @memberof witan.SetRiskLimits
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.SetRiskLimits & witan.SetRiskLimits.$Shape} SetRiskLimits
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SetRiskLimits.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.SetRiskLimits();
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
                            message.feed = value;
                        else
                            delete message.feed;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.deltaMaxPpb = value;
                        else
                            delete message.deltaMaxPpb;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.gammaMaxPpb = value;
                        else
                            delete message.gammaMaxPpb;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.vegaMax = value;
                        else
                            delete message.vegaMax;
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

        return SetRiskLimits;
    })();

    witan.SetHedge = (function() {

        /**
         * Properties of a SetHedge.
         * @typedef {Object} witan.SetHedge.$Properties
         * @property {number|null} [rule] SetHedge rule
         * @property {number|null} [kind] SetHedge kind
         * @property {number|null} [instrument] SetHedge instrument
         * @property {number|null} [lower] SetHedge lower
         * @property {number|null} [upper] SetHedge upper
         * @property {number|null} [windowMs] SetHedge windowMs
         * @property {number|null} [putPpb] SetHedge putPpb
         * @property {number|null} [callPpb] SetHedge callPpb
         * @property {number|null} [slippagePpb] SetHedge slippagePpb
         * @property {number|null} [sizeMax] SetHedge sizeMax
         * @property {number|null} [lotsMax] SetHedge lotsMax
         * @property {number|null} [intervalMs] SetHedge intervalMs
         * @property {number|null} [untilMs] SetHedge untilMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SetHedge.
         * @memberof witan
         * @interface ISetHedge
         * @augments witan.SetHedge.$Properties
         * @deprecated Use witan.SetHedge.$Properties instead.
         */

        /**
         * Shape of a SetHedge.
         * @typedef {witan.SetHedge.$Properties} witan.SetHedge.$Shape
         */

        /**
         * Constructs a new SetHedge.
         * @memberof witan
         * @classdesc Represents a SetHedge.
         * @constructor
         * @param {witan.SetHedge.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SetHedge = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SetHedge rule.
         * @member {number} rule
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.rule = 0;

        /**
         * SetHedge kind.
         * @member {number} kind
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.kind = 0;

        /**
         * SetHedge instrument.
         * @member {number} instrument
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.instrument = 0;

        /**
         * SetHedge lower.
         * @member {number} lower
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.lower = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * SetHedge upper.
         * @member {number} upper
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.upper = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * SetHedge windowMs.
         * @member {number} windowMs
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.windowMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetHedge putPpb.
         * @member {number} putPpb
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.putPpb = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetHedge callPpb.
         * @member {number} callPpb
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.callPpb = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetHedge slippagePpb.
         * @member {number} slippagePpb
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.slippagePpb = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetHedge sizeMax.
         * @member {number} sizeMax
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.sizeMax = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetHedge lotsMax.
         * @member {number} lotsMax
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.lotsMax = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetHedge intervalMs.
         * @member {number} intervalMs
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.intervalMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SetHedge untilMs.
         * @member {number} untilMs
         * @memberof witan.SetHedge
         * @instance
         */
        SetHedge.prototype.untilMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified SetHedge message. Does not implicitly {@link witan.SetHedge.verify|verify} messages.
         * @function encode
         * @memberof witan.SetHedge
         * @static
         * @param {witan.SetHedge.$Properties} message SetHedge message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SetHedge.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.rule != null && $Object.hasOwnProperty.call(message, "rule") && message.rule !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.rule);
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.kind);
            if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument") && message.instrument !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.instrument);
            if (message.lower != null && $Object.hasOwnProperty.call(message, "lower") && (typeof message.lower === "object" ? message.lower.low || message.lower.high : message.lower !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).sint64(message.lower);
            if (message.upper != null && $Object.hasOwnProperty.call(message, "upper") && (typeof message.upper === "object" ? message.upper.low || message.upper.high : message.upper !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).sint64(message.upper);
            if (message.windowMs != null && $Object.hasOwnProperty.call(message, "windowMs") && (typeof message.windowMs === "object" ? message.windowMs.low || message.windowMs.high : message.windowMs !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.windowMs);
            if (message.putPpb != null && $Object.hasOwnProperty.call(message, "putPpb") && (typeof message.putPpb === "object" ? message.putPpb.low || message.putPpb.high : message.putPpb !== 0))
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.putPpb);
            if (message.callPpb != null && $Object.hasOwnProperty.call(message, "callPpb") && (typeof message.callPpb === "object" ? message.callPpb.low || message.callPpb.high : message.callPpb !== 0))
                writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.callPpb);
            if (message.slippagePpb != null && $Object.hasOwnProperty.call(message, "slippagePpb") && (typeof message.slippagePpb === "object" ? message.slippagePpb.low || message.slippagePpb.high : message.slippagePpb !== 0))
                writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.slippagePpb);
            if (message.sizeMax != null && $Object.hasOwnProperty.call(message, "sizeMax") && (typeof message.sizeMax === "object" ? message.sizeMax.low || message.sizeMax.high : message.sizeMax !== 0))
                writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.sizeMax);
            if (message.lotsMax != null && $Object.hasOwnProperty.call(message, "lotsMax") && (typeof message.lotsMax === "object" ? message.lotsMax.low || message.lotsMax.high : message.lotsMax !== 0))
                writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.lotsMax);
            if (message.intervalMs != null && $Object.hasOwnProperty.call(message, "intervalMs") && (typeof message.intervalMs === "object" ? message.intervalMs.low || message.intervalMs.high : message.intervalMs !== 0))
                writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.intervalMs);
            if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && (typeof message.untilMs === "object" ? message.untilMs.low || message.untilMs.high : message.untilMs !== 0))
                writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.untilMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SetHedge message from the specified reader or buffer.
         * @function decode
         * @memberof witan.SetHedge
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.SetHedge & witan.SetHedge.$Shape} SetHedge
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SetHedge.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.SetHedge();
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
                            message.rule = value;
                        else
                            delete message.rule;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.instrument = value;
                        else
                            delete message.instrument;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lower = value;
                        else
                            delete message.lower;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.upper = value;
                        else
                            delete message.upper;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.windowMs = value;
                        else
                            delete message.windowMs;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.putPpb = value;
                        else
                            delete message.putPpb;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.callPpb = value;
                        else
                            delete message.callPpb;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.slippagePpb = value;
                        else
                            delete message.slippagePpb;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sizeMax = value;
                        else
                            delete message.sizeMax;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lotsMax = value;
                        else
                            delete message.lotsMax;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.intervalMs = value;
                        else
                            delete message.intervalMs;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.untilMs = value;
                        else
                            delete message.untilMs;
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

        return SetHedge;
    })();

    witan.Quote = (function() {

        /**
         * Properties of a Quote.
         * @typedef {Object} witan.Quote.$Properties
         * @property {number|null} [bidPrice] Quote bidPrice
         * @property {number|null} [bidSize] Quote bidSize
         * @property {number|null} [askPrice] Quote askPrice
         * @property {number|null} [askSize] Quote askSize
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Quote.
         * @memberof witan
         * @interface IQuote
         * @augments witan.Quote.$Properties
         * @deprecated Use witan.Quote.$Properties instead.
         */

        /**
         * Shape of a Quote.
         * @typedef {witan.Quote.$Properties} witan.Quote.$Shape
         */

        /**
         * Constructs a new Quote.
         * @memberof witan
         * @classdesc Represents a Quote.
         * @constructor
         * @param {witan.Quote.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Quote = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Quote bidPrice.
         * @member {number} bidPrice
         * @memberof witan.Quote
         * @instance
         */
        Quote.prototype.bidPrice = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Quote bidSize.
         * @member {number} bidSize
         * @memberof witan.Quote
         * @instance
         */
        Quote.prototype.bidSize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Quote askPrice.
         * @member {number} askPrice
         * @memberof witan.Quote
         * @instance
         */
        Quote.prototype.askPrice = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Quote askSize.
         * @member {number} askSize
         * @memberof witan.Quote
         * @instance
         */
        Quote.prototype.askSize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified Quote message. Does not implicitly {@link witan.Quote.verify|verify} messages.
         * @function encode
         * @memberof witan.Quote
         * @static
         * @param {witan.Quote.$Properties} message Quote message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Quote.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bidPrice != null && $Object.hasOwnProperty.call(message, "bidPrice") && (typeof message.bidPrice === "object" ? message.bidPrice.low || message.bidPrice.high : message.bidPrice !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.bidPrice);
            if (message.bidSize != null && $Object.hasOwnProperty.call(message, "bidSize") && (typeof message.bidSize === "object" ? message.bidSize.low || message.bidSize.high : message.bidSize !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.bidSize);
            if (message.askPrice != null && $Object.hasOwnProperty.call(message, "askPrice") && (typeof message.askPrice === "object" ? message.askPrice.low || message.askPrice.high : message.askPrice !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.askPrice);
            if (message.askSize != null && $Object.hasOwnProperty.call(message, "askSize") && (typeof message.askSize === "object" ? message.askSize.low || message.askSize.high : message.askSize !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.askSize);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Quote message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Quote
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Quote & witan.Quote.$Shape} Quote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Quote.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Quote();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.bidPrice = value;
                        else
                            delete message.bidPrice;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.bidSize = value;
                        else
                            delete message.bidSize;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.askPrice = value;
                        else
                            delete message.askPrice;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.askSize = value;
                        else
                            delete message.askSize;
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

        return Quote;
    })();

    witan.MassQuote = (function() {

        /**
         * Properties of a MassQuote.
         * @typedef {Object} witan.MassQuote.$Properties
         * @property {number|null} [instrument] MassQuote instrument
         * @property {number|null} [makerGroup] MassQuote makerGroup
         * @property {Array.<witan.Quote.$Properties>|null} [quotes] MassQuote quotes
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a MassQuote.
         * @memberof witan
         * @interface IMassQuote
         * @augments witan.MassQuote.$Properties
         * @deprecated Use witan.MassQuote.$Properties instead.
         */

        /**
         * Shape of a MassQuote.
         * @typedef {witan.MassQuote.$Properties} witan.MassQuote.$Shape
         */

        /**
         * Constructs a new MassQuote.
         * @memberof witan
         * @classdesc Represents a MassQuote.
         * @constructor
         * @param {witan.MassQuote.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const MassQuote = function (properties) {
            this.quotes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * MassQuote instrument.
         * @member {number} instrument
         * @memberof witan.MassQuote
         * @instance
         */
        MassQuote.prototype.instrument = 0;

        /**
         * MassQuote makerGroup.
         * @member {number} makerGroup
         * @memberof witan.MassQuote
         * @instance
         */
        MassQuote.prototype.makerGroup = 0;

        /**
         * MassQuote quotes.
         * @member {Array.<witan.Quote.$Properties>} quotes
         * @memberof witan.MassQuote
         * @instance
         */
        MassQuote.prototype.quotes = $util.emptyArray;

        /**
         * Encodes the specified MassQuote message. Does not implicitly {@link witan.MassQuote.verify|verify} messages.
         * @function encode
         * @memberof witan.MassQuote
         * @static
         * @param {witan.MassQuote.$Properties} message MassQuote message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        MassQuote.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument") && message.instrument !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.instrument);
            if (message.makerGroup != null && $Object.hasOwnProperty.call(message, "makerGroup") && message.makerGroup !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.makerGroup);
            if (message.quotes != null && message.quotes.length)
                for (let i = 0; i < message.quotes.length; ++i)
                    $root.witan.Quote.encode(message.quotes[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a MassQuote message from the specified reader or buffer.
         * @function decode
         * @memberof witan.MassQuote
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.MassQuote & witan.MassQuote.$Shape} MassQuote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        MassQuote.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.MassQuote();
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
                            message.makerGroup = value;
                        else
                            delete message.makerGroup;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.quotes && message.quotes.length))
                            message.quotes = [];
                        message.quotes.push($root.witan.Quote.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return MassQuote;
    })();

    witan.ReplaceOrder = (function() {

        /**
         * Properties of a ReplaceOrder.
         * @typedef {Object} witan.ReplaceOrder.$Properties
         * @property {Uint8Array|null} [order] ReplaceOrder order
         * @property {number|null} [instrument] ReplaceOrder instrument
         * @property {number|null} [price] ReplaceOrder price
         * @property {number|null} [size] ReplaceOrder size
         * @property {number|null} [flags] ReplaceOrder flags
         * @property {number|null} [selfTradePrevention] ReplaceOrder selfTradePrevention
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ReplaceOrder.
         * @memberof witan
         * @interface IReplaceOrder
         * @augments witan.ReplaceOrder.$Properties
         * @deprecated Use witan.ReplaceOrder.$Properties instead.
         */

        /**
         * Shape of a ReplaceOrder.
         * @typedef {witan.ReplaceOrder.$Properties} witan.ReplaceOrder.$Shape
         */

        /**
         * Constructs a new ReplaceOrder.
         * @memberof witan
         * @classdesc Represents a ReplaceOrder.
         * @constructor
         * @param {witan.ReplaceOrder.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ReplaceOrder = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ReplaceOrder order.
         * @member {Uint8Array} order
         * @memberof witan.ReplaceOrder
         * @instance
         */
        ReplaceOrder.prototype.order = $util.newBuffer([]);

        /**
         * ReplaceOrder instrument.
         * @member {number} instrument
         * @memberof witan.ReplaceOrder
         * @instance
         */
        ReplaceOrder.prototype.instrument = 0;

        /**
         * ReplaceOrder price.
         * @member {number} price
         * @memberof witan.ReplaceOrder
         * @instance
         */
        ReplaceOrder.prototype.price = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ReplaceOrder size.
         * @member {number} size
         * @memberof witan.ReplaceOrder
         * @instance
         */
        ReplaceOrder.prototype.size = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ReplaceOrder flags.
         * @member {number} flags
         * @memberof witan.ReplaceOrder
         * @instance
         */
        ReplaceOrder.prototype.flags = 0;

        /**
         * ReplaceOrder selfTradePrevention.
         * @member {number} selfTradePrevention
         * @memberof witan.ReplaceOrder
         * @instance
         */
        ReplaceOrder.prototype.selfTradePrevention = 0;

        /**
         * Encodes the specified ReplaceOrder message. Does not implicitly {@link witan.ReplaceOrder.verify|verify} messages.
         * @function encode
         * @memberof witan.ReplaceOrder
         * @static
         * @param {witan.ReplaceOrder.$Properties} message ReplaceOrder message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ReplaceOrder.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.order != null && $Object.hasOwnProperty.call(message, "order") && message.order.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.order);
            if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument") && message.instrument !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.instrument);
            if (message.price != null && $Object.hasOwnProperty.call(message, "price") && (typeof message.price === "object" ? message.price.low || message.price.high : message.price !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.price);
            if (message.size != null && $Object.hasOwnProperty.call(message, "size") && (typeof message.size === "object" ? message.size.low || message.size.high : message.size !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.size);
            if (message.flags != null && $Object.hasOwnProperty.call(message, "flags") && message.flags !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.flags);
            if (message.selfTradePrevention != null && $Object.hasOwnProperty.call(message, "selfTradePrevention") && message.selfTradePrevention !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.selfTradePrevention);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ReplaceOrder message from the specified reader or buffer.
         * @function decode
         * @memberof witan.ReplaceOrder
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.ReplaceOrder & witan.ReplaceOrder.$Shape} ReplaceOrder
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ReplaceOrder.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.ReplaceOrder();
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
                        if (value = reader.uint32())
                            message.instrument = value;
                        else
                            delete message.instrument;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.price = value;
                        else
                            delete message.price;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.size = value;
                        else
                            delete message.size;
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

        return ReplaceOrder;
    })();

    witan.Operation = (function() {

        /**
         * Properties of an Operation.
         * @typedef {Object} witan.Operation.$Properties
         * @property {witan.PlaceOrder.$Properties|null} [order] Operation order
         * @property {witan.CancelOrder.$Properties|null} [cancel] Operation cancel
         * @property {witan.ReplaceOrder.$Properties|null} [replace] Operation replace
         * @property {witan.Combo.$Properties|null} [combo] Operation combo
         * @property {"order"|"cancel"|"replace"|"combo"} [operation] Operation operation
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Operation.
         * @memberof witan
         * @interface IOperation
         * @augments witan.Operation.$Properties
         * @deprecated Use witan.Operation.$Properties instead.
         */

        /**
         * Narrowed shape of an Operation.
         * @typedef {{
         *   order?: witan.PlaceOrder.$Shape|null;
         *   cancel?: witan.CancelOrder.$Shape|null;
         *   replace?: witan.ReplaceOrder.$Shape|null;
         *   combo?: witan.Combo.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ operation?: undefined; order?: null; cancel?: null; replace?: null; combo?: null }|{ operation?: "order"; order: witan.PlaceOrder.$Shape; cancel?: null; replace?: null; combo?: null }|{ operation?: "cancel"; order?: null; cancel: witan.CancelOrder.$Shape; replace?: null; combo?: null }|{ operation?: "replace"; order?: null; cancel?: null; replace: witan.ReplaceOrder.$Shape; combo?: null }|{ operation?: "combo"; order?: null; cancel?: null; replace?: null; combo: witan.Combo.$Shape })
         * )} witan.Operation.$Shape
         */

        /**
         * Constructs a new Operation.
         * @memberof witan
         * @classdesc Represents an Operation.
         * @constructor
         * @param {witan.Operation.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Operation = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Operation order.
         * @member {witan.PlaceOrder.$Properties|null|undefined} order
         * @memberof witan.Operation
         * @instance
         */
        Operation.prototype.order = null;

        /**
         * Operation cancel.
         * @member {witan.CancelOrder.$Properties|null|undefined} cancel
         * @memberof witan.Operation
         * @instance
         */
        Operation.prototype.cancel = null;

        /**
         * Operation replace.
         * @member {witan.ReplaceOrder.$Properties|null|undefined} replace
         * @memberof witan.Operation
         * @instance
         */
        Operation.prototype.replace = null;

        /**
         * Operation combo.
         * @member {witan.Combo.$Properties|null|undefined} combo
         * @memberof witan.Operation
         * @instance
         */
        Operation.prototype.combo = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Operation operation.
         * @member {"order"|"cancel"|"replace"|"combo"|undefined} operation
         * @memberof witan.Operation
         * @instance
         */
        $Object.defineProperty(Operation.prototype, "operation", {
            get: $util.oneOfGetter($oneOfFields = ["order", "cancel", "replace", "combo"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Operation message. Does not implicitly {@link witan.Operation.verify|verify} messages.
         * @function encode
         * @memberof witan.Operation
         * @static
         * @param {witan.Operation.$Properties} message Operation message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Operation.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.order != null && $Object.hasOwnProperty.call(message, "order"))
                $root.witan.PlaceOrder.encode(message.order, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.cancel != null && $Object.hasOwnProperty.call(message, "cancel"))
                $root.witan.CancelOrder.encode(message.cancel, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.replace != null && $Object.hasOwnProperty.call(message, "replace"))
                $root.witan.ReplaceOrder.encode(message.replace, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.combo != null && $Object.hasOwnProperty.call(message, "combo"))
                $root.witan.Combo.encode(message.combo, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Operation message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Operation
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Operation & witan.Operation.$Shape} Operation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Operation.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.witan.Operation();
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
                        message.order = $root.witan.PlaceOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.order);
                        message.operation = "order";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.cancel = $root.witan.CancelOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.cancel);
                        message.operation = "cancel";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.replace = $root.witan.ReplaceOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.replace);
                        message.operation = "replace";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.combo = $root.witan.Combo.decode(reader, reader.size(), $undefined, _depth + 1, message.combo);
                        message.operation = "combo";
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

        return Operation;
    })();

    witan.Batch = (function() {

        /**
         * Properties of a Batch.
         * @typedef {Object} witan.Batch.$Properties
         * @property {boolean|null} [atomic] Batch atomic
         * @property {Array.<witan.Operation.$Properties>|null} [operations] Batch operations
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Batch.
         * @memberof witan
         * @interface IBatch
         * @augments witan.Batch.$Properties
         * @deprecated Use witan.Batch.$Properties instead.
         */

        /**
         * Shape of a Batch.
         * @typedef {{
         *   atomic?: boolean|null;
         *   operations?: Array.<witan.Operation.$Shape>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} witan.Batch.$Shape
         */

        /**
         * Constructs a new Batch.
         * @memberof witan
         * @classdesc Represents a Batch.
         * @constructor
         * @param {witan.Batch.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Batch = function (properties) {
            this.operations = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Batch atomic.
         * @member {boolean} atomic
         * @memberof witan.Batch
         * @instance
         */
        Batch.prototype.atomic = false;

        /**
         * Batch operations.
         * @member {Array.<witan.Operation.$Properties>} operations
         * @memberof witan.Batch
         * @instance
         */
        Batch.prototype.operations = $util.emptyArray;

        /**
         * Encodes the specified Batch message. Does not implicitly {@link witan.Batch.verify|verify} messages.
         * @function encode
         * @memberof witan.Batch
         * @static
         * @param {witan.Batch.$Properties} message Batch message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Batch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.atomic != null && $Object.hasOwnProperty.call(message, "atomic") && message.atomic !== false)
                writer.uint32(/* id 1, wireType 0 =*/8).bool(message.atomic);
            if (message.operations != null && message.operations.length)
                for (let i = 0; i < message.operations.length; ++i)
                    $root.witan.Operation.encode(message.operations[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Batch message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Batch
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Batch & witan.Batch.$Shape} Batch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Batch.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Batch();
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
                        if (value = reader.bool())
                            message.atomic = value;
                        else
                            delete message.atomic;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.operations && message.operations.length))
                            message.operations = [];
                        message.operations.push($root.witan.Operation.decode(reader, reader.size(), $undefined, _depth + 1));
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

        return Batch;
    })();

    witan.Leg = (function() {

        /**
         * Properties of a Leg.
         * @typedef {Object} witan.Leg.$Properties
         * @property {number|null} [instrument] Leg instrument
         * @property {number|null} [side] Leg side
         * @property {number|null} [ratio] Leg ratio
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Leg.
         * @memberof witan
         * @interface ILeg
         * @augments witan.Leg.$Properties
         * @deprecated Use witan.Leg.$Properties instead.
         */

        /**
         * Shape of a Leg.
         * @typedef {witan.Leg.$Properties} witan.Leg.$Shape
         */

        /**
         * Constructs a new Leg.
         * @memberof witan
         * @classdesc Represents a Leg.
         * @constructor
         * @param {witan.Leg.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Leg = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Leg instrument.
         * @member {number} instrument
         * @memberof witan.Leg
         * @instance
         */
        Leg.prototype.instrument = 0;

        /**
         * Leg side.
         * @member {number} side
         * @memberof witan.Leg
         * @instance
         */
        Leg.prototype.side = 0;

        /**
         * Leg ratio.
         * @member {number} ratio
         * @memberof witan.Leg
         * @instance
         */
        Leg.prototype.ratio = 0;

        /**
         * Encodes the specified Leg message. Does not implicitly {@link witan.Leg.verify|verify} messages.
         * @function encode
         * @memberof witan.Leg
         * @static
         * @param {witan.Leg.$Properties} message Leg message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Leg.encode = function (message, writer, _depth) {
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
            if (message.ratio != null && $Object.hasOwnProperty.call(message, "ratio") && message.ratio !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.ratio);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Leg message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Leg
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Leg & witan.Leg.$Shape} Leg
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Leg.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Leg();
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
                            message.ratio = value;
                        else
                            delete message.ratio;
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

        return Leg;
    })();

    witan.Combo = (function() {

        /**
         * Properties of a Combo.
         * @typedef {Object} witan.Combo.$Properties
         * @property {Array.<witan.Leg.$Properties>|null} [legs] Combo legs
         * @property {number|null} [size] Combo size
         * @property {number|null} [limit] Combo limit
         * @property {number|null} [timeInForce] Combo timeInForce
         * @property {number|null} [flags] Combo flags
         * @property {number|null} [goodTillMs] Combo goodTillMs
         * @property {number|null} [selfTradePrevention] Combo selfTradePrevention
         * @property {number|null} [clientId] Combo clientId
         * @property {string|null} [label] Combo label
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Combo.
         * @memberof witan
         * @interface ICombo
         * @augments witan.Combo.$Properties
         * @deprecated Use witan.Combo.$Properties instead.
         */

        /**
         * Shape of a Combo.
         * @typedef {witan.Combo.$Properties} witan.Combo.$Shape
         */

        /**
         * Constructs a new Combo.
         * @memberof witan
         * @classdesc Represents a Combo.
         * @constructor
         * @param {witan.Combo.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Combo = function (properties) {
            this.legs = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Combo legs.
         * @member {Array.<witan.Leg.$Properties>} legs
         * @memberof witan.Combo
         * @instance
         */
        Combo.prototype.legs = $util.emptyArray;

        /**
         * Combo size.
         * @member {number} size
         * @memberof witan.Combo
         * @instance
         */
        Combo.prototype.size = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Combo limit.
         * @member {number} limit
         * @memberof witan.Combo
         * @instance
         */
        Combo.prototype.limit = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Combo timeInForce.
         * @member {number} timeInForce
         * @memberof witan.Combo
         * @instance
         */
        Combo.prototype.timeInForce = 0;

        /**
         * Combo flags.
         * @member {number} flags
         * @memberof witan.Combo
         * @instance
         */
        Combo.prototype.flags = 0;

        /**
         * Combo goodTillMs.
         * @member {number} goodTillMs
         * @memberof witan.Combo
         * @instance
         */
        Combo.prototype.goodTillMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Combo selfTradePrevention.
         * @member {number} selfTradePrevention
         * @memberof witan.Combo
         * @instance
         */
        Combo.prototype.selfTradePrevention = 0;

        /**
         * Combo clientId.
         * @member {number} clientId
         * @memberof witan.Combo
         * @instance
         */
        Combo.prototype.clientId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Combo label.
         * @member {string} label
         * @memberof witan.Combo
         * @instance
         */
        Combo.prototype.label = "";

        /**
         * Encodes the specified Combo message. Does not implicitly {@link witan.Combo.verify|verify} messages.
         * @function encode
         * @memberof witan.Combo
         * @static
         * @param {witan.Combo.$Properties} message Combo message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Combo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.legs != null && message.legs.length)
                for (let i = 0; i < message.legs.length; ++i)
                    $root.witan.Leg.encode(message.legs[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.size != null && $Object.hasOwnProperty.call(message, "size") && (typeof message.size === "object" ? message.size.low || message.size.high : message.size !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.size);
            if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && (typeof message.limit === "object" ? message.limit.low || message.limit.high : message.limit !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.limit);
            if (message.timeInForce != null && $Object.hasOwnProperty.call(message, "timeInForce") && message.timeInForce !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.timeInForce);
            if (message.flags != null && $Object.hasOwnProperty.call(message, "flags") && message.flags !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.flags);
            if (message.goodTillMs != null && $Object.hasOwnProperty.call(message, "goodTillMs") && (typeof message.goodTillMs === "object" ? message.goodTillMs.low || message.goodTillMs.high : message.goodTillMs !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.goodTillMs);
            if (message.selfTradePrevention != null && $Object.hasOwnProperty.call(message, "selfTradePrevention") && message.selfTradePrevention !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.selfTradePrevention);
            if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId") && (typeof message.clientId === "object" ? message.clientId.low || message.clientId.high : message.clientId !== 0))
                writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.clientId);
            if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                writer.uint32(/* id 9, wireType 2 =*/74).string(message.label);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Combo message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Combo
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Combo & witan.Combo.$Shape} Combo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Combo.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Combo();
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
                        if (!(message.legs && message.legs.length))
                            message.legs = [];
                        message.legs.push($root.witan.Leg.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.size = value;
                        else
                            delete message.size;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.limit = value;
                        else
                            delete message.limit;
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.goodTillMs = value;
                        else
                            delete message.goodTillMs;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.selfTradePrevention = value;
                        else
                            delete message.selfTradePrevention;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.clientId = value;
                        else
                            delete message.clientId;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.label = value;
                        else
                            delete message.label;
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

        return Combo;
    })();

    witan.Bid = (function() {

        /**
         * Properties of a Bid.
         * @typedef {Object} witan.Bid.$Properties
         * @property {Uint8Array|null} [liquidated] Bid liquidated
         * @property {number|null} [liquidatedSubaccount] Bid liquidatedSubaccount
         * @property {number|null} [fractionPpb] Bid fractionPpb
         * @property {number|null} [payMax] Bid payMax
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Bid.
         * @memberof witan
         * @interface IBid
         * @augments witan.Bid.$Properties
         * @deprecated Use witan.Bid.$Properties instead.
         */

        /**
         * Shape of a Bid.
         * @typedef {witan.Bid.$Properties} witan.Bid.$Shape
         */

        /**
         * Constructs a new Bid.
         * @memberof witan
         * @classdesc Represents a Bid.
         * @constructor
         * @param {witan.Bid.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Bid = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Bid liquidated.
         * @member {Uint8Array} liquidated
         * @memberof witan.Bid
         * @instance
         */
        Bid.prototype.liquidated = $util.newBuffer([]);

        /**
         * Bid liquidatedSubaccount.
         * @member {number} liquidatedSubaccount
         * @memberof witan.Bid
         * @instance
         */
        Bid.prototype.liquidatedSubaccount = 0;

        /**
         * Bid fractionPpb.
         * @member {number} fractionPpb
         * @memberof witan.Bid
         * @instance
         */
        Bid.prototype.fractionPpb = 0;

        /**
         * Bid payMax.
         * @member {number} payMax
         * @memberof witan.Bid
         * @instance
         */
        Bid.prototype.payMax = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Encodes the specified Bid message. Does not implicitly {@link witan.Bid.verify|verify} messages.
         * @function encode
         * @memberof witan.Bid
         * @static
         * @param {witan.Bid.$Properties} message Bid message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Bid.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.liquidated != null && $Object.hasOwnProperty.call(message, "liquidated") && message.liquidated.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.liquidated);
            if (message.liquidatedSubaccount != null && $Object.hasOwnProperty.call(message, "liquidatedSubaccount") && message.liquidatedSubaccount !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.liquidatedSubaccount);
            if (message.fractionPpb != null && $Object.hasOwnProperty.call(message, "fractionPpb") && message.fractionPpb !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.fractionPpb);
            if (message.payMax != null && $Object.hasOwnProperty.call(message, "payMax") && (typeof message.payMax === "object" ? message.payMax.low || message.payMax.high : message.payMax !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).sint64(message.payMax);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Bid message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Bid
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Bid & witan.Bid.$Shape} Bid
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Bid.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Bid();
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
                            message.liquidated = value;
                        else
                            delete message.liquidated;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.liquidatedSubaccount = value;
                        else
                            delete message.liquidatedSubaccount;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.fractionPpb = value;
                        else
                            delete message.fractionPpb;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.payMax = value;
                        else
                            delete message.payMax;
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

        return Bid;
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

    witan.Isolate = (function() {

        /**
         * Properties of an Isolate.
         * @typedef {Object} witan.Isolate.$Properties
         * @property {number|null} [instrument] Isolate instrument
         * @property {number|null} [token] Isolate token
         * @property {number|null} [amount] Isolate amount
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Isolate.
         * @memberof witan
         * @interface IIsolate
         * @augments witan.Isolate.$Properties
         * @deprecated Use witan.Isolate.$Properties instead.
         */

        /**
         * Shape of an Isolate.
         * @typedef {witan.Isolate.$Properties} witan.Isolate.$Shape
         */

        /**
         * Constructs a new Isolate.
         * @memberof witan
         * @classdesc Represents an Isolate.
         * @constructor
         * @param {witan.Isolate.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Isolate = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Isolate instrument.
         * @member {number} instrument
         * @memberof witan.Isolate
         * @instance
         */
        Isolate.prototype.instrument = 0;

        /**
         * Isolate token.
         * @member {number} token
         * @memberof witan.Isolate
         * @instance
         */
        Isolate.prototype.token = 0;

        /**
         * Isolate amount.
         * @member {number} amount
         * @memberof witan.Isolate
         * @instance
         */
        Isolate.prototype.amount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified Isolate message. Does not implicitly {@link witan.Isolate.verify|verify} messages.
         * @function encode
         * @memberof witan.Isolate
         * @static
         * @param {witan.Isolate.$Properties} message Isolate message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Isolate.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument") && message.instrument !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.instrument);
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
         * Decodes an Isolate message from the specified reader or buffer.
         * @function decode
         * @memberof witan.Isolate
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.Isolate & witan.Isolate.$Shape} Isolate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Isolate.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.Isolate();
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

        return Isolate;
    })();

    witan.WithdrawTo = (function() {

        /**
         * Properties of a WithdrawTo.
         * @typedef {Object} witan.WithdrawTo.$Properties
         * @property {number|null} [token] WithdrawTo token
         * @property {number|null} [amount] WithdrawTo amount
         * @property {number|null} [chain] WithdrawTo chain
         * @property {number|null} [layer] WithdrawTo layer
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WithdrawTo.
         * @memberof witan
         * @interface IWithdrawTo
         * @augments witan.WithdrawTo.$Properties
         * @deprecated Use witan.WithdrawTo.$Properties instead.
         */

        /**
         * Shape of a WithdrawTo.
         * @typedef {witan.WithdrawTo.$Properties} witan.WithdrawTo.$Shape
         */

        /**
         * Constructs a new WithdrawTo.
         * @memberof witan
         * @classdesc Represents a WithdrawTo.
         * @constructor
         * @param {witan.WithdrawTo.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const WithdrawTo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WithdrawTo token.
         * @member {number} token
         * @memberof witan.WithdrawTo
         * @instance
         */
        WithdrawTo.prototype.token = 0;

        /**
         * WithdrawTo amount.
         * @member {number} amount
         * @memberof witan.WithdrawTo
         * @instance
         */
        WithdrawTo.prototype.amount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * WithdrawTo chain.
         * @member {number} chain
         * @memberof witan.WithdrawTo
         * @instance
         */
        WithdrawTo.prototype.chain = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * WithdrawTo layer.
         * @member {number} layer
         * @memberof witan.WithdrawTo
         * @instance
         */
        WithdrawTo.prototype.layer = 0;

        /**
         * Encodes the specified WithdrawTo message. Does not implicitly {@link witan.WithdrawTo.verify|verify} messages.
         * @function encode
         * @memberof witan.WithdrawTo
         * @static
         * @param {witan.WithdrawTo.$Properties} message WithdrawTo message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WithdrawTo.encode = function (message, writer, _depth) {
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
            if (message.chain != null && $Object.hasOwnProperty.call(message, "chain") && (typeof message.chain === "object" ? message.chain.low || message.chain.high : message.chain !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.chain);
            if (message.layer != null && $Object.hasOwnProperty.call(message, "layer") && message.layer !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.layer);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WithdrawTo message from the specified reader or buffer.
         * @function decode
         * @memberof witan.WithdrawTo
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.WithdrawTo & witan.WithdrawTo.$Shape} WithdrawTo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WithdrawTo.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.WithdrawTo();
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
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.chain = value;
                        else
                            delete message.chain;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.layer = value;
                        else
                            delete message.layer;
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

        return WithdrawTo;
    })();

    witan.OfferSwap = (function() {

        /**
         * Properties of an OfferSwap.
         * @typedef {Object} witan.OfferSwap.$Properties
         * @property {number|null} [giveToken] OfferSwap giveToken
         * @property {number|null} [giveAmount] OfferSwap giveAmount
         * @property {number|null} [wantToken] OfferSwap wantToken
         * @property {number|null} [wantAmount] OfferSwap wantAmount
         * @property {number|null} [chain] OfferSwap chain
         * @property {number|null} [goodTillMs] OfferSwap goodTillMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an OfferSwap.
         * @memberof witan
         * @interface IOfferSwap
         * @augments witan.OfferSwap.$Properties
         * @deprecated Use witan.OfferSwap.$Properties instead.
         */

        /**
         * Shape of an OfferSwap.
         * @typedef {witan.OfferSwap.$Properties} witan.OfferSwap.$Shape
         */

        /**
         * Constructs a new OfferSwap.
         * @memberof witan
         * @classdesc Represents an OfferSwap.
         * @constructor
         * @param {witan.OfferSwap.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const OfferSwap = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * OfferSwap giveToken.
         * @member {number} giveToken
         * @memberof witan.OfferSwap
         * @instance
         */
        OfferSwap.prototype.giveToken = 0;

        /**
         * OfferSwap giveAmount.
         * @member {number} giveAmount
         * @memberof witan.OfferSwap
         * @instance
         */
        OfferSwap.prototype.giveAmount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * OfferSwap wantToken.
         * @member {number} wantToken
         * @memberof witan.OfferSwap
         * @instance
         */
        OfferSwap.prototype.wantToken = 0;

        /**
         * OfferSwap wantAmount.
         * @member {number} wantAmount
         * @memberof witan.OfferSwap
         * @instance
         */
        OfferSwap.prototype.wantAmount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * OfferSwap chain.
         * @member {number} chain
         * @memberof witan.OfferSwap
         * @instance
         */
        OfferSwap.prototype.chain = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * OfferSwap goodTillMs.
         * @member {number} goodTillMs
         * @memberof witan.OfferSwap
         * @instance
         */
        OfferSwap.prototype.goodTillMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified OfferSwap message. Does not implicitly {@link witan.OfferSwap.verify|verify} messages.
         * @function encode
         * @memberof witan.OfferSwap
         * @static
         * @param {witan.OfferSwap.$Properties} message OfferSwap message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        OfferSwap.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.giveToken != null && $Object.hasOwnProperty.call(message, "giveToken") && message.giveToken !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.giveToken);
            if (message.giveAmount != null && $Object.hasOwnProperty.call(message, "giveAmount") && (typeof message.giveAmount === "object" ? message.giveAmount.low || message.giveAmount.high : message.giveAmount !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.giveAmount);
            if (message.wantToken != null && $Object.hasOwnProperty.call(message, "wantToken") && message.wantToken !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.wantToken);
            if (message.wantAmount != null && $Object.hasOwnProperty.call(message, "wantAmount") && (typeof message.wantAmount === "object" ? message.wantAmount.low || message.wantAmount.high : message.wantAmount !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.wantAmount);
            if (message.chain != null && $Object.hasOwnProperty.call(message, "chain") && (typeof message.chain === "object" ? message.chain.low || message.chain.high : message.chain !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.chain);
            if (message.goodTillMs != null && $Object.hasOwnProperty.call(message, "goodTillMs") && (typeof message.goodTillMs === "object" ? message.goodTillMs.low || message.goodTillMs.high : message.goodTillMs !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.goodTillMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an OfferSwap message from the specified reader or buffer.
         * @function decode
         * @memberof witan.OfferSwap
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.OfferSwap & witan.OfferSwap.$Shape} OfferSwap
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        OfferSwap.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.OfferSwap();
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
                            message.giveToken = value;
                        else
                            delete message.giveToken;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.giveAmount = value;
                        else
                            delete message.giveAmount;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.wantToken = value;
                        else
                            delete message.wantToken;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.wantAmount = value;
                        else
                            delete message.wantAmount;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.chain = value;
                        else
                            delete message.chain;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.goodTillMs = value;
                        else
                            delete message.goodTillMs;
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

        return OfferSwap;
    })();

    witan.AcceptSwap = (function() {

        /**
         * Properties of an AcceptSwap.
         * @typedef {Object} witan.AcceptSwap.$Properties
         * @property {Uint8Array|null} [offerer] AcceptSwap offerer
         * @property {number|null} [offererSubaccount] AcceptSwap offererSubaccount
         * @property {Uint8Array|null} [offer] AcceptSwap offer
         * @property {number|null} [chain] AcceptSwap chain
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AcceptSwap.
         * @memberof witan
         * @interface IAcceptSwap
         * @augments witan.AcceptSwap.$Properties
         * @deprecated Use witan.AcceptSwap.$Properties instead.
         */

        /**
         * Shape of an AcceptSwap.
         * @typedef {witan.AcceptSwap.$Properties} witan.AcceptSwap.$Shape
         */

        /**
         * Constructs a new AcceptSwap.
         * @memberof witan
         * @classdesc Represents an AcceptSwap.
         * @constructor
         * @param {witan.AcceptSwap.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AcceptSwap = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * AcceptSwap offerer.
         * @member {Uint8Array} offerer
         * @memberof witan.AcceptSwap
         * @instance
         */
        AcceptSwap.prototype.offerer = $util.newBuffer([]);

        /**
         * AcceptSwap offererSubaccount.
         * @member {number} offererSubaccount
         * @memberof witan.AcceptSwap
         * @instance
         */
        AcceptSwap.prototype.offererSubaccount = 0;

        /**
         * AcceptSwap offer.
         * @member {Uint8Array} offer
         * @memberof witan.AcceptSwap
         * @instance
         */
        AcceptSwap.prototype.offer = $util.newBuffer([]);

        /**
         * AcceptSwap chain.
         * @member {number} chain
         * @memberof witan.AcceptSwap
         * @instance
         */
        AcceptSwap.prototype.chain = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Encodes the specified AcceptSwap message. Does not implicitly {@link witan.AcceptSwap.verify|verify} messages.
         * @function encode
         * @memberof witan.AcceptSwap
         * @static
         * @param {witan.AcceptSwap.$Properties} message AcceptSwap message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AcceptSwap.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.offerer != null && $Object.hasOwnProperty.call(message, "offerer") && message.offerer.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.offerer);
            if (message.offererSubaccount != null && $Object.hasOwnProperty.call(message, "offererSubaccount") && message.offererSubaccount !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.offererSubaccount);
            if (message.offer != null && $Object.hasOwnProperty.call(message, "offer") && message.offer.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.offer);
            if (message.chain != null && $Object.hasOwnProperty.call(message, "chain") && (typeof message.chain === "object" ? message.chain.low || message.chain.high : message.chain !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.chain);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AcceptSwap message from the specified reader or buffer.
         * @function decode
         * @memberof witan.AcceptSwap
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {witan.AcceptSwap & witan.AcceptSwap.$Shape} AcceptSwap
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AcceptSwap.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.witan.AcceptSwap();
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
                            message.offerer = value;
                        else
                            delete message.offerer;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.offererSubaccount = value;
                        else
                            delete message.offererSubaccount;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.offer = value;
                        else
                            delete message.offer;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.chain = value;
                        else
                            delete message.chain;
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

        return AcceptSwap;
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
