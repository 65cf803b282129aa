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

    @Test func `names have the year and seven letters, and share one as seldom as chance has it`() throws {
        var names: [ObjectID: Int64] = [:]
        var shared = 0
        let count = 60_000
        for number in 0..<count {
            let id = DiaSourceID(
                release: 1, isOneToOne: false, day: 5_900 + number % 300, sequence: number % 997,
                detector: number % 189, counter: number * 7 % 524_288)
            let packed = try #require(id.packed)
            let name = ZTFObjectName.objectID(packed)
            #expect(name == ZTFObjectName.objectID(packed))
            if let other = names[name], other != packed { shared += 1 }
            names[name] = packed
        }
        let text = try #require(names.keys.first?.description)
        #expect(text.count == 12 && (text.hasPrefix("ZTF26")))
        // 0.2 expected.
        #expect(shared <= 4)
    }
}
