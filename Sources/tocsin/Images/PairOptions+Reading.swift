import Differencing
import Imaging
import PromptProcessing

extension PairOptions {
    func scienceExposure() throws -> Exposure { try scienceOptions.exposure(science) }

    func templateExposure() throws -> Exposure {
        var options = ExposureOptions()
        (options.noise, options.mask, options.gain) = (templateNoise, templateMask, templateGain)
        options.noiseKind = scienceOptions.noiseKind
        (options.psf, options.saturation) = (nil, nil)
        (options.findCosmicRays, options.findStreaks) = (false, false)
        return try options.exposure(template)
    }

    /// The pixels of an exposure, read again.
    func image(ofTemplate isTemplate: Bool) throws -> Image<Float> {
        try ExposureSource(ImagePath(isTemplate ? template : science)).imagePlane()
    }

    var differencerOptions: DifferencerOptions {
        var options = DifferencerOptions()
        options.method = SubtractionMethod(rawValue: method.rawValue)
        switch convolve {
        case .auto: options.convolving = nil
        case .template: options.convolving = .template
        case .science: options.convolving = .science
        }
        options.threshold = threshold
        options.fit.order = kernelOrder
        options.peakThreshold = min(options.peakThreshold, threshold - 0.4)
        return options
    }
}
