import Imaging
import Rendering
import SkyMath
import Testing

/// What the detector makes of the light.
@Suite struct ReadOutTests {
    private static let fullWell = 30_000.0
    private static let sources = [
        StampSource(x: 10.3, y: 9.8, scienceFlux: 3e6, templateFlux: 2e6),
        StampSource(x: 20, y: 21, scienceFlux: 4_000, templateFlux: 0),
    ]
    private static let light = StampSceneTests.renderer.light(of: sources)

    @Test func `cores are cut at the full well, marked, and the same beside it`() {
        let exposed = Self.light.exposed(Draws(seed: 3, 1))
        var read = exposed
        read.readOut(fullWell: Self.fullWell)
        let full = Float(Self.fullWell)
        let masks = StampSceneTests.renderer.masks(of: Self.light, read, Self.sources, fullWell: Self.fullWell)
        var cut = 0
        for index in 0..<900 {
            #expect(read.science[index] == min(exposed.science[index], full))
            #expect(read.template[index] == min(exposed.template[index], full))
            #expect(masks.science[index].contains(.saturated) == (read.science[index] == full))
            #expect(masks.template[index].contains(.saturated) == (read.template[index] == full))
            #expect(
                masks.difference[index].contains(.saturated)
                    == (read.science[index] == full || read.matchedTemplate[index] == full))
            if masks.difference[index].contains(.saturated) {
                cut += 1
            } else {
                #expect(read.difference[index] == exposed.difference[index])
            }
            #expect(read.difference[index] == read.science[index] - read.matchedTemplate[index])
        }
        #expect((10...200).contains(cut), "\(cut)")
        #expect(read.scienceVariance == exposed.scienceVariance)
    }

    @Test func `a bad column is filled from both sides and marked, and the template knows nothing of it`() {
        let exposed = Self.light.exposed(Draws(seed: 3, 2))
        var read = exposed
        let column = (0..<30).map { $0 * 30 + 25 }
        let defects = column + [4 * 30 + 26, 0, 29 * 30 + 29]
        read.readOut(fullWell: .infinity, defects: defects + [900, -1])
        let masks = StampSceneTests.renderer.masks(
            of: Self.light, read, Self.sources, fullWell: 1e9, defects: defects + [900, -1])
        for index in 0..<900 {
            let isBad = defects.contains(index)
            #expect(masks.science[index].isSuperset(of: [.bad, .interpolated]) == isBad)
            #expect(masks.difference[index].contains(.bad) == isBad && !masks.template[index].contains(.bad))
            if !isBad { #expect(read.science[index] == exposed.science[index]) }
            #expect(read.template[index] == exposed.template[index])
            #expect(read.difference[index] == read.science[index] - read.matchedTemplate[index])
        }
        let science = exposed.science
        #expect(abs(read.science[10 * 30 + 25] - (science[10 * 30 + 24] + science[10 * 30 + 26]) / 2) < 0.01)
        // Two beside each other.
        let (left, right) = (science[4 * 30 + 24], science[4 * 30 + 27])
        #expect(abs(read.science[4 * 30 + 25] - (left + (right - left) / 3)) < 0.01)
        #expect(abs(read.science[4 * 30 + 26] - (left + (right - left) * 2 / 3)) < 0.01)
        // At the stamp's ends.
        #expect(read.science[0] == science[1] && read.science[899] == science[898])
    }

    @Test func `without a limit or defects nothing changes, and a row of bad pixels stays`() {
        let exposed = Self.light.exposed(Draws(seed: 3, 3))
        var read = exposed
        read.readOut(fullWell: .nan)
        #expect(read == exposed)
        read.readOut(fullWell: -1, defects: Array(60..<90))
        #expect(read.science == exposed.science)
    }
}
