import SkyMath

/// Small numbers for the sources of one cell of the sky, no two of them alike.
///
/// A source's identifier leads to a slot; where that is taken, the next free one is its own. Sources come in the order of
/// their identifiers, so that the numbers depend on what the cell holds alone. The synthetic sky's stars and nuclei
/// come first and are always the same: what comes and goes, such as supernovae, never changes theirs.
enum ObjectSerials {
    /// Of a cell of 0.21 square degrees; sources beyond share.
    static let slots = 27_000

    /// - Parameter identifiers: ascending. Complexity: O(identifiers), as long as most slots are free.
    static func serials(of identifiers: [UInt64]) -> [Int] {
        var isTaken = [Bool](repeating: false, count: slots)
        return identifiers.enumerated().map { place, identifier in
            var draws = Draws(seed: identifier, 0x5365_7269)
            var slot = Int(draws.next() % UInt64(slots))
            guard place < slots else { return slot }
            while isTaken[slot] { slot = (slot + 1) % slots }
            isTaken[slot] = true
            return slot
        }
    }
}
