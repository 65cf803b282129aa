internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The stars of one direction: expected numbers by r magnitude, population and distance.
///
/// The fundamental equation of stellar statistics, dN = phi(M) rho(D) D^2 dD, is summed over bins of 0.25 mag of
/// distance modulus; M follows from the magnitude, the distance and the dust before it.
struct SightlineTable: Sendable {
    static let firstModulus = -2.0
    /// Magnitudes of distance modulus.
    static let step = 0.25
    static let modulusCount = 90

    /// Extinction A_V at the far edges of the distance bins, and 0 before the first.
    let extinction: [Double]
    /// Optical depth per (source at a bin's middle) to microlensing.
    let lensingDepth: [Double]
    /// Of the middle of the field.
    let sightline: Sightline
    let distances: [DistanceBin]
    /// rho(D) dV of each population at each distance, cubic parsecs times relative density.
    private let volumes: [[Double]]
    private let stratified: [[Double]]
    /// Distance modulus and extinction in r in the middle of each distance bin.
    private let dimming: [Double]

    /// - Parameter area: square degrees.
    init(_ direction: GalacticPosition, area: Double) {
        let sightline = Sightline(direction)
        self.sightline = sightline
        let steps = (0..<Self.modulusCount).map { Step($0, sightline, area: area) }
        extinction = steps.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.extinction) }
        volumes = StellarPopulation.all.map { population in
            steps.map { $0.volume * population.density($0.place, absoluteMagnitude: 4) }
        }
        stratified = Self.scaleHeights.map { height in
            steps.map { $0.volume * GalacticDensity.thinDisc($0.place, scaleHeight: height) }
        }
        lensingDepth = LensingDepth.depths(steps.map { ($0.kpc, $0.width, $0.place) })
        let column = extinction
        distances = steps.indices.map { index in
            DistanceBin(
                modulus: Self.firstModulus + Self.step * Double(index), kpc: steps[index].near,
                extinction: column[index], dust: steps[index].extinction)
        }
        dimming = (0..<Self.modulusCount).map { step -> Double in
            let dust = (column[step] + column[step + 1]) / 2
            return Self.firstModulus + 0.25 * (Double(step) + 0.5) + dust * DustSheet.ratioR
        }
    }

    /// One bin of distance modulus.
    private struct Step {
        var near: Double
        var kpc: Double
        var width: Double
        var place: GalacticPlace
        var volume: Double
        var extinction: Double

        init(_ index: Int, _ sightline: Sightline, area: Double) {
            near = pow(10, (SightlineTable.firstModulus + 0.25 * Double(index) - 10) / 5)
            let far = near * pow(10, 0.05)
            width = far - near
            kpc = near * pow(10, 0.025)
            place = sightline.place(kpc: kpc)
            let steradians = area * (.pi / 180) * (.pi / 180)
            volume = steradians * (far * far * far - near * near * near) / 3 * 1e9
            extinction = DustSheet.density(place, distance: kpc) * width
        }
    }

    private static let scaleHeights = (0...7).map { 0.09 + 0.03 * Double($0) }

    /// A_V in the middle of a distance bin.
    func middleExtinction(_ step: Int) -> Double { (extinction[step] + extinction[step + 1]) / 2 }

    /// Expected numbers in a bin of r magnitude, by population and then distance. Complexity: O(populations x
    /// distances).
    func counts(bin: Int) -> [Double] {
        let r = MagnitudeLayers.magnitude(bin: bin) + MagnitudeLayers.binWidth / 2
        var counts = [Double](repeating: 0, count: StellarPopulation.all.count * Self.modulusCount)
        for population in volumes.indices {
            let limits = PhotometricGrid.shared.limits[population]
            for step in 0..<Self.modulusCount {
                let m = r - dimming[step]
                guard m >= limits.lowerBound, m <= limits.upperBound else { continue }
                let density = PhotometricGrid.shared.density(population: population, m)
                counts[population * Self.modulusCount + step] =
                    density * volume(population, step, m) * MagnitudeLayers.binWidth
            }
        }
        return counts
    }

    @inline(__always)
    private func volume(_ population: Int, _ step: Int, _ m: Double) -> Double {
        guard population == Self.stratifiedPopulation else { return volumes[population][step] }
        let height = StellarPopulation.dwarfScaleHeight(m)
        let place = (height - 0.09) / 0.03
        let low = min(Int(place), Self.scaleHeights.count - 2)
        let share = place - Double(low)
        return stratified[low][step] * (1 - share) + stratified[low + 1][step] * share
    }

    private static let stratifiedPopulation = StellarPopulation.all.firstIndex { $0.isStratified } ?? -1
}
