public import Bytes

/// What a ZTF packet is made of.
public struct ZTFPacketParts: Sendable {
    /// A stamp: a gzipped FITS file and its name.
    public struct Cutout: Sendable, Hashable {
        public var fileName: String
        public var stampData: Bytes

        public init(fileName: String, stampData: Bytes) {
            self.fileName = fileName
            self.stampData = stampData
        }
    }

    public var schemavsn = "4.02"
    public var publisher: String
    public var objectId: String
    public var candid: Int64
    public var candidate: EncodedRecord
    public var prvCandidates: EncodedRecords?
    public var fpHists: EncodedRecords?
    public var cutoutScience: Cutout?
    public var cutoutTemplate: Cutout?
    public var cutoutDifference: Cutout?

    public init(publisher: String, objectId: String, candid: Int64, candidate: EncodedRecord) {
        self.publisher = publisher
        self.objectId = objectId
        self.candid = candid
        self.candidate = candidate
    }
}
