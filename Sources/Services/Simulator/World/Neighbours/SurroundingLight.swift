import Observing
import SkyMath

/// What all that lies beside one source adds to fits of the PSF at it.
struct SurroundingLight {
    private var galaxies: [HostLight] = []
    private var stars: [(distance: Double, flux: PerBand<Float>)] = []

    init(_ parts: ArraySlice<NearLight>) {
        for part in parts {
            switch part {
            case .star(let distance, let flux): stars.append((Double(distance), flux))
            case .galaxy(let light): galaxies.append(light)
            }
        }
    }

    /// nJy. Complexity: O(stars and galaxies); some microseconds for a galaxy's first visit of a width.
    mutating func flux(in visit: Visit) -> Double {
        var sum = 0.0
        for star in stars {
            sum +=
                Double(star.flux[visit.band])
                * PointResponse.share(fwhm: visit.seeingFwhmEff, distance: star.distance)
        }
        for number in galaxies.indices { sum += galaxies[number].flux(in: visit) }
        return sum
    }
}
