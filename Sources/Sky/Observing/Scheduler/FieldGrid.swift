public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Middles of the fields that cover the survey's part of the sky: a Fibonacci spiral over the sphere.
///
/// 5,000 places on the whole sphere, one for 8.25 deg^2, so that every place of the footprint is within 2 degrees of a
/// middle. Source: Gonzalez 2010, doi:10.1007/s11004-009-9257-x.
public struct FieldGrid: Sendable {
    /// ICRS, from north to south.
    public let fields: [SkyPosition]
    let vectors: [UnitVector]
    /// The night, modulo the cadence, on which a field is due: one for each block of sky of some 15 degrees.
    let phases: [Int]

    /// Keeps, of `count` places on the whole sphere, those with declinations (degrees) in the range.
    public init(declinations: ClosedRange<Double> = -75...12, count: Int = 5000, cadenceNights: Int = 3) {
        let golden = 180 * (3 - 5.0.squareRoot())
        fields = (0..<max(count, 1)).compactMap { index in
            let dec = asinDegrees(1 - (2 * Double(index) + 1) / Double(max(count, 1)))
            guard declinations.contains(dec) else { return nil }
            return SkyPosition(ra: wrapDegrees(golden * Double(index)), dec: dec)
        }
        vectors = fields.map(\.unitVector)
        let blocks = HEALPix(order: 2)
        phases = fields.map { place in
            var draws = Draws(seed: 0xF1E1D, UInt64(blocks.pixel(place)))
            return Int(draws.next() % UInt64(max(cadenceNights, 1)))
        }
    }
}
