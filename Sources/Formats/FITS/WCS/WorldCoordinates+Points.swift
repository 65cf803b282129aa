internal import CWCS

extension WorldCoordinates {
    /// The sky positions of pixels, degrees, right ascension in 0..<360: NaN for pixels that lie on no sky.
    ///
    /// `x` and `y` are of one length; the longer is cut. Complexity: O(points).
    public func sky(x: [Double], y: [Double]) -> (ra: [Double], dec: [Double]) {
        let world = convert(zip(x, y).flatMap { [$0 + 1, $1 + 1] }) { kernel, count, pixels, output, scratch, status in
            wcsp2s(
                kernel, count, 2, pixels, scratch, scratch + 2 * Int(count), scratch + 3 * Int(count), output, status)
        }
        return (world.map { $0[longitudeAxis] }.map(Self.wrapped), world.map { $0[1 - longitudeAxis] })
    }

    /// The pixels of sky positions (degrees): NaN for positions that the projection does not show. Distortions are
    /// inverted by iteration.
    ///
    /// `ra` and `dec` are of one length; the longer is cut. Complexity: O(points).
    public func pixel(ra: [Double], dec: [Double]) -> (x: [Double], y: [Double]) {
        let sky = zip(ra, dec).flatMap { longitudeAxis == 0 ? [$0, $1] : [$1, $0] }
        let pixels = convert(sky) { kernel, count, world, output, scratch, status in
            wcss2p(
                kernel, count, 2, world, scratch + 2 * Int(count), scratch + 3 * Int(count), scratch, output, status)
        }
        return (pixels.map { $0[0] - 1 }, pixels.map { $0[1] - 1 })
    }

    /// The sky position of a pixel; nil where there is none.
    public func sky(x: Double, y: Double) -> (ra: Double, dec: Double)? {
        let (ra, dec) = sky(x: [x], y: [y])
        return ra[0].isFinite && dec[0].isFinite ? (ra[0], dec[0]) : nil
    }

    /// The pixel of a sky position; nil where the projection does not show it.
    public func pixel(ra: Double, dec: Double) -> (x: Double, y: Double)? {
        let (x, y) = pixel(ra: [ra], dec: [dec])
        return x[0].isFinite && y[0].isFinite ? (x[0], y[0]) : nil
    }

    private typealias Function = (
        UnsafeMutablePointer<wcsprm>, Int32, UnsafePointer<Double>, UnsafeMutablePointer<Double>,
        UnsafeMutablePointer<Double>, UnsafeMutablePointer<Int32>
    ) -> Int32

    /// Pairs of one kind as pairs of the other, NaN where the library finds fault with a pair.
    private func convert(_ input: [Double], _ function: Function) -> [SIMD2<Double>] {
        let count = input.count / 2
        let nothing = [SIMD2<Double>](repeating: [.nan, .nan], count: count)
        guard count > 0, let short = Int32(exactly: count) else { return nothing }
        let usable = input.map { $0.isFinite ? $0 : 0 }
        var output = [Double](repeating: .nan, count: 2 * count)
        var scratch = [Double](repeating: 0, count: 4 * count)
        var status = [Int32](repeating: 0, count: count)
        let result = kernels.with { function($0, short, usable, &output, &scratch, &status) }
        // 8 and 9: some of the points are invalid, and marked so.
        guard let result, [0, 8, 9].contains(result) else { return nothing }
        return (0..<count).map { index in
            let isValid = status[index] == 0 && input[2 * index].isFinite && input[2 * index + 1].isFinite
            return isValid ? [output[2 * index], output[2 * index + 1]] : [.nan, .nan]
        }
    }

    private static func wrapped(_ angle: Double) -> Double {
        let rest = angle.truncatingRemainder(dividingBy: 360)
        return rest < 0 ? (rest + 360 < 360 ? rest + 360 : 0) : rest
    }
}
