import Imaging
import Templates
import Testing

@Suite struct IncrementTests {
    private static let sky: TestSky = {
        var sky = TestSky.grid(side: 128)
        sky.extra = { n, canvas in
            if n == 2 { canvas.addTrail(level: 400, fromX: 80, y: 70, direction: 0.7) }
        }
        return sky
    }()
    private static let warps: Result<[PatchWarp], any Error> = Result { try sky.warps() }

    private func coadd(_ warps: [PatchWarp], threads: Int = .max) throws -> Coadd {
        var coadd = Coadd(try Self.sky.frame())
        for warp in warps { try coadd.add(warp, threads: threads) }
        return coadd
    }

    @Test func `one thread and two give the same bits`() throws {
        let warps = try Self.warps.get()
        let sky = Self.sky
        let single = try PatchWarp(of: sky.exposure(3), onto: sky.frame(), threads: 1, map: sky.map(3))
        #expect(single.image == warps[3].image)
        #expect(single.input == warps[3].input)
        let (one, two) = (try coadd(warps, threads: 1), try coadd(warps, threads: 2))
        #expect(one.sums == two.sums && one.extremes == two.extremes)
        let (first, second) = (try one.template(threads: 1), try two.template(threads: 2))
        #expect(first.image == second.image && first.artefacts == second.artefacts)
        #expect(!first.artefacts.isEmpty)
    }

    @Test func `the order of exposures does not matter but for rounding`() throws {
        let warps = try Self.warps.get()
        let order = [7, 2, 9, 0, 5, 1, 8, 3, 6, 4]
        let first = try coadd(warps).template()
        let second = try coadd(order.map { warps[$0] }).template()
        #expect(first.coverage == second.coverage && first.rejected == second.rejected)
        #expect(first.image.mask == second.image.mask)
        let worst = zip(first.image.image.pixels, second.image.image.pixels).map { abs($0 - $1) / max(100, abs($0)) }
        #expect((worst.max() ?? 1) < 2e-6)
        let names = { (template: Template) in Set(template.artefacts.map { template.inputs[$0.input].id }) }
        #expect(names(first) == ["exposure-2"] && names(second) == ["exposure-2"])
        let psfs = [first, second].map { $0.psf.values(atX: 40, y: 90).pixels }
        #expect(zip(psfs[0], psfs[1]).allSatisfy { abs($0 - $1) < 1e-7 })
    }

    @Test func `a state that was written and read goes on as if it had not been`() throws {
        let warps = try Self.warps.get()
        let half = try coadd(Array(warps.prefix(5)))
        var restored = try Coadd(
            restoring: half.frame, sums: half.sums, extremes: half.extremes, psfSums: half.psfSums,
            psfWeights: half.psfWeights, inputPSFs: half.inputPSFs, inputs: half.inputs, isFrozen: half.isFrozen)
        for warp in warps.suffix(5) { try restored.add(warp) }
        let whole = try coadd(warps)
        #expect(restored.sums == whole.sums && restored.extremes == whole.extremes)
        #expect(restored.inputs == whole.inputs)
    }

