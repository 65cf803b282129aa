/// The six bands of LSST, in order of wavelength.
public enum Passband: UInt8, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case u, g, r, i, z, y

    /// From the band's letter, also where a filter number follows it (`r_03`); nil for any other text.
    public init?(_ text: some StringProtocol) {
        guard let name = text.split(separator: "_", omittingEmptySubsequences: false).first,
            let band = Self.allCases.first(where: { $0.description == name })
        else { return nil }
        self = band
    }

    public var description: String {
        switch self {
        case .u: "u"
        case .g: "g"
        case .r: "r"
        case .i: "i"
        case .z: "z"
        case .y: "y"
        }
    }
}

/// A value for each of the six bands.
public struct PerBand<Value> {
    private var values: [Value]

    public init(_ make: (Passband) throws -> Value) rethrows { values = try Passband.allCases.map(make) }

    public init(u: Value, g: Value, r: Value, i: Value, z: Value, y: Value) { values = [u, g, r, i, z, y] }

    public subscript(_ band: Passband) -> Value {
        get { values[Int(band.rawValue)] }
        set { values[Int(band.rawValue)] = newValue }
    }
}

extension PerBand: Sendable where Value: Sendable {}
extension PerBand: Equatable where Value: Equatable {}
extension PerBand: Hashable where Value: Hashable {}
