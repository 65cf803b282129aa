import Observing
import Rendering
import SkyMath
import SkyModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The light of a galaxy, a source's own or one beside it, that a fit of the PSF finds at the source: of any visit, from a few widths of the image.
///
/// Between widths it is interpolated, to 1 %, so a visit gives the same whenever it is asked for.
struct HostLight: Sendable {
    private let galaxy: Galaxy
    private let shape: StampSource.Shape
    /// Of the galaxy's middle from the source, pixels to north and east.
    private let place: (x: Double, y: Double)
    private var shares = [Double?](repeating: nil, count: PSFWidths.fits.count)

    /// `position`: of the source.
    init(_ galaxy: Galaxy, at position: SkyPosition) {
        self.galaxy = galaxy
        let distance = position.separation(to: galaxy.position) * 3600 / LSSTCamera.arcsecPerPixel
        let angle = position.positionAngle(to: galaxy.position) * .pi / 180
        place = distance > 0 ? (distance * cos(angle), distance * sin(angle)) : (0, 0)
        shape = .galaxy(SersicProfile(galaxy, angle: galaxy.positionAngle))
    }

    /// nJy. Complexity: O(1); some microseconds for the first visit of a width.
    mutating func flux(in visit: Visit) -> Double {
        ABMagnitude.nJy(galaxy.magnitude(visit.band)) * share(fwhm: visit.seeingFwhmEff)
    }

    private mutating func share(fwhm: Double) -> Double { PSFWidths.between(fwhm) { share($0) } }

    private mutating func share(_ number: Int) -> Double {
        if let known = shares[number] { return known }
        let share = PSFWidths.fits[number].flux(of: shape, beside: place)
        shares[number] = share
        return share
    }
}
