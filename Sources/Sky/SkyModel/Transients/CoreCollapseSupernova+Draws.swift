public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension CoreCollapseSupernova {
    /// Peak absolute magnitudes in r, mean and standard deviation, before dust: those of a volume-limited sample
    /// (Li and others 2011, doi:10.1111/j.1365-2966.2011.18160.x: -16.05, -16.09 and -16.86 in R, with the
    /// hosts' dust in them), R to AB by 0.2, less the 0.3 that dust takes on average here.
    public static func luminosityFunction(_ kind: Kind) -> (mean: Double, deviation: Double) {
        switch kind {
        case .typeII: (-16.15, 1.37)
        case .typeIbc: (-16.2, 1.24)
        case .typeIIn: (-16.95, 1.61)
        }
    }

    /// A supernova with a luminosity from `luminosityFunction` and a shape from published spreads.
    ///
    /// II: plateaus of 84 days with 17, slopes of 1.3 with 0.9 mag in 100 days, brighter ones steeper (Anderson and
    /// others 2014, doi:10.1088/0004-637X/786/1/67). Ibc: rises of 18 days with 4 (Taddia and others 2015,
    /// doi:10.1051/0004-6361/201423915). IIn: rises of 20 days with 0.5 in ln, falls over 100 days with 0.5 in ln
    /// (Nyholm and others 2020, doi:10.1051/0004-6361/201936097).
    public static func drawn(from draws: inout Draws, kind: Kind, frame: EventFrame) -> CoreCollapseSupernova {
        drawn(from: &draws, kind: kind, frame: frame, only: nil)
    }

    /// - Parameter moment: for which alone the curve is good; nil for all.
    static func drawn(
        from draws: inout Draws, kind: Kind, frame: EventFrame, only moment: FluxTable.Moment?
    ) -> CoreCollapseSupernova {
        let function = luminosityFunction(kind)
        let deviate = max(-2.5, min(2.5, draws.normal()))
        let (first, second) = (max(-2, min(2, draws.normal())), max(-2, min(2, draws.normal())))
        let shape =
            switch kind {
            case .typeII:
                Shape(rise: 8 + 2 * first, duration: 84 + 17 * second, slope: 1.3 - 0.6 * deviate + 0.5 * first)
            case .typeIbc: Shape(rise: 18 + 4 * first, duration: 100, slope: 0)
            case .typeIIn: Shape(rise: 20 * exp(0.5 * first), duration: 100 * exp(0.5 * second), slope: 0)
            }
        return CoreCollapseSupernova(
            frame: frame, kind: kind, absoluteMagnitude: function.mean + function.deviation * deviate, shape: shape,
            only: moment)
    }
}
