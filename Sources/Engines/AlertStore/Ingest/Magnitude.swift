#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// AB magnitude of a flux in nJy, 31.4 - 2.5 log10(flux); nil where the flux is not positive.
func magnitudeAB(_ flux: Double) -> Double? {
    flux > 0 && flux.isFinite ? 31.4 - 2.5 * log10(flux) : nil
}

/// Milliseconds since 1970 UTC.
func nowMs() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