    @Test func `a state whose parts do not fit is refused`() throws {
        let coadd = try coadd(Array(Self.warps.get().prefix(2)))
        let small = Image(width: 5, height: 5, repeating: LightSums())
        #expect(throws: TemplatesError.self) {
            try Coadd(
                restoring: coadd.frame, sums: small, extremes: coadd.extremes, psfSums: coadd.psfSums,
                psfWeights: coadd.psfWeights, inputPSFs: coadd.inputPSFs, inputs: coadd.inputs, isFrozen: false)
        }
        #expect(throws: TemplatesError.self) {
            try Coadd(
                restoring: coadd.frame, sums: coadd.sums, extremes: coadd.extremes, psfSums: coadd.psfSums,
                psfWeights: coadd.psfWeights, inputPSFs: [], inputs: [], isFrozen: false)
        }
    }

    @Test func `a frozen template takes nothing more and stays as it is`() throws {
        let warps = try Self.warps.get()
        var coadd = try coadd(Array(warps.prefix(3)))
        coadd.freeze()
        let before = coadd.sums
        expect(.frozen) { try coadd.add(warps[3]) }
        #expect(coadd.sums == before && coadd.inputs.count == 3)
        #expect(try coadd.template().inputs.count == 3)
    }

    @Test func `the list of inputs names exposures, checksums, dates and weights`() throws {
        let coadd = try coadd(Self.warps.get())
        #expect(coadd.inputs.map(\.id) == (0..<10).map { "exposure-\($0)" })
        #expect(coadd.inputs.map(\.checksum) == (0..<10).map { "sum-\($0)" })
        #expect(coadd.inputs.map(\.mjdTai) == (0..<10).map { 60_000 + Double($0) })
        for (n, input) in coadd.inputs.enumerated() {
            #expect(abs(input.weight * Self.sky.noise[n] * Self.sky.noise[n] - 1) < 0.02)
            #expect(abs(input.fwhm / Self.sky.seeing[n] - 1) < 0.06)
            #expect(abs(input.sky - 900) < 3)
        }
    }

    @Test func `what does not belong into a template is refused with its reason`() throws {
        let sky = Self.sky
        let frame = try sky.frame()
        let warp = try Self.warps.get()[0]
        var coadd = Coadd(frame)
        try coadd.add(warp)
        expect(.duplicate) { try coadd.add(warp) }
        var exposure = try sky.exposure(1)
        exposure.band = "g"
        expect(.band) { _ = try PatchWarp(of: exposure, onto: frame, map: sky.map(1)) }
        exposure.band = "r"
        expect(.noOverlap) { _ = try PatchWarp(of: exposure, onto: frame) { ($0 + 1e5, $1) } }
        expect(.noOverlap) { _ = try PatchWarp(of: exposure, onto: frame) { _, _ in (.nan, .nan) } }
        let other = try TemplateFrame(width: 50, height: 60, band: "r", options: frame.options)
        var small = Coadd(other)
        expect(.size) { try small.add(warp) }
        var red = Coadd(try TemplateFrame(width: 128, height: 128, band: "z", options: frame.options))
        expect(.band) { try red.add(warp) }
        expect(.noOverlap) { _ = try Coadd(frame).template() }
        exposure.zeroPoint = .nan
        expect(.parameter) { _ = try PatchWarp(of: exposure, onto: frame, map: sky.map(1)) }
    }

    @Test func `exposures without a usable pixel are refused`() throws {
        let sky = Self.sky
        var exposure = try sky.exposure(1)
        let size = (exposure.image.image.width, exposure.image.image.height)
        let whole = exposure
        exposure.image.mask = Image(width: size.0, height: size.1, repeating: .bad)
        expect(.allMasked) { _ = try PatchWarp(of: exposure, onto: sky.frame(), map: sky.map(1)) }
        exposure = whole
        exposure.image.image = Image(width: size.0, height: size.1, repeating: .nan)
        expect(.allMasked) { _ = try PatchWarp(of: exposure, onto: sky.frame(), map: sky.map(1)) }
        exposure = whole
        exposure.image.variance = Image(width: size.0, height: size.1, repeating: 0)
        expect(.allMasked) { _ = try PatchWarp(of: exposure, onto: sky.frame(), map: sky.map(1)) }
    }

    @Test func `frames and options out of their ranges are refused`() {
        expect(.parameter) { _ = try TemplateFrame(width: 0, height: 5, band: "r") }
        var options = WarpOptions()
        options.psfSide = 40
        expect(.parameter) { _ = try TemplateFrame(width: 9, height: 9, band: "r", options: options) }
        options = WarpOptions()
        options.target = TargetPSF(fwhm: .nan)
        expect(.parameter) { _ = try TemplateFrame(width: 9, height: 9, band: "r", options: options) }
    }

    private func expect(
        _ reason: TemplatesError.Reason, at place: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) {
        var found: TemplatesError.Reason?
        do { try body() } catch { found = (error as? TemplatesError)?.reason }
        #expect(found == reason, sourceLocation: place)
    }
}
