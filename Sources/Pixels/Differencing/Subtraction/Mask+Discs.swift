internal import Imaging

extension Image<MaskPlanes> {
    /// Gives the planes of `source` that are in `planes` to all pixels within `radius` pixels too.
    ///
    /// Only pixels at the rim of a region draw a disc; the others lie within those. Complexity: O(pixels + rim x
    /// radius).
    mutating func insertDiscs(of source: Image, planes: MaskPlanes, radius: Double) {
        let spans = Self.spans(radius)
        let (width, height, reach) = (width, height, spans.count / 2)
        withUnsafeMutablePixels { result in
            source.withUnsafePixels { source in
                for y in 0..<height {
                    for x in 0..<width {
                        let own = source[y * width + x].intersection(planes)
                        if own.isEmpty { continue }
                        result[y * width + x].formUnion(own)
                        if Self.isInner(source, x, y, width, height, own) { continue }
                        for (n, half) in spans.enumerated() where (0..<height).contains(y + n - reach) {
                            let row = (y + n - reach) * width
                            for column in Swift.max(0, x - half)...Swift.min(width - 1, x + half) {
                                result[row + column].formUnion(own)
                            }
                        }
                    }
                }
            }
        }
    }

    /// Whether the four neighbours have the same planes.
    private static func isInner(
        _ source: UnsafeBufferPointer<MaskPlanes>, _ x: Int, _ y: Int, _ width: Int, _ height: Int, _ own: MaskPlanes
    ) -> Bool {
        guard x > 0, y > 0, x < width - 1, y < height - 1 else { return false }
        let n = y * width + x
        return source[n - 1].isSuperset(of: own) && source[n + 1].isSuperset(of: own)
            && source[n - width].isSuperset(of: own) && source[n + width].isSuperset(of: own)
    }

    /// Half the width of each row of a disc.
    private static func spans(_ radius: Double) -> [Int] {
        let reach = Int(radius)
        return (-reach...reach).map { Int((radius * radius - Double($0 * $0)).squareRoot()) }
    }

    /// Adds `planes` to all pixels nearer than `margin` pixels to the edge.
    mutating func insertRim(_ planes: MaskPlanes, margin: Int) {
        for y in 0..<height {
            let isRim = y < margin || y >= height - margin
            for x in 0..<width where isRim || x < margin || x >= width - margin { self[x, y].formUnion(planes) }
        }
    }
}
