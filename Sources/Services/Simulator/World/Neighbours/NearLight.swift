import Observing
import Rendering
import SkyMath
import SkyModel

/// A star or a galaxy beside a source, by the light that a fit of the PSF at the source finds of it.
///
/// It is told without any visit, so that all visits, and all packets that tell of them again, have the same. A star that
/// varies has its mean light.
enum NearLight: Sendable {
    /// Arcsec from the source, and nJy.
    case star(distance: Float, flux: PerBand<Float>)
    indirect case galaxy(HostLight)

    /// nJy; less is not told of.
    static let least = 5.0
    /// Arcsec from the source to the farthest star, of magnitude 19 and brighter in r, and of fainter ones and galaxies.
    static let reach = (bright: 14.0, faint: 5.0)

    /// Nil for a star that no visit's fit finds `least` of.
    init?(_ star: Star, beside source: SourcePlace) {
        let (distance, red) = (source.distance(to: star), star.magnitude(.r))
        guard distance < (red < Surroundings.bright ? Self.reach.bright : Self.reach.faint) else { return nil }
        let share = PointResponse.share(fwhm: Self.widest, distance: distance)
        guard ABMagnitude.nJy(red - Self.reddest) * share > Self.least else { return nil }
        let flux = PerBand { ABMagnitude.nJy(star.magnitude($0)) }
        guard Self.brightest(flux) * share > Self.least else { return nil }
        self = .star(distance: Float(distance), flux: PerBand { Float(flux[$0]) })
    }

    /// Nil for a galaxy that no visit's fit finds `least` of.
    init?(_ galaxy: Galaxy, beside source: SourcePlace) {
        let distance = source.distance(to: galaxy.position)
        guard distance < Self.reach.faint else { return nil }
        let flux = PerBand { ABMagnitude.nJy(galaxy.magnitude($0)) }
        // A profile that is as wide as the galaxy and the PSF together has no more light so far out.
        let width = Self.widest + 2 * galaxy.halfLightRadius
        guard Self.brightest(flux) * PointResponse.share(fwhm: width, distance: distance) > Self.least else {
            return nil
        }
        self = .galaxy(HostLight(galaxy, at: source.position))
    }

    /// Arcsec: no visit's PSF is wider that finds much.
    private static let widest = 1.5
    /// No star is brighter in another band than in r by more magnitudes.
    private static let reddest = 5.0

    private static func brightest(_ flux: PerBand<Double>) -> Double {
        Passband.allCases.reduce(0) { max($0, flux[$1]) }
    }
}

/// Where a source is at one time, to measure small distances from it in the plane. Parallaxes are left out.
struct SourcePlace: Sendable {
    let position: SkyPosition
    /// Years after the epoch of the stars' places.
    private let years: Double
    private let cosDec: Double

    init(_ position: SkyPosition, mjdTai: Double) {
        (self.position, years) = (position, (mjdTai - Star.epochMjdTai) / 365.25)
        cosDec = position.sinesAndCosines.cosDec
    }

    /// Arcsec.
    func distance(to star: Star) -> Double {
        distance(to: star.position, moved: (star.properMotionRA * years / 1000, star.properMotionDec * years / 1000))
    }

    /// Arcsec; `moved` too.
    func distance(to other: SkyPosition, moved: (east: Double, north: Double) = (0, 0)) -> Double {
        let turn = other.ra - position.ra
        let east = (turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn) * cosDec * 3600 + moved.east
        let north = (other.dec - position.dec) * 3600 + moved.north
        return (east * east + north * north).squareRoot()
    }
}
