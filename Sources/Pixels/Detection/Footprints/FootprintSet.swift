public import Imaging

/// The connected regions of an image that stand out.
public struct FootprintSet: Sendable, Hashable {
    /// What counts as a region, and as a peak in it.
    public struct Settings: Sendable, Hashable {
        /// In the unit of the image, standard deviations in a S/N map.
        public var threshold: Float
        /// By default both signs.
        public var polarity: Polarity
        /// Regions of fewer pixels above the threshold are dropped.
        public var leastArea: Int
        /// Pixels by which regions grow; those that then touch are one.
        public var growth: Double
        /// A peak is the highest of the square of so many pixels each way.
        public var peakRadius: Int

        /// Nothing is checked: a growth below 1 does nothing, a peak radius below 1 counts as 1.
        public init(
            threshold: Float = 5, polarity: Polarity = .both, leastArea: Int = 1, growth: Double = 0,
            peakRadius: Int = 2
        ) {
            (self.threshold, self.polarity, self.leastArea) = (threshold, polarity, leastArea)
            (self.growth, self.peakRadius) = (growth, peakRadius)
        }
    }

    /// Size of the image.
    public let width: Int
    /// Rows of the image.
    public let height: Int
    /// In the order of their first pixels.
    public let footprints: [Footprint]

    /// Pixels that reach the threshold hang together along sides and diagonals, whatever their signs.
    ///
    /// Values that are not numbers belong to none. Complexity: O(pixels + detected pixels x growth).
    public init(of image: Image<Float>, settings: Settings = Settings()) {
        (width, height) = (image.width, image.height)
        var spans = Span.runs(in: image, above: settings.threshold, polarity: settings.polarity)
        if settings.leastArea > 1 { spans = Self.withoutSmall(spans, settings.leastArea) }
        let peaks = image.peaks(in: spans, radius: settings.peakRadius)
        if settings.growth >= 1 { spans = Self.grown(spans, settings.growth, image.bounds) }
        footprints = Self.footprints(spans, peaks)
    }

    /// A mask with `planes` on the pixels of all footprints.
    public func mask(_ planes: MaskPlanes = .detected) -> Image<MaskPlanes> {
        var mask = Image<MaskPlanes>(width: width, height: height, repeating: [])
        let pixel = Disc(radius: 0)
        for footprint in footprints {
            for span in footprint.spans { mask.paint(span, grownBy: pixel, planes) }
        }
        return mask
    }

    private static func withoutSmall(_ spans: [Span], _ leastArea: Int) -> [Span] {
        let components = SpanComponents(spans)
        var areas = Array(repeating: 0, count: components.count)
        for (span, label) in zip(spans, components.labels) { areas[label] += span.count }
        return zip(spans, components.labels).filter { areas[$0.1] >= leastArea }.map(\.0)
    }

    private static func grown(_ spans: [Span], _ growth: Double, _ bounds: PixelBox) -> [Span] {
        var mask = Image<MaskPlanes>(width: bounds.width, height: bounds.height, repeating: [])
        let disc = Disc(radius: growth)
        for span in spans { mask.paint(span, grownBy: disc, .detected) }
        return Span.runs(in: mask) { !$0.isEmpty }
    }

    private static func footprints(_ spans: [Span], _ peaks: [Peak]) -> [Footprint] {
        let components = SpanComponents(spans)
        var members = Array(repeating: [Span](), count: components.count)
        var tops = Array(repeating: [Peak](), count: components.count)
        for (span, label) in zip(spans, components.labels) { members[label].append(span) }
        for peak in peaks {
            if let n = Span.place(of: peak, in: spans) { tops[components.labels[n]].append(peak) }
        }
        return zip(members, tops).map { Footprint(spans: $0, peaks: $1) }
    }
}

extension Span {
    /// The run that a peak's pixel is in. Complexity: O(log runs).
    fileprivate static func place(of peak: Peak, in spans: [Span]) -> Int? {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            let span = spans[middle]
            let isBefore = (Int(span.row), Int(span.end) - 1) < (peak.row, peak.column)
            (low, high) = isBefore ? (middle + 1, high) : (low, middle)
        }
        guard low < spans.count, Int(spans[low].row) == peak.row, spans[low].columns.contains(peak.column) else {
            return nil
        }
        return low
    }
}
