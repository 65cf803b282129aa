import AlertModel
import SkyMath
import Testing

@testable import Simulator

@Suite struct ZTFNumberTests {
    /// JD, night and candid of packets that ZTF issued.
    @Test(arguments: [(2_460_449.878_460_6, 2695), (2_460_759.640_370_4, 3005), (2_460_505.744_409_7, 2751)])
    func `nights are counted as ZTF counts them`(jd: Double, nid: Int64) {
        #expect(ZTFNumbers.nid(jd: jd) == nid)
    }

    @Test func `a Chilean night is one night, on both sides of midnight`() {
        let night = ObservingNight(mjd: 61_200)
        let jds = [0.5, 0.6, 0.75, 0.9].map { TimeScale.jdUtc(fromMjdTai: night.mjdTai.lowerBound + $0) }
        #expect(Set(jds.map { ZTFNumbers.nid(jd: $0) }).count == 1)
        #expect(
            jds.map { ZTFNumbers.pid(jd: $0, detector: 5) } == jds.map { ZTFNumbers.pid(jd: $0, detector: 5) }.sorted())
    }

    @Test func `a candid is its pid and the cell, and nothing is lost`() throws {
        let jd = 2_461_201.466_8
        for detector in [0, 94, 188] {
            let pid = ZTFNumbers.pid(jd: jd, detector: detector)
            #expect("\(pid)".count == 13 && pid / 10 % 1000 == Int64(detector) && pid / 1_000_000_000 == 3447)
            for counter in [0, 179, 524_287] {
                let id = DiaSourceID(
                    release: 1, isOneToOne: false, day: 6003, sequence: 12, detector: detector, counter: counter)
                let candid = ZTFNumbers.candid(pid: pid, diaSourceID: try #require(id.packed))
                #expect(candid / 1_000_000 == pid && candid % 1_000_000 == Int64(counter))
            }
        }
    }

    @Test func `no two of a million objects of a night share a name`() throws {
        var names = Set<ObjectID>()
        names.reserveCapacity(1_300_000)
        // Dense cells beside each other, the ends of the range, and visits with artefacts and small bodies.
        for cell in [0, 1, 2, 99_999, 196_606, 196_607] as [UInt64] {
            for serial in 0..<ObjectSerials.slots {
                names.insert(
                    ZTFObjectName.name(
                        ZTFObjectName.source(cell: cell, serial), year: 26))
            }
        }
        for sequence in [1, 2, 900, 2047] {
            for serial in 0..<262_144 {
                names.insert(ZTFObjectName.name(ZTFObjectName.single((20_261_120, sequence), serial), year: 26))
            }
        }
        #expect(names.count == 6 * 27_000 + 4 * 262_144)
        let name = try #require(names.first).description
        #expect(name.hasPrefix("ZTF26") && name.count == 12)
    }

    @Test func `serials of artefacts and bodies are apart`() {
        let artefacts = (0..<189).flatMap { detector in
            (0..<1024).map { ZTFObjectName.artefact($0, detector: detector) }
        }
        #expect(Set(artefacts).count == 189 * 1024 && (artefacts.max() ?? 0) < ZTFObjectName.body(0))
        #expect(ZTFObjectName.body(68_607) == 262_143)
    }

    @Test func `the sources of a crowded cell have numbers of their own, which later ones do not change`() {
        var draws = Draws(seed: 4)
        let stars = Set((0..<24_000).map { _ in draws.next() >> 6 }).sorted()
        let events = Set((0..<300).map { _ in draws.next() >> 6 | 1 << 59 }).sorted()
        let serials = ObjectSerials.serials(of: stars + events)
        #expect(Set(serials).count == stars.count + events.count)
        #expect(serials.allSatisfy { (0..<ObjectSerials.slots).contains($0) })
        #expect(Array(serials.prefix(stars.count)) == ObjectSerials.serials(of: stars))
        #expect(ObjectSerials.serials(of: (0..<30_000).map { UInt64($0) }).count == 30_000)
    }
}
