import Observing
import SkyMath
import SkyModel

extension Season {
    /// The cells of the sky that a visit's detectors may touch, ascending.
    func cells(_ visit: Int) -> [Int64] {
        let pointing = pointing(visit)
        return SkyCells.cells(SkyCone(centre: pointing.boresight, radius: Self.fieldRadius)).filter { cell in
            pointing.focalPoint(SkyCells.grid.centre(of: cell))
                .map { LSSTCamera.isNear($0, margin: Self.cellReach) } ?? false
        }
    }

    /// Millimetres of the focal plane, 0.45 degrees: more than from a cell's middle to its corners.
    private static let cellReach = 81.0
}
