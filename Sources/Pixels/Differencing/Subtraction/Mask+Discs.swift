internal import Imaging

extension Image<MaskPlanes> {
    /// Gives the planes of `source` that are in `planes` to all pixels within `radius` pixels too.
    ///
    /// Only pixels at the rim of a region draw a disc; the others lie within those. Complexity: O(pixels + rim x
    /// radius).
    mutating func insertDiscs(of source: Image, planes: MaskPlanes, radius: Double) {
        let spans = Self.spans(radius)
        let (width, height) = (width, height)
        withUnsafeMutablePixels { result in
            source.withUnsafePixels { source in
                for start in stride(from: 0, to: source.count, by: Self.run) {
                    let run = start..<Swift.min(start + Self.run, source.count)
                    guard Self.isMarked(source, run, planes) else { continue }
                    for n in run {
                        let own = source[n].intersection(planes)
                        if own.isEmpty { continue }
                        result[n].formUnion(own)
                        let (x, y) = (n % width, n / width)
                        if Self.isInner(source, x, y, width, height, own) { continue }
                        Self.draw(own, spans, aboutX: x, y: y, in: result, width, height)
                    }
                }
            }
        }
    }

    /// Pixels that are looked at together, as most have no plane.
    private static var run: Int { 64 }

    private static func isMarked(
        _ source: UnsafeBufferPointer<MaskPlanes>, _ run: Range<Int>, _ planes: MaskPlanes
    ) -> Bool {
        var all: UInt16 = 0
        for n in run { all |= source[n].rawValue }
        return all & planes.rawValue != 0
    }

    private static func draw(
        _ planes: MaskPlanes, _ spans: [Int], aboutX x: Int, y: Int,
        in result: UnsafeMutableBufferPointer<MaskPlanes>, _ width: Int, _ height: Int
    ) {
        let reach = spans.count / 2
        for (n, half) in spans.enumerated() where (0..<height).contains(y + n - reach) {
            let row = (y + n - reach) * width
            for column in Swift.max(0, x - half)...Swift.min(width - 1, x + half) {
                result[row + column].formUnion(planes)
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
}
