import AlertModel
import AlertStore
import Foundation
import SkyMath

/// One point of a light curve as it is drawn.
struct CurveMark: Sendable {
    enum Kind: String, Sendable { case detection, forced, limit }

    var kind: Kind
    var band: Band
    var mjdTai: Double
    /// nJy; for a limit, the limit.
    var flux: Double
    var fluxErr: Double?
    var id: Int64?
    /// Came as an alert whose packet is in the log.
    var hasPacket = false

    /// All points that have a time and a flux, oldest first.
    static func all(_ curve: LightCurve) -> [CurveMark] {
        var marks: [CurveMark] = []
        for detection in curve.detections {
            guard let flux = detection.psfFlux else { continue }
            marks.append(
                CurveMark(
                    kind: .detection, band: detection.band, mjdTai: detection.midpointMjdTai, flux: flux,
                    fluxErr: detection.psfFluxErr, id: detection.id, hasPacket: curve.packets[detection.id] != nil))
        }
        for forced in curve.forced {
            guard let flux = forced.psfFlux else { continue }
            marks.append(
                CurveMark(
                    kind: .forced, band: forced.band, mjdTai: forced.midpointMjdTai, flux: flux,
                    fluxErr: forced.psfFluxErr,
                    id: forced.id == 0 ? nil : forced.id))
        }
        for limit in curve.upperLimits {
            marks.append(CurveMark(kind: .limit, band: limit.band, mjdTai: limit.midpointMjdTai, flux: limit.limit))
        }
        return marks.filter { $0.flux.isFinite && $0.mjdTai.isFinite }.sorted { $0.mjdTai < $1.mjdTai }
    }

    /// AB; nil where the flux is not above zero.
    var magnitude: Double? { Magnitude.magnitude(ofFlux: flux) }

    /// nJy beyond which nothing is drawn, so that sums and differences stay finite; the Sun has about 10^23.
    static let greatestFlux = 1e30

    /// What is drawn; nil where there is nothing to draw in this unit.
    func value(_ unit: LightCurveFigure.Unit) -> Double? {
        guard abs(flux) <= Self.greatestFlux else { return nil }
        return unit == .flux ? flux : magnitude
    }

    /// The ends of the error bar.
    func range(_ unit: LightCurveFigure.Unit) -> (Double, Double)? {
        guard kind != .limit, let fluxErr, (0...Self.greatestFlux).contains(fluxErr) else { return nil }
        if unit == .flux { return (flux - fluxErr, flux + fluxErr) }
        guard let magnitude, let error = Magnitude.magnitudeErr(flux: flux, fluxErr: fluxErr), error.isFinite else {
            return nil
        }
        return (magnitude - error, magnitude + error)
    }

    /// In words, for a pointer's hint and for a screen reader.
    var words: String {
        let what = kind == .detection ? "detection" : kind == .forced ? "forced photometry" : "5σ upper limit"
        let error = fluxErr.map { " ± \(SVGNumber.fixed($0, digits: 1))" } ?? ""
        return
            "\(band.letter) \(what), \(PageText.time(mjdTai: mjdTai)) UTC: \(SVGNumber.fixed(flux, digits: 1))\(error) nJy\(magnitudeWords)"
    }

    private var magnitudeWords: String {
        guard let magnitude else { return "" }
        let error = kind == .limit ? nil : fluxErr.flatMap { Magnitude.magnitudeErr(flux: flux, fluxErr: $0) }
        return
            ", \(SVGNumber.fixed(magnitude, digits: 2))\(error.map { " ± \(SVGNumber.fixed($0, digits: 2))" } ?? "") mag"
    }

    var tableRow: String {
        let identifier = id.map { "\($0)" } ?? ""
        return
            "<tr><td>\(SVGNumber.fixed(mjdTai, digits: 5))</td><td class=\"t\">\(PageText.time(mjdTai: mjdTai))</td>"
            + "<td><span class=\"band band-\(band.letter)\">\(band.letter)</span></td><td>\(kind.rawValue)</td>"
            + "<td class=\"n\">\(SVGNumber.fixed(flux, digits: 1))</td><td class=\"n\">\(SVGNumber.fixed(fluxErr, digits: 1))</td>"
            + "<td class=\"n\">\(SVGNumber.fixed(magnitude, digits: 3))</td><td class=\"n\">\(identifier)</td></tr>"
    }
}
