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

    /// At most eight characters, in the Minor Planet Center's packed form; `K60A00A` where a body has no name of its own.
    var packedDesignation: String {
        if case .catalogued(let body, _) = self, let packed = body.packedDesignation { return packed }
        return PackedDesignation.packed(provisional) ?? provisional
    }

    var ssObjectID: Int64 { SSObjectID.number(packedDesignation: packedDesignation) ?? 0 }

    /// As people write it; the provisional designation where the catalogue tells it.
    var designation: String {
        guard case .catalogued(let body, _) = self, !body.designation.isEmpty else { return provisional }
        return PackedDesignation.provisionalPart(of: body.designation) ?? body.designation
    }

    /// `2060 AA`: one that the Minor Planet Center will not have given to another body before that year, which tells the kind.
    private var provisional: String {
        let years =
            switch self {
            case .catalogued: 2050...2059
            case .synthetic(let body):
                switch body.kind {
                case .mainBelt: 2060...2089
                case .nearEarth: 2090...2092
                case .jupiterTrojans: 2093...2095
                case .transneptunian: 2096...2099
                }
            }
        return PackedDesignation.provisional(number, in: years)
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
