public import Bytes
public import Imaging

/// The file of one kind of stamp of a visit and detector, made once; a stamp is a copy with its pixels and place.
///
/// PRIMARY (float32, nJy), UNCERT (float32, the variance), PSFIMAGE (float64, square, its side odd), in the order and with the
/// cards of LSST's own, which name no projection: 34,560 bytes for 30 x 30 pixels and a PSFIMAGE of 41 x 41, 69,120 for one of
/// 77 x 77. MASK (int32), where asked for, is last and adds 8,640 bytes.
public struct LSSTStampFile: Sendable {
    /// Pixels of a stamp along x, 1 to 1,024.
    public let width: Int
    /// Pixels of a stamp along y, 1 to 1,024.
    public let height: Int
    private let blank: [UInt8]
    private let fields: LSSTFields
    private let variancePlace: Int
    /// Nil in a file without a mask.
    private let maskPlace: Int?
    private static let header = 2880

    /// - Parameter psfSide: pixels of PSFIMAGE, 41 for a visit and 39 to 77 for LSST's templates. Held between 1 and 255.
    public init(
        width: Int = 30, height: Int = 30, psf: PointSpread, psfSide: Int = 41, hasRotation: Bool = true,
        hasMask: Bool = false
    ) {
        let side = min(max(psfSide, 1), 255)
        self.init(
            width, height, psf: (psf.image(side: side, normalized: true), side),
            LSSTFields.primary(width: Self.held(width), height: Self.held(height), hasRotation: hasRotation),
            mask: hasMask ? MaskPlanes.stampNames : [])
    }

    /// The file of stamps of an image: with a MASK of every plane that there is, cards that name the projection, and none
    /// of the camera's rotation.
    ///
    /// - Parameter psf: of a square of an odd side; a file of nil has no PSFIMAGE.
    public init(width: Int, height: Int, psf: Image<Float>?) {
        self.init(
            width, height, psf: psf.map { ($0.pixels.map(Double.init), $0.width) },
            LSSTFields.primary(
                width: Self.held(width), height: Self.held(height), hasRotation: false, namesProjection: true),
            mask: MaskPlanes.names[...])
    }

    private init(
        _ width: Int, _ height: Int, psf: (values: [Double], side: Int)?, _ primary: HeaderBlock,
        mask: ArraySlice<String>
    ) {
        (self.width, self.height) = (Self.held(width), Self.held(height))
        let plane = Self.whole(self.width * self.height * 4)
        var file = primary.closed() + [UInt8](repeating: 0, count: plane)
        file += LSSTFields.uncertainty(width: self.width, height: self.height).closed()
        variancePlace = file.count
        file += [UInt8](repeating: 0, count: plane)
        if let psf {
            file += LSSTFields.pointSpread(side: psf.side).closed()
            for value in psf.values { withUnsafeBytes(of: value.bitPattern.bigEndian) { file += $0 } }
            file += [UInt8](repeating: 0, count: Self.whole(file.count) - file.count)
        }
        if !mask.isEmpty { file += LSSTFields.mask(width: self.width, height: self.height, names: mask).closed() }
        maskPlace = mask.isEmpty ? nil : file.count
        blank = file + [UInt8](repeating: 0, count: mask.isEmpty ? 0 : plane)
        fields = LSSTFields(primary)
    }

    private static func held(_ side: Int) -> Int { min(max(side, 1), 1024) }

    /// The file of `pixels`, `variance` and, where it has one, `mask`, each width x height, x fastest; nil where the counts
    /// differ. A mask that is not given is empty. Complexity: O(bytes).
    public func encoded(
        _ pixels: [Float], variance: [Float], mask: [MaskPlanes]? = nil, at place: StampPlace
    ) -> Bytes? {
        guard pixels.count == width * height, variance.count == pixels.count,
            mask.map({ $0.count == pixels.count }) ?? true
        else { return nil }
        return Bytes(capacity: blank.count) { output in
            output.copyBytes(from: blank)
            guard let base = output.baseAddress else { return 0 }
            fields.write(place, to: base)
            Self.store(pixels, at: base + Self.header)
            Self.store(variance, at: base + variancePlace)
            if let mask, let maskPlace { Self.store(mask, at: base + maskPlace) }
            return blank.count
        }
    }

    /// Bytes of every file.
    public var byteCount: Int { blank.count }

    private static func whole(_ count: Int) -> Int { (count + 2879) / 2880 * 2880 }

    private static func store(_ mask: [MaskPlanes], at place: UnsafeMutableRawPointer) {
        for (index, planes) in mask.enumerated() {
            place.storeBytes(of: Int32(planes.rawValue).bigEndian, toByteOffset: index * 4, as: Int32.self)
        }
    }

    static func store(_ values: [Float], at place: UnsafeMutableRawPointer) {
        values.withUnsafeBufferPointer { values in
            for index in values.indices {
                place.storeBytes(of: values[index].bitPattern.bigEndian, toByteOffset: index * 4, as: UInt32.self)
            }
        }
    }
}
