import RealBogus
import SkyMath
import Testing

@Suite struct TreeEnsembleTests {
    @Test func `a tree of three leaves is walked as it is written`() throws {
        let trees = try TreeEnsemble(lightGBM: ModelSample.text())
        #expect(trees.featureNames == ["a", "b"])
        #expect(trees.treeCount == 2 && trees.leafCount == 4)
        // a <= 1.5: leaf 0; else b <= -2: leaf 1, else leaf 2. The second tree is the constant 0.5.
        let rows: [Double] = [1.5, 0, 2, -2, 2, -1.9]
        #expect(try trees.margins(ofRows: rows) == [10.5, 20.5, 30.5])
    }
}
