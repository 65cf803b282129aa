internal import Imaging

extension KernelFit {
    /// Fits the kernel that makes the convolved image of `pair` look like the other one about the stars at `stamps`.
    ///
    /// Alard and Lupton's method (1998, doi:10.1086/305984) with, for each star, a background, a small shift and a
    /// small change of flux marginalised; with noise made white, after a first pass with a part of the stars and of
    /// the terms; in combinations of functions that the stars determine; and with a ridge on what varies over the
    /// image whose strength the data decide. Stamps that do not agree are dropped. The result is the same on any
    /// number of threads. Complexity: O(stamps x pixels x functions^2 + (modes x terms)^3).
    ///
    /// Throws `DifferencingError` when options are out of range, a position lies outside, or fewer than ten stamps have
    /// two thirds of their pixels.
    public init(
        _ pair: ImagePair, stamps: [StampPosition], options: FitOptions = FitOptions(), threads: Int = .max
    ) throws {
        try options.check()
        for stamp in stamps where !pair.science.image.bounds.contains(x: stamp.x, y: stamp.y) {
            throw DifferencingError(.parameter, "a stamp at (\(stamp.x), \(stamp.y)) outside the image")
        }
        var work = try KernelWork(pair, Array(stamps.prefix(options.mostStamps)), options, threads)
        for pass in 1..<options.passes { try work.pass(steps: pass == options.passes - 1 ? options.ridgeSteps : 1) }
        self = try work.result(of: stamps.count)
    }
}
