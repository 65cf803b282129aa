import AlertTesting
import Bytes

/// A little night of packets of our own making, for those who have none.
enum MadeNight {
    /// LSST packets of 60 objects, each seen several times, and some of ZTF.
    static func files(seed: UInt64) throws -> [(name: String, bytes: Bytes)] {
        let packets = SyntheticPackets(seed: seed, objectCount: 60, historyLength: 12)
        let lsst = try (0..<300).map {
            ("lsst-\(1000 + $0).bin", try packets.lsst($0, version: "10.0", as: .confluent))
        }
        let ztf = try (0..<60).map { ("ztf-\(1000 + $0).avro", try packets.ztf($0)) }
        return lsst + ztf
    }
}
