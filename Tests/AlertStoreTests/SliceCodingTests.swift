import AlertModel
import AlertTesting
import Testing

@testable import AlertStore

@Suite struct SliceCodingTests {
    private func points(_ count: Int, seed: Int) -> PointSet {
        var random = SplitMix(seed: UInt64(seed))
        let life = SmallSky(objects: 1, epochs: count, using: &random).lives[0]
        return PointSet(detections: life.detections, forced: life.forced, limits: life.limits)
    }

    @Test(arguments: [0, 1, 2, 9, 100, 400])
    func `a slice comes back bit by bit`(count: Int) throws {
        var points = points(count, seed: count)
        if count > 2 {
            points.detections[1].psfFlux = .nan
            points.detections[2].psfFlux = -0.0
            points.detections[2].scienceFlux = .infinity
            points.detections[2].detector = -1
            points.detections[2].id = .min
        }
        let bytes = SliceCoding.encode(points)
        let back = try bytes.withUnsafeBytes { memory in try SliceCoding.decode(memory) }
        #expect(back.count == points.count)
        #expect(back.fingerprint == points.fingerprint)
        #expect(SliceCoding.encode(back) == bytes)
    }

    @Test func `equal fluxes of single precision take four bytes or fewer`() {
        let one = SliceCoding.encode(points(1, seed: 3)).count
        let many = SliceCoding.encode(points(101, seed: 3)).count
        #expect((many - one) / 100 < 90)
    }

    @Test func `a damaged slice gives an error and never another curve`() throws {
        let bytes = SliceCoding.encode(points(60, seed: 4))
        var random = SplitMix(seed: 9)
        for _ in 0..<3000 {
            var damaged = bytes
            damaged[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
            if Bool.random(using: &random) { damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random)) }
            #expect(throws: SliceError.self) {
                try damaged.withUnsafeBytes { memory in try SliceCoding.decode(memory) }
            }
        }
    }

    @Test func `bytes behind a right checksum may say anything`() {
        let bytes = SliceCoding.encode(points(60, seed: 4)).dropLast(4)
        var random = SplitMix(seed: 10)
        for round in 0..<8_000 {
            var damaged = Array(bytes)
            for _ in 0...(round % 4) {
                damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if round % 3 == 0 { damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random)) }
            let read = damaged.withUnsafeBytes { memory in try? SliceCoding.decodeChecked(memory) }
            #expect((read?.count ?? 0) <= damaged.count)
        }
    }
}
