internal import Imaging
public import RealBogus

/// Scores by a neural network over the triplet of stamps, run by ONNX Runtime.
///
/// The model has one input of 32-bit floats, n x 3 x 51 x 51 or n x 51 x 51 x 3 (science, template, difference; rows
/// from the bottom), and one output of n x 1 probabilities, or n x 2 of bogus and real. Stamps go in as `StampScale` says.
public struct ONNXScorer: ReliabilityScorer {
    /// What is done to each stamp first.
    public enum StampScale: Sendable, Hashable {
        /// Nothing; pixels that are not numbers become 0.
        case plain
        /// The median is taken away, and divided by 1.4826 times the median of the absolute rest; pixels that are not
        /// numbers become 0.
        case robust
    }

    /// What is done to each stamp before the model gets it.
    public let scale: StampScale
    /// Candidates that are run at once.
    public let batch: Int
    private let session: ONNXSession
    private let isChannelLast: Bool

    /// - Parameter model: contents of an ONNX file.
    ///
    /// Throws `ModelRuntimeError` where the library refuses the model, or its input has another shape.
    public init(
        model: [UInt8], library: ONNXLibrary, scale: StampScale = .robust, batch: Int = 64, threads: Int = 1
    ) throws(ModelRuntimeError) {
        let session = try ONNXSession(model: model, runtime: library.runtime, threads: threads)
        let (shape, side) = (session.inputShape, Int64(CandidateStamps.side))
        func fits(_ wanted: [Int64]) -> Bool {
            shape.count == 4 && zip(shape.dropFirst(), wanted).allSatisfy { $0 == $1 || $0 < 0 }
        }
        let isChannelFirst = fits([3, side, side])
        let isOfBatch = shape.first.map { $0 < 0 || $0 == Int64(batch) } ?? false
        guard isChannelFirst || fits([side, side, 3]), isOfBatch else {
            throw ModelRuntimeError(
                .shape, "the model's input is \(shape), not [-1, 3, \(side), \(side)] or [-1, \(side), \(side), 3]")
        }
        (self.session, self.scale, self.batch) = (session, scale, max(1, min(4096, batch)))
        isChannelLast = !isChannelFirst
    }

    /// NaN where the model gives none or no probability, or stamps are not of 51 x 51 pixels.
    public func reliabilities(of candidates: [Candidate]) throws(ModelRuntimeError) -> [Double] {
        var result: [Double] = []
        for start in stride(from: 0, to: candidates.count, by: batch) {
            result += try scores(Array(candidates[start..<min(candidates.count, start + batch)]))
        }
        return result
    }

    private func scores(_ candidates: [Candidate]) throws(ModelRuntimeError) -> [Double] {
        let side = CandidateStamps.side
        let count = session.inputShape[0] < 0 ? candidates.count : batch
        var input = [Float](repeating: 0, count: count * 3 * side * side)
        for (n, candidate) in candidates.enumerated() { put(candidate.stamps, in: &input, n * 3 * side * side) }
        let axes = isChannelLast ? [count, side, side, 3] : [count, 3, side, side]
        let output = try session.output(for: input, shape: axes.map(Int64.init))
        guard output.count == count || output.count == 2 * count else {
            throw ModelRuntimeError(.shape, "the model gave \(output.count) values for \(count) candidates")
        }
        let columns = output.count / count
        return candidates.indices.map { n in
            let value = Double(output[n * columns + columns - 1])
            return candidates[n].stamps.isWhole && (0...1).contains(value) ? value : .nan
        }
    }

    private func put(_ stamps: CandidateStamps, in input: inout [Float], _ start: Int) {
        guard stamps.isWhole else { return }
        for (plane, stamp) in [stamps.science, stamps.template, stamps.difference.image].enumerated() {
            let values = scale == .plain ? stamp.pixels.map { $0.isFinite ? $0 : 0 } : stamp.robustlyScaled()
            for (n, value) in values.enumerated() {
                input[start + (isChannelLast ? 3 * n + plane : plane * values.count + n)] = value
            }
        }
    }
}

extension CandidateStamps {
    fileprivate var isWhole: Bool {
        [science.bounds, template.bounds, difference.bounds].allSatisfy {
            $0.width == Self.side && $0.height == Self.side
        }
    }
}

extension Image<Float> {
    fileprivate func robustlyScaled() -> [Float] {
        let finite = pixels.filter(\.isFinite).sorted()
        guard !finite.isEmpty else { return pixels.map { _ in 0 } }
        let median = finite[finite.count / 2]
        let spread = 1.4826 * finite.map { abs($0 - median) }.sorted()[finite.count / 2]
        let factor = spread > 0 ? 1 / spread : 1
        return pixels.map { $0.isFinite ? ($0 - median) * factor : 0 }
    }
}
