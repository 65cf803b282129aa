#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension WCS {
    /// The system that a header describes; nil where it describes none, one of another projection than TAN, or one
    /// whose matrix has no inverse.
    ///
    /// The matrix may be CDi_j, PCi_j with CDELTi, or CDELTi with CROTA2. Headers with no CTYPE but a reference point
    /// are taken as TAN: the stamps in LSST packets are such.
    public init?(_ header: Header) {
        guard Self.isTangent(header), let ra = header.real("CRVAL1"), let dec = header.real("CRVAL2"),
            (-90...90).contains(dec), ra.magnitude <= 1e6
        else { return nil }
        let matrix = Self.matrix(header)
        self.init(
            referenceX: (header.real("CRPIX1") ?? 0) - 1, referenceY: (header.real("CRPIX2") ?? 0) - 1, ra: ra,
            dec: dec,
            cd11: matrix.0, cd12: matrix.1, cd21: matrix.2, cd22: matrix.3)
        guard determinant.isNormal else { return nil }
    }

    /// The cards that describe this system.
    public var cards: [Card] {
        [
            Card("WCSAXES", .integer(2)), Card("CTYPE1", .string("RA---TAN")), Card("CTYPE2", .string("DEC--TAN")),
            Card("CUNIT1", .string("deg")), Card("CUNIT2", .string("deg")),
            Card("CRPIX1", .real(referenceX + 1)), Card("CRPIX2", .real(referenceY + 1)),
            Card("CRVAL1", .real(ra)), Card("CRVAL2", .real(dec)), Card("CD1_1", .real(cd11)),
            Card("CD1_2", .real(cd12)),
            Card("CD2_1", .real(cd21)), Card("CD2_2", .real(cd22)),
        ]
    }

    private static func isTangent(_ header: Header) -> Bool {
        switch (header.string("CTYPE1"), header.string("CTYPE2")) {
        case (nil, nil): true
        case (let x?, let y?): x.hasPrefix("RA---TAN") && y.hasPrefix("DEC--TAN")
        default: false
        }
    }

    private static func matrix(_ header: Header) -> (Double, Double, Double, Double) {
        func entry(_ name: String) -> Double? { header.real(name) }
        if let cd = four("CD", header, diagonal: 0) { return cd }
        let (sx, sy) = (entry("CDELT1") ?? 1, entry("CDELT2") ?? 1)
        if let pc = four("PC", header, diagonal: 1) { return (pc.0 * sx, pc.1 * sx, pc.2 * sy, pc.3 * sy) }
        let angle = (entry("CROTA2") ?? 0) * .pi / 180
        return (sx * cos(angle), -sy * sin(angle), sx * sin(angle), sy * cos(angle))
    }

    /// The matrix of which at least one entry is written, the others as in a unit or zero matrix.
    private static func four(
        _ prefix: String, _ header: Header, diagonal: Double
    ) -> (Double, Double, Double, Double)? {
        let names = ["1_1", "1_2", "2_1", "2_2"].map { prefix + $0 }
        let entries = names.map { header.real($0) }
        guard entries.contains(where: { $0 != nil }) else { return nil }
        return (entries[0] ?? diagonal, entries[1] ?? 0, entries[2] ?? 0, entries[3] ?? diagonal)
    }
}
