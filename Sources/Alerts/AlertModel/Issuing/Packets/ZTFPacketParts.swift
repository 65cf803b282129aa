public import Bytes

/// What a ZTF packet is made of.
public struct ZTFPacketParts: Sendable {
    /// A stamp: a gzipped FITS file and its name.
    public struct Cutout: Sendable, Hashable {
        /// A name without a folder, such as ZTF's `candid..._targ_sci.fits.gz`; not checked.
        public var fileName: String
        /// The bytes of the file, gzipped already.
        public var stampData: Bytes

        /// Fields as given.
        public init(fileName: String, stampData: Bytes) {
            self.fileName = fileName
            self.stampData = stampData
        }
    }

    /// The version that the packet names; whatever it says, the records are those of 4.02.
    public var schemavsn = "4.02"
    /// Who issues the packet, in free words.
    public var publisher: String
    /// A name such as `ZTF21abiuvdk`; not checked.
    public var objectId: String
    /// The number of the detection, which identifies the alert.
    public var candid: Int64
    /// The detection that causes the alert.
    public var candidate: EncodedRecord
    /// Earlier detections, and images in which nothing was found; nil is written as null.
    public var prvCandidates: EncodedRecords?
    /// Forced photometry at the object's place; nil is written as null.
    public var fpHists: EncodedRecords?
    /// From the science image; nil is written as null.
    public var cutoutScience: Cutout?
    /// From the reference image; nil is written as null.
    public var cutoutTemplate: Cutout?
    /// From the difference image; nil is written as null.
    public var cutoutDifference: Cutout?

    /// Fields as given; all else nil.
    public init(publisher: String, objectId: String, candid: Int64, candidate: EncodedRecord) {
        self.publisher = publisher
        self.objectId = objectId
        self.candid = candid
        self.candidate = candidate
    }
}
