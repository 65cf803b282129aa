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
@frozen public struct PerBand<Value> {
    @usableFromInline var u, g, r, i, z, y: Value

    /// Asks `make` for each band's value, in order of wavelength.
    @inlinable
    public init(_ make: (Passband) throws -> Value) rethrows {
        (u, g, r) = (try make(.u), try make(.g), try make(.r))
        (i, z, y) = (try make(.i), try make(.z), try make(.y))
    }

    /// One value for each band.
    @inlinable
    public init(u: Value, g: Value, r: Value, i: Value, z: Value, y: Value) {
        (self.u, self.g, self.r) = (u, g, r)
        (self.i, self.z, self.y) = (i, z, y)
    }

    /// The band's value.
    public subscript(_ band: Passband) -> Value {
        @inlinable get {
            switch band {
            case .u: u
            case .g: g
            case .r: r
            case .i: i
            case .z: z
            case .y: y
            }
        }
        @inlinable set {
            switch band {
            case .u: u = newValue
            case .g: g = newValue
            case .r: r = newValue
            case .i: i = newValue
            case .z: z = newValue
            case .y: y = newValue
            }
        }
    }
}

extension PerBand {
    /// The changed value of each band.
    @inlinable
    public func map<Other>(_ change: (Value) throws -> Other) rethrows -> PerBand<Other> {
        try PerBand<Other> { try change(self[$0]) }
    }
}

extension PerBand: Sendable where Value: Sendable {}
extension PerBand: Equatable where Value: Equatable {}
extension PerBand: Hashable where Value: Hashable {}
