public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A superluminous supernova driven by the spin of a new magnetar (Kasen and Bildsten 2010,
/// doi:10.1088/0004-637X/717/1/245; with the choices of Nicholl, Guillochon and Berger 2017,
/// doi:10.3847/1538-4357/aa9334).
public struct SuperluminousSupernova: LightCurve {
    /// The magnetar and the ejecta that it heats.
    public struct Engine: Sendable, Hashable {
        /// First period of rotation, ms.
        public let spinPeriod: Double
        /// 10^14 G.
        public let magneticField: Double
        /// Suns.
        public let ejectaMass: Double
        /// km/s.
        public let ejectaSpeed: Double
        /// K: the photosphere gets no cooler.
        public let floorTemperature: Double

        /// Values are brought within 0.7 ... 30 ms, 0.01 ... 20, 0.1 ... 100 Suns, 2,000 ... 40,000 km/s, 3,000 ...
        /// 12,000 K.
        public init(
            spinPeriod: Double, magneticField: Double, ejectaMass: Double, ejectaSpeed: Double, floorTemperature: Double
        ) {
            self.spinPeriod = max(0.7, min(30, spinPeriod))
            self.magneticField = max(0.01, min(20, magneticField))
            self.ejectaMass = max(0.1, min(100, ejectaMass))
            self.ejectaSpeed = max(2000, min(40_000, ejectaSpeed))
            self.floorTemperature = max(3000, min(12_000, floorTemperature))
        }
    }

    /// The frame's time is the explosion.
    public let frame: EventFrame
    /// The magnetar and the ejecta.
    public let engine: Engine
    private let table: FluxTable

    /// Makes the table of fluxes that all calls read.
    public init(frame: EventFrame, engine: Engine) {
        self.frame = frame
        self.engine = engine
        let span = FluxTable.Span(start: 0, length: 500, scale: 20)
        let times = span.times
        let nodes = Photosphere.Nodes(wavelengths: frame.restWavelengths, edge: 330)
        let luminosities = engine.luminosities(times: times)
        table = FluxTable(frame: frame, span: span, part: FluxTable.Part(frame, span, nil)) { time, densities in
            var photosphere = Photosphere.expanding(
                luminosity: luminosities[time], radius: engine.ejectaSpeed * 1e5 * times[time] * 86_400,
                floor: engine.floorTemperature)
            photosphere.blanketing = 1
            nodes.add(photosphere, to: &densities)
        }
    }

    /// nJy, from a table made with the curve.
    public func flux(_ band: Passband, mjdTai: Double) -> Double { table.flux(band, mjdTai: mjdTai) }

    /// Engines spread as the posterior medians of Nicholl and others (2017): 2.4 ms, 0.8, 4.8 Suns, 12,000 km/s,
    /// 6,800 K, log-normal.
    public static func drawn(from draws: inout Draws, frame: EventFrame) -> SuperluminousSupernova {
        func spread(_ width: Double) -> Double { exp(width * max(-1.8, min(1.8, draws.normal()))) }
        let engine = Engine(
            spinPeriod: 2.4 * spread(0.4), magneticField: 0.8 * spread(0.6), ejectaMass: 4.8 * spread(0.6),
            ejectaSpeed: 12_000 * spread(0.25), floorTemperature: 6800 * spread(0.15))
        return SuperluminousSupernova(frame: frame, engine: engine)
    }
}

extension SuperluminousSupernova.Engine {
    /// erg/s at times in days.
    func luminosities(times: [Double]) -> [Double] {
        let energy = 2.6e52 / (spinPeriod * spinPeriod)
        let spinDown = 1.3e5 * spinPeriod * spinPeriod / (magneticField * magneticField)
        let opacity = 0.15
        let leak = 3 * opacity * ejectaMass * 1.988_41e33 / (4 * .pi * ejectaSpeed * ejectaSpeed * 1e10)
        let diffusion = Diffusion.time(opacity: opacity, mass: ejectaMass, speed: ejectaSpeed)
        return Diffusion.luminosities(times: times, diffusionTime: diffusion) { days in
            let seconds = days * 86_400
            let share = 1 + seconds / spinDown
            return energy / spinDown / (share * share) * -expm1(-leak / (seconds * seconds))
        }
    }
}
