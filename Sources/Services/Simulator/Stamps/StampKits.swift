import Rendering
import Synchronization

/// What draws and writes the stamps of one visit, for each size of them made when it is first wanted.
final class StampKits: Sendable {
    /// For stamps of one size.
    struct Kit: Sendable {
        let renderer: StampRenderer
        let visit: LSSTStampFile
        let template: LSSTStampFile
    }

    let hasMasks: Bool
    private let science: EpochDepth
    private let template: EpochDepth
    /// That of nearly all.
    private let least: Kit
    private let others = Mutex<[Int: Kit]>([:])

    init(science: EpochDepth, template: EpochDepth, hasMasks: Bool) {
        (self.science, self.template, self.hasMasks) = (science, template, hasMasks)
        least = Self.kit(AlertStamps.leastSide, science, template, hasMasks)
    }

    /// For stamps of `side` x `side` pixels. Complexity: O(1); a fraction of a millisecond for the first of a size.
    subscript(side: Int) -> Kit {
        if side == least.renderer.width { return least }
        if let known = others.withLock({ $0[side] }) { return known }
        let made = Self.kit(side, science, template, hasMasks)
        others.withLock { $0[side] = made }
        return made
    }

    private static func kit(_ side: Int, _ science: EpochDepth, _ template: EpochDepth, _ hasMasks: Bool) -> Kit {
        Kit(
            renderer: StampRenderer(width: side, height: side, science: science, template: template),
            visit: LSSTStampFile(width: side, height: side, psf: science.psf, hasMask: hasMasks),
            template: LSSTStampFile(width: side, height: side, psf: template.psf, psfSide: 77, hasMask: hasMasks))
    }
}
