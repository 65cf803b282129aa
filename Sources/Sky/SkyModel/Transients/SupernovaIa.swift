public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A type Ia supernova: `SupernovaIaSurface` seen through LSST's bands, bright by Tripp's relation.
public struct SupernovaIa: LightCurve {
    /// The frame's time is the peak in B.
    public let frame: EventFrame
    /// Stretch.
    public let x1: Double
    /// Colour.
    public let c: Double
    /// At the peak in B at rest, before dust of our Galaxy, magnitudes in SALT2's system.
    public let peakMagnitude: Double
    private let table: FluxTable

    /// - Parameters:
    ///   - x1: -4 ... 4; others are brought within.
    ///   - c: -0.4 ... 1; others are brought within.
    ///   - peakMagnitude: apparent, in B at rest (m_B of SALT2).
    public init(frame: EventFrame, x1: Double, c: Double, peakMagnitude: Double) {
        self.init(frame: frame, x1: x1, c: c, peakMagnitude: peakMagnitude, only: nil)
    }

    /// - Parameter moment: for which alone the curve is good; nil for all.
    init(frame: EventFrame, x1: Double, c: Double, peakMagnitude: Double, only moment: FluxTable.Moment?) {
        self.frame = frame
        self.x1 = max(-4, min(4, x1))
        self.c = max(-0.4, min(1, c))
        self.peakMagnitude = peakMagnitude
        table = Self.table(frame: frame, x1: self.x1, c: self.c, peakMagnitude: peakMagnitude, only: moment)
    }

    /// Tripp's relation (1998): M_B = -19.365 - 0.144 x1 + 3.1 c for a Hubble constant of 70, the values of the
    /// simulation that the surface was fitted to.
    public static func absoluteMagnitude(x1: Double, c: Double, cosmology: Cosmology = .planck2018) -> Double {
        -19.365 + 5 * log10(cosmology.hubbleConstant / 70) - 0.144 * x1 + 3.1 * c
    }

    /// nJy, from a table made with the curve.
    public func flux(_ band: Passband, mjdTai: Double) -> Double { table.flux(band, mjdTai: mjdTai) }

    private static func table(
        frame: EventFrame, x1: Double, c: Double, peakMagnitude: Double, only moment: FluxTable.Moment?
    ) -> FluxTable {
        let part = FluxTable.Part(frame, span, moment)
        let bright = log(ABMagnitude.nJy(peakMagnitude) * (1 + frame.redshift) / frame.dilution)
        let nodes = frame.restWavelengths(of: part.nodes).map { node -> (index: Int, share: Double, offset: Double) in
            let (index, share) = SupernovaIaSurface.place(node, in: SupernovaIaSurface.wavelengths)
            let colour = SupernovaIaSurface.between(
                SupernovaIaSurface.colour[index], SupernovaIaSurface.colour[index + 1], share)
            let beyond = 0.02 * max(0, SupernovaIaSurface.wavelengths[0] - node)
            return (index, share, bright + lnPerMagnitude * (c * colour + beyond))
        }
        let columns = SupernovaIaSurface.wavelengths.count
        var row = [Double](repeating: 0, count: columns)
        return FluxTable(frame: frame, span: span, part: part) { time, densities in
            for column in 0..<columns {
                row[column] = means[time * columns + column] + x1 * slopes[time * columns + column]
            }
            for number in densities.indices {
                let node = nodes[number]
                let (low, high) = (row[node.index], row[node.index + 1])
                densities[number] = exp(node.offset + low + node.share * (high - low))
            }
        }
    }

    private static let span = FluxTable.Span(start: -riseTime, length: 200, scale: 20)
    private static let lnPerMagnitude = -M_LN10 / 2.5

    /// The surface at the table's times, as logarithms of flux: for x1 = 0, and by how much each unit of x1 changes
    /// them.
    private static let means = span.times.flatMap { time in
        SupernovaIaSurface.row(phase: time + span.start, x1: 0).map { $0 * lnPerMagnitude }
    }
    private static let slopes = span.times.flatMap { time in
        zip(
            SupernovaIaSurface.row(phase: time + span.start, x1: 1),
            SupernovaIaSurface.row(phase: time + span.start, x1: 0)
        ).map { ($0 - $1) * lnPerMagnitude }
    }

    /// x1 and c from two-sided normals (Scolnic and Kessler 2016, doi:10.3847/2041-8205/822/2/L35), and 0.1 mag of
    /// scatter that neither explains.
    ///
    /// - Parameter frame: with the peak's time; the supernova's colour already holds its host's dust, so give none.
    public static func drawn(
        from draws: inout Draws, frame: EventFrame, cosmology: Cosmology = .planck2018
    ) -> SupernovaIa {
        drawn(from: &draws, frame: frame, cosmology: cosmology, only: nil)
    }

    private static func drawn(
        from draws: inout Draws, frame: EventFrame, cosmology: Cosmology, only moment: FluxTable.Moment?
    ) -> SupernovaIa {
        let x1 = draws.twoSidedNormal(peak: 0.973, below: 1.472, above: 0.222)
        let c = draws.twoSidedNormal(peak: -0.054, below: 0.043, above: 0.101)
        let absolute = absoluteMagnitude(x1: max(-3, x1), c: c, cosmology: cosmology) + 0.1 * draws.normal()
        let modulus = 5 * log10(frame.luminosityDistance) + 25
        return SupernovaIa(frame: frame, x1: max(-3, x1), c: c, peakMagnitude: absolute + modulus, only: moment)
    }

    /// Days at rest from the first light to the peak in B.
    public static let riseTime = 19.5

    /// As the other, but for a frame whose time is the first light.
    public static func drawn(
        from draws: inout Draws, firstLight frame: EventFrame, cosmology: Cosmology = .planck2018
    ) -> SupernovaIa {
        drawn(from: &draws, firstLight: frame, cosmology: cosmology, only: nil)
    }

    /// - Parameter moment: for which alone the curve is good; nil for all.
    static func drawn(
        from draws: inout Draws, firstLight frame: EventFrame, cosmology: Cosmology, only moment: FluxTable.Moment?
    ) -> SupernovaIa {
        drawn(from: &draws, frame: frame.later(restDays: riseTime), cosmology: cosmology, only: moment)
    }
}

extension Draws {
    /// Two halves of normals of different widths, joined at their peak.
    mutating func twoSidedNormal(peak: Double, below: Double, above: Double) -> Double {
        let size = abs(normal())
        return uniform() * (below + above) < below ? peak - below * size : peak + above * size
    }
}
