internal import CWCS

/// Where the pixels of an image lie on the sky, by any projection and distortion that WCSLIB knows: TAN, TPV, SIP, ...
///
/// Pixels are counted from 0, the centre of the first being (0, 0), as in `WCS`: the header's CRPIX counts from 1.
/// Angles are degrees in the header's own equatorial frame: ICRS, or FK5 of J2000, which is within 0.03 arcsec of it;
/// other frames are refused. Values may be used by several threads at once. Sources: Greisen & Calabretta 2002
/// (doi:10.1051/0004-6361:20021326), Calabretta & Greisen 2002 (doi:10.1051/0004-6361:20021327).
public struct WorldCoordinates: Sendable {
    /// Width and height of the image in pixels; 0 where the header does not say.
    public let width: Int
    /// Height in pixels; 0 where the header does not say.
    public let height: Int
    /// What CTYPE says of projection and distortion, such as `TAN`, `TPV` or `TAN-SIP`.
    public let projection: String

    let kernels: WCSKernels
    /// Of the world axes: 0 or 1.
    let longitudeAxis: Int

    /// The primary system of an image's header.
    ///
    /// - Throws: `FITSError` where there is none, it is not equatorial, or its matrix or projection has no inverse.
    public init(_ header: Header) throws(FITSError) {
        try Self.checkFrame(header)
        try WCSCards.check(header)
        kernels = try WCSKernels(WCSCards.select(header))
        width = Int(clamping: header.integer("NAXIS1") ?? 0)
        height = Int(clamping: header.integer("NAXIS2") ?? 0)
        let facts = kernels.with { kernel in
            (
                axes: [tocsin_wcs_longitude_axis(kernel), tocsin_wcs_latitude_axis(kernel)],
                kind: String(cString: tocsin_wcs_longitude_type(kernel))
            )
        }
        guard let facts, facts.axes.sorted() == [0, 1], facts.kind == "RA" else {
            let kind = facts?.kind ?? ""
            throw FITSError(.unsupported, "the axes are \(kind.prefix(8)), not RA and DEC", keyword: "CTYPE1")
        }
        longitudeAxis = Int(facts.axes[0])
        let type = header.string("CTYPE\(longitudeAxis + 1)") ?? ""
        projection = String(type.dropFirst(5).drop { $0 == "-" })
    }

    /// A linear system, with the size of its image in pixels.
    ///
    /// - Throws: `FITSError` where its matrix has no inverse.
    public init(_ wcs: WCS, width: Int = 0, height: Int = 0) throws(FITSError) {
        let size = [Card("NAXIS1", .integer(Int64(width))), Card("NAXIS2", .integer(Int64(height)))]
        try self.init(Header(size + wcs.cards))
    }

    private static func checkFrame(_ header: Header) throws(FITSError) {
        let frame = header.string("RADESYS") ?? header.string("RADECSYS") ?? ""
        let equinox = header.real("EQUINOX") ?? header.real("EPOCH")
        guard ["", "ICRS", "FK5"].contains(frame.uppercased()) else {
            throw FITSError(.unsupported, "positions in the frame '\(frame.prefix(20))'", keyword: "RADESYS")
        }
        guard equinox == nil || equinox == 2000 || frame.uppercased() == "ICRS" else {
            throw FITSError(.unsupported, "positions of equinox \(equinox ?? 0)", keyword: "EQUINOX")
        }
    }
}
