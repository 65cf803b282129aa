internal import AlertModel
internal import Foundation

/// Made-up objects and what a survey measures of them, each a function of the seed and two numbers.
struct SyntheticSky: Sendable {
    enum Kind { case supernova, variable, galaxyNucleus, asteroid }

    let seed: UInt64
    let objectCount: Int
    /// Date of epoch 0, MJD TAI.
    let startMjd = 61096
    /// The object's position lies within this many degrees of the field's centre.
    let fieldRadius = 1.7
    let fieldRa = 150.1
    let fieldDec = 2.2

    func kind(_ object: Int) -> Kind {
        switch object % 10 {
        case 0...2: .supernova
        case 9: .asteroid
        case 8: .galaxyNucleus
        default: .variable
        }
    }

    /// Degrees; asteroids move by some arcminutes an epoch.
    func position(_ object: Int, epoch: Int) -> (ra: Double, dec: Double) {
        var noise = Noise(seed, 1, object)
        let reach = fieldRadius * noise.uniform().squareRoot()
        let angle = 2 * Double.pi * noise.uniform()
        let drift = kind(object) == .asteroid ? 0.05 * Double(epoch) : 0
        let dec = fieldDec + reach * sin(angle) + drift * 0.3
        return (fieldRa + reach * cos(angle) / cos(dec * .pi / 180) + drift, dec)
    }

    /// What is always there: the flux in the template, nJy.
    func templateFlux(_ object: Int) -> Double {
        var noise = Noise(seed, 2, object)
        switch kind(object) {
        case .asteroid: return 0
        case .supernova: return 3000 * exp(noise.normal())
        case .variable, .galaxyNucleus: return 30_000 * exp(0.7 * noise.normal())
        }
    }

    /// The true change of flux, nJy.
    func differenceFlux(_ object: Int, epoch: Int) -> Double {
        var noise = Noise(seed, 3, object)
        let days = Double(epoch) - 6 * noise.uniform()
        switch kind(object) {
        case .supernova:
            let peak = 20_000 * (0.5 + noise.uniform())
            return days < 0 ? 0 : peak * (0.1 + exp(-(days - 5) * (days - 5) / 200))
        case .variable:
            let phase = days / (0.3 + 20 * noise.uniform()) + noise.uniform()
            return 0.5 * templateFlux(object) * sin(2 * .pi * phase)
        case .galaxyNucleus:
            var walk = Noise(seed, 4, object)
            return (0...min(max(epoch, 0), 200)).reduce(0) { flux, _ in flux * 0.9 + 2000 * walk.normal() }
        case .asteroid: return 15_000 * (0.8 + 0.4 * noise.uniform())
        }
    }

    func fluxErr(band: Band) -> Double {
        switch band {
        case .u: 320
        case .g: 180
        case .y: 900
        default: 260
        }
    }
}
