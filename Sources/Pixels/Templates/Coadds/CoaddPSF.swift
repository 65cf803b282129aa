public import Imaging

/// The PSF of a template: the weighted mean of its exposures' PSFs, kept at the places of a grid.
///
/// Between places it is bilinear; where exposures end between two places, it changes from one to the other smoothly and not
/// at the edge.
public struct CoaddPSF: PSFModel, Hashable {
    /// The places at which the PSF is kept.
    public let grid: PSFGrid
    /// Sums of weight times PSF, and of weight, at the grid's places.
    let sums: [Image<Float>]
    let weights: [Double]

    /// The PSF on the grid's own pixels, of sum 1; all 0 where no exposure is near.
    public func values(atX x: Double, y: Double) -> Image<Float> {
        var result = Image<Float>(width: grid.side, height: grid.side, repeating: 0)
        var total = 0.0
        for (place, share) in grid.shares(atX: x, y: y) where weights[place] > 0 {
            result.add(sums[place], times: Float(share / largest))
            total += share * weights[place] / largest
        }
        if total > 0 { result.multiply(by: Float(1 / total)) }
        return result
    }

    /// What sums are divided by so that single precision holds them.
    private var largest: Double { weights.max() ?? 1 }

    /// As `PSFModel` has it; all 0 where no exposure is near.
    public func image(atX x: Double, y: Double, side: Int, offsetX: Double, offsetY: Double) -> Image<Float> {
        let values = values(atX: x, y: y)
        guard let model = try? GridPSF(values) else {
            let odd = 2 * (max(0, min(4094, side)) / 2) + 1
            return Image(width: odd, height: odd, repeating: 0)
        }
        return model.image(atX: x, y: y, side: side, offsetX: offsetX, offsetY: offsetY)
    }
}
