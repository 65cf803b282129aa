internal import Imaging

/// The pixels of a footprint on its box with a frame of one pixel, NaN where they are not its own.
struct FootprintPixels {
    let footprint: Footprint
    /// 1, or -1 for a footprint whose highest peak is negative; values are times this.
    let sign: Float
    /// The box with its frame.
    let box: PixelBox

    init(_ footprint: Footprint, sign: Float) {
        (self.footprint, self.sign, box) = (footprint, sign, footprint.box.grown(by: 1))
    }

    /// Those of an image.
    func values(_ image: Image<Float>) -> [Float] { values(image, originX: 0, originY: 0, scale: sign) }

    /// Those of the variances, whose sign stays.
    func variances(_ variance: Image<Float>) -> [Float] { values(variance, originX: 0, originY: 0, scale: 1) }

    /// Those of an image convolved and scaled.
    func smoothed(_ image: Image<Float>, _ kernel: SeparableKernel, scale: Float) -> [Float] {
        let wide = footprint.box.grown(by: kernel.radiusX)
        let part = image.cropped(to: wide, filledWith: 0).convolved(with: kernel, threads: 1)
        return values(part, originX: wide.x, originY: wide.y, scale: sign * scale)
    }

    private func values(_ image: Image<Float>, originX: Int, originY: Int, scale: Float) -> [Float] {
        var result = Array(repeating: Float.nan, count: box.area)
        image.withUnsafePixels { pixels in
            for span in footprint.spans {
                let row = place(0, 0, Int(span.row), box)
                let source = (Int(span.row) - originY) * image.width - originX
                for x in span.columns { result[row + x] = scale * pixels[source + x] }
            }
        }
        return result
    }

    /// A footprint for each branch, in the order of their peaks.
    ///
    /// `values` are those that the tree is of, by which peaks are placed between pixels; heights are those of the map.
    func children(_ tree: PeakTree, _ values: [Float], _ map: Image<Float>) -> [Footprint] {
        var spans = Array(repeating: [Span](), count: tree.peaks.count)
        for span in footprint.spans {
            let row = place(0, 0, Int(span.row), box)
            var start = Int(span.start)
            while start < Int(span.end) {
                let label = tree.labels[row + start]
                var end = start + 1
                while end < Int(span.end), tree.labels[row + end] == label { end += 1 }
                if label >= 0 { spans[Int(label)].append(Span(row: Int(span.row), start: start, end: end)) }
                start = end
            }
        }
        return zip(spans, tree.peaks).map { Footprint(spans: $0, peaks: [peak($1, values, map)]) }
            .sorted { ($0.peaks[0].row, $0.peaks[0].column) < ($1.peaks[0].row, $1.peaks[0].column) }
    }

    private func peak(_ place: Int, _ values: [Float], _ map: Image<Float>) -> Peak {
        let (column, row) = (box.x + place % box.width, box.y + place / box.width)
        var peak = Peak(column: column, row: row, x: Double(column), y: Double(row), height: Double(map[column, row]))
        let surface = Quadratic { Double(values[place + $1 * box.width + $0]) }
        if let top = surface.maximum, abs(top.x) <= 1, abs(top.y) <= 1 {
            (peak.x, peak.y) = (peak.x + top.x, peak.y + top.y)
        }
        return peak
    }
}
