internal import Imaging

extension Coadd {
    /// The most exposures that a template takes.
    public static let mostInputs = 65_535

    /// Takes one exposure in.
    ///
    /// - Parameter threads: at most so many; the result is the same for any number.
    /// - Complexity: O(pixels).
    ///
    /// Throws `TemplatesError` where the template is frozen, the warp is of another frame, or an exposure of this name is in
    /// it already; nothing was changed then.
    public mutating func add(_ warp: PatchWarp, threads: Int = .max) throws {
        try check(warp)
        let input = UInt16(inputs.count)
        inputs.append(warp.input)
        let weights = inputs.map { Float($0.weight) }
        addPSFs(of: warp)
        let rows = PixelRows(warp: warp, weights: weights, input: input)
        sums.withUnsafeMutablePixels { sums in
            guard let sums = sums.baseAddress else { return }
            guard extremes != nil else { return rows.add(to: sums, nil, threads: threads) }
            extremes?.withUnsafeMutablePixels { rows.add(to: sums, $0.baseAddress, threads: threads) }
        }
    }

    private func check(_ warp: PatchWarp) throws {
        guard !isFrozen else { throw TemplatesError(.frozen, "the template is frozen; \(warp.input.id) came too late") }
        guard warp.frame.band == frame.band else {
            throw TemplatesError(
                .band, "\(warp.input.id) is of the band \(warp.frame.band), the template of \(frame.band)")
        }
        guard warp.frame == frame, warp.image.image.bounds == frame.bounds else {
            throw TemplatesError(
                .size,
                "\(warp.input.id) was warped onto another frame, of \(warp.frame.width) x \(warp.frame.height) pixels, "
                    + "than the template's of \(frame.width) x \(frame.height)")
        }
        guard !inputs.contains(where: { $0.id == warp.input.id }) else {
            throw TemplatesError(.duplicate, "\(warp.input.id) is in the template already")
        }
        guard inputs.count < Self.mostInputs else {
            throw TemplatesError(.tooMany, "the template has \(inputs.count) exposures, as many as it can take")
        }
    }

    private mutating func addPSFs(of warp: PatchWarp) {
        if extremes != nil { inputPSFs.append(warp.psfs.map { $0?.image }) }
        for (n, psf) in warp.psfs.enumerated() {
            guard let psf, psf.isCovered else { continue }
            psfSums[n].add(psf.image, times: Float(warp.input.weight))
            psfWeights[n] += warp.input.weight
        }
    }
}

/// The rows of one exposure on their way into a template.
private struct PixelRows: Sendable {
    let warp: PatchWarp
    /// Of all inputs, this one last.
    let weights: [Float]
    let input: UInt16

    func add(
        to sums: UnsafeMutablePointer<LightSums>, _ extremes: UnsafeMutablePointer<EpochExtremes>?, threads: Int
    ) {
        let lent = Lent((sums: sums, extremes: extremes))
        let bands = (warp.frame.height + 31) / 32
        concurrently(bands, threads: threads) { band in
            add(band * 32..<min(warp.frame.height, band * 32 + 32), lent.pointer.sums, lent.pointer.extremes)
        }
    }

    private func add(
        _ rows: Range<Int>, _ sums: UnsafeMutablePointer<LightSums>, _ extremes: UnsafeMutablePointer<EpochExtremes>?
    ) {
        let range = rows.lowerBound * warp.frame.width..<rows.upperBound * warp.frame.width
        let planes = warp.image
        planes.image.withUnsafePixels { values in
            planes.variance.withUnsafePixels { variances in
                planes.mask.withUnsafePixels { mask in
                    weights.withUnsafeBufferPointer { weights in
                        withMatched { matched in
                            for n in range {
                                let value = EpochValue(
                                    matched: matched?[n] ?? .nan, light: values[n], variance: variances[n])
                                add(value, mask[n], to: &sums[n], extremes.map { $0 + n }, weights)
                            }
                        }
                    }
                }
            }
        }
    }

    private func withMatched(_ body: (UnsafeBufferPointer<Float>?) -> Void) {
        guard let matched = warp.matched else { return body(nil) }
        matched.withUnsafePixels { body($0) }
    }

    @inline(__always)
    private func add(
        _ value: EpochValue, _ mask: MaskPlanes, to sums: inout LightSums,
        _ extremes: UnsafeMutablePointer<EpochExtremes>?, _ weights: UnsafeBufferPointer<Float>
    ) {
        let own = weights[Int(input)]
        guard mask.isDisjoint(with: .excluding), value.light.isFinite, value.variance > 0, value.variance.isFinite
        else {
            if mask.contains(.saturated) { sums.saturated += own }
            return
        }
        sums.planes |= mask.rawValue
        guard let extremes, value.matched.isFinite else { return sums.add(value, weight: own) }
        guard let settled = extremes.pointee.insert(value, input) else { return }
        sums.add(settled.value, weight: weights[Int(settled.input)])
    }
}
