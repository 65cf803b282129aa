import AlertModel
import SkyMath
import SkyModel

/// Numbers of 19 bits for all that one detector can see in a visit, no two of them alike.
///
/// A source of the sky has one for ever: its number within its cell of the sky, and the cell's colour, by which 4 x 4 of them
/// differ. A detector reaches into fewer. Artefacts and small bodies, which are seen once, have what is left.
enum DetectorCounter {
    /// Of the counter in a diaSourceId.
    static let count = 1 << 19
    /// For the sources of one cell.
    static let perCell = 30_000
    private static let colours = 17
    private static let firstOfOthers = colours * perCell
    private static let bodies = 1288
    private static let artefacts = count - firstOfOthers - bodies

    /// Of the source with a number below `perCell` in the cell of the sky that its identifier names.
    static func source(_ identifier: UInt64, number: Int) -> Int {
        colour(ofCell: identifier >> 40 & 0x3FFFF) * perCell + number
    }

    /// 0 ..< 17, another one for each cell that a detector reaches into.
    static func colour(ofCell cell: UInt64) -> Int {
        let (face, colour) = (cell >> UInt64(2 * SkyCells.order), Int(cell & 15))
        guard !(4..<8).contains(face) else { return colour }
        // The faces of a cap meet with their axes exchanged, in the north in their last columns and rows, in the south in
        // their first ones; all four meet at the pole.
        let seam = face < 4 ? ~cell : cell
        guard seam & alongX == 0, seam & 10 == 0 else { return colour }
        let atPole = face < 4 ? [15, colours - 1, 0, 3] : [0, colours - 1, 15, 12]
        return seam & alongY == 0 ? atPole[Int(face % 4)] : colours - 1
    }

    /// The bits of a nested number that tell the column in its face, and those of the row.
    private static let (alongX, alongY): (UInt64, UInt64) = (0x1555, 0x2AAA)

    /// Of artefact `number`, from 0, of a detector; beyond 13,000 they repeat.
    static func artefact(_ number: Int) -> Int { firstOfOthers + number % artefacts }

    /// Of small body `number`, from 0, of a detector; beyond 1,288 they repeat.
    static func body(_ number: Int) -> Int { firstOfOthers + artefacts + number % bodies }

    /// Another of the numbers, by a map that loses nothing and is another one for each visit and detector: what is told does not
    /// tell what has it. Complexity: O(1).
    static func shuffled(_ counter: Int, by parts: DiaSourceID) -> Int {
        let visit = parts.day << 15 | parts.sequence
        var key = Draws(seed: UInt64(truncatingIfNeeded: visit << 8 | parts.detector))
        let (first, second) = (key.next(), key.next())
        let bits = UInt64(count - 1)
        var mixed = (UInt64(counter) ^ first) & bits
        mixed = mixed &* (second | 1) & bits
        mixed ^= mixed >> 10
        mixed = mixed &* 0x9E37_79B9_7F4A_7C15 & bits
        return Int(mixed ^ mixed >> 9)
    }
}
