import RealBogus
import SkyMath
import Testing

@Suite struct TreeEnsembleTests {
    @Test func `a tree of three leaves is walked as it is written`() throws {
        let trees = try TreeEnsemble(lightGBM: ModelSample.text())
        #expect(trees.featureNames == ["a", "b"])
        #expect(trees.treeCount == 2 && trees.leafCount == 4)
        // a <= 1.5: leaf 0; else b <= -2: leaf 1, else leaf 2. The second tree is the constant 0.5.
        #expect(try trees.margins(ofRows: [1.5, 0, 2, -2, 2, -1.9]) == [10.5, 20.5, 30.5])
    }

    @Test func `missing values go the default way`() throws {
        // Both nodes take NaN as missing: left, then right.
        let nan = try TreeEnsemble(lightGBM: ModelSample.text())
        #expect(try nan.margins(ofRows: [.nan, 0, 2, .nan]) == [10.5, 30.5])
        // Zeros and NaN are missing and go right, then left.
        let zero = try TreeEnsemble(lightGBM: ModelSample.text(decisions: "4 6"))
        #expect(try zero.margins(ofRows: [0, 0, .nan, 1e-36, 1, 5, 0, 5]) == [20.5, 20.5, 10.5, 30.5])
        // Nothing is missing: NaN counts as 0.
        let none = try TreeEnsemble(lightGBM: ModelSample.text(decisions: "0 0"))
        #expect(try none.margins(ofRows: [.nan, 0, 2, .nan]) == [10.5, 30.5])
    }

    @Test func `what is predicted follows the objective`() throws {
        let logistic = try TreeEnsemble(lightGBM: ModelSample.text(objective: "binary sigmoid:2", leaves: "-1 0 1"))
        let expected = 1 / (1 + 2.718281828459045)
        #expect(abs(try logistic.predictions(ofRows: [0, 0])[0] - expected) < 1e-15)
        let plain = try TreeEnsemble(lightGBM: ModelSample.text(objective: "regression", leaves: "-1 0 1"))
        #expect(try plain.predictions(ofRows: [0, 0]) == [-0.5])
        let mean = try TreeEnsemble(lightGBM: ModelSample.text(objective: "regression\naverage_output"))
        #expect(try mean.predictions(ofRows: [0, 0]) == [5.25])
    }

    @Test func `stored predictions of LightGBM are met`() throws {
        let stored = [
            (StoredModels.nanIsMissing, StoredModels.nanIsMissingRows, StoredModels.nanIsMissingPredictions),
            (StoredModels.zeroIsMissing, StoredModels.zeroIsMissingRows, StoredModels.zeroIsMissingPredictions),
        ]
        for (text, rows, expected) in stored {
            let ours = try TreeEnsemble(lightGBM: text).predictions(ofRows: rows.flatMap { $0 })
            #expect(ours.count == expected.count && ours.count == 24)
            #expect(zip(ours, expected).allSatisfy { abs($0 - $1) < 1e-12 })
        }
    }

    @Test func `a batch gives what single rows give`() throws {
        let trees = try TreeEnsemble(lightGBM: StoredModels.nanIsMissing)
        var draws = Draws(seed: 1, 2)
        let rows = (0..<333).map { _ in (0..<5).map { _ in draws.uniform() < 0.1 ? .nan : draws.normal() } }
        let batch = try trees.margins(ofRows: rows.flatMap { $0 })
        #expect(try rows.map { try trees.margins(ofRows: $0)[0] } == batch)
    }

    @Test func `lines may end in carriage returns`() throws {
        let text = StoredModels.nanIsMissing.split(separator: "\n", omittingEmptySubsequences: false)
        let trees = try TreeEnsemble(lightGBM: text.joined(separator: "\r\n"))
        #expect(
            try trees.margins(ofRows: StoredModels.nanIsMissingRows[0])
                == TreeEnsemble(lightGBM: StoredModels.nanIsMissing).margins(ofRows: StoredModels.nanIsMissingRows[0]))
    }

    @Test func `values that make no whole rows are refused`() throws {
        let trees = try TreeEnsemble(lightGBM: ModelSample.text())
        #expect(throws: RealBogusError.self) { try trees.margins(ofRows: [1, 2, 3]) }
        #expect(try trees.margins(ofRows: []).isEmpty)
    }
}
