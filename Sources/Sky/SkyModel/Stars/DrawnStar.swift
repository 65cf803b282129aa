internal import SkyMath

/// What a star is before its own details are drawn.
struct DrawnStar {
    /// Apparent, dimmed by dust.
    let r: Double
    let population: Int
    /// M_r.
    let absoluteMagnitude: Double
    let kpc: Double
    /// A_V.
    let extinction: Double

    /// - Parameter share: of the bin's width before the star.
    @inline(__always)
    init(r: Double, population: Int, _ bin: DistanceBin, share: Double) {
        self.r = r
        self.population = population
        extinction = bin.extinction + share * bin.dust
        absoluteMagnitude = r - bin.modulus - SightlineTable.step * share - extinction * DustSheet.ratioR
        kpc = bin.kpc * Self.stretch(share)
    }

    /// 10 to the power of a fifth of the share of a bin, right to 10^-8.
    @inline(__always)
    private static func stretch(_ share: Double) -> Double {
        let x = share * SightlineTable.step * 0.2 * 2.302585092994046
        return 1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5))))
    }

    /// What two words of random bits and the place in the Galaxy decide.
    struct Details {
        let kind: StarKind
        let place: GalacticPlace
        let variability: VariabilityClass
        /// Three normal numbers for the motion.
        fileprivate let motion: UInt64
        /// Two normal numbers for the colours; the highest 22 bits decided about variability.
        fileprivate let colours: UInt64
    }

    @inline(__always)
    func details(_ sightline: Sightline, _ draws: inout Draws) -> Details {
        let (kind, place) = (StarKind.all[population], sightline.place(kpc: kpc))
        let (motion, colours) = (draws.next(), draws.next())
        let variability = VariabilityCase(
            component: kind.component, sequence: kind.sequence, absoluteMagnitude: absoluteMagnitude, height: place.z
        ).pick((Double(Int(truncatingIfNeeded: colours >> 42)) + 0.5) * 0x1p-22)
        return Details(kind: kind, place: place, variability: variability, motion: motion, colours: colours)
    }

    @inline(__always)
    func star(_ id: SkyObjectID, _ position: SkyPosition, _ directions: SkyDirections, _ details: Details) -> Star {
        let kind = details.kind
        let velocity = GalacticMotion.velocity(
            kind.component, at: details.place, normals: NormalTable.three(details.motion))
        let scatter = NormalTable.three(details.colours)
        return Star(
            id: id, position: position,
            details: numbers(directions.motion(velocity, kpc: kpc), Float(scatter.0), Float(scatter.1)),
            component: kind.component, sequence: kind.sequence, variability: details.variability)
    }

    /// Colours scatter about the sequence by 0.03 mag along the slope of the spectrum and by 0.08 in u by metallicity.
    @inline(__always)
    private func numbers(_ motion: SkyMotion, _ slope: Float, _ metals: Float) -> StarDetails {
        let row = PhotometricGrid.shared.photometry(population: population, absoluteMagnitude)
        let shift = 0.03 * slope * Self.slope + 0.08 * metals * Self.metals
        let m = row + shift + (Float(r) + Float(extinction) * Self.reddening)
        return StarDetails(
            properMotionRA: Float(motion.ra), properMotionDec: Float(motion.dec), parallax: Float(1 / kpc),
            radialVelocity: Float(motion.radial), absoluteMagnitude: Float(absoluteMagnitude),
            effectiveTemperature: row[6] + row[7] * (shift[1] - shift[3]), extinction: Float(extinction),
            magnitudes: PerBand(u: m[0], g: m[1], r: m[2], i: m[3], z: m[4], y: m[5]))
    }

    private static let reddening = SIMD8<Float>(DustSheet.bandRatios - DustSheet.ratioR)
    private static let slope = SIMD8<Float>(1.3, 0.6, 0, -0.4, -0.6, -0.75, 0, 0)
    private static let metals = SIMD8<Float>(1, 0.1, 0, 0, 0, 0, 0, 0)
}
