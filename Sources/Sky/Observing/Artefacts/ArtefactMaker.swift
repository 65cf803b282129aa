internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Draws single artefacts on one detector.
struct ArtefactMaker {
    let detector: Detector
    /// Width of the PSF, pixels.
    let seeing: Double
    /// Error of an empty place, nJy.
    let skyError: Double
    /// Pixels whose noise a fit of the PSF has.
    let noiseArea: Double

    /// Of cosmic rays and trails, how many the pipeline finds as such: a nominal efficiency of our own choice.
    static func markedShare(snr: Double) -> Double { 1 - exp(-snr / 6) }

    /// No sharper than the PSF: what is drawn in an image is seen through the air.
    func spurious(_ draws: inout Draws) -> Artefact {
        let snr = 5 + 1.5 * draws.exponential()
        let sign = draws.uniform() < 0.5 ? -1.0 : 1.0
        let width = seeing * draws.uniform(1.02..<1.6)
        return artefact(
            .spurious, anywhere(&draws), snr: snr, sign: sign, length: width * draws.uniform(1..<2), width: width,
            angle: draws.uniform(0..<180))
    }

    func cosmicRay(_ draws: inout Draws) -> Artefact {
        var made = artefact(
            .cosmicRay, anywhere(&draws), snr: 8 * exp(0.8 * abs(draws.normal())), length: 1 + 6 * draws.exponential(),
            width: 1, angle: draws.uniform(0..<180))
        made.isMarked = draws.uniform() < Self.markedShare(snr: made.snr)
        return made
    }

    /// Where the star is; a misregistration of some 0.02 arcsec, and lobes that differ by a tenth of their flux.
    func dipole(_ star: BrightStar, _ draws: inout Draws) -> Artefact {
        let dipole = Dipole(
            flux: star.flux, shift: 0.02 / LSSTCamera.arcsecPerPixel * (0.2 + draws.exponential()),
            seeingPixels: seeing, imbalance: 0.1 * draws.normal(), angle: draws.uniform(0..<360))
        var made = artefact(
            .dipole, star.pixel, snr: dipole.peakFlux / skyError, length: seeing, width: seeing, angle: dipole.angle)
        made.flux = dipole.middleFlux
        (made.dipole, made.star) = (dipole, star)
        return made
    }

    /// One detection at the ring's rim; nil where that is not on the detector or too faint.
    ///
    /// At a straight edge a PSF's fit sees half of the light of as many pixels as count in it.
    func ghost(_ star: BrightStar, _ path: GhostPath, _ draws: inout Draws) -> Artefact? {
        let place = detector.focalPoint(x: star.pixel.x, y: star.pixel.y)
        let middle = detector.pixel(FocalPoint(x: path.stretch * place.x, y: path.stretch * place.y))
        let angle = draws.uniform(0..<360)
        let pixel = DetectorPoint(
            detector: detector.number, x: middle.x + path.diameter / 2 * cosDegrees(angle),
            y: middle.y + path.diameter / 2 * sinDegrees(angle))
        let brightness = path.brightness(star.flux)
        let snr = 0.5 * brightness * noiseArea / skyError
        guard detector.contains(pixel), snr >= 5 else { return nil }
        var made = artefact(
            .ghost, pixel, snr: snr, length: path.diameter, width: path.diameter, angle: angle)
        (made.surfaceBrightness, made.star) = (brightness, star)
        return made
    }

    /// The trail's detections on this detector: its middle, and pieces of 100 pixels at most 20 of which are found.
    func trail(_ trail: OrbitTrail) -> [Artefact] {
        guard let ends = onDetector(trail) else { return [] }
        let (dx, dy) = (ends.to.x - ends.from.x, ends.to.y - ends.from.y)
        let length = (dx * dx + dy * dy).squareRoot()
        let count = min(max(Int(length / 100), 1), 20)
        let angle = wrapDegrees(atan2Degrees(dy, dx) * 2) / 2
        return (0..<count).map { piece in
            let part = (Double(piece) + 0.5) / Double(count)
            let pixel = DetectorPoint(
                detector: detector.number, x: ends.from.x + part * dx, y: ends.from.y + part * dy)
            var made = artefact(
                .satelliteTrail, pixel, snr: trail.snr, length: length / Double(count), width: seeing, angle: angle)
            made.isMarked = trail.isMarked
            return made
        }
    }

    /// A flash at a place of the whole focal plane, if that is on this detector.
    func glint(_ draws: inout Draws) -> [Artefact] {
        let point = FocalPoint(x: draws.uniform(-320..<320), y: draws.uniform(-320..<320))
        let snr = 6 * exp(abs(draws.normal()))
        let pixel = detector.pixel(point)
        guard detector.contains(pixel) else { return [] }
        return [artefact(.glint, pixel, snr: snr, length: seeing, width: seeing, angle: 0)]
    }

    /// Those of a train's flashes that are on this detector; they are told to be a train's where they are enough.
    func flashes(of train: GlintTrain) -> [Artefact] {
        var made = train.flashes.compactMap { flash -> Artefact? in
            let pixel = detector.pixel(flash.place)
            guard detector.contains(pixel) else { return nil }
            return artefact(.glintTrain, pixel, snr: flash.snr, length: seeing, width: seeing, angle: 0)
        }
        let isMarked = made.count >= GlintTrain.leastMarked
        for index in made.indices { made[index].isMarked = isMarked }
        return made
    }

    private func onDetector(_ trail: OrbitTrail) -> (from: DetectorPoint, to: DetectorPoint)? {
        let corners = (detector.corners.map(\.x), detector.corners.map(\.y))
        guard let left = corners.0.min(), let right = corners.0.max(), let low = corners.1.min(),
            let high = corners.1.max(), let piece = trail.piece(x: left...right, y: low...high)
        else { return nil }
        return (detector.pixel(piece.0), detector.pixel(piece.1))
    }

    private func anywhere(_ draws: inout Draws) -> DetectorPoint {
        DetectorPoint(
            detector: detector.number, x: draws.uniform() * Double(detector.width) - 0.5,
            y: draws.uniform() * Double(detector.height) - 0.5)
    }

    private func artefact(
        _ kind: Artefact.Kind, _ pixel: DetectorPoint, snr: Double, sign: Double = 1, length: Double, width: Double,
        angle: Double
    ) -> Artefact {
        Artefact(
            kind: kind, pixel: pixel, flux: sign * snr * skyError, snr: snr, length: length, width: width, angle: angle)
    }
}
