internal import Detection

/// A kernel's fit under way.
struct KernelWork {
    let options: FitOptions
    let threads: Int
    let terms: SpatialTerms
    let shape: StampShape
    var stamps: StampChoice
    var design: StampDesign
    var scales = NuisanceScales()
    var ridge: Ridge?
    var modes: KernelModes?
    var factor: Cholesky?
    private let whitening: Whitening?
    private var guess: KernelGuess?
    /// What white noise of variance 1 in the convolved image adds to a normal matrix, by functions.
    private let noiseShape: Matrix
    /// Nil in the first pass, whose kernel is a guess.
    private let noiseStamps: NoiseStamps?
    /// Whether the noise of both images is known to be each its own: what is left of stars would else be much less than noise.
    private var isIndependent = true
    var chiSquares: [Double] = []
    var effective = 0.0

    /// A fit whose first pass is done: with a third of the stamps, but 100 where there are so many, and terms up to
    /// degree 4.
    init(_ pair: ImagePair, _ positions: [StampPosition], _ options: FitOptions, _ threads: Int) throws {
        var fewer = options
        fewer.order = min(4, options.order)
        let step = max(1, min(3, positions.count / 100))
        let part = stride(from: 0, to: positions.count, by: step).map { positions[$0] }
        var first = try KernelWork(pair, part, fewer, whitening: nil, guess: nil, threads)
        try first.pass(steps: 1)
        let whitening = try Whitening(
            kernel: first.guess?.mean(options.basis, first.stamps.used.map { part[$0] }) ?? [],
            radius: options.basis.radius, reference: pair.reference.variance.sky, convolved: pair.sharper.variance.sky)
        try self.init(pair, positions, options, whitening: whitening, guess: first.guess, threads)
        scales = first.scales
        isIndependent = Robust(first.stamps.used.map { first.chiSquares[$0] }).median > Self.leastChiSquare
    }

    private init(
        _ pair: ImagePair, _ positions: [StampPosition], _ options: FitOptions, whitening: Whitening?,
        guess: KernelGuess?, _ threads: Int
    ) throws {
        (self.options, self.threads, self.whitening, self.guess) = (options, threads, whitening, guess)
        noiseShape = Self.noiseShape(options.basis, whitening)
        terms = SpatialTerms(order: options.order, width: pair.width, height: pair.height)
        shape = StampShape(radius: options.stampRadius)
        design = StampDesign(
            pair, positions, options.basis, shape, whitening: whitening, power: 0.06, threads: threads)
        noiseStamps =
            guess == nil
            ? nil : NoiseStamps(pair, design, options.basis, whitening: whitening, threads: threads)
        let least = 2 * shape.count / 3
        stamps = StampChoice(
            positions: positions, used: positions.indices.filter { [design] in design.counts[$0] >= least })
        guard stamps.used.count >= 10 else {
            throw DifferencingError(
                .fewStamps,
                "\(stamps.used.count) of \(positions.count) stamps can be used for the kernel; 10 are needed")
        }
    }

    private static let leastChiSquare = 0.4

    /// One pass: normal equations about the model so far, modes, coefficients, and which stamps agree.
    mutating func pass(steps: Int) throws {
        let normals = StampNormals(
            design, coefficients: guess?.values(stamps.positions), scales: scales, threads: threads)
        let modes = try KernelModes(information: mean(normals), noise: noise(), least: options.leastInformation)
        self.modes = modes
        let noise = isIndependent ? noiseStamps?.mean(design, stamps.used, guess, scales, threads: threads) : nil
        let clean = ModeSums(normals, modes, terms, stamps, noise: noise, threads: threads)
        if !solve(clean, modes, steps) {
            let sums = ModeSums(normals, modes, terms, stamps, noise: nil, threads: threads)
            guard solve(sums, modes, steps) else {
                throw DifferencingError(.singular, "the normal equations of the kernel are not positive definite")
            }
        }
        judge(normals)
    }

    private func mean(_ normals: StampNormals) -> Matrix {
        let (n, stride) = (options.basis.count, normals.stride)
        var result = Matrix(n, n)
        for s in stamps.used {
            for i in 0..<n {
                for j in 0..<n {
                    result[i, j] += normals.matrices[(s * stride + i) * stride + j] / Double(stamps.used.count)
                }
            }
        }
        return result
    }

