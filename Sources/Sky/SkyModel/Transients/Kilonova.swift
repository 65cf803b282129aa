public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Two neutron stars merged: two clouds of r-process elements, one blue and fast, one red and slow, each a black body
/// heated by decay (model and figures of Villar and others 2017, doi:10.3847/2041-8213/aa9c84).
public struct Kilonova: LightCurve {
    /// One cloud of ejecta.
    public struct Component: Sendable, Hashable {
        /// Suns.
        public let mass: Double
        /// In units of the speed of light.
        public let speed: Double
        /// cm^2/g.
        public let opacity: Double
        /// K: the photosphere gets no cooler.
        public let floorTemperature: Double

        /// Values are brought within 10^-5 ... 0.5 Suns, 0.02 ... 0.6, 0.1 ... 100 cm^2/g, 500 ... 10,000 K.
        public init(mass: Double, speed: Double, opacity: Double, floorTemperature: Double) {
            self.mass = max(1e-5, min(0.5, mass))
            self.speed = max(0.02, min(0.6, speed))
            self.opacity = max(0.1, min(100, opacity))
            self.floorTemperature = max(500, min(10_000, floorTemperature))
        }

        /// Of AT2017gfo with two components.
        public static let blueAT2017gfo = Component(mass: 0.023, speed: 0.256, opacity: 0.5, floorTemperature: 3983)
        /// The red, slow cloud of AT2017gfo.
        public static let redAT2017gfo = Component(mass: 0.050, speed: 0.149, opacity: 3.65, floorTemperature: 1151)
    }

    /// The frame's time is the merger.
    public let frame: EventFrame
    /// The clouds, whose light is added up.
    public let components: [Component]
    private let table: FluxTable

    /// Makes the table of fluxes that all calls read.
    public init(frame: EventFrame, components: [Component]) {
        self.frame = frame
        self.components = components
        let span = FluxTable.Span(start: 0, length: 30, scale: 1, count: 32)
        let times = span.times
        let nodes = Photosphere.Nodes(wavelengths: frame.restWavelengths, edge: 0)
        let luminosities = components.map { $0.luminosities(times: times) }
        table = FluxTable(frame: frame, span: span, part: FluxTable.Part(frame, span, nil)) { time, densities in
            for (component, luminosity) in zip(components, luminosities) {
                let radius = component.speed * 2.997_924_58e10 * times[time] * 86_400
                let photosphere = Photosphere.expanding(
                    luminosity: luminosity[time], radius: radius, floor: component.floorTemperature)
                nodes.add(photosphere, to: &densities)
            }
        }
    }

    /// nJy, from a table made with the curve.
    public func flux(_ band: Passband, mjdTai: Double) -> Double { table.flux(band, mjdTai: mjdTai) }

    /// About AT2017gfo: masses log-normal with 0.5 in ln, speeds with 0.2; views along the equator hide the blue
    /// cloud in one of three.
    public static func drawn(from draws: inout Draws, frame: EventFrame) -> Kilonova {
        func spread(_ width: Double) -> Double { exp(width * max(-2, min(2, draws.normal()))) }
        let blue = Component(
            mass: 0.023 * spread(0.5) * (draws.uniform() < 1.0 / 3 ? 0.1 : 1), speed: 0.256 * spread(0.2), opacity: 0.5,
            floorTemperature: 3983)
        let red = Component(
            mass: 0.050 * spread(0.5), speed: 0.149 * spread(0.2), opacity: 3.65, floorTemperature: 1151)
        return Kilonova(frame: frame, components: [blue, red])
    }
}

extension Kilonova.Component {
    /// erg/s at times in days: heating of Korobkin and others (2012), of which a share thermalises (Barnes and others
    /// 2016).
    func luminosities(times: [Double]) -> [Double] {
        let diffusion =
            Diffusion.time(opacity: opacity, mass: mass, speed: speed * 299_792.458) * (13.7 / 13.4).squareRoot()
        let thermalisation = Thermalisation(mass: mass, speed: speed)
        return Diffusion.luminosities(times: times, diffusionTime: diffusion) { days in
            let seconds = days * 86_400
            let decay = 0.5 - atan((seconds - 1.3) / 0.11) / .pi
            return 4e18 * mass * 1.988_41e33 * pow(max(0, decay), 1.3)
                * thermalisation.share(days: days)
        }
    }
}
