internal import Detection
internal import Imaging

/// Decides which exposures are left out of which pixels.
///
/// CompareWarp's idea (AlSayyad, DMTN-080): light that stands out of the static sky is an artefact if it is in few
/// exposures, and a source if it is in many. The static sky here is the mean without each pixel's extremes.
///
/// What this means for things that are real: an asteroid, or a transient in few exposures where the static sky is dark, is
/// left out like a satellite. A star of the static sky that flares or is eclipsed, even once, is kept, as the difference
/// lies on its peak and has its shape (`StarLikeness`): the template has the mean of all exposures' light there, in a
/// profile that is not quite the PSF.
struct ArtefactFinder: Sendable {
    let extremes: Image<EpochExtremes>
    let inputs: [CoaddInput]
    /// FWHM of the PSF that exposures were matched to, in pixels.
    let fwhm: Double
    let options: ArtefactOptions
    let threads: Int

    /// Sides by the FWHM that a detection of a point may have.
    private static let pointSize = 4.0

    /// The artefacts, and for each pixel a bit for each of the four extremes that is rejected.
    func find() throws -> (artefacts: [Artefact], rejected: Image<UInt8>) {
        var rejected = Image<UInt8>(width: extremes.width, height: extremes.height, repeating: 0)
        guard inputs.count >= options.leastExposures else { return ([], rejected) }
        let model = try StaticModel(of: extremes, inputs: inputs, options: options, threads: threads)
        let epochs = try mapped(inputs.count, threads: threads) { n in
            Result { try EpochDetections(of: n, inputs[n], in: extremes, model: model, options: options) }
        }.map { try $0.get() }
        let counts = DetectionCounts(epochs, width: extremes.width, height: extremes.height)
        let peaks = PeakCounts(epochs, fwhm: fwhm)
        var artefacts: [Artefact] = []
        for epoch in epochs {
            for region in epoch.footprints
            where !region.isStar && (isInFew(region, counts) || isMoving(region, peaks)) {
                let count = reject(region, of: UInt16(epoch.input), &rejected)
                artefacts.append(
                    Artefact(
                        input: epoch.input, box: region.box, area: region.area, rejected: count, peak: region.peak))
            }
        }
        return (artefacts, rejected)
    }

    /// Whether it is a point on dark sky that is elsewhere in the other exposures.
    private func isMoving(_ region: DetectedRegion, _ peaks: PeakCounts) -> Bool {
        guard region.peak > 0, region.isOnDarkSky,
            Double(max(region.box.width, region.box.height)) <= Self.pointSize * fwhm
        else { return false }
        let count = Int(extremes.pixels[region.place.y * extremes.width + region.place.x].count)
        return peaks.count(near: region.place) <= options.few(of: count)
    }

    private func isInFew(_ region: DetectedRegion, _ counts: DetectionCounts) -> Bool {
        let few = region.spans.reduce(0) { sum, span in
            span.columns.reduce(sum) { sum, x in
                let n = Int(span.row) * extremes.width + x
                let found = counts.count(x, Int(span.row), forArea: region.area)
                return sum + (found <= options.few(of: Int(extremes.pixels[n].count)) ? 1 : 0)
            }
        }
        return Double(few) > options.leastShare * Double(region.area)
    }

    /// Marks an exposure in a region and `growth` pixels around, where it is one of the extremes; gives the pixels that
    /// were not marked before.
    private func reject(_ region: DetectedRegion, of input: UInt16, _ rejected: inout Image<UInt8>) -> Int {
        let growth = options.growth
        var count = 0
        for span in region.spans {
            let box = PixelBox(
                columns: Int(span.start) - growth..<Int(span.end) + growth,
                rows: Int(span.row) - growth..<Int(span.row) + growth + 1)
            let part = box.intersection(extremes.bounds)
            for y in part.rows {
                for x in part.columns {
                    guard let place = extremes.pixels[y * extremes.width + x].place(of: input) else { continue }
                    let bit = UInt8(1) << UInt8(place)
                    count += rejected[x, y] & bit == 0 ? 1 : 0
                    rejected[x, y] |= bit
                }
            }
        }
        return count
    }
}
