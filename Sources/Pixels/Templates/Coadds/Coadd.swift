public import Imaging

/// A template in the making: takes one exposure after the other, without the pixels of the former.
///
/// It holds sums, and for artefacts the three highest and the lowest exposure of each pixel, so that its result is the same
/// in whatever order exposures come, but for rounding. It is a plain value: its properties are all there is to write, and
/// `init(restoring:...)` makes it again. Memory: 20 bytes a pixel, and 68 more where artefacts are looked for.
///
/// What is approximate: an artefact can be found where it is among the three highest values of its pixel or the lowest. A
/// fourth one in the same pixel stays in.
public struct Coadd: Sendable {
    /// Size, band and unit of the template, and how exposures are brought to them.
    public let frame: TemplateFrame
    /// What each pixel has taken in for good.
    public internal(set) var sums: Image<LightSums>
    /// Nil where the frame has no target PSF.
    public internal(set) var extremes: Image<EpochExtremes>?
    /// At the places of `frame.psfGrid` the sum of weight times PSF.
    public internal(set) var psfSums: [Image<Float>]
    /// The sums of the weights there.
    public internal(set) var psfWeights: [Double]
    /// Of each input the PSF at these places, nil where its map leads nowhere. Without `extremes` none is kept.
    public internal(set) var inputPSFs: [[Image<Float>?]]
    /// In the order in which they were added.
    public internal(set) var inputs: [CoaddInput]
    /// Whether nothing may be added any more.
    public internal(set) var isFrozen: Bool

    /// An empty one; `extremes` is nil where the frame has no target PSF.
    public init(_ frame: TemplateFrame) {
        self.frame = frame
        sums = Image(width: frame.width, height: frame.height, repeating: LightSums())
        extremes = frame.options.target.map { _ in
            Image(width: frame.width, height: frame.height, repeating: EpochExtremes())
        }
        let grid = frame.psfGrid
        psfSums = Array(repeating: Image(width: grid.side, height: grid.side, repeating: 0), count: grid.count)
        psfWeights = Array(repeating: 0, count: grid.count)
        (inputPSFs, inputs, isFrozen) = ([], [], false)
    }

    /// A state as it was.
    ///
    /// Throws `TemplatesError` when parts are not of the frame's size, or extremes name inputs that are not there.
    public init(
        restoring frame: TemplateFrame, sums: Image<LightSums>, extremes: Image<EpochExtremes>?,
        psfSums: [Image<Float>], psfWeights: [Double], inputPSFs: [[Image<Float>?]], inputs: [CoaddInput],
        isFrozen: Bool
    ) throws {
        let grid = frame.psfGrid
        guard sums.bounds == frame.bounds, extremes.map({ $0.bounds == frame.bounds }) ?? true,
            (extremes != nil) == (frame.options.target != nil), psfSums.count == grid.count,
            psfWeights.count == grid.count, psfSums.allSatisfy({ $0.width == grid.side && $0.height == grid.side }),
            inputPSFs.count == (extremes == nil ? 0 : inputs.count),
            inputPSFs.allSatisfy({ $0.count == grid.count && $0.allSatisfy { $0?.width ?? grid.side == grid.side } })
        else {
            throw TemplatesError(
                .size, "a template of \(sums.width) x \(sums.height) for \(frame.width) x \(frame.height)")
        }
        let known = UInt16(clamping: inputs.count)
        let isWhole = extremes?.pixels.allSatisfy { pixel in (0..<pixel.kept).allSatisfy { pixel[$0].input < known } }
        guard isWhole ?? true else {
            throw TemplatesError(.parameter, "a pixel of the template has an input beyond the \(known) that are listed")
        }
        (self.frame, self.sums, self.extremes) = (frame, sums, extremes)
        (self.psfSums, self.psfWeights, self.inputPSFs) = (psfSums, psfWeights, inputPSFs)
        (self.inputs, self.isFrozen) = (inputs, isFrozen)
    }

    /// Ends the making: what is added afterwards is refused.
    public mutating func freeze() { isFrozen = true }
}
