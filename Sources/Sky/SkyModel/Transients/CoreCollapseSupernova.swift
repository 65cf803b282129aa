public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A supernova of a massive star: a light curve by type about a black body that cools.
public struct CoreCollapseSupernova: LightCurve {
    /// Types, by what the star has kept of its envelope and what lies around it.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// With hydrogen, a plateau of about 84 days, and a tail of cobalt's decay.
        case typeII
        /// Without hydrogen: light of nickel's decay that diffuses out (Arnett 1982).
        case typeIbc
        /// Ejecta that run into gas around the star: a slow rise and a slow fall.
        case typeIIn
    }

    /// Times and slope of the light curve.
    public struct Shape: Sendable, Hashable {
        /// To the peak, days at rest.
        public let rise: Double
        /// II: to the middle of the plateau's fall; IIn: of the fall. Days at rest.
        public let duration: Double
        /// II: of the plateau, magnitudes in 100 days.
        public let slope: Double

        /// Values are brought within 1 ... 100 days, 10 ... 500 days and -1 ... 6 magnitudes in 100 days.
        public init(rise: Double, duration: Double, slope: Double) {
            self.rise = max(1, min(100, rise))
            self.duration = max(10, min(500, duration))
            self.slope = max(-1, min(6, slope))
        }
    }

    /// The frame's time is the explosion.
    public let frame: EventFrame
    /// Decides the form of the light curve.
    public let kind: Kind
    /// AB, at 620 nm at rest, at its peak, before dust.
    public let absoluteMagnitude: Double
    /// Times and slope, at rest.
    public let shape: Shape
    private let table: FluxTable

    /// - Parameter absoluteMagnitude: AB, at 620 nm at rest, at its peak, before dust.
    public init(frame: EventFrame, kind: Kind, absoluteMagnitude: Double, shape: Shape) {
        self.init(frame: frame, kind: kind, absoluteMagnitude: absoluteMagnitude, shape: shape, only: nil)
    }

    /// - Parameter moment: for which alone the curve is good; nil for all.
    init(frame: EventFrame, kind: Kind, absoluteMagnitude: Double, shape: Shape, only moment: FluxTable.Moment?) {
        self.frame = frame
        self.kind = kind
        self.absoluteMagnitude = absoluteMagnitude
        self.shape = shape
        table = Self.table(frame: frame, kind: kind, absoluteMagnitude: absoluteMagnitude, shape: shape, only: moment)
    }

    /// nJy, from a table made with the curve.
    public func flux(_ band: Passband, mjdTai: Double) -> Double { table.flux(band, mjdTai: mjdTai) }

    private static func table(
        frame: EventFrame, kind: Kind, absoluteMagnitude: Double, shape: Shape, only moment: FluxTable.Moment?
    ) -> FluxTable {
        let span = FluxTable.Span(start: 0, length: kind == .typeIIn ? 700 : 400, scale: 15)
        let part = FluxTable.Part(frame, span, moment)
        let times = span.times
        let light = CoreCollapseShape.light(kind, shape: shape, times: times)
        let temperatures = times.map { CoreCollapseShape.temperature(kind, time: $0, rise: shape.rise) }
        let lines = temperatures.map { CoreCollapseShape.blanketing(kind, temperature: $0) }
        let surfaces = zip(light, temperatures).map { $0 / Blackbody(temperature: $1).fluxDensity(nm: 550) }
        let red = times.indices.map {
            surfaces[$0] * Blackbody(temperature: temperatures[$0]).fluxDensity(nm: 620)
        }
        let scale = ABMagnitude.nJy(absoluteMagnitude) / max(1e-300, red.max() ?? 1)
        let nodes = Photosphere.Nodes(
            wavelengths: frame.restWavelengths(of: part.nodes), edge: CoreCollapseShape.lineEdge)
        return FluxTable(frame: frame, span: span, part: part) { time, densities in
            nodes.add(
                Photosphere(temperature: temperatures[time], radius: unitRadius, blanketing: lines[time]),
                factor: scale * surfaces[time], to: &densities)
        }
    }

    /// cm: makes the flux at 10 pc in nJy that of the surface in erg/s/cm^2/Hz.
    private static let unitRadius = 3.085_677_58e3
}
