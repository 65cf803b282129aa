extension ThroughputCurve {
    /// Reads a throughput table: on each line a wavelength and a throughput apart by white space, `#` before remarks.
    ///
    /// - Parameters:
    ///   - text: such as the `total_u.dat` of LSST's `throughputs`.
    ///   - nmPerUnit: 1 where wavelengths are in nm, 0.1 where they are in angstroms.
    /// - Throws: `SkyModelError` with the number of the line that is not two numbers, or what is wrong with the whole.
    public init(text: some StringProtocol, nmPerUnit: Double = 1) throws(SkyModelError) {
        var (wavelengths, throughputs): ([Double], [Double]) = ([], [])
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            guard let row = try Self.row(line.prefix { $0 != "#" }, number: number) else { continue }
            wavelengths.append(row.wavelength * nmPerUnit)
            throughputs.append(row.throughput)
        }
        guard let curve = ThroughputCurve(wavelengths: wavelengths, throughputs: throughputs) else {
            throw SkyModelError(
                "A throughput table has two or more ascending wavelengths above 0, and throughputs of 0 or more."
            )
        }
        self = curve
    }

    private static func row(
        _ line: some StringProtocol, number: Int
    ) throws(SkyModelError) -> (wavelength: Double, throughput: Double)? {
        let words = line.split(whereSeparator: \.isWhitespace)
        if words.isEmpty { return nil }
        guard words.count >= 2, let wavelength = Double(words[0]), let throughput = Double(words[1]) else {
            throw SkyModelError("Line \(number) of the throughput table is not a wavelength and a throughput.")
        }
        return (wavelength, throughput)
    }
}
