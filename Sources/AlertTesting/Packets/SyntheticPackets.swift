internal import AlertModel
internal import Avro
public import Bytes

/// Valid packets of made-up objects, for places where there are no real ones: demo, benchmarks, tests.
///
/// Packet `n` shows object `n % objectCount` in its next epoch, with all its earlier epochs as history, so that packets
/// of one object agree about it. Of ten objects three are supernovae, five variable stars, one an active nucleus and
/// one an asteroid. The same seed gives the same bytes. Nothing here was observed.
public struct SyntheticPackets: Sendable {
    private let sky: SyntheticSky
    /// Epochs before the first packet of an object.
    private let historyLength: Int

    /// `historyLength` counts the epochs before an object's first packet; below 0 it is 0, `objectCount` below 1 is 1.
    public init(seed: UInt64, objectCount: Int = 100, historyLength: Int = 10) {
        sky = SyntheticSky(seed: seed, objectCount: max(objectCount, 1))
        self.historyLength = max(historyLength, 0)
    }

    /// What wraps the datum.
    public enum Wrapping: Sendable { case confluent, container, bare }

    /// Packet `number` of an LSST schema version: `8.0`, `9.0`, `10.0`, `11.0` or `11.1`.
    ///
    /// - Throws: `AvroError` or `SyntheticPacketError` for another version.
    public func lsst(_ number: Int, version: String = "10.0", as wrapping: Wrapping = .confluent) throws -> Bytes {
        guard let schema = SchemaDirectory.lsst(version: version), let id = Self.schemaID(version) else {
            throw SyntheticPacketError(version: version)
        }
        let (detection, history) = epochs(number)
        let stamps = SyntheticStamps(detection: detection, size: 30, pixelScale: 0.2, psfSigma: 2)
        let pixels = stamps.pixels(seed: sky.seed)
        let sample = LSSTSamples(sky: sky).packet(
            detection, history: history,
            stamps: [stamps.lsst(pixels.science), stamps.lsst(pixels.template), stamps.lsst(pixels.difference)])
        return try Self.wrap(sample, schema, wrapping, schemaID: id)
    }

    /// Packet `number` of ZTF's schema 4.02, as a container file or bare.
    public func ztf(_ number: Int, as wrapping: Wrapping = .container) throws -> Bytes {
        guard let schema = SchemaDirectory.ztf else { throw SyntheticPacketError(version: "ztf 4.02") }
        let (detection, history) = epochs(number)
        let stamps = SyntheticStamps(detection: detection, size: 63, pixelScale: 1.01, psfSigma: 1)
        let pixels = stamps.pixels(seed: sky.seed)
        let sample = ZTFSamples(sky: sky).packet(
            detection, history: history,
            stamps: [stamps.ztf(pixels.science), stamps.ztf(pixels.template), stamps.ztf(pixels.difference)])
        return try Self.wrap(sample, schema, wrapping, schemaID: 402)
    }

    private func epochs(_ number: Int) -> (SyntheticDetection, history: [SyntheticDetection]) {
        let object = number % sky.objectCount
        let epoch = historyLength + number / sky.objectCount
        let isAsteroid = sky.kind(object) == .asteroid
        let history = isAsteroid ? [] : (0..<epoch).map { sky.detection(object, epoch: $0) }
        return (sky.detection(object, epoch: epoch), history)
    }

    private static func wrap(
        _ sample: Sample, _ schema: Schema, _ wrapping: Wrapping, schemaID: UInt32
    ) throws(AvroError) -> Bytes {
        let datum = try DatumEncoder(schema: schema).encode(SampleEncoder(schema: schema).value(sample))
        switch wrapping {
        case .bare: return datum
        case .confluent: return try Framing.confluent(schemaID: schemaID).frame(datum)
        case .container:
            var writer = try ContainerWriter(schema: schema, sync: Bytes([UInt8](repeating: 0x7a, count: 16)))
            try writer.append(encoded: datum)
            return try writer.finish()
        }
    }

    private static func schemaID(_ version: String) -> UInt32? {
        let parts = version.split(separator: ".").compactMap { UInt32($0) }
        guard parts.count == 2, parts[0] >= 8 else { return nil }
        return parts[0] * 100 + parts[1]
    }
}

/// A schema version of which no packets are made.
public struct SyntheticPacketError: Error, CustomStringConvertible {
    /// The version asked for, as it was given.
    public let version: String
    public var description: String { "no synthetic packets of version \(version); there are 8.0 to 11.1 and ZTF 4.02" }
}
