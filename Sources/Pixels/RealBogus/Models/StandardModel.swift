// Written by script/train-realbogus.
/// The text of the model that `TreeScorer.standard()` reads.
enum StandardModel {
    static var text: String { part1 + part2 }
}
