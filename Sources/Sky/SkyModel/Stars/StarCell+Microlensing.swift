internal import SkyMath

extension StarCell {
    /// Microlensing of the cell's stars brighter than `limit` (r), with the peak in a span of time (MJD TAI).
    ///
    /// `limit` is at most that which the cell was made for. Complexity: O(tables + windows of 100 days + events).
    public func microlensing(brighterThan limit: Double, peaking span: Range<Double>) -> [MicrolensingEvent] {
        let windows = TimeWindow.covering(span)
        guard !windows.isEmpty else { return [] }
        return MagnitudeLayers.layers(brighterThan: limit).clamped(to: counts.indices).flatMap { layer in
            let lensing = LensingDraw(cell: self, layer: layer)
            return windows.flatMap { lensing.events(window: $0) }
        }.filter { span.contains($0.peakMjdTai) && $0.source.magnitude(.r) < limit }
    }
}
