import SkyMath
import Testing

@testable import SkyModel

@Suite struct ProbeTests {
    @Test func `print counts`() {
        for (l, b) in [(0.0, 90.0), (90, 30), (0, 30), (180, 30), (90, 5), (0, 5), (50, 5), (180, 5), (1, -4),(30,45),(90,10)] {
            let table = SightlineTable(GalacticPosition(l: l, b: b), area: 1)
            var total = 0.0
            var line = "\(l) \(b) AV \(((table.extinction.last ?? 0)*100).rounded()/100):"
            for bin in 0..<88 {
                total += table.counts(bin: bin).reduce(0, +)
                let edge = MagnitudeLayers.magnitude(bin: bin + 1)
                if [7.5,10, 12, 14, 16, 18, 20, 21, 22, 23, 24, 24.5, 25, 26, 27].contains(edge) { line += " \(edge):\((total * 10).rounded() / 10)" }
            }
            print(line)
        }
    }
}
