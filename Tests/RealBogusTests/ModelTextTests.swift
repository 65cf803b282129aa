import RealBogus
import SkyMath
import Testing

@Suite struct ModelTextTests {
    private func message(_ text: String) -> String {
        do {
            _ = try TreeEnsemble(lightGBM: text)
            return "read"
        } catch { return "\(error)" }
    }

    @Test func `what cannot be evaluated is refused by name and line`() {
        let text = ModelSample.text()
        let cases = [
            ("num_cat=0", "num_cat=1", "line 13: categorical splits"),
            ("decision_type=10 8", "decision_type=10 9", "line 16: a categorical split"),
            ("is_linear=0", "is_linear=1", "line 20: linear"),
            ("num_class=1", "num_class=3", "line 3: several outputs"),
            ("num_tree_per_iteration=1", "num_tree_per_iteration=2", "line 4: several outputs"),
            ("binary sigmoid:1", "lambdarank", "line 7: the objective 'lambdarank'"),
            ("binary sigmoid:1", "binary sigmoid:-1", "line 7: the objective"),
            ("version=v4", "version=v2", "line 2: version 'v2'"),
        ]
        for (old, new, expected) in cases {
            #expect(message(text.replacing(old, with: new)).hasPrefix(expected), "\(new)")
        }
    }

    @Test func `what is malformed is refused by name and line`() {
        let text = ModelSample.text()
        let cases = [
            ("tree\nversion", "forest\nversion", "line 1: not a model"),
            ("max_feature_idx=1", "max_feature_idx=2", "line 8: 2 values where 3 belong"),
            ("feature_names=a b", "feature_names=a a", "line 8: two features"),
            ("split_feature=0 1", "split_feature=0 2", "line 14: '2' is no whole number in 0 ... 1"),
            ("threshold=1.5 -2", "threshold=1.5 nan", "line 15: 'nan' is no number"),
            ("threshold=1.5 -2", "threshold=1.5 -2x", "line 15: '-2x' is no number"),
            ("threshold=1.5 -2", "threshold=1.5", "line 15: 1 values where 2 belong"),
            ("decision_type=10 8", "decision_type=10 12", "line 16: the decision type 12"),
            ("left_child=-1 -2", "left_child=-1 0", "line 11: node 1 has the child 0"),
            ("left_child=-1 -2", "left_child=-1 -9", "line 17: '-9' is no whole number"),
            ("right_child=1 -3", "right_child=1 -2", "line 11: node 1 has the child -2"),
            ("leaf_value=10 20 30", "leaf_value=10 20 inf", "line 19: 'inf' is no number"),
            ("leaf_value=10 20 30\n", "", "line 11: the section that begins here lacks 'leaf_value'"),
            ("num_leaves=3", "num_leaves=9999999", "line 12: '9999999' is no whole number"),
            ("Tree=1", "Tree=2", "line 24: 'Tree=2' where Tree=1 comes next"),
            ("end of trees", "", "the model ends before 'end of trees'"),
        ]
        for (old, new, expected) in cases {
            let found = message(text.replacing(old, with: new))
            #expect(found.hasPrefix(expected), "\(new): \(found)")
        }
    }

    @Test func `a model cut off anywhere is refused`() {
        let bytes = Array(ModelSample.text().utf8)
        let end = bytes.count - "\n".utf8.count
        for count in 0..<end - 1 {
            #expect(throws: RealBogusError.self) {
                try TreeEnsemble(lightGBM: String(decoding: bytes[..<count], as: UTF8.self))
            }
        }
    }

    /// Bytes are replaced, lines doubled or dropped, numbers exchanged: a model is refused or gives numbers, nothing else.
    @Test(arguments: 0..<4) func `no damage to a model crashes the reader`(seed: UInt64) {
        let original = Array(StoredModels.nanIsMissing.utf8)
        let lines = StoredModels.nanIsMissing.split(separator: "\n", omittingEmptySubsequences: false)
        let words = ["-1", "0", "1", "255", "-7", "99999999999999999999", "1e999", "nan", "=", "Tree=0", "", "é"]
        var draws = Draws(seed: seed, 77)
        var readCount = 0
        for _ in 0..<120 {
            var text: String
            if draws.uniform() < 0.5 {
                var bytes = original
                for _ in 0..<1 + Int(4 * draws.uniform()) {
                    bytes[Int(Double(bytes.count) * draws.uniform())] = UInt8(256 * draws.uniform())
                }
                text = String(decoding: bytes, as: UTF8.self)
            } else {
                var damaged = lines.map(String.init)
                let n = Int(Double(lines.count) * draws.uniform())
                switch Int(4 * draws.uniform()) {
                case 0: damaged.remove(at: n)
                case 1: damaged.insert(damaged[n], at: Int(Double(lines.count) * draws.uniform()))
                case 2: damaged.swapAt(n, Int(Double(lines.count) * draws.uniform()))
                default:
                    let parts = damaged[n].split(separator: " ")
                    let place = Int(Double(parts.count) * draws.uniform())
                    let word = words[Int(Double(words.count) * draws.uniform())]
                    damaged[n] = parts.enumerated().map { $0 == place ? word : String($1) }.joined(separator: " ")
                }
                text = damaged.joined(separator: "\n")
            }
            guard let trees = try? TreeEnsemble(lightGBM: text) else { continue }
            readCount += 1
            let row = (0..<trees.featureNames.count).map { $0 % 2 == 0 ? Double.nan : draws.normal() }
            let margins = (try? trees.margins(ofRows: row)) ?? []
            #expect(margins.count == (row.isEmpty ? 0 : 1) && margins.allSatisfy { !$0.isNaN })
        }
        #expect(readCount > 0 && readCount < 120)
    }
}
