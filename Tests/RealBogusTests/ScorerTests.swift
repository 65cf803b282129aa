import RealBogus
import Testing

@Suite struct ScorerTests {
    private let model =
        ModelSample.text(leaves: "-3 0 3").replacing("feature_names=a b", with: "feature_names=snr sharpness") + """

            calibration:
            margins=-3 0 3
            probabilities=0.02 0.4 0.98
            end of calibration

            card:
            data=made for a test
            seeds=1 2 3
            end of card

            """

    @Test func `a model's text gives trees, calibration and card`() throws {
        let scorer = try TreeScorer(text: model)
        #expect(scorer.trees.treeCount == 2 && scorer.calibration.scores == [-3, 0, 3])
        #expect(scorer.card["data"] == "made for a test" && scorer.card["seeds"] == "1 2 3")
    }

    @Test func `reliabilities are calibrated, and unknown where the S/N is`() throws {
        let scorer = try TreeScorer(text: model)
        var (known, unknown) = (Features(), Features())
        (known[.snr], known[.sharpness]) = (1, 1)
        unknown[.sharpness] = 1
        let found = try scorer.reliabilities(of: [known, unknown])
        // snr <= 1.5: leaf -3, and the constant 0.5.
        #expect(abs(found[0] - (0.02 + 0.38 * 0.5 / 3)) < 1e-12)
        #expect(found[1].isNaN)
        #expect(try scorer.reliabilities(of: [Features]()).isEmpty)
    }

    @Test func `a model that asks for what is not measured is refused`() {
        #expect(throws: RealBogusError.self) { try TreeScorer(text: model.replacing("sharpness", with: "colour")) }
        #expect(throws: RealBogusError.self) { try TreeScorer(text: model.replacing("card:", with: "cart:")) }
        #expect(throws: RealBogusError.self) { try TreeScorer(text: model.replacing("margins=-3", with: "margins=9")) }
        #expect(throws: RealBogusError.self) { try TreeScorer(text: model.replacing("=0.02 0.4", with: "=0.02")) }
    }

    @Test func `a table of candidates names its columns and leaves missing values empty`() {
        var features = Features()
        features[.snr] = 5.5
        let header = CandidateTable.header.split(separator: ",", omittingEmptySubsequences: false)
        let line = CandidateTable.line(x: 1, y: 2.25, snr: -5.5, flags: 3, features)
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        #expect(header.count == cells.count && header.count == 4 + FeatureName.allCases.count)
        #expect(cells.prefix(5).map(String.init) == ["1.0", "2.25", "-5.5", "3", "5.5"])
        #expect(cells.dropFirst(5).allSatisfy { $0.isEmpty })
    }
}
