import Foundation
import SkyMath
import SkyModel

/// One of each kind of transient from random draws.
enum TransientSamples {
    static let makers: [(name: String, make: @Sendable (inout Draws) -> any LightCurve)] = [
        ("SupernovaIa", { SupernovaIa.drawn(from: &$0, frame: frame(&$0)) }),
        ("typeII", { CoreCollapseSupernova.drawn(from: &$0, kind: .typeII, frame: frame(&$0)) }),
        ("typeIbc", { CoreCollapseSupernova.drawn(from: &$0, kind: .typeIbc, frame: frame(&$0)) }),
        ("typeIIn", { CoreCollapseSupernova.drawn(from: &$0, kind: .typeIIn, frame: frame(&$0)) }),
        ("SuperluminousSupernova", { SuperluminousSupernova.drawn(from: &$0, frame: frame(&$0)) }),
        ("TidalDisruption", { TidalDisruption.drawn(from: &$0, frame: frame(&$0)) }),
        ("Kilonova", { Kilonova.drawn(from: &$0, frame: frame(&$0)) }),
    ]

    /// Redshifts 0.005 to 2, dust here and there.
    static func frame(_ draws: inout Draws) -> EventFrame {
        EventFrame(
            mjdTai: draws.uniform(60_000..<60_100), redshift: 0.005 * exp2(8.6 * draws.uniform()),
            hostExtinction: max(0, draws.normal()), galacticReddening: draws.uniform(0..<0.3))
    }

    /// 10 pc at no redshift worth speaking of, without dust: apparent magnitudes plus this are absolute.
    static func near(mjdTai: Double = 60_000) -> (frame: EventFrame, modulus: Double) {
        (EventFrame(mjdTai: mjdTai, redshift: 0.001), Cosmology.planck2018.distanceModulus(redshift: 0.001))
    }
}
