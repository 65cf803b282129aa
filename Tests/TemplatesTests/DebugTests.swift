import Detection
import Imaging
import SkyMath
import Testing

@testable import Templates

@Suite struct DebugTests {
    @Test func `debug`() throws {
        let sky = ArtefactTests.spoilt
        var plain = sky
        plain.extra = nil
        let coadd = try sky.coadd()
        let cleanCoadd = try plain.coadd()
        let clean = try cleanCoadd.template(rejecting: nil)
        let spoilt = try coadd.template()
        var list: [(Int, Float)] = []
        for n in 0..<40_000 {
            let s = clean.image.variance.pixels[n].squareRoot()
            list.append((n, (spoilt.image.image.pixels[n] - clean.image.image.pixels[n]) / s))
        }
        list.sort { abs($0.1) > abs($1.1) }
        for (n, p) in list.prefix(40) {
            let near = sky.stars.enumerated().min { a, b in
                let d = { (s: TestSky.Star) in
                    (s.x - Double(n % 200)) * (s.x - Double(n % 200)) + (s.y - Double(n / 200))
                        * (s.y - Double(n / 200))
                }
                return d(a.element) < d(b.element)
            }
            print(
                "DBG", n % 200, n / 200, p, "rej", spoilt.rejected.pixels[n], "star",
                near.map { "\($0.offset) \($0.element.x) \($0.element.y)" } ?? "")
            if let e = coadd.extremes?.pixels[n] {
                print("    ", e, (clean.image.image.pixels[n]))
            }
        }
    }
}
