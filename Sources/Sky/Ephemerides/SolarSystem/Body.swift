/// The bodies whose gravity counts.
public enum Body: Int, Sendable, Hashable, CaseIterable {
    case sun, mercury, venus, earth, moon, mars, jupiter, saturn, uranus, neptune

    /// GM, au^3/day^2; of the planets from Mars on with their moons (DE440).
    public var gm: Double { Self.gms[rawValue] }

    static let gms: [Double] = [
        132_712_440_041.279419, 22031.868551, 324_858.592, 398_600.435507, 4902.800118, 42828.375816, 126_712_764.1,
        37_940_584.8418, 5_794_556.4, 6_836_527.10058,
    ].map { $0 * Gravity.auPerKm * Gravity.auPerKm * Gravity.auPerKm * 86400 * 86400 }
}
