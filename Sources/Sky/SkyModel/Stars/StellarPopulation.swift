/// The Galactic components.
public enum GalacticComponent: UInt8, Sendable, Hashable, CaseIterable {
    case thinDisc, thickDisc, halo, bulge
}

/// Kinds of stars that follow one sequence of colours.
public enum StellarSequence: UInt8, Sendable, Hashable, CaseIterable {
    case mainSequence, giant, whiteDwarf, horizontalBranch, cepheid, cataclysmic
}

/// One kind of stars in one component: how many there are by absolute magnitude, and how they are spread.
struct StellarPopulation: Sendable {
    var component: GalacticComponent
    var sequence: StellarSequence
    /// Stars per cubic parsec and magnitude of M_r near the Sun's place (for the bulge: where its relative density is
    /// 1).
    var luminosityFunction: PointTable
    /// The range of M_r outside of which there are none.
    var magnitudes: ClosedRange<Double>

    /// Every population of the Galaxy. Order is part of the draws and never changes.
    static let all: [StellarPopulation] = discs + spheroids + special
}

extension StellarPopulation {
    private static var discs: [StellarPopulation] {
        [
            StellarPopulation(
                component: .thinDisc, sequence: .mainSequence, luminosityFunction: LuminosityFunction.thinMainSequence,
                magnitudes: -4...19),
            StellarPopulation(
                component: .thinDisc, sequence: .giant, luminosityFunction: LuminosityFunction.thinGiants,
                magnitudes: -4...4),
            StellarPopulation(
                component: .thinDisc, sequence: .whiteDwarf, luminosityFunction: LuminosityFunction.whiteDwarfs,
                magnitudes: 9...17),
            StellarPopulation(
                component: .thickDisc, sequence: .mainSequence, luminosityFunction: LuminosityFunction.oldDwarfs,
                magnitudes: 3.5...19),
            StellarPopulation(
                component: .thickDisc, sequence: .giant, luminosityFunction: LuminosityFunction.oldGiants,
                magnitudes: -3.5...4),
        ]
    }

    private static var spheroids: [StellarPopulation] {
        [
            StellarPopulation(
                component: .halo, sequence: .mainSequence, luminosityFunction: LuminosityFunction.haloDwarfs,
                magnitudes: 3.5...19),
            StellarPopulation(
                component: .halo, sequence: .giant, luminosityFunction: LuminosityFunction.oldGiants,
                magnitudes: -3.5...4),
            StellarPopulation(
                component: .bulge, sequence: .mainSequence, luminosityFunction: LuminosityFunction.oldDwarfs,
                magnitudes: 3.5...19),
            StellarPopulation(
                component: .bulge, sequence: .giant, luminosityFunction: LuminosityFunction.oldGiants,
                magnitudes: -3.5...4),
        ]
    }

    private static var special: [StellarPopulation] {
        [
            StellarPopulation(
                component: .halo, sequence: .horizontalBranch, luminosityFunction: LuminosityFunction.haloRRLyrae,
                magnitudes: 0...1.2),
            StellarPopulation(
                component: .thickDisc, sequence: .horizontalBranch, luminosityFunction: LuminosityFunction.discRRLyrae,
                magnitudes: 0...1.2),
            StellarPopulation(
                component: .thinDisc, sequence: .cepheid, luminosityFunction: LuminosityFunction.cepheids,
                magnitudes: -6 ... -1.5),
            StellarPopulation(
                component: .thinDisc, sequence: .cataclysmic, luminosityFunction: LuminosityFunction.cataclysmic,
                magnitudes: 5...13),
        ]
    }
}
