public import Imaging

/// A detection as scorers see it: its pixels, and what was measured on them.
public struct Candidate: Sendable {
    /// The pixels around it.
    public var stamps: CandidateStamps
    /// Measured when the candidate is made, and not again where `stamps` is changed.
    public var features: Features

    /// Measures the features of the stamps. Complexity: O(pixels of the stamps x 100).
    public init(_ stamps: CandidateStamps, facts: DetectionFacts = DetectionFacts()) {
        self.stamps = stamps
        features = Features(of: stamps, facts: facts)
    }
}

/// Pixels around a detection, the detection's pixel in the middle; NaN beyond the images' edges.
///
/// The sky is taken from all of them. The difference is science less template, its noise independent from pixel to pixel.
public struct CandidateStamps: Sendable {
    /// Pixels a side that scorers are trained with.
    public static let side = 51

    /// Of the science image; NaN beyond its edge.
    public var science: Image<Float>
    /// Of the template, the same pixels; NaN beyond its edge.
    public var template: Image<Float>
    /// Beyond the edge NaN, of variance NaN and with the plane `noData`.
    public var difference: MaskedImage
    /// What does not change, in the difference's unit of flux and best at its resolution.
    public var scene: Image<Float>
    /// Image of a source of flux 1 in the difference, at the detection's place, of an odd side.
    public var psf: Image<Float>
    /// The detection's place from the centre of the middle pixel, in pixels.
    public var offsetX: Double
    /// The same along y.
    public var offsetY: Double

    /// Cuts the stamps around a place, in pixels, out of images of one size.
    ///
    /// - Parameter scene: the template where there is none.
    ///
    /// Throws `RealBogusError` when sizes differ, the place is not in the images or `side` is not odd in 21 ... 201.
    public init(
        science: Image<Float>, template: Image<Float>, difference: MaskedImage, scene: Image<Float>? = nil,
        psf: any PSFModel, x: Double, y: Double, side: Int = CandidateStamps.side
    ) throws(RealBogusError) {
        let scene = scene ?? template
        guard [template.bounds, difference.bounds, scene.bounds].allSatisfy({ $0 == science.bounds }) else {
            throw RealBogusError(.size, "science image, template, difference and scene of different sizes")
        }
        guard side % 2 == 1, (21...201).contains(side) else {
            throw RealBogusError(.parameter, "stamps of \(side) pixels a side, not odd or not in 21 ... 201")
        }
        let (column, row) = (x.rounded(), y.rounded())
        guard column >= 0, row >= 0, column < Double(science.width), row < Double(science.height) else {
            throw RealBogusError(.parameter, "the place (\(x), \(y)) is not in the image")
        }
        let box = PixelBox(aroundX: Int(column), y: Int(row), radius: side / 2)
        self.science = science.cropped(to: box, filledWith: .nan)
        self.template = template.cropped(to: box, filledWith: .nan)
        self.scene = scene.cropped(to: box, filledWith: .nan)
        self.difference = difference.stamp(box)
        (offsetX, offsetY) = (x - column, y - row)
        self.psf = psf.image(atX: x, y: y, side: 25, offsetX: offsetX, offsetY: offsetY)
    }
}

/// What the search has said of a detection; NaN where it said nothing.
public struct DetectionFacts: Sendable {
    /// Signal to noise, below 0 for a negative detection.
    public var snr: Double
    /// Of the search's own fit, per degree of freedom.
    public var chi2: Double
    /// Ways in which static sources may leave residuals there that the search reckoned with.
    public var nuisances: Double
    /// How many times more the residual scatters than the search's model says.
    public var birge: Double

    /// NaN for what the search did not say.
    public init(snr: Double = .nan, chi2: Double = .nan, nuisances: Double = .nan, birge: Double = .nan) {
        (self.snr, self.chi2, self.nuisances, self.birge) = (snr, chi2, nuisances, birge)
    }
}
