internal import SkyMath

/// Numbers the rows of a catalogue by a hash of their own names, so that a thing keeps its number when rows come and go.
///
/// 40 bits by FNV-1a (draft-eastlake-fnv), mixed; two rows of one cell that fall together are set apart by adding 1 to
/// the later one's.
struct CatalogueIdentifiers {
    let kind: SkyObjectID.Kind
    /// Sets catalogues of one kind apart.
    let salt: UInt64
    private var taken: Set<SkyObjectID> = []

    init(_ kind: SkyObjectID.Kind, salt: UInt64) {
        self.kind = kind
        self.salt = salt
    }

    mutating func id(_ name: String, _ position: SkyPosition) -> SkyObjectID {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var draws = Draws(seed: salt, hash)
        var number = draws.next() >> 24
        while true {
            let id = SkyObjectID(
                kind: kind, cell: SkyCells.grid.pixel(position), block: Int(number >> 24 & 0xFFFF),
                index: Int(number & 0xFF_FFFF))
            if taken.insert(id).inserted { return id }
            number = (number &+ 1) & 0xFF_FFFF_FFFF
        }
    }
}