    /// What white noise of the convolved image adds to the normal matrix of a mean star.
    private func noise() -> Matrix {
        let power = stamps.used.reduce(0) { $0 + design.noise[$1] } / Double(stamps.used.count)
        return Matrix(noiseShape.rows, noiseShape.columns) { power * noiseShape[$0, $1] }
    }

    private static func noiseShape(_ basis: KernelBasis, _ whitening: Whitening?) -> Matrix {
        let planes = basis.functions.map { function in
            let plane = function.column.flatMap { v in function.row.map { $0 * v } }
            return whitening?.filtered(plane, radius: basis.radius) ?? plane
        }
        return Matrix(planes.count, planes.count) { dot(planes[$0], planes[$1]) }
    }

    /// False where the equations are not positive definite.
    private mutating func solve(_ sums: ModeSums, _ modes: KernelModes, _ steps: Int) -> Bool {
        var ridge = ridge ?? Ridge(modes: modes.count, order: options.order)
        if ridge.modes != modes.count { ridge = Ridge(modes: modes.count, order: options.order) }
        var solution: [Double] = []
        for _ in 0..<steps {
            guard let factor = Cholesky(sums.matrix, ridge: ridge.diagonal(terms)) else { return false }
            solution = factor.solve(sums.right)
            let posterior = factor.inverseDiagonal(threads: threads)
            effective = ridge.effectiveCount(posterior, terms)
            ridge.improve(solution, posterior, terms)
            self.factor = factor
        }
        self.ridge = ridge
        let count = terms.count
        guess = KernelGuess(
            terms: terms, coefficients: modes.functions.times(Matrix(modes.count, count) { solution[$0 * count + $1] }))
        return true
    }

    /// chi^2 of every stamp, which of them are used next, and how far stars are shifted and differ in flux.
    private mutating func judge(_ normals: StampNormals) {
        let (all, functions) = (guess?.values(stamps.positions) ?? [], options.basis.count)
        let least = 2 * shape.count / 3
        var squares: [(x: Double, y: Double, flux: Double)] = []
        chiSquares = []
        all.withUnsafeBufferPointer { all in
            guard let start = all.baseAddress else { return }
            for s in stamps.positions.indices {
                let chi = normals.chiSquare(s, start + s * functions) / Double(max(1, design.counts[s]))
                chiSquares.append(chi)
                squares.append(normals.squares(s, start + s * functions))
            }
        }
        let robust = Robust(stamps.used.map { chiSquares[$0] })
        let limit = robust.median + options.clipping * max(robust.scatter, 0.05)
        let agreeing = stamps.positions.indices.filter { chiSquares[$0] < limit && design.counts[$0] >= least }
        let both = Set(stamps.used).intersection(agreeing).sorted()
        if agreeing.count >= 10 { stamps.used = agreeing }
        adjust(both.map { squares[$0] })
    }

    private mutating func adjust(_ squares: [(x: Double, y: Double, flux: Double)]) {
        guard !squares.isEmpty else { return }
        let shifts = squares.reduce(0) { $0 + min($1.x, 9) + min($1.y, 9) } / Double(2 * squares.count)
        let fluxes = squares.reduce(0) { $0 + min($1.flux, 4) } / Double(squares.count)
        scales.shift *= min(9, max(0.04, shifts)).squareRoot()
        scales.flux = min(0.01, max(0.001, scales.flux * fluxes.squareRoot()))
    }

    /// What was found, for `count` stamps of which those that were looked at come first.
    func result(of count: Int) throws -> KernelFit {
        guard let modes, let factor, let coefficients = guess?.coefficients else {
            throw DifferencingError(.parameter, "a fit without a pass")
        }
        let field = KernelField(basis: options.basis, terms: terms, coefficients: coefficients)
        let middle = coefficients.column(0)
        guard let star = MeanStar(design, stamps.used, middle, modes) else {
            throw DifferencingError(.singular, "the stars have no shape")
        }
        let uncertainty = KernelUncertainty(
            star: star.nuisances, factor: factor, terms: terms, points: options.uncertaintyPoints, threads: threads)
        let used = Set(stamps.used)
        return KernelFit(
            field: field, isUsed: (0..<count).map(used.contains),
            reducedChiSquare: chiSquares + Array(repeating: .nan, count: count - chiSquares.count),
            medianChiSquare: Robust(stamps.used.map { chiSquares[$0] }).median, shift: scales.shift,
            fluxScatter: scales.flux, modes: modes.count, effectiveCoefficients: effective, uncertainty: uncertainty)
    }
}
