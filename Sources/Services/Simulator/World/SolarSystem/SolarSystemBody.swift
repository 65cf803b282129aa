import AlertModel
import Ephemerides

/// A small body: who it is, what moves it and how bright it is.
enum SolarSystemBody: Sendable, Hashable {
    case synthetic(SyntheticBody)
    /// By its number in the catalogue, from 0.
    case catalogued(SmallBody, Int)

    /// Not a star's, a galaxy's or an artefact's; of a catalogued body it depends on the designation alone.
    var key: UInt64 {
        switch self {
        case .synthetic(let body): 1 << 62 | body.kind.rawValue << 56 | UInt64(body.index)
        case .catalogued: 1 << 62 | 5 << 56 | UInt64(bitPattern: ssObjectID) & 0xFF_FFFF_FFFF_FFFF
        }
    }

    /// At most eight characters, in the Minor Planet Center's packed form. Where a body has no such name, seven characters
    /// of which the first is `~`, which no real body has: `~M0001A` of a synthetic one, `~C0001A` of a catalogued one.
    var packedDesignation: String {
        switch self {
        case .synthetic(let body):
            Self.numbered(["", "M", "N", "J", "T"][Int(body.kind.rawValue)], body.index)
        case .catalogued(let body, let number): body.packedDesignation ?? Self.numbered("C", number)
        }
    }

    private static func numbered(_ kind: String, _ index: Int) -> String {
        let number = String(index, radix: 36, uppercase: true)
        return "~" + kind + String(repeating: "0", count: max(0, 5 - number.count)) + number
    }

    var ssObjectID: Int64 { SSObjectID.number(packedDesignation: packedDesignation) ?? 0 }

    /// As people write it; the provisional designation where the catalogue tells it.
    var designation: String {
        guard case .catalogued(let body, _) = self, !body.designation.isEmpty else { return packedDesignation }
        return PackedDesignation.provisionalPart(of: body.designation) ?? body.designation
    }

    /// Within its population or catalogue.
    var number: Int {
        switch self {
        case .synthetic(let body): body.index
        case .catalogued(_, let number): number
        }
    }

    var orbit: OrbitalElements {
        switch self {
        case .synthetic(let body): body.orbit
        case .catalogued(let body, _): body.orbit
        }
    }

    /// H (V); infinite where it is not known.
    var absoluteMagnitude: Double {
        switch self {
        case .synthetic(let body): body.absoluteMagnitude
        case .catalogued(let body, _): body.absoluteMagnitude ?? .infinity
        }
    }

    var slope: Double {
        switch self {
        case .synthetic(let body): body.slope
        case .catalogued(let body, _): body.slope ?? 0.15
        }
    }

    var fit: OrbitFit? {
        if case .catalogued(let body, _) = self { body.fit } else { nil }
    }

    /// `mainBelt`, `nearEarth`, `jupiterTrojans`, `transneptunian`; of catalogues also `centaur` and `comet`.
    var trueClass: String {
        switch self {
        case .synthetic(let body): "\(body.kind)"
        case .catalogued(let body, _): Self.orbitClass(of: body)
        }
    }

    /// By the bounds of JPL's small-body database, Mars crossers and Hildas counted with the main belt.
    private static func orbitClass(of body: SmallBody) -> String {
        let (q, e) = (body.orbit.q, body.orbit.eccentricity)
        if e >= 1 || isComet(body.packedDesignation ?? "") { return "comet" }
        if q < 1.3 { return "\(PopulationKind.nearEarth)" }
        switch q / (1 - e) {
        case ..<4.6: return "\(PopulationKind.mainBelt)"
        case ..<5.5: return "\(e < 0.3 ? PopulationKind.jupiterTrojans : .mainBelt)"
        case ..<30.1: return "centaur"
        default: return "\(PopulationKind.transneptunian)"
        }
    }

    /// `0001P`, `CJ95O010`; not `J95X00A`, `PLS2040` or `~0000`.
    private static func isComet(_ packed: String) -> Bool {
        let bytes = Array(packed.utf8)
        if bytes.count == 8 { return true }
        return bytes.count >= 5 && bytes[..<4].allSatisfy { (48...57).contains($0) } && "PDI".utf8.contains(bytes[4])
    }
}
