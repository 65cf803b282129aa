internal import Detection
internal import Imaging

extension Exposure {
    /// This exposure with what its own pixels show of cosmic rays and satellites' trails in its mask; `notes` tell how much.
    ///
    /// Needs stars to know the PSF by, or a PSF: light that is sharper is no light of the sky.
    ///
    /// - Throws: `PromptProcessingError` where no sky can be measured, or no PSF for cosmic rays. Complexity: O(pixels).
    public func marking(cosmicRays: Bool, streaks: Bool, threads: Int = .max) throws -> Exposure {
        guard cosmicRays || streaks else { return self }
        var result = self
        do {
            let field = try MeasuredField(self, threads: threads)
            if cosmicRays { try result.markCosmicRays(field, threads) }
            if streaks { try result.markStreaks(field, threads) }
        } catch { throw PromptProcessingError(error, path: name) }
        return result
    }

    private mutating func markCosmicRays(_ field: MeasuredField, _ threads: Int) throws {
        let psf: any PSFModel = try psf ?? field.psf(threads: threads).psf
        let found = try CosmicRayFinder().mask(
            of: field.flat, noise: field.background.noise, gain: gain.map { 1 / $0 } ?? 0, psf: psf, threads: threads)
        let count = mark(found)
        notes.append("\(count) pixels of cosmic rays were found and are masked")
    }

    private mutating func markStreaks(_ field: MeasuredField, _ threads: Int) throws {
        let found = try StreakFinder().streaks(in: field.flat, noise: field.background.noise, threads: threads)
        _ = mark(StreakFinder.mask(of: found, width: width, height: height))
        notes.append("\(found.count) trails of satellites were found and are marked")
    }

    /// How many pixels the mask did not have before.
    private mutating func mark(_ found: Image<MaskPlanes>) -> Int {
        var count = 0
        pixels.mask.withUnsafeMutablePixels { mask in
            found.withUnsafePixels { found in
                for n in mask.indices where !mask[n].isSuperset(of: found[n]) {
                    mask[n].formUnion(found[n])
                    count += 1
                }
            }
        }
        return count
    }
}
