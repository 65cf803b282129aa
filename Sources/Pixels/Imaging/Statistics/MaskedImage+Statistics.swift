extension MaskedImage {
    /// The values of the usable pixels of `box`, in the order of the rows; see `isUsable`.
    ///
    /// - Parameter step: takes one column and one row out of so many; 1 or more.
    /// - Complexity: O(pixels of the box).
    public func usableValues(
        in box: PixelBox? = nil, excluding planes: MaskPlanes = .excluding, step: Int = 1
    ) -> [Float] {
        values(of: image, in: box, excluding: planes, step: step)
    }

    /// The variances of the same pixels.
    public func usableVariances(
        in box: PixelBox? = nil, excluding planes: MaskPlanes = .excluding, step: Int = 1
    ) -> [Float] {
        values(of: variance, in: box, excluding: planes, step: step)
    }

    /// Clipped statistics of the usable pixels of `box`.
    public func clippedStatistics(
        in box: PixelBox? = nil, excluding planes: MaskPlanes = .excluding, clipping: Clipping = Clipping(),
        step: Int = 1
    ) -> ClippedStatistics {
        ClippedStatistics(of: usableValues(in: box, excluding: planes, step: step), clipping: clipping)
    }

    private func values(
        of plane: Image<Float>, in box: PixelBox?, excluding planes: MaskPlanes, step: Int
    ) -> [Float] {
        let part = (box ?? bounds).intersection(bounds)
        let stride = max(1, step)
        return [Float](unsafeUninitializedCapacity: part.area) { result, count in
            plane.withUnsafePixels { plane in
                withUsability(excluding: planes) { isUsable in
                    for y in Swift.stride(from: part.y, to: part.endY, by: stride) {
                        for x in Swift.stride(from: y * width + part.x, to: y * width + part.endX, by: stride) {
                            result[count] = plane[x]
                            count += isUsable(x) ? 1 : 0
                        }
                    }
                }
            }
        }
    }

    /// `body` with what tells whether a pixel, given by its place in the rows, may be used.
    @inline(__always)
    private func withUsability(excluding planes: MaskPlanes, _ body: ((Int) -> Bool) -> Void) {
        image.withUnsafePixels { values in
            variance.withUnsafePixels { variances in
                mask.withUnsafePixels { mask in
                    body { n in
                        values[n].isFinite && variances[n] > 0 && variances[n].isFinite
                            && mask[n].rawValue & planes.rawValue == 0
                    }
                }
            }
        }
    }
}
