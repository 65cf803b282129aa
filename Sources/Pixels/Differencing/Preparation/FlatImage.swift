internal import Detection
internal import Imaging

/// An image without its sky: what is masked filled in, its variances as a model.
struct FlatImage {
    let image: Image<Float>
    let mask: Image<MaskPlanes>
    let variance: VarianceModel
    /// Standard deviation of a pixel of blank sky.
    let noise: SmoothMap

    /// Takes the sky away; `raw` is used up.
    init(_ raw: consuming MaskedImage, _ background: Background, _ name: String) throws {
        var flat = consume raw
        noise = background.noise
        do {
            try background.subtract(from: &flat.image)
            variance = try VarianceModel(of: flat)
        } catch {
            throw DifferencingError(.noData, "the \(name): \(error)")
        }
        (image, mask) = (flat.image, flat.mask)
    }

    var matching: MatchingImage {
        get throws { try MatchingImage(image: image, mask: mask, variance: variance) }
    }

    /// Science and template, both without the sources that the template shows when the sky is measured.
    static func both(
        science: consuming MaskedImage, template: consuming MaskedImage, cell: Int, threads: Int
    ) throws -> (science: FlatImage, template: FlatImage) {
        let settings = Background.Settings(cell: cell)
        var (science, template) = (consume science, consume template)
        template.fill(threads: threads)
        let sources: SourceMask
        let deep: Background
        do {
            (deep, sources) = try Background.withoutSources(of: template, settings: settings, threads: threads)
        } catch {
            throw DifferencingError(.noData, "the template: \(error)")
        }
        let flatTemplate = try FlatImage(consume template, deep, "template")
        science.fill(threads: threads)
        let shallow: Background
        do {
            shallow = try Background.binned(of: science, without: sources, settings: settings, threads: threads)
        } catch {
            throw DifferencingError(.noData, "the science image: \(error)")
        }
        return (try FlatImage(consume science, shallow, "science image"), flatTemplate)
    }
}
