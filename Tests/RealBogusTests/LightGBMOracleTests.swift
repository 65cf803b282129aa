import Foundation
import RealBogus
import Testing

/// Against LightGBM (Ke et al. 2017, NeurIPS 30), where the tests' Python has it.
@Suite(.enabled(if: LightGBM.isThere, "TOCSIN_PYTHON is not set, or its Python has no lightgbm"))
struct LightGBMOracleTests {
    @Test func `probabilities are those of LightGBM on fresh models`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tocsin-trees-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try LightGBM.run(
            """
            import sys, numpy as np, lightgbm as lgb
            rng = np.random.default_rng(4)
            X = rng.normal(size=(2000, 9))
            X[rng.uniform(size=X.shape) < .1] = np.nan
            X[rng.uniform(size=X.shape) < .1] = 0
            y = (np.nan_to_num(X[:, 0] * X[:, 1], nan=.5) + X[:, 2] > 0).astype(int)
            for zero in (False, True):
                settings = dict(objective="binary", num_leaves=15, verbose=-1, num_threads=1, zero_as_missing=zero)
                model = lgb.train(settings, lgb.Dataset(X, y), 40)
                model.save_model(f"{sys.argv[1]}/model-{zero:d}")
                np.savetxt(f"{sys.argv[1]}/predictions-{zero:d}", model.predict(X))
            np.savetxt(f"{sys.argv[1]}/rows", X, fmt="%.17g")
            """, folder.path)
        let rows = try LightGBM.numbers(folder.appending(path: "rows"))
        for kind in ["0", "1"] {
            let text = try String(contentsOf: folder.appending(path: "model-\(kind)"), encoding: .utf8)
            let theirs = try LightGBM.numbers(folder.appending(path: "predictions-\(kind)"))
            let ours = try TreeEnsemble(lightGBM: text).predictions(ofRows: rows)
            #expect(ours.count == 2000 && zip(ours, theirs).allSatisfy { abs($0 - $1) < 1e-6 })
        }
    }
}

enum LightGBM {
    static let isThere =
        ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] != nil && (try? run("import lightgbm")) != nil

    static func run(_ program: String, _ argument: String = "") throws {
        let process = Process()
        let python = try #require(ProcessInfo.processInfo.environment["TOCSIN_PYTHON"])
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-W", "ignore", "-c", program, argument]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the Python program failed")
    }

    static func numbers(_ file: URL) throws -> [Double] {
        try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    }
}
