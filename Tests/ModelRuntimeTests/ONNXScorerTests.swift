import Foundation
import Imaging
import ModelRuntime
import RealBogus
import Testing

@Suite struct ONNXLibraryTests {
    @Test func `a library that is missing is an error that says what to do`() {
        #expect {
            try ONNXLibrary(path: "/nowhere/libonnxruntime.so")
        } throws: {
            let text = "\($0)"
            return text.contains("/nowhere/libonnxruntime.so") && text.contains("onnxruntime")
        }
    }

    @Test func `another library is refused`() {
        #expect { try ONNXLibrary(path: "libm.so.6") } throws: { "\($0)".contains("not ONNX Runtime") }
    }
}

/// With the library of the tests' Python, where it has one.
@Suite(.enabled(if: ONNXRuntime.path != nil, "TOCSIN_PYTHON is not set, or its Python has no onnxruntime"))
struct ONNXScorerTests {
    private func library() throws -> ONNXLibrary { try ONNXLibrary(path: try #require(ONNXRuntime.path)) }

    private func candidate(_ value: Float, side: Int = 51) throws -> Candidate {
        let image = Image<Float>(width: 101, height: 101, repeating: value)
        return try Candidate(
            CandidateStamps(
                science: image, template: image, difference: MaskedImage(image: image, variance: 1),
                psf: AnalyticPSF(.gaussian, fwhm: 4), x: 50, y: 50, side: side))
    }

    @Test(arguments: [[nil, 3, 51, 51], [nil, 51, 51, 3], [2, 3, 51, 51]] as [[UInt64?]])
    func `a model is run over stamps, in batches`(axes: [UInt64?]) throws {
        let scorer = try ONNXScorer(model: SmallModel.mean(axes), library: library(), scale: .plain, batch: 2)
        let values: [Float] = [-2, 0, 0.5, 1, 3]
        let found = try scorer.reliabilities(of: values.map { try candidate($0) })
        #expect(found.count == 5)
        for (value, found) in zip(values, found) { #expect(abs(found - 1 / (1 + exp(-Double(value)))) < 1e-5) }
        #expect(try scorer.reliabilities(of: []).isEmpty)
    }

    @Test func `planes that are not numbers and stamps of another size make no trouble`() throws {
        let scorer = try ONNXScorer(model: SmallModel.mean(), library: library(), scale: .robust)
        var dead = try candidate(1)
        dead.stamps.science = dead.stamps.science.map { _ in .nan }
        let found = try scorer.reliabilities(of: [dead, candidate(1, side: 41)])
        #expect(found[0] == 0.5 && found[1].isNaN)
    }

    @Test func `what is no probability is NaN`() throws {
        let scorer = try ONNXScorer(model: SmallModel.plainMean(), library: library(), scale: .plain)
        let found = try scorer.reliabilities(of: [candidate(0.25), candidate(7)])
        #expect(found[0] == 0.25 && found[1].isNaN)
    }

    @Test func `models of another shape and what is no model are refused with a reason`() throws {
        let library = try library()
        #expect { try ONNXScorer(model: [1, 2, 3], library: library) } throws: { "\($0)".contains("refuses the model") }
        #expect { try ONNXScorer(model: [], library: library) } throws: { "\($0)".contains("refuses the model") }
        #expect { try ONNXScorer(model: SmallModel.mean([nil, 3, 63, 63]), library: library) } throws: {
            "\($0)".contains("[-1, 3, 63, 63]")
        }
        let three = try ONNXScorer(model: SmallModel.meanOfEach(), library: library)
        #expect { try three.reliabilities(of: [candidate(1)]) } throws: { "\($0)".contains("3 values for 1") }
    }

    @Test func `a session serves several threads at once`() async throws {
        let scorer = try ONNXScorer(model: SmallModel.mean(), library: library(), scale: .plain)
        let candidates = try [Float(-1), 0, 1].map { try candidate($0) }
        let expected = try scorer.reliabilities(of: candidates)
        try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<8 { group.addTask { try scorer.reliabilities(of: candidates) } }
            for try await found in group { #expect(found == expected) }
        }
    }
}

enum ONNXRuntime {
    /// The shared library of the Python package.
    static let path: String? = {
        guard let python = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [
            "-c",
            """
            import glob, importlib.util, os
            place = os.path.dirname(importlib.util.find_spec("onnxruntime").origin)
            print(glob.glob(place + "/capi/libonnxruntime.so*")[0], end="")
            """,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 && !data.isEmpty ? String(decoding: data, as: UTF8.self) : nil
    }()
}
