/// The largest rise of flux between neighbours in time: max((f[i+1] - f[i]) / (t[i+1] - t[i])), with its sign, nJy a day.
///
/// Epochs in order of time cost O(1) each; one that comes late costs O(n) once. Epochs of the same time are no
/// neighbours with a slope.
struct SlopeStatistics: Sendable, Hashable {
    private var times: [Double] = []
    private var fluxes: [Double] = []
    private var largest = -Double.infinity

    /// Adds an epoch; one that is not finite counts for nothing.
    mutating func add(mjdTai: Double, _ flux: Double) {
        guard mjdTai.isFinite, flux.isFinite else { return }
        guard let last = times.last, mjdTai < last else {
            times.append(mjdTai)
            fluxes.append(flux)
            if times.count > 1 { largest = max(largest, slope(times.count - 2)) }
            return
        }
        let place = times.firstIndex { $0 > mjdTai } ?? times.count
        times.insert(mjdTai, at: place)
        fluxes.insert(flux, at: place)
        largest = (0..<times.count - 1).reduce(-Double.infinity) { max($0, slope($1)) }
    }

    /// nil where no two epochs differ in time.
    var maximum: Double? { largest.isFinite ? largest : nil }

    private func slope(_ index: Int) -> Double {
        let interval = times[index + 1] - times[index]
        return interval > 0 ? (fluxes[index + 1] - fluxes[index]) / interval : -.infinity
    }
}
