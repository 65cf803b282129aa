/// The word that was probably meant.
enum Suggestion {
    /// The nearest of `words`, at most a third of its letters away; nil where none is near.
    static func nearest(to text: String, among words: [String]) -> String? {
        guard text.utf8.count <= 64 else { return nil }
        let ranked = words.map { (word: $0, distance: distance(text.lowercased(), $0)) }
        guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
        return best.distance <= max(1, best.word.count / 3) ? best.word : nil
    }

    /// ` Did you mean 'word'?`, or what there is to choose from.
    static func sentence(for text: String, among words: [String]) -> String {
        if let word = nearest(to: text, among: words) { return " Did you mean '\(word)'?" }
        return " Known are: \(words.joined(separator: ", "))."
    }

    /// Letters inserted, deleted, changed, or swapped with their neighbour (restricted Damerau-Levenshtein distance).
    /// Complexity: O(n m).
    static func distance(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first.unicodeScalars), Array(second.unicodeScalars))
        var (before, last) = ([Int](), Array(0...b.count))
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
                row.append(best)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
